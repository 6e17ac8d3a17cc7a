package visit

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands are what can be done in the room, for the palette and the list of keys.
func (r *Room) Commands() []widgets.Command {
	none := func() string {
		if r.pane.visit.ID == "" || len(r.items) == 0 || r.planning {
			return lang.X("visit.command.none", "")
		}
		return ""
	}
	open := func() string {
		if why := none(); why != "" || !r.pane.finished() {
			return why
		}
		return lang.X("visit.command.ended", "")
	}
	one := func(id, label, key string, run func(), off func() string) widgets.Command {
		return widgets.Command{ID: "visit." + id, Label: lang.X(label, ""), Key: key, Run: run, Off: off}
	}
	today := func() { r.turnTo(r.deps.Clock.Today()) }
	return []widgets.Command{
		one("new", "visit.new", "N", r.askNew, nil),
		one("route", "visit.route", "P", r.showDay, nil),
		one("print_day", "visit.print.day", "D", r.printDay, nil),
		one("print_week", "visit.print.week", "W", r.printWeek, nil),
		one("print_list", "visit.print.list", "L", r.printChecklist, none),
		one("today", "visit.today", "T", today, nil),
		one("yesterday", "visit.command.before", "←", func() { r.turnTo(r.day.AddDays(-1)) }, nil),
		one("tomorrow", "visit.command.after", "→", func() { r.turnTo(r.day.AddDays(1)) }, nil),
		one("before", "visit.command.page.before", "1", func() { r.pane.show(pageBefore) }, none),
		one("there", "visit.command.page.there", "2", func() { r.pane.show(pageThere) }, none),
		one("record", "visit.command.page.record", "3", func() { r.pane.show(pageRecord) }, none),
		one("arrive", "visit.arrive", "A", r.arriveByKey, open),
		one("pack", "visit.pack.all", "B", r.pane.before.packAll, open),
		one("steps", "visit.steps.all", "K", r.pane.there.allSteps, open),
		one("write", "visit.command.write", "E", r.pane.record.write, open),
		one("fill", "visit.fill", "F", r.pane.record.fillByKey, func() string {
			if why := open(); why != "" || r.pane.record.offer.Visible() {
				return why
			}
			return lang.X("visit.command.nothing_ticked", "")
		}),
		one("onsite", "visit.onsite", "F11", r.showSite, none),
		one("survey", "visit.survey.fill", "Q", r.askSurvey, open),
		one("sign", "visit.sign", "S", r.askSign, open),
		one("review", "review.open", "R", r.reviewPolicies, none),
		one("photo", "visit.photo", "", r.askPhoto, none),
		one("move", "visit.move", "M", r.askMove, open),
		one("cancel", "visit.cancel", "", r.askCancel, open),
		one("no_show", "visit.no_show", "", r.askNoShow, open),
		one("finish", "visit.finish", "Ctrl+Enter", r.pane.record.end, open),
	}
}

// letters of the room, by what they do; what a command refuses the letter does not do either.
func (r *Room) letter(c rune) bool {
	if c >= 'a' && c <= 'z' {
		c += 'A' - 'a'
	}
	for _, cmd := range r.Commands() {
		if cmd.Key == string(c) && c >= 'A' && c <= 'Z' {
			if cmd.Why() == "" {
				cmd.Run()
			}
			return true
		}
	}
	return false
}

// arriveByKey notes the arrival; unlike the button it never takes it back, as one presses a key twice in a hurry.
func (r *Room) arriveByKey() {
	if r.pane.visit.ArrivedAt == 0 {
		r.pane.there.toggleArrival()
		r.pane.show(pageThere)
	}
}
