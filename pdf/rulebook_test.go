package pdf_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

// What a form works out by itself from its facts stands on it: sums with capitals, days of the week, shares, verdicts, and the
// places to sign.
func TestFormsSayWhatFollows(t *testing.T) {
	cases := map[string][]string{
		"contact_book":     {"2026年11月续期客户", "合计客户5人保单6件应缴保费42,687.00元（大写：人民币肆万贰仟陆佰捌拾柒元整）", "直接主管检查"},
		"lapsed_result":    {"余622天", "6,894.85元（大写：人民币陆仟捌佰玖拾肆元捌角伍分）", "品质管理岗签名", "重新提交", "保费及利息一律转账交付，不收现金。"},
		"difficult_case":   {"递交期限2026年12月17日", "138****2091（空号）；0551-****5518（停机）", "原投保机构", "品质管理岗签名"},
		"work_log":         {"2026年11月23日（星期一）", "服务合计12次", "满分20分，12分以上为合格", "辅导跟进2026年11月27日", "补充记录"},
		"visit_plan":       {"2026年11月23日至11月29日", "11月23日周一14:00–15:00", "合计7项上门5电话1信函1"},
		"visit_checklist":  {"2026年11月25日（星期三）19:00–20:00", "14其他鞋套", "10按约定时间告辞，与客户一一道别"},
		"handover_list":    {"合计客户5户保单6件档案资料16份", "监交人"},
		"receipt_list":     {"2026年12月客户资源", "已签收8件", "合计客户8人保单8件", "不计发计件津贴及持续率得分"},
		"service_plan":     {"2026年度", "合计服务6项已完成5项预计费用460.00元（大写：人民币肆佰陆拾元整）预算600.00元", "中心负责人签名"},
		"complaint_record": {"100,000.00元（大写：人民币壹拾万元整）", "处理期限2026年11月17日", "承办人不得为被投诉人"},
		"memo":             {"合计550.00元（大写：人民币伍佰伍拾元整）", "无偿", "委托方（盖章）经办人", "备案"},
		"file_loan":        {"2026年11月1日至2026年11月30日", "合计借阅2次复印1次未归还1次"},
		"invitation":       {"尊敬的王𬱖女士：", "2026年12月5日（星期六）14:00–17:00", "可携家人2位", "请于2026年12月2日前回复", "回执"},
		"quality_report":   {"2026年10月", "+94", "420未达", "97.5%121/124", "—（4）", "优先改进", "黄䶮"},
	}
	for _, k := range pdf.Kinds() {
		facts, ok := cases[k.Name]
		if !ok {
			continue
		}
		t.Run(k.Name, func(t *testing.T) {
			file, _ := write(t, k.Example())
			wants(t, file, facts...)
		})
		delete(cases, k.Name)
	}
	for name := range cases {
		t.Errorf("no form is called %s", name)
	}
}

// Visits stand in the order of day, time and urgency; those at any time of a day last (001 §四.1).
func TestVisitPlanOrder(t *testing.T) {
	plan := pdf.VisitPlan{From: "2026-11-23", To: "2026-11-24", Visits: []pdf.PlanVisit{
		{On: "2026-11-24", At: "09:00", Place: "戊"},
		{On: "2026-11-23", Place: "丁"},
		{On: "2026-11-23", At: "10:00", Urgency: "不急", Place: "丙"},
		{On: "2026-11-23", At: "10:00", Urgency: "紧急", Place: "乙"},
		{On: "2026-11-23", At: "08:30", Place: "甲"},
	}}
	file, _ := write(t, plan)
	got := text(t, file)
	var at []int
	for _, place := range []string{"甲", "乙", "丙", "丁", "戊"} {
		at = append(at, strings.Index(got, place))
	}
	if !slices.IsSorted(at) || at[0] < 0 {
		t.Errorf("the places stand at %v: %s", at, got)
	}
}

// A choice that the list does not know is added to it and ticked; nothing is lost.
func TestChoicesBesideTheList(t *testing.T) {
	file, _ := write(t, pdf.LapsedResult{Reason: "出国定居", Result: "已复效"})
	wants(t, file, "其它出国定居", "已复效")
	a, _ := write(t, pdf.LapsedResult{Result: "已复效"})
	b, _ := write(t, pdf.LapsedResult{Result: "退保"})
	if sameInk(t, a, b) {
		t.Error("the tick does not move with the choice")
	}
}

// sameInk reports whether the first pages of two files look the same.
func sameInk(t *testing.T, a, b []byte) bool {
	t.Helper()
	x, y := page(t, a), page(t, b)
	return slices.EqualFunc(x, y, func(p, q []uint8) bool { return slices.Equal(p, q) })
}

// A log that is not marked yet has empty places for the mark; a mark of 0 is one.
func TestWorkLogMark(t *testing.T) {
	log := pdf.WorkLog{Person: "陈雅琴", Date: "2026-11-23"}
	file, _ := write(t, log)
	wants(t, file, "电话约访（6分）", "得分（20分）", "早会已检查")
	log.Mark = pdf.LogMark{By: "周海涛", On: "2026-11-24", Parts: []pdf.LogMarkPart{{Name: "电话约访", Max: 6}, {Name: "其他", Score: 0, Max: 14}}}
	file, _ = write(t, log)
	wants(t, file, "其他（14分）", "000", "周海涛")
	log.Mark = pdf.LogMark{By: "周海涛"}
	file, _ = write(t, log)
	wants(t, file, "得分（20分）000000")
}

// The items stand by importance and then by gap, with the gaps of 003's table 3-2.
func TestQualityItems(t *testing.T) {
	q := pdf.QualityReport{Surveys: 30, Items: []pdf.QualityItem{
		{Text: "专线电话通畅", Importance: 2.9, Satisfaction: 3.3},
		{Text: "信息员技能", Importance: 1.8, Satisfaction: 4.1},
		{Text: "查勘速度", Importance: 3.2, Satisfaction: 3.7},
		{Text: "定损合理", Importance: 4.6, Satisfaction: 3.4},
		{Text: "理赔及时", Importance: 4.2, Satisfaction: 2.1},
		{Text: "手续简便", Importance: 3.2, Satisfaction: 1.7},
		{Text: "服务态度", Importance: 2.4, Satisfaction: 3.9},
	}}
	file, _ := write(t, q)
	wants(t, file, "1信息员技能1.804.10+2.30", "2服务态度2.403.90+1.50", "3专线电话通畅2.903.30+0.40", "4手续简便3.201.70-1.50", "5查勘速度3.203.70+0.50", "6理赔及时4.202.10-2.10优先改进", "7定损合理4.603.40-1.20继续保持")
}

// A share is never rounded up to all.
func TestShares(t *testing.T) {
	q := pdf.QualityReport{Staff: []pdf.QualityStaff{{Name: "甲", OnTime: pdf.Share{Done: 2999, All: 3000}, Signed: pdf.Share{Done: 2, All: 3}, Verified: pdf.Share{Done: 5, All: 5}}}}
	file, _ := write(t, q)
	wants(t, file, "99.9%2999/3000", "66.6%2/3", "100%5/5")
}

// The default list has all that the rule book names, each once.
func TestVisitChecklistIsTheRuleBooks(t *testing.T) {
	file, _ := write(t, pdf.VisitChecklist{})
	for _, thing := range []string{"名片", "工作证", "身份证", "展业证", "客户服务卡", "客户资料册", "活动日志", "签字笔", "展业用书", "宣传页", "计划书", "投保单", "意外保险卡", "鞋套"} {
		if !strings.Contains(text(t, file), thing) {
			t.Errorf("%s is not in the list", thing)
		}
	}
	if len(app.PackingList) != 14 {
		t.Errorf("the rule book's list has %d things", len(app.PackingList))
	}
}
