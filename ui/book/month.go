package book

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

type monthService interface {
	ContactBook(ctx context.Context, month string) ([]app.BookLine, error)
	PlanPremiums(ctx context.Context, lines ...app.BookLine) (added int, back func(context.Context) error, err error)
}

// monthPage is the contact book of a month (客户联系资料册, 002 §三.二).
type monthPage struct {
	room    *Room
	month   string
	round   int // of loading; an older one is dropped
	finds   int // of searching
	lines   []app.BookLine
	found   map[string]bool // customers a search finds; nil: all
	clear   map[string]bool // customers whose phone is shown in full
	title   *widgets.Text
	filter  *widgets.Segmented
	gaps    *widgets.Select
	search  *widgets.Entry
	totals  *widgets.Text
	missing *widgets.Text
	table   *widgets.Table[app.BookLine]
	who     *widgets.Text
	actions []*widgets.Button
	saved   *views.Bar
	heads   *fyne.Container // laid out anew when texts in it change
	whole   fyne.CanvasObject
}

func newMonthPage(r *Room) *monthPage {
	p := &monthPage{room: r, month: r.deps.Clock.Today().Month(), clear: map[string]bool{}}
	p.title, p.totals, p.missing, p.who = widgets.Strong(""), widgets.Strong(""), widgets.MutedText(""), widgets.MutedText("")
	before := widgets.Tag("book.month.before", widgets.IconButton(theme.IconLeft, lang.X("book.month.before", ""), func() { p.turn(-1) }))
	after := widgets.Tag("book.month.after", widgets.IconButton(theme.IconRight, lang.X("book.month.after", ""), func() { p.turn(1) }))
	now := widgets.Tag("book.month.now", widgets.Quiet(lang.X("common.this_month", ""), nil, func() { p.turnTo(r.deps.Clock.Today().Month()) }).Compact())
	p.search = widgets.Tag("book.month.search", widgets.NewSearch(lang.X("book.month.search", ""), func(string) { p.find0() }))
	p.search.OnEnter = func() { r.focus(p.table) }
	p.filter = widgets.Tag("book.month.filter", widgets.NewSegmented(standings(nil), filterAll, func(string) { p.narrow() }))
	p.gaps = widgets.Tag("book.month.gaps", widgets.NewSelect(gapOptions(), func(string) { p.narrow() }))
	p.gaps.Set(filterAll)
	p.table = widgets.Tag("book.month.lines", widgets.NewTable(bookColumns(func(id string) bool { return p.clear[id] }, func() app.Date { return r.deps.Clock.Today() }),
		func(l app.BookLine) string { return l.Policy.ID },
		widgets.EmptyState(theme.IconPolicy, lang.X("book.month.none", ""), lang.X("book.month.none.hint", ""), nil)))
	p.table.SetMulti(func(int) { p.showChosen() })
	p.table.OnSelect = func(app.BookLine) { p.showChosen() }
	p.table.OnOpen = func(l app.BookLine) { r.toCard(l.Policy.CustomerID) }
	p.saved = r.newViews("book.month", views.State{Filter: filterAll, Rest: map[string]string{"gaps": filterAll}}, p.state, p.apply)
	p.table.OnSort = p.saved.Changed
	controls := widgets.HStack(6, before, p.title, after, now, widgets.FixedWidth(8, widgets.Stack()), widgets.FixedWidth(230, p.search), p.filter, widgets.Spring(), widgets.FixedWidth(150, p.gaps))
	paper := widgets.Tag("book.month.print", widgets.Quiet(lang.X("book.month.print", ""), theme.IconPrint, p.print).Compact()).Key("B")
	receipt := widgets.Tag("book.month.receipt", widgets.Quiet(lang.X("book.month.receipt", ""), theme.IconPrint, p.receipt).Compact()).Key("R")
	paper.Hidden, receipt.Hidden = r.deps.Print == nil, r.deps.Print == nil
	sums := widgets.FixedHeight(26, widgets.HStack(16, p.totals, p.missing, widgets.Grow(p.saved.Content), receipt, paper))
	card := p.action("book.month.card", widgets.Secondary(lang.X("book.card", ""), theme.IconCards, p.openCard).Key("Enter"))
	call := p.action("book.month.call", widgets.Secondary(lang.X("book.call", ""), theme.IconPhone, p.call).Key("C"))
	message := p.action("book.month.message", widgets.Secondary(lang.X("book.message", ""), theme.IconMail, p.message).Key("M"))
	reveal := p.action("book.month.reveal", widgets.Secondary(lang.X("book.reveal", ""), theme.Named("eye"), p.reveal).Key("V"))
	plan := p.action("book.month.plan", widgets.Secondary(lang.X("book.month.plan", ""), theme.IconLog, p.plan).Key("P"))
	foot := widgets.Pad(8, 0, 0, 0, widgets.HStack(8, widgets.Grow(p.who.Clipped()), widgets.Caption(lang.X("book.pick.hint", "")), reveal, card, plan, message, call))
	p.heads = widgets.VStack(4, controls, sums)
	p.whole = widgets.Fill(p.heads, widgets.Surface(widgets.Pad(1, 1, 4, 1, p.table)), foot)
	p.showChosen()
	return p
}

func (p *monthPage) action(id string, b *widgets.Button) *widgets.Button {
	p.actions = append(p.actions, b)
	return widgets.Tag(id, b)
}

func (p *monthPage) content() fyne.CanvasObject { return p.whole }

func (p *monthPage) show() {
	p.saved.Load()
	p.room.focus(p.table)
}

func (p *monthPage) find() { p.room.focus(p.search) }

// leave masks the phones again.
func (p *monthPage) leave() {
	p.clear = map[string]bool{}
	p.table.ChooseNone()
}

// turn goes some months on.
func (p *monthPage) turn(by int) { p.turnTo(app.Date(p.month + "-01").AddMonths(by).Month()) }

func (p *monthPage) turnTo(month string) {
	p.month = month
	p.table.Unselect()
	p.table.ChooseNone()
	p.refresh()
}

func (p *monthPage) refresh() {
	p.round++
	round, month := p.round, p.month
	r := p.room
	r.async(func() {
		lines, err := r.deps.Service.ContactBook(context.Background(), month)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == p.round {
				p.fill(lines)
			}
		})
	})
}

func (p *monthPage) fill(lines []app.BookLine) {
	p.lines = lines
	p.title.Set(monthName(p.month))
	if p.search.Value() != "" {
		p.find0()
		return
	}
	p.found = nil
	p.narrow()
}

// find0 looks up whom the text in the search field finds.
func (p *monthPage) find0() {
	p.finds++
	finds, text, lines, r := p.finds, p.search.Value(), p.lines, p.room
	if text == "" {
		p.found = nil
		p.narrow()
		return
	}
	r.async(func() {
		found, err := r.deps.Service.CardsFound(context.Background(), text, holders(lines))
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

// narrow shows the lines that search and filters leave, and their sums.
func (p *monthPage) narrow() {
	before := searched(p.lines, p.search.Value(), p.found)
	for _, o := range standings(before) {
		p.filter.SetLabel(o.ID, o.Label)
	}
	shown := narrowed(before, p.filter.Value(), p.gaps.Value())
	p.table.SetRows(shown)
	p.totals.Set(sums(shown))
	p.missing.Set(gapsOf(shown))
	p.saved.Changed()
	p.heads.Refresh()
	p.showChosen()
}

// chosen are the lines the actions are about.
func (p *monthPage) chosen() []app.BookLine {
	return chosenOf(p.table)
}

func (p *monthPage) one() (app.BookLine, bool) {
	all := p.chosen()
	if len(all) == 0 {
		return app.BookLine{}, false
	}
	return all[0], true
}

func (p *monthPage) showChosen() {
	l, ok := p.one()
	text := lang.X("book.choose", "")
	if ok {
		text = chosenLine(l, len(p.chosen()))
	}
	p.who.Set(text)
	for _, b := range p.actions {
		enable(b, ok)
	}
}

func (p *monthPage) openCard() {
	if l, ok := p.one(); ok {
		p.room.toCard(l.Policy.CustomerID)
	}
}

func (p *monthPage) call() {
	if l, ok := p.one(); ok {
		p.room.toCall(l.Policy.CustomerID, l.Policy.ID, app.StagePayment)
	}
}

func (p *monthPage) message() {
	var wants []want
	for _, l := range p.chosen() {
		wants = append(wants, want{CustomerID: l.Policy.CustomerID, PolicyID: l.Policy.ID, Stage: app.StagePayment})
	}
	p.room.message(wants...)
}

// plan puts the chosen premiums into tomorrow's plan.
func (p *monthPage) plan() {
	all := p.chosen()
	if len(all) == 0 {
		return
	}
	r := p.room
	added := 0
	var back func(context.Context) error
	r.do(func(ctx context.Context) (err error) {
		added, back, err = r.deps.Service.PlanPremiums(ctx, all...)
		return err
	}, func() {
		p.table.ChooseNone()
		if added == 0 {
			r.deps.Toast(lang.X("book.month.planned_before", ""), "", nil)
			return
		}
		r.deps.Toast(lang.X("book.month.planned", "", map[string]any{"N": added}), lang.X("common.undo", ""), func() { r.do(back, nil) })
	})
}

// reveal shows the phones of the chosen lines in full; it is noted.
func (p *monthPage) reveal() {
	var ids []string
	for _, l := range p.chosen() {
		if !p.clear[l.Policy.CustomerID] && l.Phone != "" {
			ids = append(ids, l.Policy.CustomerID)
		}
	}
	p.room.reveal(ids, func() {
		for _, id := range ids {
			p.clear[id] = true
		}
		p.table.Refresh()
	})
}

func (p *monthPage) rune(r rune) bool {
	switch r {
	case 'c', 'C':
		p.call()
	case 'm', 'M':
		p.message()
	case 'v', 'V':
		p.reveal()
	case 'p', 'P':
		p.plan()
	case 'b', 'B':
		p.print()
	case 'r', 'R':
		p.receipt()
	case '[':
		p.turn(-1)
	case ']':
		p.turn(1)
	default:
		return false
	}
	return true
}

func (p *monthPage) key(k *fyne.KeyEvent) bool { return p.room.walk(p.table, k, p.openCard) }

func (p *monthPage) commands() []widgets.Command {
	r := p.room
	some := r.onPage(pageMonth, func() string { return nobody(len(p.chosen())) })
	here := r.onPage(pageMonth, nil)
	return append(p.saved.Commands(), []widgets.Command{
		{ID: "book.month_before", Label: lang.X("book.month.before", ""), Key: "[", Run: func() { p.turn(-1) }, Off: here},
		{ID: "book.month_after", Label: lang.X("book.month.after", ""), Key: "]", Run: func() { p.turn(1) }, Off: here},
		{ID: "book.month_print", Label: lang.X("book.month.print", ""), Detail: lang.X("book.page.month", ""), Key: "B", Run: p.print, Off: here},
		{ID: "book.month_receipt", Label: lang.X("book.month.receipt", ""), Detail: lang.X("book.page.month", ""), Key: "R", Run: p.receipt, Off: here},
		{ID: "book.month_call", Label: lang.X("book.call", ""), Detail: lang.X("book.page.month", ""), Key: "C", Run: p.call, Off: some},
		{ID: "book.month_message", Label: lang.X("book.message", ""), Detail: lang.X("book.page.month", ""), Key: "M", Run: p.message, Off: some},
		{ID: "book.month_plan", Label: lang.X("book.month.plan", ""), Detail: lang.X("book.page.month", ""), Key: "P", Run: p.plan, Off: some},
		{ID: "book.month_reveal", Label: lang.X("book.reveal", ""), Detail: lang.X("book.page.month", ""), Key: "V", Run: p.reveal, Off: some},
	}...)
}
