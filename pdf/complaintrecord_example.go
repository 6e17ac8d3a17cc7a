package pdf

import "github.com/fangce/fangce/app"

func exampleComplaintRecord() ComplaintRecord {
	return ComplaintRecord{
		Sheet: exampleSheet("TS-2026-000063").at(StageConfirmed), No: "TS-2026-000063", ReceivedOn: "2026-11-02", ReceivedAt: "10:26", Channel: "来电", ReceivedBy: "许文娟",
		Customer: "慕容雪", Sex: app.SexFemale, Phone: "135****7788", Relation: "投保人", PolicyNo: "2022060800550917", Product: "鑫瑞两全保险（趸交）",
		Against: "孙立新", Unit: "客户服务一部一组", Kind: "一般投诉", Amount: app.Yuan(100_000),
		Matter: "客户称2022年投保时，服务人员口头表示“三年后可随时取出，本金不受损失”。近日致电查询，得知提前退保将按现金价值退还，认为当时没有讲清楚。",
		Demand: "要求说明保单现金价值与满期金额，给出书面答复；如确有误导，要求退还全部保费。",
		DueOn:  "2026-11-17", ReportedUp: "",
		Steps: []ComplaintStep{
			{On: "2026-11-02", At: "11:10", By: "许文娟", What: "登记并转品质管理岗，致电客户告知承办人与处理期限。", Result: "客户同意等待书面答复。"},
			{On: "2026-11-04", At: "15:00", By: "林静", What: "调取投保单、投保提示书、双录资料及新契约回访录音。", Result: "提示书有客户亲笔抄录的风险语句，回访时确认知晓退保损失。"},
			{On: "2026-11-06", At: "19:00", By: "林静", What: "上门面谈，逐年说明现金价值，演示满期给付金额。", Result: "客户理解条款，但对原服务人员讲解方式不满。"},
			{On: "2026-11-10", At: "09:30", By: "林静", What: "约谈原服务人员（已离职）未果，向其原主管了解情况。", Result: "未发现书面不当宣传材料。"},
		},
		Finding: "投保资料齐全，客户已签署风险提示并通过回访；口头表述无录音佐证。原服务人员讲解不够充分，属服务质量问题。",
		Result:  "向客户致歉并出具书面答复，附各年度现金价值表；由陈雅琴接续服务，每半年上门说明保单利益一次。客户决定继续持有保单。",
		Handler: "林静", DoneOn: "2026-11-13", RepliedOn: "2026-11-13", ReplyBy: "书面答复，上门送达", Satisfied: "满意", Words: "讲清楚了就好，希望以后有人按时联系我。",
		Decision: Opinion{Text: "处理得当，同意结案。列入本月服务讲评。", By: "许文娟", On: "2026-11-16"}, FiledOn: "2026-11-18",
	}
}
