package main

import (
	"strconv"

	"github.com/fangce/fangce/ui"
)

// walk is the tour: a planner's day, then the supervisor's part of it.
func (g *guide) walk(w *ui.Window) {
	g.window = w
	defer g.quit()
	g.see("start.accounts")
	g.picture("start")
	g.unlock(0)
	g.planner()
	g.press("nav.lock")
	g.unlock(1)
	g.supervisor()
}

// unlock opens one of the accounts of the start screen.
func (g *guide) unlock(account int) {
	if account > 0 {
		g.press("start.accounts." + strconv.Itoa(account))
	}
	g.write("start.passphrase", tourPassphrase)
	g.press("start.unlock")
}

// planner is a planner's day, from the list of due work to the closed log.
func (g *guide) planner() {
	g.see("today.list.1")
	g.picture("today")
	g.press("nav.cards")
	g.write("cards.search", "lf")
	g.see("cards.list.0")
	g.press("cards.list.0")
	g.picture("cards")
	g.press("nav.calls")
	g.see("calls.list.0")
	g.picture("calls")
	g.press("nav.visit")
	g.see("visit.list.0")
	g.picture("visit-before")
	g.press("visit.leave_home")
	g.press("visit.arrive")
	for _, step := range []string{"early", "shoe_covers", "bow", "name_card", "smile", "introduce"} {
		g.press("visit.step." + step)
	}
	g.picture("visit-there")
	g.press("visit.to_record")
	g.write("visit.content", "上门核实保单信息，解释分红条款，提醒12月应缴保费，协助确认银行转账账户。")
	g.write("visit.attitude", "热情接待，对服务满意，关心分红情况。")
	g.write("visit.answer", "问：分红怎样查询？答：可在官方App查询，现场协助查看，客户清楚。")
	g.write("visit.next", "寄送保单整理表")
	g.picture("visit-record")
	g.press("visit.finish")
	g.picture("visit-done")
	g.press("nav.worklog")
	g.see("worklog.close")
	g.write("worklog.development", "客户主动询问养老年金，约定下月带计划书再访。")
	g.write("worklog.plan_done", "计划拜访 3 户，完成 1 户，其余下午进行。")
	g.press("worklog.seeds.all")
	g.picture("worklog")
	g.press("worklog.close")
	g.press("worklog.confirm.submit")
	g.picture("worklog-closed")
	g.press("nav.sync")
	g.picture("sync-before")
	g.press("sync.now")
	g.picture("sync")
}

// supervisor is the supervisor's part: the log that has just arrived.
func (g *guide) supervisor() {
	g.see("today.list")
	g.picture("supervisor-today")
	g.press("nav.team")
	g.see("team.list.0")
	g.picture("team")
	g.press("nav.settings")
	g.picture("settings")
	g.press("settings.theme.dark")
	g.press("nav.team")
	g.picture("team-dark")
}
