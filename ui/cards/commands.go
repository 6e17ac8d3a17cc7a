package cards

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	card := func() string {
		if r.card.view.Customer.ID == "" || r.card.id == "" {
			return lang.X("cards.command.no_card", "")
		}
		return ""
	}
	enabled := func(b *widgets.Button) func() string {
		return func() string {
			if why := card(); why != "" || !b.Disabled() {
				return why
			}
			return lang.X("cards.command.not_now", "")
		}
	}
	h := r.card.head
	press := func(b *widgets.Button) func() { return func() { h.press(b) } }
	one := func(id, key string, run func(), off func() string) widgets.Command {
		return widgets.Command{ID: "cards." + id, Label: lang.X("cards.command."+id, ""), Key: key, Run: run, Off: off}
	}
	out := []widgets.Command{
		one("search", "/", r.Find, nil),
		one("new", "N", r.newProspect, nil),
		one("call", "C", press(h.call), enabled(h.call)),
		one("visit", "V", press(h.visit), enabled(h.visit)),
		one("record", "R", r.card.newRecord, card),
		one("print", "P", press(h.print), enabled(h.print)),
		one("survey", "Q", press(h.survey), enabled(h.survey)),
		one("step", "S", r.card.notices.step, card),
		one("review", "F", r.Review, card),
		one("changes", "H", r.card.showHistory, card),
		one("attach", "A", func() { r.card.attach.ask() }, card),
		one("privacy", "I", r.card.showPrivacy, card),
		one("reveal", "E", r.card.reveal, card),
	}
	for i, s := range sections {
		out = append(out, one("section."+s, string(rune('1'+i)), func() { r.card.jump(s) }, card))
	}
	return slices.Concat(out, r.list.commands(), r.list.views.Commands())
}
