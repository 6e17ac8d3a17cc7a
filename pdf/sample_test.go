package pdf_test

import (
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

var printedAt = time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC) // 09:30 in Shanghai

func sheet() pdf.Sheet {
	return pdf.Sheet{
		Centre: "江州市银保理财中心", FormNo: "MYD-2026-001123", FormID: "019ABCDE-7F20-7C3A-9D11-3E5B6A7C8D90",
		PrintedBy: "陈雅琴", PrintedAt: printedAt,
	}
}

func sampleQuestionnaire() pdf.Questionnaire {
	return pdf.Questionnaire{
		Sheet: sheet(), Customer: "王𬱖", Sex: app.SexFemale, Phone: "138****8000", CardNo: "JZ-2026-00317",
		PolicyNo: "2021083000457712", Product: "鑫享人生年金保险（分红型）", Planner: "陈雅琴",
		LicenceNo: "00013736000000002021004567", Date: "2026-11-23",
	}
}

func sampleCard() pdf.ServiceCard {
	return pdf.ServiceCard{
		Sheet: sheet(), CardNo: "JZ-2026-00317", Grade: "A 类（重点）", Name: "王𬱖", Sex: app.SexFemale, BirthDate: "1968-03-01",
		LunarBirthday: true, IDType: "身份证", IDNo: "310101196803011243",
		Phones: []pdf.CardContact{
			{Label: "移动电话", Text: "13800138000", Verified: true}, {Label: "单位电话", Text: "021-62345678"}, {Label: "移动电话", Text: "13900139000", Wrong: true},
		},
		Addresses: []pdf.CardContact{
			{Label: "家庭地址", Text: "江州市城东区人民路188号锦绣花园12号楼3单元1202室", Verified: true},
			{Label: "单位地址", Text: "江州市高新技术产业开发区科技大道99号"},
		},
		WeChat: "wangting1968", Employer: "江州市第二中学", Occupation: "高中教师", Income: "10–20 万元", Marriage: "已婚",
		BestTime: "工作日 18:00 以后", BestChannel: "电话、微信", ConsentOn: "2026-10-08", OpenedOn: "2026-10-05", Completeness: 92,
		Planner: "陈雅琴", LicenceNo: "00013736000000002021004567", Notes: "家中养狗，上门前先打电话；不喜欢周日上午被打扰。",
		Family: []pdf.CardRelative{
			{Relation: "配偶", Name: "欧阳建国", BirthDate: "1966-07-12", Note: "机械工程师，有职工医保，未投保重疾险"},
			{Relation: "子女", Name: "欧阳䶮", BirthDate: "1995-11-30", Note: "在上海工作，已婚"},
		},
		Policies: []pdf.CardPolicy{
			{Number: "2021083000457712", Product: "鑫享人生年金保险（分红型）", Holder: "王𬱖", Insured: "王𬱖", Amount: app.Yuan(100000), Premium: 1000050, Pay: "年交 10 年", Term: "终身", EffectiveOn: "2021-08-30", NextDue: "2026-08-30", Status: "效力中止（余 701 天可复效）"},
			{Number: "2019060711823004", Product: "安康一生重大疾病保险", Holder: "王𬱖", Insured: "欧阳建国", Amount: app.Yuan(300000), Premium: 680050, Pay: "年交 20 年", Term: "至 80 岁", EffectiveOn: "2019-06-07", NextDue: "2027-06-07", Status: "有效"},
			{Number: "2008440101002177", Product: "金色童年少儿两全保险", Holder: "王𬱖", Insured: "欧阳䶮", Amount: app.Yuan(50000), Premium: app.Yuan(50000), Pay: "趸交", Term: "18 年", EffectiveOn: "2008-04-01", Status: "已满期"},
		},
		Records: sampleRecords(9),
	}
}

func sampleRecords(n int) []pdf.CardRecord {
	content := []string{
		"首次电话约访：自我介绍并说明原服务人员离职、由本人接续服务，核对联系方式，预约上门时间。",
		"首次上门面访：出示展业证，解释年金险基本条款，核实保单信息，提醒续期保费应缴日，请客户填写满意度调查问卷。",
		"续期交费提醒：确认以银行转账方式交费，核对扣款账户尾号，说明宽限期为60日。",
		"生日祝福短信及贺卡。",
	}
	attitude := []string{"客气，愿意见面。", "热情，对保单整理很感兴趣。", "略有顾虑，担心扣款失败影响保障。", "表示感谢。"}
	answer := []string{
		"客户问原业务员去向，已如实说明；约定10月8日18:30上门。",
		"客户问“分红是否保证”，已说明红利水平不确定、不作保证；客户签署个人信息使用授权。",
		"客户问余额不足的后果，已说明宽限期与效力中止、复效的规定，客户答应11月25日前存足。",
		"无疑问。",
	}
	channel := []string{"电话", "上门", "电话", "附加值"}
	records := make([]pdf.CardRecord, n)
	for i := range records {
		on := app.Date("2026-10-05").AddDays(i * 6)
		records[i] = pdf.CardRecord{
			On: on, Channel: channel[i%4], Content: content[i%4], Attitude: attitude[i%4], Answer: answer[i%4], By: "陈雅琴",
		}
	}
	return records
}
