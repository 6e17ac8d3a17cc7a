package calls

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands are what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	nobody := func() string {
		if !r.pane.shown {
			return lang.X("calls.choose", "")
		}
		return ""
	}
	may := func() string {
		if why := nobody(); why != "" {
			return why
		}
		return r.pane.why()
	}
	out := []widgets.Command{
		{ID: "calls.dial", Label: lang.X("calls.dial", ""), Key: "Enter", Run: r.pane.dialFirst, Off: may},
		{ID: "calls.message", Label: lang.X("calls.command.message", ""), Key: "M", Run: func() { r.write(r.pane.sheet, "") }, Off: nobody},
		{ID: "calls.confirm", Label: lang.X("calls.command.confirm", ""), Key: "C", Run: r.confirmAll},
		{ID: "calls.find", Label: lang.X("calls.command.find", ""), Key: "Ctrl+F", Run: r.Find},
		{ID: "calls.card", Label: lang.X("calls.open_card", ""), Key: "K", Run: r.openCard, Off: nobody},
	}
	if r.pane.shown {
		for _, c := range choices(r.pane.sheet) {
			out = append(out, widgets.Command{
				ID: "calls." + c.outcome, Label: lang.X(c.text, ""), Detail: lang.X("calls.command.outcome", ""), Key: string(c.key),
				Run: func() { r.pane.ask(c.outcome) }, Off: may,
			})
		}
		for i, o := range r.pane.script.top() {
			out = append(out, widgets.Command{
				ID: "calls.objection", Label: o.Says, Detail: lang.X("calls.objections", ""), Key: string(objectionKeys[i]), Run: func() { r.pane.script.toggle(i) },
			})
		}
	}
	return append(out, r.views.Commands()...)
}

// letter does what a letter stands for outside of an answer.
func (r *Room) letter(key rune) bool {
	switch key {
	case 'm', 'M':
		r.write(r.pane.sheet, "")
	case 'c', 'C':
		r.confirmAll()
	case 'k', 'K':
		r.openCard()
	default:
		return false
	}
	return true
}

func (r *Room) openCard() {
	if r.pane.shown {
		r.deps.Navigate("cards", r.pane.sheet.Item.CustomerID)
	}
}

// confirmAll goes through the meetings of today and tomorrow that are to be confirmed before leaving (002 §二.一.3), one
// after the other; again it leads back to the whole queue.
func (r *Room) confirmAll() {
	to := narrowConfirm
	if r.narrowing.Value() == narrowConfirm {
		to = narrowNone
	}
	r.search.Set("")
	r.filter.Set(filterAll)
	r.narrowing.Set(to)
	r.after = true // the first of the list is opened
	r.loadQueue()
	r.deps.Window.Canvas().Focus(r.list)
}
