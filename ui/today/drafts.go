package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// mostDrafts is how many forms begun are listed.
const mostDrafts = 5

// Widths of the moment of a draft: the time alone, or with the day.
const (
	timeWidth = 42
	dayWidth  = 80
)

// draftPanel lists the forms that were begun and not handed in; it is hidden while there are none.
type draftPanel struct {
	room    *Room
	lines   *fyne.Container
	content *fyne.Container
}

func newDraftPanel(r *Room) *draftPanel {
	p := &draftPanel{room: r, lines: widgets.VStack(2)}
	p.content = widgets.Stack(widgets.Tag("today.drafts", widgets.Panel(lang.X("draft.list", ""), nil, p.lines)))
	p.content.Hide()
	return p
}

// load reads what was begun and shows it, off the UI goroutine.
func (p *draftPanel) load() {
	r := p.room
	r.async(func() {
		list, err := r.deps.Drafts.List(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() { p.fill(open(list)) })
	})
}

// open leaves out calls under way whose outcome is being written down: they are one piece of work.
func open(list []app.Draft) []app.Draft {
	written := map[string]bool{}
	for _, d := range list {
		if d.Form == "calls.result" {
			written[d.About] = true
		}
	}
	var out []app.Draft
	for _, d := range list {
		if d.Form != "calls.call" || !written[d.About] {
			out = append(out, d)
		}
	}
	return out
}

func (p *draftPanel) fill(list []app.Draft) {
	p.lines.Objects = nil
	shown, width := list[:min(len(list), mostDrafts)], float32(timeWidth)
	for _, d := range shown {
		if d.At.Date() != p.room.deps.Clock.Today() {
			width = dayWidth
		}
	}
	for i, d := range shown {
		p.lines.Add(p.line(i, d, width))
	}
	if more := len(list) - mostDrafts; more > 0 {
		p.lines.Add(widgets.Caption(lang.X("draft.list.more", "", map[string]any{"N": more})))
	}
	p.content.Hidden = len(list) == 0
	p.lines.Refresh()
	p.content.Refresh()
	p.room.content.Refresh()
}

// line says what was begun, about whom and when, and goes on with it or gives it up.
func (p *draftPanel) line(i int, d app.Draft, width float32) fyne.CanvasObject {
	r := p.room
	kind := lang.X("draft.form."+d.Form, "")
	var what fyne.CanvasObject = widgets.NewText(kind).Clipped()
	if d.Title != "" { // in two lines: beside a long title there is no room for the kind
		what = widgets.VStack(0, widgets.NewText(d.Title).Clipped(), widgets.Caption(kind).Clipped())
	}
	return widgets.HStack(6,
		widgets.FixedWidth(width, widgets.MutedText(drafts.When(d.At, r.deps.Clock.Today())).Clipped()),
		widgets.Grow(what),
		widgets.Tag("today.draft."+itoa(i)+".open", widgets.IconButton(theme.IconEdit, lang.X("draft.list.open", ""), func() { r.deps.Navigate(d.Room, d) })),
		widgets.Tag("today.draft."+itoa(i)+".discard", widgets.IconButton(theme.IconClose, lang.X("draft.discard", ""), func() { p.discard(d) })))
}

// discard gives a draft up; it can be had back.
func (p *draftPanel) discard(d app.Draft) {
	r := p.room
	r.deps.Drafts.Drop(d.Key)
	p.load()
	r.deps.Toast(lang.X("draft.dropped", ""), lang.X("common.undo", ""), func() {
		r.deps.Drafts.Restore(d)
		p.load()
	})
}
