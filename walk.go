package main

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui"
)

// walk is the tour: a planner's day, the supervisor's part of it, the resource manager's import, and the centre's scripts.
func (g *guide) walk(w *ui.Window) {
	g.window = w
	defer g.quit()
	g.see("start.accounts")
	g.forgotten()
	g.unlock(0)
	g.morning()
	g.everywhere()
	g.cards()
	g.book()
	g.calls()
	g.visit()
	g.interrupted()
	g.scripts()
	g.evening()
	g.press("nav.lock")
	g.unlock(1)
	g.supervisor()
	g.press("nav.lock")
	g.unlock(2)
	g.manager()
	g.press("nav.lock")
	g.unlock(3)
	g.centre()
}

// unlock opens one of the accounts of the start screen.
func (g *guide) unlock(account int) {
	g.press("start.accounts." + strconv.Itoa(account))
	g.write("start.passphrase", tourPassphrase)
	g.press("start.unlock")
}

// forgotten is what a forgotten passphrase leads to, as far as the code the centre is told.
func (g *guide) forgotten() {
	g.press("start.accounts.0")
	g.see("start.unlock")
	g.picture("start-unlock")
	g.press("start.forgot")
	g.press("start.recover")
	g.see("start.recover.cancel")
	g.picture("start-forgotten")
	g.press("start.recover.cancel")
}

// morning is the list of due work, and a text to send.
func (g *guide) morning() {
	g.see("today.list.1")
	g.picture("today")
	g.see("today.birthday.0")
	g.picture("today-week")
	g.press("today.list.1")
	g.press("today.act.message")
	g.look("messages.form")
}

// everywhere is what can be had in any room: the palette, help and its keys.
func (g *guide) everywhere() {
	g.ctrl(fyne.KeyK)
	g.see("palette.list.1")
	g.picture("palette")
	g.write("palette.text", "wang")
	g.see("palette.list.1")
	g.picture("palette-found")
	g.key(fyne.KeyEscape)
	g.key(fyne.KeyF1)
	g.look("help")
	g.press("nav.cards")
	g.see("cards.list.3")
	g.key(fyne.KeyF1)
	g.see("help.cancel")
	g.picture("help-cards")
	g.write("help.search", "F9")
	g.lookAt("help-found", "help")
}

// look pictures the open dialog under its id and gives it up.
func (g *guide) look(dialog string) {
	g.lookAt(dialog, dialog)
}

// lookAt pictures the open dialog under a name and gives it up.
func (g *guide) lookAt(name, dialog string) {
	g.see(dialog + ".cancel")
	g.picture(fileName(name))
	g.press(dialog + ".cancel")
}

// interrupted is a form that the lock cuts short, and what is left of it afterwards.
func (g *guide) interrupted() {
	g.press("nav.cards")
	g.press("cards.new")
	g.write("cards.prospect.name", "欧阳清")
	fyne.DoAndWait(g.window.Lock)
	g.unlock(0)
	g.see("today.draft.0.open")
	g.see("today.list.1")
	g.picture("today-drafts")
	g.press("today.draft.0.discard")
}

// evening closes the day and sends it.
func (g *guide) evening() {
	g.press("nav.worklog")
	g.see("worklog.close")
	g.write("worklog.development", "客户主动询问养老年金，约定下月带计划书再访。")
	g.write("worklog.plan_done", "计划拜访 3 户，完成 1 户，其余下午进行。")
	g.press("worklog.seeds.all")
	g.picture("worklog")
	g.see("worklog.plan.text")
	g.picture("worklog-plan")
	g.press("worklog.close")
	g.picture("worklog-close")
	g.press("worklog.confirm.submit")
	g.see("worklog.add")
	g.picture("worklog-closed")
	g.press("worklog.add")
	g.lookAt("worklog-add", "worklog.form")
	g.press("nav.sync")
	g.picture("sync-before")
	g.press("sync.now")
	g.picture("sync")
	g.press("sync.pages.settle")
	g.see("sync.settle.take")
	g.picture("sync-settle")
	g.press("sync.settle.join")
	g.look("sync.settle.form")
	g.press("sync.pages.laptops")
	g.see("sync.laptops.0")
	g.picture("sync-laptops")
	g.press("nav.settings")
	g.see("settings.account")
	g.picture("settings")
	g.see("settings.rekey")
	g.picture("settings-security")
	g.press("settings.passphrase")
	g.look("settings.passphrase.change")
	g.press("settings.privacy")
	g.look("privacy.staff.form")
}
