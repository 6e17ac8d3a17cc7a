package syncview

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// laptopPage lists the enrolled laptops and takes lost or old ones out of use.
type laptopPage struct {
	room       *Room
	table      *widgets.Table[app.Laptop]
	banner     *widgets.Banner
	note       *widgets.Paragraph
	drain      *widgets.Button
	wipe, anew *widgets.Button
	loading    bool
	content    fyne.CanvasObject
}

func newLaptopPage(r *Room) *laptopPage {
	p := &laptopPage{room: r}
	p.table = widgets.Tag("sync.laptops", widgets.NewTable(laptopColumns(r.deps.Clock), func(l app.Laptop) string { return l.ID },
		widgets.EmptyState(theme.Named("shield"), lang.X("laptop.none", ""), "", nil)))
	p.table.OnSelect = func(app.Laptop) { p.paint() }
	p.banner = widgets.Tag("sync.laptops.problem", widgets.NewBanner(widgets.Neutral, ""))
	p.drain = widgets.Tag("sync.laptops.drain", widgets.Secondary(lang.X("laptop.drain", ""), theme.IconUpload, func() { p.ask(app.LaptopDraining) }).Compact())
	p.wipe = widgets.Tag("sync.laptops.wipe", widgets.DangerButton(lang.X("laptop.wipe", ""), theme.Named("shield"), func() { p.ask(app.LaptopWiping) }).Compact())
	p.anew = widgets.Tag("sync.laptops.reload", widgets.Quiet(lang.X("common.refresh", ""), theme.IconSync, p.load).Compact())
	p.note = widgets.NewParagraph(lang.X("laptop.note", "")).Small()
	panel := widgets.PanelFlush(lang.X("laptop.title", ""), []fyne.CanvasObject{p.anew, p.drain, p.wipe}, p.table)
	p.content = widgets.Fill(widgets.Pad(0, 0, 8, 0, widgets.VStack(8, p.banner, p.note)), panel, nil)
	p.paint()
	return p
}

func laptopColumns(clock app.Clock) []widgets.Column[app.Laptop] {
	return []widgets.Column[app.Laptop]{
		{
			ID: "name", Label: lang.X("laptop.name", ""), Width: 190, Weight: 1, Compare: func(a, b app.Laptop) int { return cmp.Compare(a.Name, b.Name) },
			Render: func(l app.Laptop) widgets.Cell {
				name := l.Name
				if l.CopyOf != "" {
					name += lang.X("laptop.copy_of", "", map[string]any{"Name": l.CopyOf})
				}
				if l.This {
					return widgets.Cell{Text: name + lang.X("laptop.this", ""), Bold: true}
				}
				return widgets.Cell{Text: name}
			},
		},
		{
			ID: "person", Label: lang.X("laptop.person", ""), Width: 150, Compare: func(a, b app.Laptop) int { return cmp.Compare(a.StaffNo, b.StaffNo) },
			Render: func(l app.Laptop) widgets.Cell { return widgets.Cell{Text: l.PersonName + " " + l.StaffNo} },
		},
		{
			ID: "seen", Label: lang.X("laptop.seen", ""), Width: 220, Compare: func(a, b app.Laptop) int { return cmp.Compare(a.Seen, b.Seen) },
			Render: func(l app.Laptop) widgets.Cell { return widgets.Cell{Text: laptopSeen(l, clock.Now())} },
		},
		{
			ID: "unsent", Label: lang.X("laptop.unsent", ""), Width: 190, Compare: func(a, b app.Laptop) int { return cmp.Compare(a.Unsent, b.Unsent) },
			Render: laptopUnsent,
		},
		{
			ID: "state", Label: lang.X("laptop.state", ""), Width: 190, Compare: func(a, b app.Laptop) int { return cmp.Compare(a.State, b.State) },
			Render: func(l app.Laptop) widgets.Cell {
				return widgets.Cell{Text: lang.X("laptop.state."+string(l.State), string(l.State)), Tone: laptopTone[l.State], Badge: true}
			},
		},
	}
}

var laptopTone = map[app.LaptopState]widgets.Tone{
	app.LaptopActive: widgets.Success, app.LaptopDraining: widgets.Warning, app.LaptopWiping: widgets.Danger, app.LaptopWiped: widgets.Neutral,
}

func laptopSeen(l app.Laptop, now app.Instant) string {
	if l.Seen == 0 {
		return lang.X("laptop.never", "")
	}
	return words.Stamp(l.Seen) + " · " + words.Ago(l.Seen, now)
}

func laptopUnsent(l app.Laptop) widgets.Cell {
	if l.Unsent == 0 {
		return widgets.Cell{Text: lang.X("laptop.all_sent", ""), Tone: widgets.Muted}
	}
	return widgets.Cell{Tone: widgets.Warning, Text: lang.X("laptop.unsent.since", "", map[string]any{
		"N": l.Unsent, "For": words.For(0, app.Instant(l.Waited)),
	})}
}

// load asks the centre.
func (p *laptopPage) load() {
	if p.loading {
		return
	}
	p.loading = true
	p.anew.Disable()
	p.room.async(func() {
		list, err := p.room.deps.Sync.Laptops(context.Background())
		slices.SortStableFunc(list, func(a, b app.Laptop) int {
			if a.This != b.This {
				return map[bool]int{true: -1, false: 1}[a.This]
			}
			return cmp.Compare(b.Seen, a.Seen)
		})
		fyne.Do(func() {
			p.loading = false
			p.anew.Enable()
			switch {
			case err == nil:
				p.banner.Set(widgets.Neutral, "")
				p.table.SetRows(list)
			case app.Code(err) == app.ErrOffline:
				p.banner.Set(widgets.Warning, lang.X("laptop.offline", ""))
			default:
				p.banner.Set(widgets.Danger, widgets.ErrorText(err))
			}
			p.paint()
			p.content.Refresh()
		})
	})
}

// paint lets be done what can be done with the laptop chosen.
func (p *laptopPage) paint() {
	l, ok := p.table.Selected()
	able(p.drain, ok && l.State == app.LaptopActive)
	able(p.wipe, ok && (l.State == app.LaptopActive || l.State == app.LaptopDraining))
}

// ask takes the laptop chosen out of use, after saying what that means.
func (p *laptopPage) ask(to app.LaptopState) {
	l, ok := p.table.Selected()
	if !ok {
		return
	}
	key := "laptop.drain"
	if to == app.LaptopWiping {
		key = "laptop.wipe"
	}
	values := map[string]any{"Name": l.Name, "Person": l.PersonName, "N": l.Unsent}
	text := lang.X(key+".text", "", values)
	if l.This {
		text = lang.X("laptop.this.warning", "") + "\n" + text
	}
	if to == app.LaptopWiping && l.Unsent > 0 {
		text += "\n" + lang.X("laptop.wipe.unsent", "", values)
	}
	widgets.ShowForm(p.room.deps.Window.Canvas(), widgets.Form{
		ID: "sync.laptops.sure", Title: lang.X(key+".title", "", values), Intro: text, Submit: lang.X(key, ""), Danger: true, Width: 520,
		Working: lang.X("common.working", ""), OnSubmit: func() error { return nil },
		Work: func() error { return p.room.deps.Sync.Revoke(context.Background(), l.ID, to) },
		OnDone: func() {
			p.room.deps.Toast(lang.X(key+".done", "", values), "", nil)
			p.load()
		},
	})
}
