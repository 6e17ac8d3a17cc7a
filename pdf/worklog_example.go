package pdf

func exampleWorkLog() WorkLog {
	return WorkLog{
		Sheet: exampleSheet("RZ-20261123-0086").at(StageConfirmed), Date: "2026-11-23", Person: "陈雅琴", StaffNo: "JZ0086", Unit: "客户服务一部二组",
		DueAt: "2026年11月24日 09:00", ClosedAt: "2026年11月23日 18:42",
		Figures: LogFigures{Calls: 9, Reached: 6, Appointments: 2, Visits: 2, Surveys: 1, Reminded: 3, PayWays: 2, Transfers: 1, Prospects: 1, Others: 1},
		Entries: []LogEntry{
			{At: "09:12", Channel: "电话", Customer: "王**", Content: "首次电话约访：说明原服务人员离职、由本人接续服务，核对联系方式，预约上门。", Attitude: "客气，愿意见面。", Answer: "问原业务员去向，已如实说明。", Next: "11月25日 18:30 上门"},
			{At: "09:30", Channel: "电话", Customer: "刘**", Content: "续期提醒：告知 11 月 26 日应缴保费 1,286.00 元，确认以银行转账方式交费。", Attitude: "平和。", Answer: "问医疗险续保条件，已按条款说明。", Next: "11月27日核对扣款"},
			{At: "10:05", Channel: "电话", Customer: "尉迟**", Content: "续期提醒：说明宽限期为 60 日。", Attitude: "正在开会，约下午再打。", Answer: "无。", Next: "当日 15:00 再打"},
			{At: "14:00", Channel: "上门", Customer: "张**", Content: "首次面访：出示展业证，核实保单信息，解释终身寿险现金价值，完成保单整理，请客户填写满意度调查问卷并签名。", Attitude: "热情，对保单整理满意。", Answer: "问可否变更受益人，已告知所需资料，约定办理保全。", Next: "11月30日协助办理保全"},
			{At: "16:20", Channel: "上门", Customer: "阿**", Content: "收费服务：协助客户在官方 App 上办理首次转账授权。", Attitude: "表示感谢。", Answer: "问下一期能否自动扣款，已说明须留足余额。", Next: "12月5日电话回访"},
			{At: "17:40", Channel: "附加值", Customer: "欧阳**", Content: "生日祝福短信。", Attitude: "回复感谢。", Answer: "无疑问。"},
		},
		Development: "张女士转介绍同事一人（拟投保少儿教育金），已加微信，约本周六面谈；向两位客户介绍了12月2日的客户联谊会。",
		PlanDone:    "昨日计划拜访2人、收费服务4件：拜访全部完成；收费服务完成3件，尉迟先生因开会未能详谈，已改约。",
		Tomorrow: []LogPlan{
			{Kind: "拜访", At: "10:00", Customer: "尉迟**", Text: "续期面访：说明宽限期，确认交费方式"},
			{Kind: "收费服务", Customer: "刘**", Text: "核对扣款账户余额，提醒当日留足金额"},
			{Kind: "服务", Customer: "王**", Text: "出发前电话再次确认，备齐客户服务卡与鞋套"},
		},
		Additions: []LogExtra{{At: "2026年11月23日 20:15", Text: "王女士来电，将11月25日见面时间改为19:00，已更改约访。"}},
		Mark: LogMark{
			Score: 17, Parts: []LogMarkPart{{"电话约访", 5, 6}, {"面访", 6, 6}, {"准客户", 2, 3}, {"收费服务", 2, 3}, {"计划", 2, 2}}, Morning: true, Evening: true,
			Comment: "面访记录完整，三项要素齐全；电话量略少，未接通的三位请在明日上午错峰再打。", By: "周海涛", On: "2026-11-24", FollowUp: "2026-11-27",
		},
	}
}
