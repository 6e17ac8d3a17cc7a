package pdf

import "strings"

// Rows of a card to be filled in by hand; together they fill the first page of a blank one.
const (
	familyRows = 4
	policyRows = 4
	recordRows = 3
)

func (s ServiceCard) familyTable() table {
	t := table{
		columns: []column{
			{"与客户关系", 26, alignCenter},
			{"姓名", 34, alignCenter},
			{"出生日期", 34, alignCenter},
			{"备注（职业、健康、保障情况）", 76, alignLeft},
		},
		points: 9.5, height: gridRow, pen: gridRow, blank: 1,
	}
	if len(s.Family) == 0 {
		t.blank = familyRows
	}
	for _, r := range s.Family {
		t.rows = append(t.rows, []string{r.Relation, r.Name, r.BirthDate.Chinese(), r.Note})
	}
	return t
}

func (s ServiceCard) policyTable() table {
	t := table{
		columns: []column{
			{"保单号码\n险种名称", 49, alignLeft},
			{"投保人\n被保险人", 25, alignCenter},
			{"保险金额\n每期保费", 26, alignRight},
			{"交费方式\n保险期间", 22, alignCenter},
			{"投保日期\n应缴日", 28, alignCenter},
			{"保单状态", 20, alignCenter},
		},
		points: 9, height: 11.5, pen: 11.5,
	}
	if len(s.Policies) == 0 {
		t.blank = policyRows
	}
	for _, p := range s.Policies {
		t.rows = append(t.rows, []string{
			pair(p.Number, p.Product), pair(p.Holder, p.Insured), pair(money(p.Amount), money(p.Premium)),
			pair(p.Pay, p.Term), pair(p.EffectiveOn.Chinese(), p.NextDue.Chinese()), oneLine(p.Status),
		})
	}
	return t
}

func (s ServiceCard) recordTable() table {
	t := table{
		columns: []column{
			{"服务日期\n方式", 27, alignCenter},
			{"本次服务内容", 46, alignLeft},
			{"客户的态度", 28, alignLeft},
			{"问题解答及处理结果", 47, alignLeft},
			{"服务人员\n签名", 22, alignCenter},
		},
		points: 9, height: 12, pen: 15, blank: max(s.BlankRecords, recordRows-len(s.Records)), fill: true,
	}
	for _, r := range s.Records {
		t.rows = append(t.rows, []string{
			pair(r.On.Chinese(), r.Channel), strings.TrimSpace(r.Content), strings.TrimSpace(r.Attitude),
			strings.TrimSpace(r.Answer), oneLine(r.By),
		})
	}
	return t
}

// pair returns two facts one above the other, as the column's head names them.
func pair(above, below string) string { return oneLine(above) + "\n" + oneLine(below) }
