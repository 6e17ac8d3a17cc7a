package pdf

import (
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// ServicePlan is the 客户服务计划 of one key customer and year (001 §三.2, product §9): made, approved by the centre manager, given
// to the customer, carried out and ticked off. The zero ServicePlan is the blank form.
type ServicePlan struct {
	Sheet
	Year      int           `json:"year"`
	Customer  string        `json:"customer" label:"客户姓名"`
	Sex       string        `json:"sex"` // male, female or ""
	CardNo    string        `json:"card_no" label:"客户卡号"`
	Grade     string        `json:"grade" label:"客户等级"` // as printed: A 类（重点）
	Planner   string        `json:"planner" label:"服务人员"`
	Second    string        `json:"second" label:"协办人员"` // a key customer is known to two of the staff
	LicenceNo string        `json:"licence_no" label:"执业证编号"`
	Phone     string        `json:"phone" label:"服务电话"` // of the planner
	Situation string        `json:"situation" label:"客户情况"`
	Goal      string        `json:"goal" label:"服务目标"`
	Items     []PlanService `json:"items"`
	Budget    app.Money     `json:"budget"`
	Emergency string        `json:"emergency" label:"应急预案"` // 重大险情应急预案
	Approval  Opinion       `json:"approval"`
	GivenOn   app.Date      `json:"given_on"` // to the customer
	Summary   string        `json:"summary" label:"年度小结"`
}

// PlanService is one service of the plan.
type PlanService struct {
	When   string    `json:"when" label:"计划时间"` // 3月, 第二季度, 生日前一周
	What   string    `json:"what" label:"服务项目"`
	How    string    `json:"how" label:"服务方式"` // 上门, 电话, 信函, 网络, 附加值
	By     string    `json:"by" label:"负责人"`
	Cost   app.Money `json:"cost"`
	DoneOn app.Date  `json:"done_on"` // "" not yet
	Result string    `json:"result" label:"实施情况"`
}

const servicePlanTitle = "客户服务计划"

var _ = register("service_plan", servicePlanTitle, exampleServicePlan)

// Write writes the form as a PDF and says what to look at. The same plan gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (p ServicePlan) Write(w io.Writer) (Report, error) { return write(p, w) }

func (p ServicePlan) lay() (*form, error) {
	subtitle := "＿＿＿＿年度"
	if p.Year > 0 {
		subtitle = strconv.Itoa(p.Year) + " 年度"
	}
	f, err := newForm(p.Sheet, servicePlanTitle, subtitle, oneLine(p.Customer+"　"+p.CardNo))
	if err != nil {
		return nil, err
	}
	const third, wide = innerWidth / 3, innerWidth * 2 / 3
	f.y += openGap
	f.section("一、客户与服务人员", "", 5*gridRow)
	s := f.openStack()
	s.facts(
		[]gridCell{{label: "客户姓名", value: addressed(p.Customer, p.Sex), width: third}, {label: "客户卡号", value: p.CardNo, width: third}, {label: "客户等级", value: p.Grade, width: third}},
		[]gridCell{{label: "服务人员", value: p.Planner, width: third}, {label: "协办人员", value: p.Second, width: third}, {label: "服务电话", value: p.Phone, width: third}},
		[]gridCell{{label: "执业证编号", value: p.LicenceNo, width: wide}, {label: "交付日期", value: p.GivenOn.Chinese(), width: third}},
	)
	s.passage("客户情况", p.Situation, 2)
	s.passage("服务目标", p.Goal, 2)
	s.close()
	f.tableSection("二、服务安排", "费用单位：人民币元；完成后填写完成日期与实施情况", p.table())
	f.sum(p.total())
	f.section("三、应急预案与审批", "", 30)
	s = f.openStack()
	s.passage("重大险情\n应急预案", p.Emergency, 2)
	p.Approval.draw(s, "审批意见", "中心负责人签名")
	s.close()
	f.section("四、年度小结", "服务期满后填写", 20)
	s = f.openStack()
	s.passage("年度小结", p.Summary, 3, signer{role: "服务人员签名"})
	s.close()
	f.signatures(signer{role: "客户确认"}, signer{role: "服务人员"}, signer{role: "协办人员"})
	f.finish("本计划不构成保险合同的组成部分。")
	return f, nil
}

func (p ServicePlan) table() table {
	t := table{
		columns: []column{
			{"序号", 10, alignCenter}, {"计划时间", 24, alignCenter}, {"服务项目", 48, alignLeft}, {"方式\n负责人", 19, alignCenter}, {"预计费用", 19, alignRight}, {"完成日期\n实施情况", 50, alignLeft},
		},
		points: 9, height: 10.5, pen: 11.5,
	}
	if len(p.Items) == 0 {
		t.blank = 8
	}
	for i, s := range p.Items {
		done := s.DoneOn.Chinese()
		if s.Result != "" {
			done = pair(done, s.Result)
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), s.When, s.What, pair(s.How, s.By), money(s.Cost), done})
	}
	return t
}

// total says what the services cost and how many are done; "" for a blank plan.
func (p ServicePlan) total() string {
	if len(p.Items) == 0 {
		return ""
	}
	var cost app.Money
	done := 0
	for _, s := range p.Items {
		cost += s.Cost
		if s.DoneOn.Valid() {
			done++
		}
	}
	text := "合计　服务 " + strconv.Itoa(len(p.Items)) + " 项　已完成 " + strconv.Itoa(done) + " 项"
	if cost != 0 {
		text += "　预计费用 " + inFull(cost)
	}
	if p.Budget != 0 {
		text += "　预算 " + yuan(p.Budget)
	}
	return text
}

func exampleServicePlan() ServicePlan {
	return ServicePlan{
		Sheet: exampleSheet("JH-2026-000012").at(StageConfirmed), Year: 2026, Customer: "王𬱖", Sex: app.SexFemale, CardNo: "JZ-2026-00317", Grade: "A 类（重点）", Planner: "陈雅琴", Second: "周海涛",
		LicenceNo: "00013736000000002021004567", Phone: "0551-62340086",
		Situation: "58岁，高中教师，丈夫为机械工程师，女儿在上海工作。持有年金、重疾、两全保单三件，年交保费16,801元，关注养老与医疗。",
		Goal:      "续期保费按时到账；补齐家庭医疗保障信息；全年服务满意度不低于4.5分。",
		Items: []PlanService{
			{When: "1月", What: "新年问候，核对联系方式与扣款账户", How: "电话", By: "陈雅琴", DoneOn: "2026-01-09", Result: "扣款账户已变更，已核实。"},
			{When: "3月1日前", What: "生日祝福与贺卡", How: "附加值", By: "陈雅琴", Cost: app.Yuan(60), DoneOn: "2026-02-27", Result: "贺卡已送达，客户致谢。"},
			{When: "5月", What: "家庭保单整理，出具保障一览", How: "上门", By: "陈雅琴", Cost: app.Yuan(120), DoneOn: "2026-05-16", Result: "发现无意外险，已提示。"},
			{When: "7月30日前", What: "年金险续期提醒，确认交费方式", How: "电话", By: "陈雅琴", DoneOn: "2026-07-28", Result: "确认银行转账。"},
			{When: "9月", What: "邀请参加客户服务节健康讲座", How: "附加值", By: "周海涛", Cost: app.Yuan(200), DoneOn: "2026-09-12", Result: "夫妻二人到场。"},
			{When: "第四季度", What: "年度回访，征求意见，填写满意度调查问卷", How: "上门", By: "陈雅琴", Cost: app.Yuan(80)},
		},
		Budget:    app.Yuan(600),
		Emergency: "接报出险后2小时内联系客户，24小时内上门协助报案与收集资料；预计损失超过20万元或有重大人员伤亡的，立即报客户服务中心。",
		Approval:  Opinion{Text: "同意，按计划实施，逐项记录。", By: "方国栋", On: "2025-12-28"}, GivenOn: "2026-01-05",
	}
}
