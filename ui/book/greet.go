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

type greetService interface {
	Occasions(ctx context.Context) ([]app.Occasion, error)
	Greetings(ctx context.Context, o app.Occasion, audience string) ([]app.Greeting, error)
	Greet(ctx context.Context, o app.Occasion, channel string, all ...app.Greeting) ([]string, error)
	WithdrawRecords(ctx context.Context, ids []string, why string) error
}

// greetPage is the birthdays and festivals of the coming weeks, and whom to greet (002 §二.四.1).
type greetPage struct {
	room      *Room
	round     int // of loading the occasions
	reads     int // of loading people
	finds     int // of searching
	occasions []app.Occasion
	at        string // key of the occasion in sight
	people    []app.Greeting
	found     map[string]bool
	clear     map[string]bool
	list      *widgets.List
	title     *widgets.Text
	about     *widgets.Text
	filter    *widgets.Segmented
	audience  *widgets.Select
	search    *widgets.Entry
	saved     *views.Bar
	table     *widgets.Table[app.Greeting]
	who       *widgets.Text
	actions   []*widgets.Button
	heads     *fyne.Container // laid out anew when texts in it change
	whole     fyne.CanvasObject
}

// occasionWidth is the width of the list of occasions.
const occasionWidth = 268

func newGreetPage(r *Room) *greetPage {
	p := &greetPage{room: r, clear: map[string]bool{}, title: widgets.Heading(""), about: widgets.MutedText(""), who: widgets.MutedText("")}
	p.list = widgets.Tag("book.occasions", widgets.NewList(nil))
	p.list.OnSelect = func(row widgets.Row) { p.open(row.ID) }
	p.list.OnOpen = func(widgets.Row) { r.focus(p.table) }
	p.filter = widgets.Tag("book.greet.filter", widgets.NewSegmented(greetOptions(nil), filterLeft, func(string) { p.narrow() }))
	p.audience = widgets.Tag("book.greet.audience", widgets.NewSelect(audienceOptions(), func(string) { p.read() }))
	p.search = widgets.Tag("book.greet.search", widgets.NewSearch(lang.X("book.prospects.search", ""), func(string) { p.look() }))
	p.search.OnEnter = func() { r.focus(p.table) }
	empty := widgets.EmptyState(theme.IconGift, lang.X("book.greet.none", ""), lang.X("book.greet.none.hint", ""), nil)
	p.table = widgets.Tag("book.greet.people", widgets.NewTable(greetColumns(func(id string) bool { return p.clear[id] }, func() app.Date { return r.deps.Clock.Today() }), greetKey, empty))
	p.table.SetMulti(func(int) { p.showChosen() })
	p.saved = r.newViews("book.greet", views.State{Filter: filterLeft}, p.state, p.apply)
	p.table.OnSort = p.saved.Changed
	p.table.OnSelect = func(app.Greeting) { p.showChosen() }
	p.table.OnOpen = func(g app.Greeting) { r.toCard(g.CustomerID) }
	button := func(id string, b *widgets.Button) *widgets.Button {
		p.actions = append(p.actions, b)
		return widgets.Tag(id, b)
	}
	reveal := button("book.greet.reveal", widgets.Secondary(lang.X("book.reveal", ""), theme.Named("eye"), p.reveal).Key("V"))
	card := button("book.greet.card", widgets.Secondary(lang.X("book.card", ""), theme.IconCards, p.openCard).Key("Enter"))
	call := button("book.greet.call", widgets.Secondary(lang.X("book.call", ""), theme.IconPhone, p.call).Key("C"))
	done := button("book.greet.done", widgets.Secondary(lang.X("book.greet.done", ""), theme.IconDone, p.greeted).Key("G"))
	message := button("book.greet.message", widgets.Primary(lang.X("book.greet.message", ""), theme.IconMail, p.message).Key("M"))
	head := widgets.FixedHeight(34, widgets.HStack(10, p.title, widgets.Grow(p.about.Clipped())))
	controls := widgets.HStack(8, widgets.FixedWidth(190, p.search), p.filter, widgets.Grow(p.saved.Content), widgets.FixedWidth(150, p.audience))
	p.heads = widgets.VStack(4, head, controls)
	foot := widgets.Pad(8, 12, 10, 14, widgets.HStack(8, widgets.Grow(p.who.Clipped()), widgets.Caption(lang.X("book.pick.hint", "")), reveal, card, call, done, message))
	right := widgets.Surface(widgets.Fill(widgets.Pad(6, 12, 8, 14, p.heads), widgets.Pad(0, 1, 0, 1, p.table), foot))
	left := widgets.PanelFlush(lang.X("book.occasions", ""), nil, p.list)
	p.whole = widgets.Sides(widgets.Pad(0, theme.PanelGap, 0, 0, widgets.FixedWidth(occasionWidth, left)), right, nil)
	p.showChosen()
	return p
}

func (p *greetPage) content() fyne.CanvasObject { return p.whole }
func (p *greetPage) show() {
	p.saved.Load()
	p.room.focus(p.table)
}
func (p *greetPage) find() { p.room.focus(p.search) }

func (p *greetPage) leave() {
	p.clear = map[string]bool{}
	p.table.ChooseNone()
}

func (p *greetPage) refresh() {
	p.round++
	round, r := p.round, p.room
	r.async(func() {
		all, err := r.deps.Service.Occasions(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == p.round {
				p.fill(all)
			}
		})
	})
}

func (p *greetPage) fill(all []app.Occasion) {
	p.occasions = all
	p.list.SetRows(occasionRows(all, p.room.deps.Clock.Today()))
	if row, ok := p.list.Selected(); ok && row.ID == p.at {
		p.read()
		return
	}
	p.at = ""
	p.list.SelectFirst()
}

func (p *greetPage) occasion() (app.Occasion, bool) {
	for _, o := range p.occasions {
		if occasionKey(o) == p.at {
			return o, true
		}
	}
	return app.Occasion{}, false
}

// open shows whom to greet on an occasion.
func (p *greetPage) open(key string) {
	if key == p.at {
		return
	}
	p.at = key
	o, ok := p.occasion()
	if !ok {
		return
	}
	p.audience.Set(o.Audience)
	p.audience.Hidden = o.Code == app.OccasionBirthday || o.Audience == ""
	p.filter.Set(filterLeft)
	p.table.Unselect()
	p.table.ChooseNone()
	p.read()
}

func (p *greetPage) read() {
	o, ok := p.occasion()
	if !ok {
		return
	}
	p.reads++
	reads, audience, r := p.reads, p.audience.Value(), p.room
	r.async(func() {
		people, err := r.deps.Service.Greetings(context.Background(), o, audience)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if reads == p.reads {
				p.people = people
				p.title.Set(occasionName(o))
				p.about.Set(occasionAbout(o, r.deps.Clock.Today()))
				p.look()
			}
		})
	})
}

// look finds whom the text in the search field is about, and shows them.
func (p *greetPage) look() {
	p.finds++
	finds, text, r := p.finds, p.search.Value(), p.room
	if text == "" {
		p.found = nil
		p.narrow()
		return
	}
	ids := make([]string, len(p.people))
	for i, g := range p.people {
		ids[i] = g.CustomerID
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

func (p *greetPage) narrow() {
	before := searchedPeople(p.people, p.search.Value(), p.found)
	for _, o := range greetOptions(before) {
		p.filter.SetLabel(o.ID, o.Label)
	}
	p.table.SetRows(narrowedPeople(before, p.filter.Value()))
	if _, chosen := p.table.Selected(); !chosen && p.table.Len() > 0 {
		p.table.Select(0)
	}
	p.saved.Changed()
	p.heads.Refresh()
	p.showChosen()
}

func (p *greetPage) chosen() []app.Greeting {
	return chosenOf(p.table)
}

func (p *greetPage) showChosen() {
	all := p.chosen()
	p.who.Set(chosenPeople(all))
	for _, b := range p.actions {
		enable(b, len(all) > 0)
	}
}

func (p *greetPage) openCard() {
	if all := p.chosen(); len(all) > 0 {
		p.room.toCard(all[0].CustomerID)
	}
}

func (p *greetPage) call() {
	if all := p.chosen(); len(all) > 0 {
		p.room.toCall(all[0].CustomerID, "", "")
	}
}

// message offers the texts for those chosen who were not greeted yet, one after the other.
func (p *greetPage) message() {
	o, ok := p.occasion()
	all := p.chosen()
	if !ok || len(all) == 0 {
		return
	}
	var wants []want
	for _, g := range all {
		if g.Greeted == 0 || len(all) == 1 {
			wants = append(wants, wantOf(o, g))
		}
	}
	p.room.message(wants...)
}

// greeted writes down that those chosen were greeted.
func (p *greetPage) greeted() {
	o, ok := p.occasion()
	var all []app.Greeting
	for _, g := range p.chosen() {
		if g.Greeted == 0 {
			all = append(all, g)
		}
	}
	if !ok || len(all) == 0 {
		return
	}
	r := p.room
	var ids []string
	r.do(func(ctx context.Context) (err error) {
		ids, err = r.deps.Service.Greet(ctx, o, app.ChannelGift, all...)
		return err
	}, func() {
		p.table.ChooseNone()
		r.deps.Toast(lang.X("book.greet.noted", "", map[string]any{"Who": chosenPeople(all)}), lang.X("common.undo", ""), func() {
			r.do(func(ctx context.Context) error {
				return r.deps.Service.WithdrawRecords(ctx, ids, lang.X("book.undone", ""))
			}, nil)
		})
	})
}

func (p *greetPage) reveal() {
	var ids []string
	for _, g := range p.chosen() {
		if !p.clear[g.CustomerID] && g.Phone != "" {
			ids = append(ids, g.CustomerID)
		}
	}
	p.room.reveal(ids, func() {
		for _, id := range ids {
			p.clear[id] = true
		}
		p.table.Refresh()
	})
}

func (p *greetPage) rune(r rune) bool {
	switch r {
	case 'c', 'C':
		p.call()
	case 'm', 'M':
		p.message()
	case 'g', 'G':
		p.greeted()
	case 'v', 'V':
		p.reveal()
	default:
		return false
	}
	return true
}

func (p *greetPage) key(k *fyne.KeyEvent) bool { return p.room.walk(p.table, k, p.openCard) }

func (p *greetPage) commands() []widgets.Command {
	some := p.room.onPage(pageGreetings, func() string { return nobody(len(p.chosen())) })
	page := lang.X("book.page.greet", "")
	return append([]widgets.Command{
		{ID: "book.greet_message", Label: lang.X("book.greet.message", ""), Detail: page, Key: "M", Run: p.message, Off: some},
		{ID: "book.greet_done", Label: lang.X("book.greet.done", ""), Detail: page, Key: "G", Run: p.greeted, Off: some},
		{ID: "book.greet_call", Label: lang.X("book.call", ""), Detail: page, Key: "C", Run: p.call, Off: some},
		{ID: "book.greet_reveal", Label: lang.X("book.reveal", ""), Detail: page, Key: "V", Run: p.reveal, Off: some},
	}, p.saved.Commands()...)
}
