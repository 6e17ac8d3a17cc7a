package cards

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// listPane is the column at the left: search, filter, order, and the customers they leave.
type listPane struct {
	room   *Room
	search *widgets.Entry
	filter *widgets.Select
	sort   *widgets.Select
	count  *widgets.Text
	list   *widgets.List
	views  *views.Bar
	choice *widgets.ChoiceBar
	grade  *widgets.Button // of the choice
	none   *fyne.Container
	pages  pages
	// round counts loads of the index, so that an older one is dropped; counted does the same for the filters' counts.
	round, counted int
	stop           context.CancelFunc // ends the load under way, which a later key has made useless
	chosen         string             // id of the customer to keep selected
	row            int64              // of the customer selected last; 0: none
	pending        int64              // row to select once it is in the list; 0: none
	content        fyne.CanvasObject
}

func newListPane(r *Room) *listPane {
	l := &listPane{room: r, none: widgets.Stack(), count: widgets.Tag("cards.count", widgets.MutedText(""))}
	l.search = widgets.Tag("cards.search", widgets.NewSearch(lang.X("cards.search", ""), func(string) { l.query() }))
	l.search.OnKey = l.searchKey
	l.search.OnEnter = l.toFirst
	l.filter = widgets.Tag("cards.filter", widgets.NewSelect(filterOptions(nil), func(string) { l.query() }))
	l.filter.Set(string(app.CardsAll))
	l.sort = widgets.Tag("cards.sort", widgets.NewSelect(sortOptions(), func(string) { l.query() }))
	l.sort.Set(string(app.SortByName))
	l.list = widgets.Tag("cards.list", widgets.NewList(l.none))
	l.list.OnSelect = l.selected
	l.list.OnKey = l.listKey
	l.pages.load, l.pages.loaded = l.loadPage, l.list.Refresh
	add := widgets.Tag("cards.new", widgets.Primary(lang.X("cards.new", ""), theme.IconAdd, r.newProspect)).Compact()
	l.list.SetMulti(func(i int) string { return rowKey(l.pages.ids[i]) }, l.chosenChanged)
	l.views, l.choice = l.newViews(), l.newChoice()
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("cards.title", ""), []fyne.CanvasObject{l.count}, add),
		l.search,
		widgets.Columns(8, []float32{6, 5}, l.filter, l.sort),
		l.views.Content, l.choice.Content))
	l.content = widgets.Fill(head, l.list, nil)
	return l
}

// searchKey lets the arrow down lead from the search field into the list.
func (l *listPane) searchKey(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyDown {
		return false
	}
	l.toFirst()
	return true
}

// toFirst puts the keyboard into the list, on the first customer unless one is selected.
func (l *listPane) toFirst() {
	if l.list.Len() == 0 {
		return
	}
	l.room.deps.Window.Canvas().Focus(l.list)
	if _, ok := l.list.Selected(); !ok {
		l.list.SelectFirst()
	}
}

// listKey lets the arrow up on the first row lead back to the search field.
func (l *listPane) listKey(k *fyne.KeyEvent) bool {
	row, ok := l.list.Selected()
	if k.Name != fyne.KeyUp || !ok || len(l.pages.ids) == 0 || row.ID != rowKey(l.pages.ids[0]) {
		return false
	}
	l.room.Find()
	return true
}

// selected opens the card of a row.
func (l *listPane) selected(row widgets.Row) {
	l.row = rowid(row)
	if c, ok := l.pages.card(l.row); ok {
		l.chosen = c.ID
		l.room.open(c.ID)
		return
	}
	l.room.run(func(ctx context.Context) error {
		rows, err := l.room.deps.Service.CardRows(ctx, []int64{rowid(row)})
		if err == nil && len(rows) > 0 {
			fyne.Do(func() {
				l.chosen = rows[0].ID
				l.room.open(rows[0].ID)
			})
		}
		return err
	}, nil)
}

func (l *listPane) asked() app.CardQuery {
	return app.CardQuery{Text: l.search.Value(), Filter: app.CardFilter(l.filter.Value()), Sort: app.CardSort(l.sort.Value())}
}

// query loads the list for a changed question, from its beginning.
func (l *listPane) query() {
	l.views.Changed()
	l.reload(true)
}

// refresh loads the list anew; its place stays.
func (l *listPane) refresh() {
	l.reload(false)
	l.countFilters()
}

func (l *listPane) reload(fresh bool) {
	l.round++
	round, q := l.round, l.asked()
	want := []int{0}
	if !fresh {
		want = l.pages.recent(0)
	}
	if l.stop != nil {
		l.stop()
	}
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	s := l.room.deps.Service
	l.room.async(func() {
		defer stop()
		ids, rows, err := l.read(ctx, s, q, want)
		if err != nil {
			if ctx.Err() == nil {
				l.room.deps.Fail(err)
			}
			return
		}
		fyne.Do(func() {
			if round == l.round {
				l.fill(q, ids, rows, want, fresh)
			}
		})
	})
}

// read returns the order of the list and the rows of some of its pages.
func (l *listPane) read(ctx context.Context, s lister, q app.CardQuery, want []int) ([]int64, []app.CardRow, error) {
	ids, err := s.CardIndex(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	var first []int64
	for _, page := range want {
		first = append(first, pageOf(ids, page)...)
	}
	rows, err := s.CardRows(ctx, first)
	return ids, rows, err
}

func (l *listPane) fill(q app.CardQuery, ids []int64, rows []app.CardRow, have []int, fresh bool) {
	selected := -1
	if fresh {
		l.list.SetSource(0, l.pages.row) // back to the beginning
	} else if row, ok := l.list.Selected(); ok {
		selected = slices.Index(ids, rowid(row))
	}
	l.pages.reset(ids, rows, have)
	l.none.Objects = []fyne.CanvasObject{nothing(q)}
	l.none.Refresh()
	l.list.SetSourceAt(len(ids), l.pages.row, selected)
	l.list.Refresh()
	l.count.Set(strconv.Itoa(len(ids)))
	switch {
	case l.pending != 0:
		at := slices.Index(ids, l.pending)
		l.pending = 0
		if at >= 0 {
			l.list.Select(at)
		}
	case fresh:
		l.follow(q)
	case l.room.card.id == "" && len(ids) > 0:
		l.list.SelectFirst()
	}
}

// nothing stands in place of an empty list.
func nothing(q app.CardQuery) fyne.CanvasObject {
	if q.Text == "" && q.Filter == app.CardsAll {
		return widgets.EmptyState(theme.IconCards, lang.X("cards.none", ""), lang.X("cards.none.hint", ""), nil)
	}
	return widgets.EmptyState(theme.IconSearch, lang.X("cards.not_found", ""), lang.X("cards.not_found.hint", ""), nil)
}

// countFilters writes beside each filter how many cards it leaves.
func (l *listPane) countFilters() {
	l.counted++
	counted, s := l.counted, l.room.deps.Service
	l.room.run(func(ctx context.Context) error {
		counts, err := s.CardCounts(ctx)
		if err != nil {
			return err
		}
		fyne.Do(func() {
			if counted == l.counted {
				l.filter.SetChoices(filterOptions(counts))
			}
		})
		return nil
	}, nil)
}

func (l *listPane) loadPage(ids []int64, done func([]app.CardRow)) context.CancelFunc {
	ctx, stop := context.WithCancel(context.Background())
	l.room.async(func() {
		defer stop()
		rows, err := l.room.deps.Service.CardRows(ctx, ids)
		switch {
		case ctx.Err() != nil: // scrolled past meanwhile
		case err != nil:
			l.room.deps.Fail(err)
		default:
			fyne.Do(func() { done(rows) })
		}
	})
	return stop
}
