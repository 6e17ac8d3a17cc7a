package cards

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// many changes several cards at once.
type many interface {
	ChangeCustomers(ctx context.Context, ids []string, change func(c *app.Customer)) (n int, undo func(context.Context) error, err error)
}

// mostTexts is how many customers texts are written to in one go: each is read and sent by hand.
const mostTexts = 50

// newChoice returns the line that stands above the list while several customers are chosen.
func (l *listPane) newChoice() *widgets.ChoiceBar {
	text := widgets.Tag("cards.chosen.message", widgets.Quiet(lang.X("cards.chosen.message", ""), nil, l.messageChosen))
	l.grade = widgets.Tag("cards.chosen.grade", widgets.Quiet(lang.X("cards.chosen.grade", ""), nil, l.askGrade))
	key := widgets.Tag("cards.chosen.key", widgets.IconButton(theme.IconStar, lang.X("cards.chosen.key", ""), func() { l.keyChosen(true) }))
	return widgets.NewChoiceBar("cards.chosen", l.list.ChooseNone, text.Key("T"), l.grade.Key("G"), key)
}

// askGrade offers the grades for the customers chosen.
func (l *listPane) askGrade() {
	var items []*fyne.MenuItem
	for _, g := range []string{"A", "B", "C"} {
		items = append(items, fyne.NewMenuItem(lang.X("cards.grade", "", map[string]any{"Grade": g}), func() { l.gradeChosen(g) }))
	}
	widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", items...), l.room.deps.Window.Canvas(), fyne.NewPos(0, l.grade.Size().Height+2), l.grade)
}

// chosenKeys does what a letter stands for while customers are chosen.
func (l *listPane) chosenKeys(key rune) bool {
	if len(l.list.Chosen()) == 0 {
		return false
	}
	switch key {
	case 'g', 'G':
		l.askGrade()
	case 'k', 'K':
		l.keyChosen(true)
	case 't', 'T':
		l.messageChosen()
	default:
		return false
	}
	return true
}

// commands lists what can be done with the customers chosen.
func (l *listPane) commands() []widgets.Command {
	some := func() string {
		if len(l.list.Chosen()) == 0 {
			return lang.X("cards.command.none_chosen", "")
		}
		return ""
	}
	one := func(id, key string, run func()) widgets.Command {
		return widgets.Command{ID: "cards." + id, Label: lang.X("cards.command."+id, ""), Key: key, Run: run, Off: some}
	}
	return []widgets.Command{
		one("chosen_grade", "G", l.askGrade), one("chosen_key", "K", func() { l.keyChosen(true) }), one("chosen_message", "T", l.messageChosen),
	}
}

// chosenChanged shows how many customers are chosen.
func (l *listPane) chosenChanged(n int) {
	if l.choice.Set(n) {
		l.content.Refresh()
	}
}

func (l *listPane) gradeChosen(grade string) {
	l.changeChosen("cards.chosen.graded", grade, func(c *app.Customer) { c.Grade = grade })
}

func (l *listPane) keyChosen(key bool) {
	l.changeChosen("cards.chosen.keyed", "", func(c *app.Customer) { c.Key = key })
}

// withChosen hands the customers chosen to do, off the UI goroutine.
func (l *listPane) withChosen(do func(ctx context.Context, ids []string) error, done func()) {
	rowids := make([]int64, 0, 16)
	for _, key := range l.list.Chosen() {
		if id, err := strconv.ParseInt(key, 10, 64); err == nil {
			rowids = append(rowids, id)
		}
	}
	l.room.run(func(ctx context.Context) error {
		var ids []string
		for part := range slices.Chunk(rowids, 200) {
			rows, err := l.room.deps.Service.CardRows(ctx, part)
			if err != nil {
				return err
			}
			for _, r := range rows {
				ids = append(ids, r.ID)
			}
		}
		return do(ctx, ids)
	}, done)
}

// changeChosen changes all chosen cards in one commit, with one way back.
func (l *listPane) changeChosen(key, what string, change func(c *app.Customer)) {
	d := l.room.deps
	l.withChosen(func(ctx context.Context, ids []string) error {
		n, undo, err := d.Service.ChangeCustomers(ctx, ids, change)
		if err != nil {
			return err
		}
		text := lang.X(key, "", map[string]any{"N": n, "Grade": what})
		if undo == nil {
			d.Toast(text, "", nil)
			return nil
		}
		d.Toast(text, lang.X("common.undo", ""), func() { l.room.run(undo, l.room.Refresh) })
		return nil
	}, func() {
		l.list.ChooseNone()
		l.room.Refresh()
	})
}

// messageChosen opens the texts for the chosen customers, one after the other.
func (l *listPane) messageChosen() {
	d := l.room.deps
	var wants []messages.Want
	l.withChosen(func(_ context.Context, ids []string) error {
		for _, id := range ids[:min(len(ids), mostTexts)] {
			wants = append(wants, messages.Want{CustomerID: id})
		}
		return nil
	}, func() {
		if len(wants) > 0 {
			messages.Ask(messages.Deps{Window: d.Window, Service: d.Service, Drafts: d.Drafts, Fail: d.Fail, Toast: d.Toast, Done: l.room.Refresh}, wants...)
		}
	})
}
