package pdf

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

// HandoverList is the 客户档案交接清单 (001 §三.8, product §4): the customers and papers one planner or office hands to another.
// The zero HandoverList is the blank form.
type HandoverList struct {
	Sheet
	From      string         `json:"from" label:"移交人"`
	FromUnit  string         `json:"from_unit" label:"移交部门"`
	To        string         `json:"to" label:"接收人"`
	ToUnit    string         `json:"to_unit" label:"接收部门"`
	Witness   string         `json:"witness" label:"监交人"`
	Reason    string         `json:"reason" label:"移交原因"` // one of handoverReasons, or another
	On        app.Date       `json:"on"`
	TellBy    app.Date       `json:"tell_by"` // last day to tell the customers of the new planner
	Customers []HandoverItem `json:"customers"`
	Note      string         `json:"note" label:"交接说明"`
}

// HandoverItem is one customer's file.
type HandoverItem struct {
	CardNo   string   `json:"card_no" label:"客户卡号"`
	Customer string   `json:"customer" label:"客户姓名"`
	Policies []string `json:"policies" label:"保单号码"`
	Papers   []string `json:"papers" label:"档案资料"` // 投保单, 保单, 授权委托书 …; with 复印件 where it is one
	Copies   int      `json:"copies"`              // sheets or copies handed over, 0 not said
	Pending  string   `json:"pending" label:"未了事项"`
}

var handoverReasons = []string{"孤儿保单", "剥离保单", "岗位调整", "异地协作", "其他"}

const handoverListTitle = "客户档案交接清单"

var _ = register("handover_list", handoverListTitle, exampleHandoverList)

// Write writes the form as a PDF and says what to look at. The same list gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (h HandoverList) Write(w io.Writer) (Report, error) { return write(h, w) }

func (h HandoverList) lay() (*form, error) {
	parties := oneLine(h.From)
	if h.To != "" {
		parties += " 移交 " + oneLine(h.To)
	}
	f, err := newForm(h.Sheet, handoverListTitle, "交接双方当面核对，逐项签收", parties)
	if err != nil {
		return nil, err
	}
	const half = innerWidth / 2
	s := f.openStack()
	s.facts(
		[]gridCell{{label: "移交人", value: h.From, width: half}, {label: "移交部门", value: h.FromUnit, width: half}},
		[]gridCell{{label: "接收人", value: h.To, width: half}, {label: "接收部门", value: h.ToUnit, width: half}},
	)
	s.choose("移交原因", ticked(handoverReasons, h.Reason)...)
	const third = innerWidth / 3
	s.facts([]gridCell{
		{label: "交接日期", value: h.On.Chinese(), width: third},
		{label: "告知期限", value: h.TellBy.Chinese(), width: third},
		{label: "监交人", value: h.Witness, width: third},
	})
	s.close()
	f.tableSection("交接明细", "档案资料为复印件的请注明", h.table())
	f.sum(h.total())
	s = f.openStack()
	s.passage("交接说明", h.Note, 2)
	s.close()
	day := h.On.Chinese()
	f.signatures(signer{role: "移交人", on: day}, signer{role: "接收人", on: day}, signer{role: "监交人", on: day})
	f.note("客户档案属公司机密，接收人应专柜保管，未经批准不得外借、复印。保险规划师变更的，接收人应在告知期限内告知客户新的服务人员及联系方式。本清单一式三份，移交人、接收人、客户服务中心各执一份。")
	f.finish("客户档案属公司机密，请妥善保管。")
	return f, nil
}

func (h HandoverList) table() table {
	t := table{
		columns: []column{
			{"序号", 10, alignCenter}, {"客户卡号\n客户姓名", 29, alignCenter}, {"保单号码", 37, alignLeft}, {"档案资料", 52, alignLeft}, {"份数", 12, alignCenter}, {"未了事项", 30, alignLeft},
		},
		points: 8.5, height: 10.5, pen: 11,
	}
	if len(h.Customers) == 0 {
		t.blank = 9
	}
	for i, c := range h.Customers {
		copies := ""
		if c.Copies > 0 {
			copies = strconv.Itoa(c.Copies)
		}
		t.rows = append(t.rows, []string{
			strconv.Itoa(i + 1), pair(c.CardNo, c.Customer), strings.Join(c.Policies, "\n"), strings.Join(c.Papers, "、"), copies, c.Pending,
		})
	}
	return t
}

// total says how much is handed over; "" for a blank list.
func (h HandoverList) total() string {
	if len(h.Customers) == 0 {
		return ""
	}
	policies, copies := 0, 0
	for _, c := range h.Customers {
		policies += len(c.Policies)
		copies += c.Copies
	}
	return fmt.Sprintf("合计　客户 %d 户　保单 %d 件　档案资料 %d 份", len(h.Customers), policies, copies)
}

func exampleHandoverList() HandoverList {
	return HandoverList{
		Sheet: exampleSheet("JJ-2026-000027"), From: "孙立新", FromUnit: "客户服务一部一组", To: "陈雅琴", ToUnit: "客户服务一部二组", Witness: "周海涛",
		Reason: "孤儿保单", On: "2026-11-02", TellBy: "2026-11-30",
		Customers: []HandoverItem{
			{CardNo: "JZ-2026-00317", Customer: "王𬱖", Policies: []string{"2021083000457712", "2008440101002177"}, Papers: []string{"投保单", "保单复印件", "建议书", "服务手册"}, Copies: 5, Pending: "续期扣款账户待核实"},
			{CardNo: "JZ-2026-00318", Customer: "欧阳建国", Policies: []string{"2019060711823004"}, Papers: []string{"投保单", "保单复印件", "发票复印件"}, Copies: 3, Pending: "保单已失效，须上门复效"},
			{CardNo: "JZ-2026-00452", Customer: "司马志远", Policies: []string{"2017121800290034"}, Papers: []string{"投保单"}, Copies: 1, Pending: "电话、地址均失效"},
			{CardNo: "JZ-2026-00460", Customer: "阿卜杜热合曼·买买提", Policies: []string{"2018110900031265"}, Papers: []string{"投保单", "保单复印件", "授权委托书"}, Copies: 3},
			{CardNo: "JZ-2026-00471", Customer: "张䶮", Policies: []string{"2020092200338907"}, Papers: []string{"投保单", "保单复印件", "发票复印件", "服务手册"}, Copies: 4},
		},
		Note: "孙立新于2026年10月31日离职。上列档案已当面清点，原件存客户服务中心三号柜；欧阳建国户复效申请由接收人跟进。",
	}
}
