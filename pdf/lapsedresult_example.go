package pdf

import "github.com/fangce/fangce/app"

func exampleLapsedResult() LapsedResult {
	return LapsedResult{
		Sheet: exampleSheet("SX-2026-000218").at(StageConfirmed), Customer: "欧阳建国", Sex: app.SexMale, CardNo: "JZ-2026-00318", Phone: "139****9000",
		Address: "江州市城东区人民路188号锦绣花园12号楼3单元1202室", PolicyNo: "2019060711823004", Product: "安康一生重大疾病保险", Insured: "欧阳建国",
		Amount: app.Yuan(300_000), Premium: 680_050, Pay: "年交 20 年", EffectiveOn: "2019-06-07", DueOn: "2026-06-07", LapsedOn: "2026-08-07", ReinstateBy: "2028-08-06", DaysLeft: 622,
		Planner: "陈雅琴", LicenceNo: "00013736000000002021004567",
		Contacts: []LapsedContact{
			{On: "2026-10-12", At: "18:40", Channel: "电话", With: "本人", Result: "说明保单已于8月7日效力中止，客户表示扣款账户换卡后忘记变更，愿意面谈。", By: "陈雅琴"},
			{On: "2026-10-15", At: "19:00", Channel: "上门", With: "本人及配偶", Result: "讲解中止期间不承担保险责任、两年内可申请复效，现场核算应补保费及利息，协助填写复效申请书与健康告知。", By: "陈雅琴"},
			{On: "2026-10-23", At: "10:20", Channel: "电话", With: "本人", Result: "告知复效审核通过，提醒当日在新账户内留足金额。", By: "陈雅琴"},
		},
		Reason: "暂时经济困难", ReasonText: "6月更换工资卡，原扣款账户余额不足；其后母亲住院，暂时拿不出整年保费。", Result: "已复效", ResultOn: "2026-10-24",
		Paid: 680_050, Interest: 9_435, Account: "江州农商银行 **** 6721", PaidOn: "2026-10-24",
		Words: "感谢上门讲清楚，原来以为断了就没用了。希望以后到期前一个月就打电话提醒。",
		Next:  "已协助办理自动转账授权变更；2027年5月起提前30天电话提醒；列入季度回访。", ReportedOn: "2026-10-26",
		Supervisor: Opinion{Text: "情况属实，处理及时，请持续跟进下一期交费。", By: "周海涛", On: "2026-10-27"},
		Quality:    Opinion{Text: "经电话回访客户本人，复效事实、金额及转账方式均已核实，予以确认。", By: "林静", On: "2026-10-29"}, Decision: "确认",
		Steps: []Step{
			{On: "2026-10-24", At: "20:15", What: "提交", By: "陈雅琴"},
			{On: "2026-10-25", At: "09:40", What: "退回", By: "林静", Why: "请补填利息金额和转账账户尾号。"},
			{On: "2026-10-26", At: "17:32", What: "重新提交", By: "陈雅琴", Why: "已补填。"},
			{On: "2026-10-29", At: "15:08", What: "确认", By: "林静"},
		},
	}
}
