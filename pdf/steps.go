package pdf

import "github.com/fangce/fangce/app"

// Opinion is what somebody who decides on a form has written, and when.
type Opinion struct {
	Text string   `json:"text" label:"意见"`
	By   string   `json:"by" label:"签名"`
	On   app.Date `json:"on"`
}

// Step is one step of a form from draft to confirmed: every one keeps who, when and why (product §7).
type Step struct {
	On   app.Date `json:"on"`
	At   string   `json:"at" label:"时间"`   // 15:04
	What string   `json:"what" label:"步骤"` // 提交, 退回, 重新提交, 确认
	By   string   `json:"by" label:"经办人"`
	Why  string   `json:"why" label:"说明"`
}

// draw draws the opinion with the place to sign.
func (o Opinion) draw(s *stack, label, role string) {
	s.passage(label, o.Text, 2, signer{role: role, name: o.By, on: o.On.Chinese()})
}

// steps draws what happened to the form, if anything did.
func (f *form) steps(steps []Step) {
	if len(steps) == 0 {
		return
	}
	t := table{
		columns: []column{{"日期\n时间", 34, alignCenter}, {"步骤", 24, alignCenter}, {"经办人", 28, alignCenter}, {"说明", 84, alignLeft}},
		points:  9, height: 10.5,
	}
	for _, s := range steps {
		t.rows = append(t.rows, []string{pair(s.On.Chinese(), s.At), s.What, s.By, s.Why})
	}
	f.tableSection("处理流程", "", t)
}
