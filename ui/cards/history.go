package cards

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// historian tells who changed what on a card, and brings earlier values back.
type historian interface {
	CardHistory(ctx context.Context, customerID string) (app.CardHistory, error)
	RestoreFact(ctx context.Context, customerID, field, value string) error
}

// historyPage is how many changes are shown at first, and more at a time.
const historyPage = 60

// historyPane is the dialog over a card that shows its changes.
type historyPane struct {
	pane   *cardPane
	id     string // of the customer
	all    app.CardHistory
	field  string // kind + "." + name of the field to show, "" all
	most   int    // changes shown
	asking bool
	failed error // of asking the centre

	dialog *widgets.Dialog
	filter *widgets.Select
	about  *widgets.Text
	eye    *widgets.Button
	undo   *widgets.Button
	banner *widgets.Banner
	items  *widgets.Timeline
	more   *widgets.Button
	note   *widgets.Paragraph
	scroll *widgets.Scroller
	back   func() // undoes the restoring told of by the banner
}

// showHistory opens the changes of the card in sight: at once what the laptop knows, then what the centre adds.
func (p *cardPane) showHistory() {
	id := p.view.Customer.ID
	if id == "" {
		return
	}
	h := &historyPane{pane: p, id: id, most: historyPage}
	h.load(func() {
		if p.id == id {
			h.open()
			h.ask()
		}
	})
}

func (h *historyPane) load(done func()) {
	r := h.pane.room
	var all app.CardHistory
	r.run(func(ctx context.Context) (err error) {
		all, err = r.deps.Service.CardHistory(ctx, h.id)
		return err
	}, func() {
		h.all = all
		done()
	})
}

func (h *historyPane) open() {
	c := h.pane.room.deps.Window.Canvas()
	h.filter = widgets.Tag("cards.history.filter", widgets.NewSelect(nil, func(id string) {
		h.field, h.most = id, historyPage
		h.fill()
		h.scroll.Top()
	}))
	h.about = widgets.Caption("").Clipped()
	h.eye = widgets.Tag("cards.history.reveal", widgets.Quiet("", theme.Named("eye"), h.reveal).Compact())
	h.undo = widgets.Tag("cards.history.undo", widgets.Secondary(lang.X("common.undo", ""), theme.Named("undo"), func() { h.back() }).Compact())
	h.banner = widgets.Tag("cards.history.restored", widgets.NewBanner(widgets.Success, "", h.undo))
	h.items = widgets.Tag("cards.history.items", widgets.NewTimeline(nil))
	h.items.OnAction = h.restore
	h.more = widgets.Tag("cards.history.more", widgets.Quiet("", nil, func() {
		h.most += historyPage
		h.fill()
	}))
	h.note = widgets.Tag("cards.history.note", widgets.NewParagraph("").Small())
	h.scroll = widgets.Scroll(widgets.Pad(0, 10, 0, 0, widgets.VStack(4, h.items, widgets.HStack(0, widgets.Spring(), h.more, widgets.Spring()), h.note)))
	head := widgets.HStack(10, widgets.FixedWidth(200, h.filter), h.about, widgets.Spring(), h.eye)
	height := max(200, c.Size().Height-270) // beside what stands above and below it, the banner too
	h.dialog = h.pane.ask(widgets.Form{
		ID: "cards.history", Title: lang.X("history.title", "", map[string]any{"Name": h.pane.view.Customer.Name}), Width: 820,
		Submit: "-", Cancel: lang.X("common.close", ""), First: h.filter,
		Body: widgets.VStack(8, head, h.banner, widgets.FixedHeight(height, h.scroll)),
	})
	h.fill()
}

// ask has the centre tell what this laptop does not know yet.
func (h *historyPane) ask() {
	fetch := h.pane.room.deps.FetchHistory
	if fetch == nil {
		return
	}
	h.asking = true
	h.fill()
	h.pane.room.async(func() {
		err := fetch(context.Background(), h.id)
		fyne.Do(func() {
			h.asking, h.failed = false, err
			if h.dialog.Open() {
				h.load(h.fill)
			}
		})
	})
}

// fill shows the changes.
func (h *historyPane) fill() {
	if !h.dialog.Open() {
		return
	}
	h.filter.SetChoices(h.fields())
	h.filter.Set(h.field)
	h.about.Set(h.knows())
	revealed := h.pane.revealed
	if revealed {
		h.eye.SetText(lang.X("cards.mask", ""))
		h.eye.SetIcon(theme.Named("eye-off"))
	} else {
		h.eye.SetText(lang.X("cards.reveal", ""))
		h.eye.SetIcon(theme.Named("eye"))
	}
	list, places := h.shown()
	rest := max(0, len(list)-h.most)
	list = list[:len(list)-rest]
	items := moments(list, revealed, func(i int) string { return strconv.Itoa(places[i]) })
	h.items.Set(items)
	h.items.Hidden = len(items) == 0
	h.more.SetText(lang.X("history.more", "", map[string]any{"N": rest}))
	h.more.Hidden = rest == 0
	note := ""
	switch {
	case len(items) == 0:
		note = lang.X("history.none", "")
	case slices.ContainsFunc(list, func(c app.CardChange) bool { return c.Keeps == app.BarInsurer }):
		note = lang.X("history.insurer", "")
	case slices.ContainsFunc(list, func(c app.CardChange) bool { return c.Keeps == app.BarProcess }):
		note = lang.X("history.process", "")
	}
	h.note.SetSpans(widgets.Span{Text: note, Tone: widgets.Muted})
	h.scroll.Refresh()
	h.dialog.Fit()
}

// shown returns the changes of the field chosen, and where in all of them they stand.
func (h *historyPane) shown() (list []app.CardChange, places []int) {
	for i, c := range h.all.Changes {
		if h.field == "" || h.field == fieldOf(c) {
			list, places = append(list, c), append(places, i)
		}
	}
	return list, places
}

func fieldOf(c app.CardChange) string { return c.Kind + "." + c.Field }

// fields are the fields that have changed, as the filter offers them.
func (h *historyPane) fields() []widgets.Option {
	out := []widgets.Option{{ID: "", Label: lang.X("history.all", "")}}
	for _, c := range h.all.Changes {
		if c.State == app.HistoryCreated && fieldOf(c) != h.field {
			continue // what a row began with has not changed yet
		}
		label := fieldLabel(c)
		if c.Kind == app.KindPolicy.Name {
			label = lang.X("history.of_policy", "", map[string]any{"Field": label})
		}
		if !slices.ContainsFunc(out, func(o widgets.Option) bool { return o.ID == fieldOf(c) }) {
			out = append(out, widgets.Option{ID: fieldOf(c), Label: label})
		}
	}
	return out
}

// knows says how much of the history this is.
func (h *historyPane) knows() string {
	switch {
	case h.asking:
		return lang.X("history.asking", "")
	case h.all.AsOf != 0:
		return lang.X("history.complete", "", map[string]any{"At": words.ShortStamp(h.all.AsOf)})
	case h.failed != nil && app.Code(h.failed) != app.ErrOffline:
		return widgets.ErrorText(h.failed)
	}
	return lang.X("history.offline", "")
}

func (h *historyPane) reveal() {
	p := h.pane
	if p.revealed {
		p.mask()
		h.fill()
		return
	}
	p.room.run(func(ctx context.Context) error { return p.room.deps.Service.Reveal(ctx, "customer/"+h.id) }, func() {
		if p.id == h.id {
			p.revealed = true
			p.show()
			h.fill()
		}
	})
}

// restore brings the value of a change back, as any other edit would.
func (h *historyPane) restore(place string) {
	i, err := strconv.Atoi(place)
	if err != nil || i >= len(h.all.Changes) {
		return
	}
	c := h.all.Changes[i]
	now := string(app.KindCustomer.Encode(h.pane.view.Customer)[c.Field])
	if now == "" {
		now = "null"
	}
	told := lang.X("history.restored", "", map[string]any{"Field": fieldLabel(c), "Value": valueText(c, c.Earlier(), h.pane.revealed)})
	h.put(c.Field, c.Earlier(), told, func() {
		h.put(c.Field, now, lang.X("history.undone", "", map[string]any{"Field": fieldLabel(c)}), nil)
	})
}

// put stores a value and says so; back undoes it, nil if that is not offered.
func (h *historyPane) put(field, value, told string, back func()) {
	r := h.pane.room
	r.async(func() {
		err := r.deps.Service.RestoreFact(context.Background(), h.id, field, value)
		fyne.Do(func() {
			h.back = back
			h.undo.Hidden = err != nil || back == nil
			if err != nil {
				h.banner.Set(widgets.Danger, widgets.ErrorText(err))
				h.dialog.Fit()
				return
			}
			h.banner.Set(widgets.Success, told)
			r.Refresh()
			h.load(h.fill)
		})
	})
}
