package pdf

import (
	"time"

	"github.com/fangce/fangce/app"
)

// exampleSheet is what the examples of all forms carry beside their facts.
func exampleSheet(formNo string) Sheet {
	return Sheet{
		Centre: "江州市银保理财中心", FormNo: formNo, FormID: formNo, PrintedBy: "陈雅琴",
		PrintedAt: time.Date(2026, 11, 23, 9, 30, 0, 0, app.Shanghai),
	}
}

// at returns the sheet with a stage.
func (s Sheet) at(stage Stage) Sheet {
	s.Stage = stage
	return s
}

var _ = register("questionnaire", questionnaireTitle, func() Questionnaire {
	return Questionnaire{
		Sheet: exampleSheet("MYD-2026-001123"), Customer: "王𬱖", Sex: app.SexFemale, Phone: "138****8000", CardNo: "JZ-2026-00317",
		PolicyNo: "2021083000457712", Product: "鑫享人生年金保险（分红型）", Planner: "陈雅琴",
		LicenceNo: "00013736000000002021004567", Date: "2026-11-23", Opinion: "希望提前一周提醒交费；柜面排队时间可以再短一些。",
		Items: exampleRatings(),
	}
})

// exampleRatings are the usual items as a rather content customer rates them.
func exampleRatings() []Item {
	items := DefaultItems()
	for i := range items {
		items[i].Importance, items[i].Satisfaction = 5-i%2, 5-(i*3)%5/2
	}
	return items
}

var _ = register("service_card", serviceCardTitle, func() ServiceCard {
	return ServiceCard{
		Sheet: exampleSheet("JZ-2026-00317"), CardNo: "JZ-2026-00317", Grade: "A 类（重点客户）", Name: "王𬱖", Sex: app.SexFemale,
		BirthDate: "1968-03-01", LunarBirthday: true, IDType: "居民身份证", IDNo: "310101196803011243",
		Phones: []CardContact{
			{Label: "移动电话", Text: "13800138000", Verified: true},
			{Label: "单位电话", Text: "021-62345678"},
			{Label: "移动电话", Text: "13900139000", Wrong: true},
		},
		Addresses: []CardContact{
			{Label: "家庭地址", Text: "江州市城东区人民路188号锦绣花园12号楼3单元1202室", Verified: true},
			{Label: "单位地址", Text: "江州市高新技术产业开发区科技大道99号"},
		},
		WeChat: "wangting1968", Employer: "江州市第二中学", Occupation: "高中教师", Income: "10–20 万元", Marriage: "已婚",
		BestTime: "工作日 18:00 以后", BestChannel: "电话、微信", ConsentOn: "2026-10-08", OpenedOn: "2026-10-05", Completeness: 92,
		Planner: "陈雅琴", LicenceNo: "00013736000000002021004567", Notes: "家中养狗，上门前先打电话；不喜欢周日上午被打扰。",
		Family: []CardRelative{
			{Relation: "配偶", Name: "欧阳建国", BirthDate: "1966-07-12", Note: "机械工程师，有职工医保，未投保重疾险"},
			{Relation: "子女", Name: "欧阳䶮", BirthDate: "1995-11-30", Note: "在上海工作，已婚"},
		},
		Policies: []CardPolicy{
			{
				Number: "2021083000457712", Product: "鑫享人生年金保险（分红型）", Holder: "王𬱖", Insured: "王𬱖", Amount: app.Yuan(100_000),
				Premium: 1_000_050, Pay: "年交 10 年", Term: "终身", EffectiveOn: "2021-08-30", NextDue: "2026-08-30", Status: "效力中止（余 701 天可复效）",
			},
			{
				Number: "2019060711823004", Product: "安康一生重大疾病保险", Holder: "王𬱖", Insured: "欧阳建国", Amount: app.Yuan(300_000),
				Premium: 680_050, Pay: "年交 20 年", Term: "至 80 岁", EffectiveOn: "2019-06-07", NextDue: "2027-06-07", Status: "有效",
			},
		},
		Records: []CardRecord{
			{
				On: "2026-10-05", Channel: "电话", Content: "首次电话约访：自我介绍并说明原服务人员离职、由本人接续服务，核对联系方式，预约上门时间。",
				Attitude: "客气，愿意见面。", Answer: "客户问原业务员去向，已如实说明；约定10月8日18:30上门。", By: "陈雅琴",
			},
			{
				On: "2026-10-08", Channel: "上门", Content: "首次上门面访：出示展业证，解释年金险基本条款，核实保单信息，提醒续期保费应交日，请客户填写满意度调查问卷。",
				Attitude: "热情，对保单整理很感兴趣。", Answer: "客户问“分红是否保证”，已说明红利水平不确定、不作保证；客户签署个人信息使用授权。", By: "陈雅琴",
			},
			{
				On: "2026-11-20", Channel: "电话", Content: "续期交费提醒：确认以银行转账方式交费，核对扣款账户尾号，说明宽限期为60日。",
				Attitude: "略有顾虑，担心扣款失败影响保障。", Answer: "已说明宽限期与效力中止、复效的规定，客户答应11月25日前存足。", By: "陈雅琴",
			},
		},
	}
})

var _ = register("family_review", familyReviewTitle, func() FamilyReview {
	return FamilyReview{
		Sheet: exampleSheet("JZ-2026-00317"), Customer: "王𬱖", CardNo: "JZ-2026-00317", On: "2026-11-23", AsOf: "2026-11-22",
		Planner: "陈雅琴", LicenceNo: "00013736000000002021004567",
		Covers: []string{"寿险", "重大疾病", "医疗", "意外", "护理", "养老", "储蓄", "其他"},
		Members: []ReviewMember{
			{Name: "王𬱖", About: "本人，58 岁", Cells: []string{"10万", "", "有", "", "", "中止", "", ""}, Gaps: "重大疾病、意外：未见保障；养老：效力中止"},
			{Name: "欧阳建国", About: "配偶，60 岁", Cells: []string{"", "30万", "有", "20万", "", "", "", ""}, Gaps: "养老：未见保障"},
			{Name: "欧阳䶮", About: "子女，30 岁", Cells: []string{"", "", "", "50万", "", "", "将满", ""}, Gaps: "储蓄：2026年12月31日到期"},
		},
		Policies: []ReviewPolicy{
			{
				Insured: "王𬱖", Product: "鑫享人生年金保险（分红型）", Number: "2021083000457712", Holder: "王𬱖", Amount: app.Yuan(100_000),
				Premium: 1_000_050, Pay: "年交 10 年", Status: "效力中止（余 701 天可复效）", From: "2021-08-30", Life: true, PaidUntil: "2030-08-30", Off: true,
			},
			{
				Insured: "欧阳建国", Product: "安康一生重大疾病保险", Number: "2019060711823004", Holder: "王𬱖", Amount: app.Yuan(300_000),
				Premium: 680_050, Pay: "年交 20 年", Status: "有效", From: "2019-06-07", Until: "2046-06-07", PaidUntil: "2038-06-07",
			},
			{
				Insured: "欧阳䶮", Product: "金色童年少儿两全保险", Number: "2008440101002177", Holder: "王𬱖", Amount: app.Yuan(50_000),
				Pay: "趸交", Status: "有效", From: "2009-01-01", Until: "2026-12-31",
			},
		},
		Premiums: []ReviewPremium{
			{Day: "2027-06-07", Insured: "欧阳建国", Product: "安康一生重大疾病保险", Number: "2019060711823004", Amount: 680_050},
			{Day: "2027-08-30", Insured: "王𬱖", Product: "鑫享人生年金保险（分红型）", Number: "2021083000457712", Amount: 1_000_050},
		},
		Year:   1_680_100,
		Advice: "先办理年金险复效，避免超过两年；夫妻二人的意外与养老保障可在明年交费日前再商量。",
		Wish:   "先复效，其余等孩子年底回家一起看。",
	}
})

var _ = registerFilled("personal_data", personDataTitle, func() PersonData {
	return PersonData{
		Sheet: exampleSheet("JZ-2026-00317"), Name: "王𬱖", CardNo: "JZ-2026-00317", Watermark: "陈雅琴　2026年11月23日　应客户本人要求",
		Sections: []app.DataSection{
			{ID: app.KindCustomer.Name, Title: "一、客户资料", Rows: []app.DataEntry{{Lines: [][2]string{
				{"客户姓名", "王𬱖"},
				{"性别", "女"},
				{"出生日期", "1968年3月1日（农历）"},
				{"移动电话", "13800138000（已核实）"},
				{"家庭地址", "江州市城东区人民路188号锦绣花园12号楼3单元1202室"},
				{"工作单位", "江州市第二中学"},
			}}}},
			{ID: "record", Title: "二、服务记录", Rows: []app.DataEntry{
				{Title: "2026年10月5日 18:05", Lines: [][2]string{{"方式", "电话"}, {"本次服务内容", "首次电话约访，核对联系方式，预约上门时间。"}, {"客户的态度", "客气，愿意见面。"}}},
				{Title: "2026年10月8日 19:10", Lines: [][2]string{{"方式", "上门"}, {"本次服务内容", "解释年金险基本条款，核实保单信息。"}, {"客户的态度", "热情。"}}},
			}},
		},
	}
})
