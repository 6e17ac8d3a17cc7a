package main

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui"
)

// walk is the tour: a planner's day, the supervisor's part of it, and the resource manager's import.
func (g *guide) walk(w *ui.Window) {
	g.window = w
	defer g.quit()
	g.see("start.accounts")
	g.picture("start")
	g.forgotten()
	g.unlock(0)
	g.morning()
	g.call()
	g.visit()
	g.interrupted()
	g.evening()
	g.press("nav.lock")
	g.unlock(1)
	g.supervisor()
	g.press("nav.lock")
	g.unlock(2)
	g.manager()
}

// unlock opens one of the accounts of the start screen.
func (g *guide) unlock(account int) {
	g.press("start.accounts." + strconv.Itoa(account))
	g.write("start.passphrase", tourPassphrase)
	g.press("start.unlock")
}

// forgotten is what a forgotten passphrase leads to, as far as the code the centre is told.
func (g *guide) forgotten() {
	g.press("start.forgot")
	g.press("start.recover")
	g.see("start.recover.cancel")
	g.picture("forgotten")
	g.press("start.recover.cancel")
}

// interrupted is a form that the lock cuts short, and what is left of it afterwards.
func (g *guide) interrupted() {
	g.press("nav.cards")
	g.press("cards.new")
	g.write("cards.prospect.name", "欧阳清")
	fyne.DoAndWait(g.window.Lock)
	g.unlock(0)
	g.see("today.draft.0.open")
	g.picture("drafts")
	g.press("today.draft.0.discard")
}

// morning is the list of due work, and a card with its paper.
func (g *guide) morning() {
	g.see("today.list.1")
	g.picture("today")
	g.press("nav.cards")
	g.see("cards.list.3")
	g.press("cards.list.3")
	g.picture("cards")
	g.press("cards.changes")
	g.see("cards.history.items")
	g.picture("history")
	g.press("cards.history.cancel")
	g.write("cards.search", "wang")
	g.picture("search")
	g.press("cards.list.1")
	g.press("cards.print.survey")
	g.see("preview.page")
	g.picture("questionnaire")
	g.paper("questionnaire")
	g.press("preview.close")
	g.press("cards.print.card")
	g.see("preview.page")
	g.picture("service-card")
	g.paper("service-card")
	g.press("preview.close")
	g.attachments()
	g.write("cards.search", "")
}

// attachments are photos attached to a card, and one of them in the window.
func (g *guide) attachments() {
	for _, photo := range g.photos {
		g.press("cards.attach.add")
		g.write("cards.attach.path", photo)
		g.press("cards.attach.form.submit")
	}
	g.see("cards.attach.1")
	g.press("cards.section.attach")
	g.picture("attachments")
	g.press("cards.attach.0")
	g.see("photos.picture")
	g.picture("attachment")
	g.press("photos.close")
}

// call is the first call of the queue that is not a confirmation: the script, an objection, the outcome.
func (g *guide) call() {
	g.press("nav.calls")
	g.see("calls.list.3")
	g.press("calls.list.3")
	g.press("calls.objection.0")
	g.picture("calls")
	g.press("calls.outcome.agreed")
	g.write("calls.time", "17:00")
	g.picture("call-agreed")
	g.press("calls.form.submit")
	g.picture("call-recorded")
}

// visit is a visit from packing to goodbye.
func (g *guide) visit() {
	g.press("nav.visit")
	g.see("visit.list.0")
	g.press("visit.pack.all")
	g.picture("visit-before")
	g.press("visit.pages.there")
	g.press("visit.arrive")
	for _, step := range []string{"early", "shoe_covers", "bow", "name_card", "smile", "introduce"} {
		g.press("visit.step." + step)
	}
	g.picture("visit-there")
	g.press("visit.pages.record")
	g.write("visit.content", "上门核实保单信息，解释分红条款，提醒12月应缴保费，协助确认银行转账账户。")
	g.write("visit.attitude", "热情接待，对服务满意，关心分红情况。")
	g.write("visit.answer", "问：分红怎样查询？答：可在官方App查询，现场协助查看，客户清楚。")
	g.write("visit.next", "寄送保单整理表")
	g.picture("visit-record")
	g.press("visit.finish")
	g.picture("visit-done")
}

// evening closes the day and sends it.
func (g *guide) evening() {
	g.press("nav.worklog")
	g.see("worklog.close")
	g.write("worklog.development", "客户主动询问养老年金，约定下月带计划书再访。")
	g.write("worklog.plan_done", "计划拜访 3 户，完成 1 户，其余下午进行。")
	g.press("worklog.seeds.all")
	g.picture("worklog")
	g.press("worklog.close")
	g.picture("worklog-close")
	g.press("worklog.confirm.submit")
	g.see("worklog.add")
	g.picture("worklog-closed")
	g.press("nav.sync")
	g.picture("sync-before")
	g.press("sync.now")
	g.picture("sync")
	g.press("sync.pages.settle")
	g.see("sync.settle.take")
	g.picture("settle")
	g.press("sync.pages.laptops")
	g.see("sync.laptops.0")
	g.picture("laptops")
}

// supervisor is the supervisor's part: the logs that arrived, one of them marked; and the window in the dark.
func (g *guide) supervisor() {
	g.see("today.list")
	g.press("nav.sync")
	g.press("sync.now")
	g.press("nav.team")
	g.see("team.list.0")
	for criterion, presses := range map[string]int{"calls": 5, "visits": 6, "prospects": 2, "collections": 3, "plan": 1} {
		for range presses {
			g.press("team.criterion." + criterion + ".plus")
		}
	}
	g.write("team.comment", "记录完整，跟进及时；注意准客户的积累。")
	g.picture("team")
	g.press("team.save")
	g.picture("team-saved")
	g.press("nav.settings")
	g.picture("settings")
	g.press("settings.theme.dark")
	g.press("nav.team")
	g.picture("team-dark")
	g.press("nav.settings")
	g.press("settings.theme.light")
}

// manager reads an insurer's file and imports it for a planner.
func (g *guide) manager() {
	g.press("nav.intake")
	g.write("intake.path", g.file)
	g.press("intake.read")
	g.see("intake.rows.0")
	g.write("intake.insurer", "RH")
	g.picture("intake")
	g.choose("intake.to", tourPlanner)
	g.press("intake.import")
	g.see("intake.done")
	g.picture("intake-done")
}
