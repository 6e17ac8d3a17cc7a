package syncview

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// settlePage shows, one after the other, the values that lost against another person's edit of the same field: both side
// by side, who wrote which and when, and the ways to settle it.
type settlePage struct {
	room     *Room
	items    []app.KeptItem
	at       int
	id       string // of the kept value in sight, "" none
	detail   app.KeptDetail
	known    bool // the detail belongs to the value in sight
	revealed bool
	busy     bool

	place          *widgets.Text
	previous, next *widgets.Button
	eye, card      *widgets.Button
	head           *widgets.Text
	about          *widgets.Text
	hint           *widgets.Banner
	left, right    *settleSide
	join           *widgets.Button
	page           *widgets.Scroller
	work           fyne.CanvasObject
	empty          fyne.CanvasObject
	content        *fyne.Container
}

// settleSide is one of the two values.
type settleSide struct {
	title  *widgets.Text
	by     *widgets.Text
	value  *widgets.Paragraph
	button *widgets.Button
	panel  fyne.CanvasObject
}

func newSettleSide(id, label, title, key string, tap func()) *settleSide {
	s := &settleSide{title: widgets.Strong(title), by: widgets.Caption("").Clipped(), value: widgets.NewParagraph("")}
	s.button = widgets.Tag(id, widgets.Primary(label, theme.IconCheck, tap)).Key(key)
	s.panel = widgets.Surface(widgets.Pad(12, 14, 14, 14, widgets.Fill(widgets.VStack(2, s.title, s.by),
		widgets.Pad(10, 0, 16, 0, s.value), widgets.HStack(0, s.button, widgets.Spring()))))
	return s
}

func newSettlePage(r *Room) *settlePage {
	p := &settlePage{room: r, place: widgets.Tag("sync.settle.place", widgets.MutedText(""))}
	p.previous = widgets.Tag("sync.settle.previous", widgets.IconButton(theme.Named("chevron-left"), lang.X("sync.previous", ""), func() { p.step(-1) }).Compact())
	p.next = widgets.Tag("sync.settle.next", widgets.IconButton(theme.Named("chevron-right"), lang.X("sync.next_one", ""), func() { p.step(1) }).Compact())
	p.eye = widgets.Tag("sync.settle.reveal", widgets.Quiet("", theme.Named("eye"), p.reveal).Compact())
	p.card = widgets.Tag("sync.settle.card", widgets.Quiet(lang.X("sync.settle.card", ""), theme.IconCards, p.openCard).Compact())
	p.head, p.about = widgets.Tag("sync.settle.head", widgets.Heading("").Clipped()), widgets.MutedText("").Clipped()
	p.hint = widgets.Tag("sync.settle.hint", widgets.NewBanner(widgets.Neutral, ""))
	p.left = newSettleSide("sync.settle.keep", lang.X("sync.kept.keep", ""), lang.X("sync.settle.stands", ""), "1", func() { p.end(false) })
	p.right = newSettleSide("sync.settle.take", lang.X("sync.kept.take", ""), lang.X("sync.settle.lost", ""), "2", func() { p.end(true) })
	p.join = widgets.Tag("sync.settle.join", widgets.Secondary(lang.X("sync.settle.join", ""), theme.IconEdit, p.edit)).Key("E")
	head := widgets.FixedHeight(32, widgets.HStack(8, p.head, p.about, widgets.Spring(), p.eye, p.card, p.previous, p.place, p.next))
	top := widgets.VStack(8, head, p.hint)
	foot := widgets.HStack(8, p.join, widgets.MutedText(lang.X("sync.settle.note", "")).Clipped(), widgets.Spring())
	p.page = widgets.Scroll(widgets.VStack(theme.PanelGap, widgets.Grid(2, theme.PanelGap, 0, p.left.panel, p.right.panel), foot))
	p.work = widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, top), p.page, nil)
	p.empty = widgets.Surface(widgets.EmptyState(theme.IconDone, lang.X("sync.settle.none", ""), lang.X("sync.settle.none.hint", ""), nil))
	p.content = widgets.Stack(p.empty)
	return p
}

// fill takes the values that are open; the one in sight stays, or the one that follows it comes.
func (p *settlePage) fill(items []app.KeptItem) {
	p.items = items
	if i := slices.IndexFunc(items, func(k app.KeptItem) bool { return k.Kept.ID == p.id }); i >= 0 {
		p.at = i
	}
	if d := p.room.taking; d != nil {
		if i := slices.IndexFunc(items, func(k app.KeptItem) bool { return k.Kept.ID == d.About }); i >= 0 {
			p.at = i
		}
	}
	p.show()
}

// show shows the value whose turn it is.
func (p *settlePage) show() {
	p.at = max(0, min(p.at, len(p.items)-1))
	if len(p.items) == 0 {
		p.id, p.known = "", false
		p.see(p.empty)
		p.resume()
		return
	}
	k := p.items[p.at]
	if k.Kept.ID != p.id {
		p.id, p.known, p.revealed, p.busy = k.Kept.ID, false, false, false
	}
	p.paint()
	p.see(p.work)
	s := p.room.deps.Service
	p.room.async(func() {
		d, err := s.KeptDetail(context.Background(), k.Kept)
		if err != nil {
			p.room.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if p.id == k.Kept.ID {
				p.detail, p.known = d, true
				p.paint()
				p.resume()
			}
		})
	})
}

func (p *settlePage) see(o fyne.CanvasObject) {
	p.content.Objects = []fyne.CanvasObject{o}
	p.content.Refresh()
}

// paint writes the value in sight.
func (p *settlePage) paint() {
	k := p.items[p.at]
	p.head.Set(k.Title + " · " + words.FieldName(k.Kept.Field))
	about := lang.X("kind."+k.Kept.Kind, k.Kept.Kind)
	if p.known && p.detail.Row != "" {
		about += " " + p.detail.Row
	}
	p.about.Set(about)
	p.place.Set(lang.X("sync.place", "", map[string]any{"N": p.at + 1, "All": len(p.items)}))
	able(p.previous, p.at > 0)
	able(p.next, p.at+1 < len(p.items))
	p.card.Hidden = k.Kept.CustomerID == "" || p.room.deps.Navigate == nil
	now := k.Kept.Winner
	if p.known {
		now = p.detail.Now
	}
	l, r, hidden := sides(k.Kept, now, k.Kept.Value, p.revealed)
	p.left.value.SetSpans(l...)
	p.right.value.SetSpans(r...)
	p.left.by.Set(p.nowBy())
	p.right.by.Set(byLine(k.Author, p.known && p.detail.Own, k.Kept.At))
	take := "sync.kept.take"
	if p.known && p.detail.Own {
		take = "sync.settle.mine"
	}
	p.right.button.SetText(lang.X(take, ""))
	p.eye.Hidden = !maskable[k.Kept.Field]
	if p.revealed {
		p.eye.SetText(lang.X("cards.mask", ""))
		p.eye.SetIcon(theme.Named("eye-off"))
	} else {
		p.eye.SetText(lang.X("cards.reveal", ""))
		p.eye.SetIcon(theme.Named("eye"))
	}
	switch {
	case hidden:
		p.hint.Set(widgets.Info, lang.X("sync.settle.masked", ""))
	case p.known && now == k.Kept.Value:
		p.hint.Set(widgets.Success, lang.X("sync.settle.same", ""))
	case p.known && now != k.Kept.Winner:
		p.hint.Set(widgets.Info, lang.X("sync.settle.moved", ""))
	default:
		p.hint.Set(widgets.Neutral, "")
	}
	ready := p.known && !p.busy
	able(p.left.button, ready)
	able(p.right.button, ready)
	able(p.join, ready)
	p.join.Hidden = !p.known || !p.detail.Text
	p.page.Refresh()
	p.work.Refresh()
}

// maskable are the fields of which something is masked.
var maskable = map[string]bool{"phones": true, "phone": true, "insured_phone": true, "id_no": true, "insured_id_no": true}

func (p *settlePage) nowBy() string {
	if !p.known || p.detail.NowAt == 0 {
		return lang.X("sync.settle.by.unknown", "")
	}
	return byLine(p.detail.NowAuthor, p.detail.NowOwn, p.detail.NowAt)
}

func byLine(name string, own bool, at app.Instant) string {
	switch {
	case own:
		name = lang.X("cards.kept.me", "")
	case name == "":
		name = lang.X("cards.kept.other", "")
	}
	return lang.X("sync.settle.by", "", map[string]any{"Name": name, "At": words.Stamp(at)})
}

func able(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (p *settlePage) step(by int) {
	if at := p.at + by; at >= 0 && at < len(p.items) {
		p.at = at
		p.show()
	}
}

func (p *settlePage) openCard() {
	if p.at < len(p.items) && p.room.deps.Navigate != nil {
		p.room.deps.Navigate("cards", p.items[p.at].Kept.CustomerID)
	}
}

func (p *settlePage) reveal() {
	if p.revealed {
		p.mask()
		return
	}
	id := p.id
	p.room.reveal("kept/"+id, func() {
		if p.id == id {
			p.revealed = true
			p.paint()
		}
	})
}

func (p *settlePage) mask() {
	if p.revealed {
		p.revealed = false
		p.paint()
	}
}
