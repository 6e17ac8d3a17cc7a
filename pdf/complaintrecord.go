package pdf

import (
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// ComplaintRecord is the 投诉处理记录 of one complaint (001 §三.6, product §9), from its receipt to its filing. The zero
// ComplaintRecord is the blank form.
type ComplaintRecord struct {
	Sheet
	No         string          `json:"no" label:"投诉编号"`
	ReceivedOn app.Date        `json:"received_on"`
	ReceivedAt string          `json:"received_at" label:"受理时间"` // 15:04
	Channel    string          `json:"channel" label:"受理渠道"`     // 来电, 来访, 来函, 网络, 监管转办
	ReceivedBy string          `json:"received_by" label:"受理人"`
	Customer   string          `json:"customer" label:"投诉人"`
	Sex        string          `json:"sex"`                    // male, female or ""
	Phone      string          `json:"phone" label:"联系电话"`     // as it is to be printed, masked where it should be
	Relation   string          `json:"relation" label:"与保单关系"` // 投保人, 被保险人, 受益人, 其他
	PolicyNo   string          `json:"policy_no" label:"保单号码"`
	Product    string          `json:"product" label:"险种名称"`
	Against    string          `json:"against" label:"被投诉人"`
	Unit       string          `json:"unit" label:"被投诉部门"`
	Kind       string          `json:"kind" label:"投诉类别"` // one of ComplaintKinds
	Amount     app.Money       `json:"amount"`            // 涉及金额
	Matter     string          `json:"matter" label:"投诉事项"`
	Demand     string          `json:"demand" label:"客户诉求"`
	DueOn      app.Date        `json:"due_on"`     // 15 days after receipt
	Extensions []Extension     `json:"extensions"` // at most two
	ReportedUp app.Date        `json:"reported_up"`
	Steps      []ComplaintStep `json:"steps"`
	Finding    string          `json:"finding" label:"调查结论"`
	Result     string          `json:"result" label:"处理结果"`
	Handler    string          `json:"handler" label:"承办人"` // never who is complained about
	DoneOn     app.Date        `json:"done_on"`
	RepliedOn  app.Date        `json:"replied_on"`
	ReplyBy    string          `json:"reply_by" label:"答复方式"`
	Satisfied  string          `json:"satisfied" label:"客户评价"` // one of satisfactions
	Words      string          `json:"words" label:"客户意见"`
	Decision   Opinion         `json:"decision"`
	FiledOn    app.Date        `json:"filed_on"`
}

// Extension is a longer time to answer in, with its reason.
type Extension struct {
	To       app.Date `json:"to"`
	Why      string   `json:"why" label:"延期原因"`
	Approved string   `json:"approved" label:"批准人"`
}

// ComplaintStep is one step of the handling.
type ComplaintStep struct {
	On     app.Date `json:"on"`
	At     string   `json:"at" label:"时间"` // 15:04
	By     string   `json:"by" label:"经办人"`
	What   string   `json:"what" label:"处理经过"`
	Result string   `json:"result" label:"结果"`
}

// Words of the record's lists (001 §三.6).
var (
	ComplaintKinds    = []string{"一般投诉", "重大投诉", "疑难投诉", "重复投诉"}
	complaintChannels = []string{"来电", "来访", "来函", "网络", "监管转办"}
	satisfactions     = []string{"很满意", "满意", "一般", "不满意", "很不满意"}
)

const complaintRecordTitle = "投诉处理记录"

var _ = register("complaint_record", complaintRecordTitle, exampleComplaintRecord)

// Write writes the form as a PDF and says what to look at. The same record gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (c ComplaintRecord) Write(w io.Writer) (Report, error) { return write(c, w) }

func (c ComplaintRecord) lay() (*form, error) {
	f, err := newForm(c.Sheet, complaintRecordTitle, "自受理之日起 15 日内作出处理决定；重大、疑难、重复投诉立即上报客户服务中心", oneLine(c.Customer+"　"+c.No))
	if err != nil {
		return nil, err
	}
	const third, half, wide = innerWidth / 3, innerWidth / 2, innerWidth * 2 / 3
	f.y += openGap
	f.section("一、受理信息", "", 5*gridRow)
	s := f.openStack()
	received := oneLine(c.ReceivedOn.Chinese() + " " + c.ReceivedAt)
	s.facts(
		[]gridCell{{label: "投诉编号", value: c.No, width: half}, {label: "受理时间", value: received, width: half}},
	)
	s.choose("受理渠道", ticked(complaintChannels, c.Channel)...)
	s.facts(
		[]gridCell{{label: "投诉人", value: addressed(c.Customer, c.Sex), width: third}, {label: "联系电话", value: c.Phone, width: third}, {label: "与保单关系", value: c.Relation, width: third}},
		[]gridCell{{label: "保单号码", value: c.PolicyNo, width: half}, {label: "险种名称", value: c.Product, width: half}},
		[]gridCell{{label: "被投诉人", value: c.Against, width: third}, {label: "被投诉部门", value: c.Unit, width: third}, {label: "受理人", value: c.ReceivedBy, width: third}},
	)
	s.choose("投诉类别", ticked(ComplaintKinds, c.Kind)...)
	s.facts([]gridCell{{label: "涉及金额", value: inFull(c.Amount), width: wide}, {label: "上报日期", value: c.ReportedUp.Chinese(), width: third}})
	s.passage("投诉事项", c.Matter, 4)
	s.passage("客户诉求", c.Demand, 2)
	s.close()
	f.section("二、处理时限", "可延期一次不超过 30 日；情况特别复杂的，经批准再延期 30 日", 3*gridRow)
	s = f.openStack()
	c.times(s)
	s.close()
	f.tableSection("三、处理经过", "承办人不得为被投诉人", c.steps())
	f.section("四、处理结果", "", 40)
	s = f.openStack()
	s.passage("调查结论", c.Finding, 2)
	s.passage("处理结果", c.Result, 2, signer{role: "承办人签名", name: c.Handler, on: c.DoneOn.Chinese()})
	s.facts([]gridCell{{label: "答复日期", value: c.RepliedOn.Chinese(), width: half}, {label: "答复方式", value: c.ReplyBy, width: half}})
	s.choose("客户评价", ticked(satisfactions, c.Satisfied)...)
	s.passage("客户意见", c.Words, 1)
	c.Decision.draw(s, "负责人意见", "客户服务中心负责人签名")
	s.facts([]gridCell{{label: "归档日期", value: c.FiledOn.Chinese(), width: half}, {label: "归档人", width: half}})
	s.close()
	f.finish("本记录处理完毕后归入客户档案。")
	return f, nil
}

// times draws until when the complaint is to be answered.
func (c ComplaintRecord) times(s *stack) {
	const half = innerWidth / 2
	s.facts([]gridCell{{label: "处理期限", value: c.DueOn.Chinese(), width: half}, {label: "办结日期", value: c.DoneOn.Chinese(), width: half}})
	extensions := c.Extensions
	if len(extensions) == 0 {
		extensions = []Extension{{}}
	}
	for i, e := range extensions {
		name := "第" + strconv.Itoa(i+1) + "次延期至"
		s.facts([]gridCell{{label: name, value: e.To.Chinese(), width: half}, {label: "批准人", value: e.Approved, width: half}})
		s.passage("延期原因", e.Why, 1)
	}
}

func (c ComplaintRecord) steps() table {
	t := table{
		columns: []column{{"日期\n时间", 27, alignCenter}, {"处理经过", 76, alignLeft}, {"结果", 45, alignLeft}, {"经办人", 22, alignCenter}},
		points:  9, height: 11, pen: 12, blank: max(0, 3-len(c.Steps)),
	}
	for _, s := range c.Steps {
		t.rows = append(t.rows, []string{pair(s.On.Chinese(), s.At), s.What, s.Result, s.By})
	}
	return t
}
