// Package calls is the Calls room: the queue of customers to call by premium due date; beside it whom one may call, the
// script for the occasion with answers to objections one key away, and the outcome of the call by one key.
package calls

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the room asks and tells.
type Service interface {
	CallQueue(ctx context.Context, filter string) ([]app.CallItem, error)
	CallPage(ctx context.Context, filter string, n int) (lines []app.CallItem, total int, err error)
	CallCounts(ctx context.Context) (map[string]int, error)
	CallSheet(ctx context.Context, customerID, policyID, stage string) (app.CallSheet, error)
	RecordCall(ctx context.Context, r app.CallResult) (recordID string, err error)
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
	CardsFound(ctx context.Context, text string, customerIDs []string) (map[string]bool, error)
	Visits(ctx context.Context, day app.Date) ([]app.VisitItem, error)
	messages.Service
	views.Keeper
	Reveal(ctx context.Context, what string) error
	Calendar() app.Calendar
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Drafts   *drafts.Keeper
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
}

// target is an occasion to call: a customer, the policy it is about and what it is for. Policy and stage may be empty;
// the service then chooses.
type target struct{ customerID, policyID, stage string }

// Room is the Calls room.
type Room struct {
	deps   Deps
	async  func(func())   // runs loading off the UI goroutine
	loads  int            // of the queue; an older one is dropped
	finds  int            // of narrowing it
	reads  int            // of a sheet
	items  []app.CallItem // the queue of the filter
	queue  queue          // what the list shows of it
	target target
	want   string     // customer to go to once the queue has come anew
	after  bool       // a call was just recorded: where nobody follows, nobody is shown
	taking *app.Draft // form to open again once the sheet has come

	redial string // number to call next, once the sheet has come

	title     *widgets.Text
	filter    *widgets.Segmented
	narrowing *widgets.Select
	order     *widgets.Select
	search    *widgets.Entry
	views     *views.Bar
	list      *widgets.List
	pane      *pane
	split     *widgets.SplitView
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(f func()) { go f() }, title: widgets.MutedText("")}
	r.list = widgets.Tag("calls.list", widgets.NewList(widgets.EmptyState(theme.IconDone, lang.X("calls.nobody", ""), lang.X("calls.nobody.hint", ""), nil)))
	r.list.OnSelect = func(row widgets.Row) {
		if t := r.queue.targets[row.ID]; t != r.target {
			r.open(t)
		}
	}
	r.list.OnOpen = func(widgets.Row) { r.pane.dialFirst() }
	r.filter = widgets.Tag("calls.filter", widgets.NewSegmented(filterOptions(nil), filterAll, func(string) { r.loadQueue() }))
	r.narrowing = widgets.Tag("calls.narrowing", widgets.NewSelect(optionsOf("calls.narrow.", narrowings), func(string) { r.rearrange() }))
	r.narrowing.Set(narrowNone)
	r.order = widgets.Tag("calls.order", widgets.NewSelect(optionsOf("calls.order.", orders), func(string) { r.rearrange() }))
	r.order.Set(orderRule)
	r.search = widgets.Tag("calls.search", widgets.NewSearch(lang.X("calls.search", ""), r.find))
	r.search.OnEnter = func() {
		d.Window.Canvas().Focus(r.list)
		if _, chosen := r.list.Selected(); !chosen {
			r.list.SelectFirst()
		}
	}
	r.views = r.newViews()
	r.pane = newPane(r)
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("calls.title", ""), []fyne.CanvasObject{r.title}), r.search, r.filter, widgets.Grid(2, 8, 0, r.narrowing, r.order), r.views.Content))
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), theme.ListWidth, r.pane.content)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the customer, policy and stage to call about, or a draft to go on
// with.
func (r *Room) Show(arg any) {
	r.views.Load()
	if d, ok := arg.(app.Draft); ok {
		if d.Form == messages.DraftForm {
			r.open(target{customerID: d.About})
			r.loadQueue()
			messages.Resume(r.messages(), d)
		} else {
			r.resume(d)
		}
		return // its form has the keyboard
	}
	if a, ok := arg.([]string); ok && len(a) > 0 && a[0] != "" {
		a = append(a, "", "")
		r.search.Set("")
		r.filter.Set(filterAll)
		r.narrowing.Set(narrowNone)
		r.open(target{a[0], a[1], a[2]})
		r.loadQueue()
	} else {
		r.Refresh()
	}
	r.deps.Window.Canvas().Focus(r.list)
}

// Find puts the cursor into the search field.
func (r *Room) Find() { r.deps.Window.Canvas().Focus(r.search) }

// Refresh loads the queue and the open sheet anew; the selection and what is being said stay.
func (r *Room) Refresh() {
	r.loadQueue()
	if r.target.customerID != "" {
		r.loadSheet()
	}
}

// Rune takes the one-key outcomes.
func (r *Room) Rune(key rune) bool { return r.pane.rune(key) || r.letter(key) }

// Key takes the keys of the objections; Escape closes an answer.
func (r *Room) Key(k *fyne.KeyEvent) bool { return r.pane.key(k) }

// pageLines is how many lines of a long queue are shown before all of it was read.
const pageLines = 100

// loadQueue reads the queue of the filter and shows it, its beginning first where it is long; then it counts the others.
func (r *Room) loadQueue() {
	r.loads++
	load, filter, text, now := r.loads, r.filter.Value(), r.search.Value(), r.deps.Clock.Now()
	narrowing, order := r.narrowing.Value(), r.order.Value()
	r.async(func() {
		ctx := context.Background()
		items, total, err := r.deps.Service.CallPage(ctx, serviceFilter(filter), pageLines)
		if err == nil && total > len(items) {
			if narrowing == narrowNone && order == orderRule && text == "" {
				first := queue{targets: map[string]target{}}
				first.add(items, now)
				fyne.Do(func() { r.begin(load, items, first) })
			}
			items, err = r.deps.Service.CallQueue(ctx, serviceFilter(filter))
		}
		if err != nil {
			r.deps.Fail(err)
			return
		}
		q, err := narrow(ctx, r.deps.Service, arrange(items, narrowing, order), text, now)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if load != r.loads {
				return
			}
			r.items = items
			r.finds++
			if now := r.search.Value(); now != text || narrowing != r.narrowing.Value() || order != r.order.Value() {
				r.find(now)
				return
			}
			r.fill(q)
		})
		counts, err := r.deps.Service.CallCounts(ctx)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if load == r.loads {
				r.showCounts(counts)
			}
		})
	})
}

// begin shows the beginning of a long queue, unless what is to be selected or is in sight may stand further down.
func (r *Room) begin(load int, items []app.CallItem, q queue) {
	in := func(id string) bool { return id == "" || q.targets[id].customerID != "" }
	if load != r.loads || r.search.Value() != "" || r.narrowing.Value() != narrowNone || r.order.Value() != orderRule ||
		!in(r.want) || r.want == "" && !in(r.target.customerID) {
		return
	}
	r.items = items
	r.finds++
	r.fill(q)
}

// find narrows the list to a search as it is typed.
func (r *Room) find(text string) {
	r.finds++
	find, now := r.finds, r.deps.Clock.Now()
	items := arrange(r.items, r.narrowing.Value(), r.order.Value())
	r.async(func() {
		q, err := narrow(context.Background(), r.deps.Service, items, strings.TrimSpace(text), now)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if find == r.finds {
				r.fill(q)
			}
		})
	})
}

// rearrange shows the queue narrowed or ordered otherwise.
func (r *Room) rearrange() {
	if r.list != nil && r.pane != nil {
		r.find(r.search.Value())
	}
}

func (r *Room) showCounts(counts map[string]int) {
	r.title.Set(lang.X("calls.count", "", map[string]any{"N": counts[serviceFilter(filterAll)]}))
	for _, o := range filterOptions(counts) {
		r.filter.SetLabel(o.ID, o.Label)
	}
}

// fill shows the list; the open customer stays, or gives way to the next after a call was recorded.
func (r *Room) fill(q queue) {
	r.queue = q
	r.views.Changed()
	r.list.SetRows(q.rows)
	want, after := r.want, r.after
	r.want, r.after = "", false
	switch {
	case want != "" && r.list.SelectID(want):
	case after:
		r.target = target{}
		r.list.SelectFirst()
	case r.target.customerID == "":
		r.list.SelectFirst()
	case q.targets[r.target.customerID].customerID == "":
		r.list.Unselect()
	default:
		if row, ok := r.list.Selected(); !ok || row.ID != r.target.customerID {
			r.mark(r.target.customerID)
		}
	}
	if r.target.customerID == "" {
		r.pane.clear()
	}
}

// mark selects the row of the open customer without opening what the row itself stands for.
func (r *Room) mark(customerID string) {
	open := r.list.OnSelect
	r.list.OnSelect = nil
	r.list.SelectID(customerID)
	r.list.OnSelect = open
}

// open shows the sheet of an occasion.
func (r *Room) open(t target) {
	r.target = t
	r.pane.begin()
	r.loadSheet()
}

func (r *Room) loadSheet() {
	r.reads++
	read, t := r.reads, r.target
	r.async(func() {
		sheet, err := r.deps.Service.CallSheet(context.Background(), t.customerID, t.policyID, t.stage)
		if err != nil {
			fyne.Do(func() { r.lost(err) })
			return
		}
		fyne.Do(func() {
			if read == r.reads && t == r.target {
				sheet.Item.Why = r.whyOf(t.customerID)
				r.pane.fill(sheet)
				r.takeUp()
				r.callOther()
			}
		})
	})
}

// whyOf is why the queue lists a customer.
func (r *Room) whyOf(customerID string) []app.CallReason {
	for _, i := range r.items {
		if i.CustomerID == customerID {
			return i.Why
		}
	}
	return nil
}

// callOther dials the number that was left to try.
func (r *Room) callOther() {
	number := r.redial
	r.redial = ""
	if number == "" {
		return
	}
	for _, c := range r.pane.sheet.Callees {
		for _, n := range c.Phones {
			if n.Number == number {
				r.pane.dial(c, n)
			}
		}
	}
}

// lost tells that there is no sheet. What was typed about somebody who has gone can still be read.
func (r *Room) lost(err error) {
	if d := r.taking; d != nil && app.Code(err) == app.ErrNotFound {
		r.taking = nil
		r.deps.Drafts.ShowStale(r.deps.Window.Canvas(), *d)
		return
	}
	r.deps.Fail(err)
}

// recorded goes on to the next customer of the queue and offers to take the record back.
func (r *Room) recorded(id string, t target, text string) {
	r.want, r.after = r.queue.next(t.customerID), true
	r.deps.Toast(text, lang.X("common.undo", ""), func() {
		r.async(func() {
			if err := r.deps.Service.WithdrawRecord(context.Background(), id, lang.X("calls.undone", "")); err != nil {
				r.deps.Fail(err)
				return
			}
			fyne.Do(func() {
				r.open(t)
				r.loadQueue()
			})
		})
	})
}
