package syncview

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// end settles the value in sight: what stands stays, or the lost value is taken after all. The next one follows.
func (p *settlePage) end(takeLost bool) {
	if !p.known || p.busy {
		return
	}
	p.busy = true
	p.paint()
	id, s := p.id, p.room.deps.Service
	p.room.async(func() {
		err := s.SettleKept(context.Background(), id, takeLost)
		p.settled(err)
	})
}

func (p *settlePage) settled(err error) {
	if err != nil {
		p.room.deps.Fail(err)
	} else {
		p.room.deps.Toast(lang.X("sync.settle.done", ""), "", nil)
	}
	fyne.Do(func() {
		p.busy = false
		p.room.Refresh()
	})
}

// edit makes one text of both.
func (p *settlePage) edit() {
	if !p.known || p.busy || !p.detail.Text || p.at >= len(p.items) {
		return
	}
	k := p.items[p.at]
	stands, lost := text(p.detail.Now), text(k.Kept.Value)
	entry := widgets.Tag("sync.settle.text", widgets.NewMultiEntry("", 8))
	entry.Set(joined(stands, lost))
	spec := drafts.Spec{
		Key: "sync.kept/" + k.Kept.ID, Room: "sync", About: k.Kept.ID, Title: k.Title + " · " + words.FieldName(k.Kept.Field), Form: "sync.kept", Args: []string{""},
	}
	use := func(label, value string) *widgets.Button {
		return widgets.Quiet(label, nil, func() { entry.Set(value) }).Compact()
	}
	l, r := compare(stands, lost)
	seen := widgets.Columns(10, []float32{1, 1}, boxed(lang.X("sync.settle.stands", ""), l), boxed(lang.X("sync.settle.lost", ""), r))
	below := widgets.HStack(4, widgets.Caption(lang.X("sync.settle.begin", "")), use(lang.X("sync.settle.both", ""), joined(stands, lost)),
		use(lang.X("sync.settle.stands", ""), stands), use(lang.X("sync.settle.lost", ""), lost), widgets.Spring())
	p.room.deps.Drafts.Ask(p.room.deps.Window.Canvas(), spec, []drafts.Field{drafts.Text("text", words.FieldName(k.Kept.Field), entry)}, widgets.Form{
		ID: "sync.settle.form", Title: lang.X("sync.settle.title", "", map[string]any{"Field": words.FieldName(k.Kept.Field), "Name": k.Title}), Width: widgets.DialogWide,
		Submit: lang.X("common.save", ""), First: entry, Body: widgets.VStack(8, seen, entry, below),
	}, func(ctx context.Context) error {
		if err := p.room.deps.Service.SettleKeptText(ctx, k.Kept.ID, entry.Value()); err != nil {
			return err
		}
		p.settled(nil)
		return nil
	})
}

func boxed(title string, spans []widgets.Span) fyne.CanvasObject {
	return widgets.VStack(2, widgets.Caption(title), widgets.NewSpans(spans...))
}

func text(value string) string {
	var s string
	_ = json.Unmarshal([]byte(value), &s) // what is no text shows as none
	return s
}

// resume opens the form of a draft that was asked for, once its value is here; one that has been settled can only be read.
func (p *settlePage) resume() {
	d := p.room.taking
	if d == nil {
		return
	}
	p.room.taking = nil
	if p.id == d.About && p.detail.Text {
		p.edit()
		return
	}
	p.room.deps.Drafts.ShowStale(p.room.deps.Window.Canvas(), *d)
}

// key implements the keys of the page.
func (p *settlePage) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyLeft, fyne.KeyPageUp:
		p.step(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		p.step(1)
	default:
		return false
	}
	return len(p.items) > 0
}

// rune implements the one-key actions of the page.
func (p *settlePage) rune(key rune) bool {
	if len(p.items) == 0 {
		return false
	}
	switch key {
	case '1':
		p.end(false)
	case '2':
		p.end(true)
	case 'e', 'E':
		p.edit()
	case 'n', 'N':
		p.step(1)
	case 'p', 'P':
		p.step(-1)
	default:
		return false
	}
	return true
}
