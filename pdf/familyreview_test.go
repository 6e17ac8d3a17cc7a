package pdf_test

import (
	"bytes"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

func sampleReview() pdf.FamilyReview {
	return pdf.FamilyReview{
		Sheet: sampleCard().Sheet, Customer: "王𬱖", CardNo: "JZ-2026-00317", On: "2026-11-23", AsOf: "2026-11-20", Planner: "陈雅琴", LicenceNo: "00013736000000002021004567",
		Covers: []string{"寿险", "重大疾病", "医疗", "意外", "护理", "养老", "储蓄", "其他"},
		Members: []pdf.ReviewMember{
			{Name: "王𬱖", About: "本人，58 岁", Cells: []string{"30万", "", "将满", "", "", "有", "5.5万", ""}, Gaps: "重大疾病、意外：未见保障；医疗：2027年5月1日到期"},
			{Name: "欧阳䶮", About: "配偶，60 岁", Cells: []string{"", "中止"}, Gaps: "医疗、意外、护理：未见保障"},
		},
		Policies: []pdf.ReviewPolicy{
			{Insured: "王𬱖", Holder: "王𬱖", Product: "瑞丰守护定期寿险", Number: "202034017000123", Amount: app.Yuan(300000), Premium: app.Yuan(980), Pay: "年交 20 年", Status: "有效", From: "2020-12-01", Until: "2040-11-30", PaidUntil: "2039-12-01"},
			{Insured: "王𬱖", Product: "百万医疗险", Number: "平安健康", Premium: app.Yuan(300), Status: "有效", From: "2026-05-02", Until: "2027-05-01"},
			{Insured: "欧阳䶮", Holder: "欧阳䶮", Product: "瑞丰安康终身重大疾病保险", Number: "201834017000456", Amount: app.Yuan(100000), Premium: app.Yuan(5000), Pay: "年交 20 年", Status: "效力中止（余 407 天）", From: "2018-06-01", Life: true, PaidUntil: "2037-06-01", Off: true},
		},
		Premiums: []pdf.ReviewPremium{{Day: "2026-12-01", Insured: "王𬱖", Product: "瑞丰守护定期寿险", Number: "202034017000123", Amount: app.Yuan(980)}},
		Year:     app.Yuan(1280), Advice: "先恢复欧阳䶮的重疾保障，再补意外。", Wish: "年底发了奖金再定。",
	}
}

func TestFamilyReview(t *testing.T) {
	file, report := write(t, sampleReview())
	wants(t, file, "家庭保单整理", "王𬱖", "2人，保单3件", "1,280.00元", "2026年11月20日", "本人，58岁", "重大疾病", "30万", "将满", "欧阳䶮",
		"瑞丰守护定期寿险", "202034017000123", "2040年11月30日", "终身", "效力中止（余407天）", "保障时间轴", "2030", "合计980.00元", "可关注的保障",
		"先恢复欧阳䶮的重疾保障，再补意外。", "年底发了奖金再定。", "客户签名", "保障内容以保险合同为准。", "第2页/共2页")
	if len(report.Missing) != 0 || len(report.Cut) != 0 {
		t.Errorf("report %+v", report)
	}
	staysInside(t, file)
	again, _ := write(t, sampleReview())
	if !bytes.Equal(file, again) {
		t.Error("the same review gives other bytes")
	}
}

func TestBlankFamilyReview(t *testing.T) {
	file, report := write(t, pdf.FamilyReview{})
	wants(t, file, "家庭保单整理", "寿险", "未来十二个月应缴保费", "建议", "客户签名")
	if len(report.Missing) != 0 || len(report.Cut) != 0 || report.Pages > 2 {
		t.Errorf("report %+v", report)
	}
	staysInside(t, file)
}

// A family with more policies than a page holds keeps every one, and the timeline its years on every page.
func TestFamilyReviewOverManyPages(t *testing.T) {
	r := sampleReview()
	p := r.Policies[0]
	r.Policies = nil
	for range 60 {
		r.Policies = append(r.Policies, p)
	}
	file, report := write(t, r)
	if report.Pages < 5 {
		t.Errorf("60 policies on %d pages", report.Pages)
	}
	staysInside(t, file)
}

func TestFamilyReviewOf(t *testing.T) {
	v := app.ReviewFamily(app.FamilyFacts{
		Customer: app.Customer{ID: "c", Name: "王芳", BirthDate: "1984-05-06"}, Today: "2026-11-23",
		Policies: []app.Policy{{ID: "p", CustomerID: "c", Number: "001", Product: "瑞丰守护定期寿险", InsuredName: "王芳", InsuredAmount: app.Yuan(300000), Mode: app.ModeRegular, Frequency: app.FreqYear, PayYears: 20, Premium: app.Yuan(980), EffectiveOn: "2020-12-01", NextDue: "2026-12-01", TermYears: 20}},
		Outside:  []app.OutsidePolicy{{ID: "o", CustomerID: "c", Company: "平安健康", Product: "百万医疗险", EndsOn: "2027-05-01"}},
	})
	got := pdf.FamilyReviewOf(sheet(), v, &app.PolicyReview{Advice: "补意外", Wish: "好"}, app.Person{Name: "陈雅琴"})
	m := got.Members[0]
	if m.About != "本人，42 岁" || m.Cells[0] != "30万" || m.Cells[2] != "将满" || m.Gaps != "重大疾病、意外、养老：未见保障；医疗：2027年5月1日到期" {
		t.Errorf("the member reads %+v", m)
	}
	if p := got.Policies[0]; p.Pay != "年交 20 年" || p.Life || p.Until != "2040-11-30" || p.Premium != app.Yuan(980) {
		t.Errorf("the policy reads %+v", p)
	}
	if p := got.Policies[1]; p.Number != "平安健康" || p.Status != "客户告知" || p.Life {
		t.Errorf("the one elsewhere reads %+v", p)
	}
	if got.Advice != "补意外" || got.Wish != "好" || got.Premiums[0].Amount != app.Yuan(980) {
		t.Errorf("the review reads %+v", got)
	}
}
