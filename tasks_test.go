package main

// task is something that is done often, as steps that are performed and counted. A step is a key ("C", "Ctrl+Enter"), a
// text to type (“…”), a click on an element (@id), or, not counted, a wait for an element (?id), for one to go (!id), for
// a message (~words) or for what has just been done to be on the disk (=kind of record).
type task struct {
	name string // as a planner says it
	keys string // by the keyboard alone, beginning in Today
	hand string // with the mouse
}

// plannersTasks are those of a planner's day, in an order in which each finds what it needs.
var plannersTasks = []task{
	{
		"出发前再次确认面访",
		"Ctrl+3 ?calls.outcome.confirmed Enter 1 ?calls.form.submit Enter !calls.form.submit =service_record",
		"@nav.calls ?calls.outcome.confirmed @calls.phone.0 @calls.outcome.confirmed @calls.form.submit !calls.form.submit =service_record",
	},
	{
		"给下一位客户打电话，登记约好的面访",
		"Ctrl+3 ?calls.list.2 ↓ ↓ ?calls.outcome.agreed Enter 1 ?calls.form.submit “1124” Tab “10” Ctrl+Enter !calls.form.submit =appointment",
		"@nav.calls ?calls.list.2 @calls.list.2 ?calls.outcome.agreed @calls.phone.0 @calls.outcome.agreed “1124” @calls.time “10” @calls.form.submit !calls.form.submit =appointment",
	},
	{
		"电话无人接听",
		"Ctrl+3 ?calls.list.3 ↓ ↓ ↓ ?calls.outcome.no_answer Enter 3 ?calls.form.submit Enter !calls.form.submit =service_record",
		"@nav.calls ?calls.list.3 @calls.list.3 ?calls.outcome.no_answer @calls.phone.0 @calls.outcome.no_answer @calls.form.submit !calls.form.submit =service_record",
	},
	{
		"通话中查客户疑问的解答",
		"Ctrl+3 ?calls.objection.0 F2",
		"@nav.calls ?calls.objection.0 @calls.objection.0",
	},
	{
		"凭电话后四位找到客户，打开服务卡",
		"Ctrl+K ?palette.text “{tail}” ?palette.list.1 Enter ?cards.facts",
		"@nav.cards @cards.search “{tail}” ?cards.list.0 @cards.list.0 ?cards.facts *clear",
	},
	{
		"凭拼音首字母找到客户，直接打电话",
		"Ctrl+K ?palette.text “{initials}” ?palette.list.1 Ctrl+Enter ?calls.card",
		"@nav.calls @calls.search “{initials}” ?calls.list.0 @calls.list.0 ?calls.card",
	},
	{
		"在服务卡上记一次服务",
		"Ctrl+2 ?cards.list.0 ↓ ?cards.facts R ?cards.record.form.submit “微信告知分红已到账。” Ctrl+Enter !cards.record.form.submit =service_record",
		"@nav.cards @cards.list.0 ?cards.facts @cards.record.add “微信告知分红已到账。” @cards.record.form.submit !cards.record.form.submit =service_record",
	},
	{
		"打印客户服务卡",
		"Ctrl+2 ?cards.list.0 ↓ ?cards.facts P ?preview.page Ctrl+P ?preview.print_to.submit Enter =paper Esc",
		"@nav.cards @cards.list.0 ?cards.facts @cards.print.card ?preview.page @preview.print ?preview.print_to.submit @preview.print_to.submit =paper @preview.close",
	},
	{
		"看一家人的保单整理，打印出来",
		"Ctrl+2 ?cards.list.0 ↓ ?cards.facts F ?review.title F8 ?preview.page Ctrl+P ?preview.print_to.submit Enter =paper Esc F11",
		"@nav.cards @cards.list.0 ?cards.facts @cards.review ?review.title @review.print ?preview.page @preview.print ?preview.print_to.submit @preview.print_to.submit =paper @preview.close @%inking.hold !inking.hold",
	},
	{
		"把签好的问卷扫描件放进服务卡",
		"Ctrl+2 ?cards.list.0 ↓ ?cards.facts A ?cards.attach.form.submit “问卷.jpg” Enter !cards.attach.form.submit =attachment",
		"@nav.cards @cards.list.0 ?cards.facts @cards.attach.add “问卷.jpg” @cards.attach.form.submit !cards.attach.form.submit =attachment",
	},
	{
		"从服务卡安排一次面访",
		"Ctrl+2 ?cards.list.1 ↓ ↓ ?cards.facts V ?cards.visit.form.submit “1125” Tab “15” Enter !cards.visit.form.submit =appointment",
		"@nav.cards @cards.list.1 ?cards.facts @cards.visit ?cards.visit.form.submit “1125” @cards.visit.time “15” @cards.visit.form.submit !cards.visit.form.submit =appointment",
	},
	{
		"把三位客户一起定为 A 级",
		"Ctrl+2 ?cards.list Home ?cards.list.2 Space Space Space G ↓ Enter ~已定为 =customer",
		"@nav.cards ?cards.list @cards.list.0 @^cards.list.1 @^cards.list.2 @cards.chosen.grade #A级 ~已定为 =customer",
	},
	{
		"撤销刚才的操作",
		"Ctrl+Z ~已撤销 =customer",
		"",
	},
	{
		"新增准客户",
		"Ctrl+2 ?cards.list.0 N ?cards.prospect.form.submit “欧阳清” Tab Tab “13955101234” Enter !cards.prospect.form.submit =customer",
		"@nav.cards @cards.new “欧阳晴” @cards.prospect.phone “13955101235” @cards.prospect.form.submit !cards.prospect.form.submit =customer",
	},
	{
		"改约面访时间",
		"Ctrl+4 ?visit.list.2 ↓ ↓ M ?visit.form.submit Tab “1830” Enter !visit.form.submit =appointment",
		"@nav.visit ?visit.list.2 @visit.list.2 @visit.move @visit.form.time “1830” @visit.form.submit !visit.form.submit =appointment",
	},
	{
		"一次面访：带齐物品、到访、做到各步、写记录、结束",
		"Ctrl+4 ?visit.list.0 B A K E ?visit.content “核实保单信息，解释分红条款。” Tab “热情，对服务满意。” Tab “分红可在官方应用查询，客户清楚。” Ctrl+Enter =service_record",
		"@nav.visit ?visit.list.0 @visit.pack.all @visit.leave_home @visit.arrive @visit.steps.all @visit.to_record @visit.content “核实保单信息，解释分红条款。” @visit.attitude “热情，对服务满意。” @visit.answer “分红可在官方应用查询，客户清楚。” @visit.finish =service_record",
	},
	{
		"出门前看当天的面访安排",
		"Ctrl+4 ?visit.list.0 P ?visit.route.title",
		"@nav.visit @visit.route ?visit.route.title",
	},
	{
		"给近期生日的客户写祝福，登记已发送",
		"Ctrl+5 Alt+3 ?book.greet.people.0 M ?messages.form.submit Enter Enter !messages.form.submit =service_record",
		"@nav.book @book.pages.greet ?book.greet.people.0 @book.greet.message @messages.form.submit @messages.form.submit !messages.form.submit =service_record",
	},
	{
		"写业务拓展与计划，提交当日日志",
		"Ctrl+6 ?worklog.close S W “客户主动询问养老年金。” Tab “计划拜访三户，完成一户。” Ctrl+Enter ?worklog.confirm.submit Enter =work_log",
		"@nav.worklog ?worklog.close @worklog.development “客户主动询问养老年金。” @worklog.plan_done “计划拜访三户，完成一户。” @worklog.seeds.all @worklog.close @worklog.confirm.submit =work_log",
	},
	{
		"与中心同步",
		"*online F5 ~同步完成",
		"*online @nav.sync @sync.now ~同步完成",
	},
	{
		"主管批阅一份日志，转到下一份",
		"*1010 Ctrl+4 ?team.list.0 ?team.comment M “5” Enter “6” Enter “2” Enter “3” Enter “1” Enter “记录完整。” Ctrl+Enter =log_mark",
		"*1010 @nav.team ?team.list.0 @team.criterion.calls.field “5” @team.criterion.visits.field “6” @team.criterion.prospects.field “2” @team.criterion.collections.field “3” @team.criterion.plan.field “1” @team.comment “记录完整。” @team.save =log_mark",
	},
}
