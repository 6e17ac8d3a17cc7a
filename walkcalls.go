package main

import "fyne.io/fyne/v2"

// calls is the first call of the queue that is not a confirmation: the script, an objection, the outcomes, the next step.
func (g *guide) calls() {
	g.press("nav.calls")
	g.see("calls.list.1")
	g.picture("calls-confirm")
	g.press("calls.list.3")
	g.press("calls.objection.0")
	g.picture("calls")
	g.press("calls.message")
	g.lookAt("calls-message", "messages.form")
	for _, outcome := range []string{"call_back", "no_answer", "refused", "complaint"} {
		g.press("calls.outcome." + outcome)
		g.lookAt("calls-"+fileName(outcome), "calls.form")
	}
	g.press("calls.outcome.agreed")
	g.write("calls.time", "17:00")
	g.picture("calls-agreed")
	g.press("calls.form.submit")
	g.see("toast.action")
	g.picture("calls-recorded")
}

// visit is a visit from packing to goodbye: the day's plan, the room's pages, the questionnaire signed on the screen.
func (g *guide) visit() {
	g.press("nav.visit")
	g.see("visit.list.0")
	g.letter('p')
	g.see("visit.route.title")
	g.picture("visit-route")
	g.press("visit.new")
	g.lookAt("visit-new", "visit.form")
	g.press("visit.list.0")
	g.press("visit.pack.all")
	g.picture("visit-before")
	for _, ask := range []string{"move", "cancel"} {
		g.press("visit." + ask)
		g.lookAt("visit-"+fileName(ask), "visit.form")
	}
	g.press("visit.pages.there")
	g.press("visit.arrive")
	for _, step := range []string{"early", "shoe_covers", "bow", "name_card", "smile", "introduce"} {
		g.press("visit.step." + step)
	}
	g.picture("visit-there")
	g.onsite()
	g.press("visit.pages.record")
	g.write("visit.content", "上门核实保单信息，解释分红条款，提醒12月应缴保费，协助确认银行转账账户。")
	g.write("visit.attitude", "热情接待，对服务满意，关心分红情况。")
	g.write("visit.answer", "问：分红怎样查询？答：可在官方App查询，现场协助查看，客户清楚。")
	g.write("visit.next", "寄送保单整理表")
	g.picture("visit-record")
	g.press("visit.finish")
	g.see("toast")
	g.picture("visit-done")
}

// onsite is the whole screen for the customer's living room.
func (g *guide) onsite() {
	g.key(fyne.KeyF11)
	g.see("visit.onsite.exit")
	g.picture("onsite")
	for _, page := range []string{"items", "record", "proof"} {
		g.press("visit.onsite.page." + page)
		g.picture("onsite-" + page)
	}
	g.press("visit.onsite.survey.fill")
	g.see("survey.next")
	g.picture("survey")
	g.rate()
	g.press("survey.next")
	g.see("survey.submit")
	g.sign("inking.ink")
	g.picture("survey-sign")
	g.press("survey.submit")
	g.see("inking.thanks")
	g.picture("survey-thanks")
	g.hold("inking.hold")
	g.see("visit.onsite.exit")
	g.picture("onsite-signed")
	g.press("visit.onsite.exit")
}
