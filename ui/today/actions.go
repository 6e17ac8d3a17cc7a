package today

import (
	"context"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// act is one thing that can be done with the work selected, beside what it asks for.
type act struct {
	id, key string
	icon    fyne.Resource
	run     func(i app.DueItem)
	off     func(i app.DueItem) string // nil: always possible with a customer
}

// acts are in the order in which they stand below the list.
func (r *Room) acts() []act {
	return []act{
		{id: "card", key: "O", icon: theme.IconCards, run: func(i app.DueItem) { r.deps.Navigate("cards", i.CustomerID) }},
		{id: "call", key: "C", icon: theme.IconPhone, run: func(i app.DueItem) { r.deps.Navigate("calls", []string{i.CustomerID, i.PolicyID, ""}) }},
		{id: "message", key: "M", icon: theme.IconMail, run: func(i app.DueItem) { r.write(wantOf(i)) }},
		{id: "tomorrow", key: "D", icon: theme.IconClock, run: r.putOff, off: func(i app.DueItem) string {
			if app.SnoozeUntil(i, r.view.Date) == "" {
				return lang.X("today.act.must", "")
			}
			return ""
		}},
	}
}

// wantOf is the occasion of a text to the customer a piece of work is about.
func wantOf(i app.DueItem) messages.Want {
	w := messages.Want{CustomerID: i.CustomerID, PolicyID: i.PolicyID, AppointmentID: i.AppointmentID}
	switch i.Kind {
	case app.DuePremium, app.DueGrace:
		w.Stage = app.StagePayment
	case app.DueLapsed:
		w.Stage = app.StageLapsed
	case app.DueMaturity:
		w.Stage = app.StageMaturity
	case app.DueAppointment, app.DueConfirm:
		w.Stage = app.StageConfirm
	case app.DueNoShow:
		w.Stage = app.StageNoShow
	case app.DueFirstCall, app.DueFirstVisit:
		w.Stage = app.StageFirstCall
	default:
		w.Stage = app.StageReturn
	}
	return w
}

// chosen returns the work selected.
func (r *Room) chosen() (app.DueItem, bool) {
	row, ok := r.list.Selected()
	if !ok {
		return app.DueItem{}, false
	}
	i, ok := r.items[row.ID]
	return i, ok
}

// hindrance says what keeps an act from being done, "" for nothing.
func (r *Room) hindrance(a act) string {
	i, ok := r.chosen()
	switch {
	case !ok:
		return lang.X("today.act.none", "")
	case i.CustomerID == "":
		return lang.X("today.act.nobody", "")
	case a.off != nil:
		return a.off(i)
	}
	return ""
}

func (r *Room) perform(a act) {
	if i, ok := r.chosen(); ok && r.hindrance(a) == "" {
		a.run(i)
	}
}

// strip is the line of acts below the list.
func (r *Room) strip() fyne.CanvasObject {
	var line []fyne.CanvasObject
	for _, a := range r.acts() {
		b := widgets.Tag("today.act."+a.id, widgets.Quiet(lang.X("today.act."+a.id, ""), a.icon, func() { r.perform(a) }).Compact().Key(a.key))
		r.buttons[a.id] = b
		line = append(line, b)
	}
	r.later = widgets.Tag("today.later", widgets.Quiet("", nil, r.bringBack).Compact())
	return widgets.Pad(4, 10, 4, 10, widgets.HStack(4, append(line, widgets.Spring(), r.later)...))
}

// paintActs lets be pressed what can be done with the work selected.
func (r *Room) paintActs() {
	for _, a := range r.acts() {
		if b := r.buttons[a.id]; r.hindrance(a) == "" {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	r.later.Hidden = len(r.view.Later) == 0
	r.later.SetText(lang.X("today.later", "", map[string]any{"N": len(r.view.Later)}))
}

// putOff puts the work off until tomorrow.
func (r *Room) putOff(i app.DueItem) {
	r.snooze(i, r.view.Date.AddDays(1), func() {
		r.deps.Toast(lang.X("today.put_off", "", map[string]any{"Name": title(i)}), lang.X("common.undo", ""), func() { r.snooze(i, "", nil) })
	})
}

// bringBack shows what was put off again.
func (r *Room) bringBack() {
	for _, i := range r.view.Later {
		r.snooze(i, "", nil)
	}
}

func (r *Room) snooze(i app.DueItem, until app.Date, then func()) {
	r.async(func() {
		if err := r.deps.Service.SnoozeDue(context.Background(), i, until); err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			r.Refresh()
			if then != nil {
				then()
			}
		})
	})
}

// write offers texts to a customer.
func (r *Room) write(w messages.Want) {
	messages.Ask(messages.Deps{
		Window: r.deps.Window, Service: r.deps.Service, Drafts: r.deps.Drafts, Fail: r.deps.Fail, Toast: r.deps.Toast, Done: r.Refresh, Async: r.async,
	}, w)
}

// Rune does what a letter stands for.
func (r *Room) Rune(key rune) bool {
	for _, a := range r.acts() {
		if string(unicode.ToUpper(key)) == a.key {
			r.perform(a)
			return true
		}
	}
	return false
}

// Commands are what can be done in the room, for the palette and the list of keys.
func (r *Room) Commands() []widgets.Command {
	out := []widgets.Command{{ID: "today.do", Label: lang.X("today.do", ""), Key: "Enter", Run: r.doSelected, Off: func() string {
		if _, ok := r.chosen(); !ok {
			return lang.X("today.act.none", "")
		}
		return ""
	}}}
	for _, a := range r.acts() {
		out = append(out, widgets.Command{ID: "today." + a.id, Label: lang.X("today.act."+a.id, ""), Key: a.key, Run: func() { r.perform(a) }, Off: func() string { return r.hindrance(a) }})
	}
	return append(out, widgets.Command{ID: "today.later", Label: lang.X("today.later.command", ""), Run: r.bringBack, Off: func() string {
		if len(r.view.Later) == 0 {
			return lang.X("today.later.none", "")
		}
		return ""
	}})
}
