package book

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

type prospectService interface {
	Prospects(ctx context.Context) ([]app.ProspectRow, error)
	SetProspectStage(ctx context.Context, customerID, stage string) (was string, err error)
	WinProspect(ctx context.Context, customerID string) (back func(context.Context) error, err error)
	Lookalikes(ctx context.Context, name, phone string) ([]app.CardRow, error)
	NewCustomer(ctx context.Context, c app.Customer) (string, error)
}

// prospectSide is the width of the column beside the list of prospects.
const prospectSide = 322

// prospectPage is the list of prospects (准客户的积累, 002 §四.2).
type prospectPage struct {
	room   *Room
	round  int
	finds  int
	rows   []app.ProspectRow
	found  map[string]bool
	clear  map[string]bool
	want   string // prospect to select once the list has come
	filter *widgets.Segmented
	source *widgets.Select
	search *widgets.Entry
	saved  *views.Bar
	heads  *fyne.Container // laid out anew when texts in it change
	table  *widgets.Table[app.ProspectRow]
	side   *fyne.Container
	month  *fyne.Container
	right  *fyne.Container
	whole  fyne.CanvasObject
}

func newProspectPage(r *Room) *prospectPage {
	p := &prospectPage{room: r, clear: map[string]bool{}, side: widgets.Stack(), month: widgets.Stack()}
	p.search = widgets.Tag("book.prospects.search", widgets.NewSearch(lang.X("book.prospects.search", ""), func(string) { p.look() }))
	p.search.OnEnter = func() { r.focus(p.table) }
	p.filter = widgets.Tag("book.prospects.filter", widgets.NewSegmented(stageOptions(nil), filterOpen, func(string) { p.narrow() }))
	p.source = widgets.Tag("book.prospects.source", widgets.NewSelect(sourceOptions(lang.X("book.prospects.any_source", "")), func(string) { p.narrow() }))
	p.source.Set(filterAll)
	add := widgets.Tag("book.prospects.new", widgets.Primary(lang.X("book.prospects.new", ""), theme.IconAdd, p.add).Key("N"))
	empty := widgets.EmptyState(theme.IconUser, lang.X("book.prospects.none", ""), lang.X("book.prospects.none.hint", ""), nil)
	p.table = widgets.Tag("book.prospects.list", widgets.NewTable(prospectColumns(func(id string) bool { return p.clear[id] }, func() app.Date { return r.deps.Clock.Today() }),
		func(w app.ProspectRow) string { return w.ID }, empty))
	p.table.OnSelect = func(app.ProspectRow) { p.showSide() }
	p.table.OnOpen = func(w app.ProspectRow) { r.toCard(w.ID) }
	p.saved = r.newViews("book.prospects", views.State{Filter: filterOpen, Rest: map[string]string{"source": filterAll}}, p.state, p.apply)
	p.table.OnSort = p.saved.Changed
	p.heads = widgets.HStack(8, widgets.FixedWidth(200, p.search), p.filter, widgets.Grow(p.saved.Content), widgets.FixedWidth(130, p.source), add)
	p.right = widgets.VStack(theme.PanelGap, p.side, p.month)
	body := widgets.Sides(nil, widgets.Surface(widgets.Pad(1, 1, 4, 1, p.table)), widgets.Pad(0, 0, 0, theme.PanelGap, widgets.FixedWidth(prospectSide, widgets.Scroll(p.right))))
	p.whole = widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, p.heads), body, nil)
	return p
}

func (p *prospectPage) content() fyne.CanvasObject { return p.whole }

func (p *prospectPage) show() {
	p.saved.Load()
	p.room.focus(p.table)
}

func (p *prospectPage) find()  { p.room.focus(p.search) }
func (p *prospectPage) leave() { p.clear = map[string]bool{} }

func (p *prospectPage) refresh() {
	p.round++
	round, r := p.round, p.room
	r.async(func() {
		rows, err := r.deps.Service.Prospects(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == p.round {
				p.rows = rows
				p.look()
			}
		})
	})
}

// look finds whom the text in the search field is about, and shows them.
func (p *prospectPage) look() {
	p.finds++
	finds, text, r := p.finds, p.search.Value(), p.room
	if text == "" {
		p.found = nil
		p.narrow()
		return
	}
	ids := make([]string, len(p.rows))
	for i, w := range p.rows {
		ids[i] = w.ID
	}
	r.async(func() {
		found, err := r.deps.Service.CardsFound(context.Background(), text, ids)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if finds == p.finds {
				p.found = found
				p.narrow()
			}
		})
	})
}

func (p *prospectPage) narrow() {
	before := fromSource(p.rows, p.source.Value(), p.found)
	for _, o := range stageOptions(before) {
		p.filter.SetLabel(o.ID, o.Label)
	}
	p.table.SetRows(atStage(before, p.filter.Value()))
	if p.want != "" {
		for i := range p.table.Len() {
			if p.table.Row(i).ID == p.want {
				p.want = ""
				p.table.Select(i)
				break
			}
		}
	}
	if _, chosen := p.table.Selected(); !chosen && p.table.Len() > 0 {
		p.table.Select(0)
	}
	p.saved.Changed()
	p.heads.Refresh()
	p.month.Objects = []fyne.CanvasObject{widgets.Panel(lang.X("book.prospects.month", ""), nil, monthFigures(app.ProspectFiguresOf(p.rows, p.room.deps.Clock.Today().Month())))}
	p.showSide()
}

func (p *prospectPage) chosen() (app.ProspectRow, bool) { return p.table.Selected() }

// showSide shows the chosen prospect with what can be done.
func (p *prospectPage) showSide() {
	w, ok := p.chosen()
	var o fyne.CanvasObject = widgets.Panel("", nil, widgets.MutedText(lang.X("book.choose", "")))
	if ok {
		o = p.sideOf(w)
	}
	p.side.Objects = []fyne.CanvasObject{o}
	p.right.Refresh()
	p.right.Refresh() // paragraphs know their height once they have their width
}

func (p *prospectPage) sideOf(w app.ProspectRow) fyne.CanvasObject {
	var stages []fyne.CanvasObject
	for i, stage := range app.ProspectStages {
		label := lang.X("prospect.stage."+stage, "")
		b := widgets.Secondary(label, nil, func() { p.move(stage) }).Key(strconv.Itoa(i + 1)).Compact()
		if stage == w.Stage {
			b.SetIcon(theme.IconCheck)
		}
		if w.Won || stage == w.Stage {
			b.Disable()
		}
		stages = append(stages, widgets.Tag("book.prospects.stage."+stage, b))
	}
	title := widgets.HStack(8, widgets.Heading(w.Name).Clipped(), stageBadge(w), widgets.Spring())
	win := widgets.Tag("book.prospects.win", widgets.Secondary(lang.X("book.prospects.win", ""), theme.IconDone, p.win).Key("W"))
	if w.Won {
		win.Disable()
	}
	actions := widgets.Grid(2, 8, 8,
		widgets.Tag("book.prospects.card", widgets.Secondary(lang.X("book.card", ""), theme.IconCards, p.openCard).Key("Enter")),
		widgets.Tag("book.prospects.call", widgets.Secondary(lang.X("book.call", ""), theme.IconPhone, p.call).Key("C")),
		widgets.Tag("book.prospects.message", widgets.Secondary(lang.X("book.message", ""), theme.IconMail, p.message).Key("M")),
		win)
	lines := []fyne.CanvasObject{title, prospectFacts(w, p.clear[w.ID], p.room.deps.Clock.Today())}
	if w.Phone != "" && !p.clear[w.ID] {
		lines = append(lines, widgets.HStack(0, widgets.Tag("book.prospects.reveal", widgets.Quiet(lang.X("book.reveal", ""), theme.Named("eye"), p.reveal).Key("V").Compact()), widgets.Spring()))
	}
	lines = append(lines, widgets.Section(lang.X("book.prospects.move", "")), widgets.Grid(2, 6, 6, stages...), widgets.Section(lang.X("book.prospects.do", "")), actions)
	return widgets.Panel("", nil, widgets.VStack(8, lines...))
}

// move puts the chosen prospect to a stage.
func (p *prospectPage) move(stage string) {
	w, ok := p.chosen()
	if !ok || w.Won || stage == w.Stage {
		return
	}
	r := p.room
	p.want = w.ID
	was := ""
	r.do(func(ctx context.Context) (err error) {
		was, err = r.deps.Service.SetProspectStage(ctx, w.ID, stage)
		return err
	}, func() {
		r.deps.Toast(lang.X("book.prospects.moved", "", map[string]any{"Name": w.Name, "Stage": lang.X("prospect.stage."+stage, "")}), lang.X("common.undo", ""), func() {
			p.want = w.ID
			r.do(func(ctx context.Context) error {
				_, err := r.deps.Service.SetProspectStage(ctx, w.ID, was)
				return err
			}, nil)
		})
	})
}

// win turns the chosen prospect into a customer.
func (p *prospectPage) win() {
	w, ok := p.chosen()
	if !ok || w.Won {
		return
	}
	r := p.room
	var back func(context.Context) error
	r.do(func(ctx context.Context) (err error) {
		back, err = r.deps.Service.WinProspect(ctx, w.ID)
		return err
	}, func() {
		r.deps.Toast(lang.X("book.prospects.won", "", map[string]any{"Name": w.Name}), lang.X("common.undo", ""), func() {
			p.want = w.ID
			r.do(back, nil)
		})
	})
}

func (p *prospectPage) openCard() {
	if w, ok := p.chosen(); ok {
		p.room.toCard(w.ID)
	}
}

func (p *prospectPage) call() {
	if w, ok := p.chosen(); ok {
		p.room.toCall(w.ID, "", "")
	}
}

func (p *prospectPage) message() {
	if w, ok := p.chosen(); ok {
		p.room.message(want{CustomerID: w.ID})
	}
}

func (p *prospectPage) reveal() {
	if w, ok := p.chosen(); ok && w.Phone != "" && !p.clear[w.ID] {
		p.room.reveal([]string{w.ID}, func() {
			p.clear[w.ID] = true
			p.table.Refresh()
			p.showSide()
		})
	}
}

func (p *prospectPage) rune(r rune) bool {
	switch {
	case r >= '1' && int(r-'1') < len(app.ProspectStages):
		p.move(app.ProspectStages[r-'1'])
	case r == 'n' || r == 'N':
		p.add()
	case r == 'c' || r == 'C':
		p.call()
	case r == 'm' || r == 'M':
		p.message()
	case r == 'w' || r == 'W':
		p.win()
	case r == 'v' || r == 'V':
		p.reveal()
	default:
		return false
	}
	return true
}

func (p *prospectPage) key(k *fyne.KeyEvent) bool { return p.room.walk(p.table, k, p.openCard) }

func (p *prospectPage) commands() []widgets.Command {
	r := p.room
	some := r.onPage(pageProspects, func() string {
		if _, ok := p.chosen(); !ok {
			return nobody(0)
		}
		return ""
	})
	page := lang.X("book.page.prospects", "")
	out := []widgets.Command{
		{ID: "book.prospect_new", Label: lang.X("book.prospects.new", ""), Key: "N", Run: func() {
			r.deps.Navigate("book", pageProspects)
			p.add()
		}},
		{ID: "book.prospect_call", Label: lang.X("book.call", ""), Detail: page, Key: "C", Run: p.call, Off: some},
		{ID: "book.prospect_message", Label: lang.X("book.message", ""), Detail: page, Key: "M", Run: p.message, Off: some},
		{ID: "book.prospect_win", Label: lang.X("book.prospects.win", ""), Detail: page, Key: "W", Run: p.win, Off: some},
		{ID: "book.prospect_reveal", Label: lang.X("book.reveal", ""), Detail: page, Key: "V", Run: p.reveal, Off: some},
	}
	for i, stage := range app.ProspectStages {
		out = append(out, widgets.Command{
			ID: "book.prospect_to_" + stage, Label: lang.X("book.prospects.move_to", "", map[string]any{"Stage": lang.X("prospect.stage."+stage, "")}),
			Detail: page, Key: strconv.Itoa(i + 1), Run: func() { p.move(stage) }, Off: some,
		})
	}
	return append(out, p.saved.Commands()...)
}
