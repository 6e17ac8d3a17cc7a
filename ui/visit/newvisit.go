package visit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// newVisit is the dialog that agrees a new appointment with a customer found by name, pinyin or phone.
type newVisit struct {
	room    *Room
	meeting *meeting
	search  *widgets.Entry
	found   *widgets.List
	dialog  *widgets.Dialog
	round   int    // of searching; an older one is dropped
	offered string // the address last put in as the place
	draft   *drafts.Form
	want    string // customer to choose once they are found again
}

// askNew opens the dialog.
func (r *Room) askNew() {
	n := &newVisit{room: r, meeting: r.newMeeting(app.Appointment{}, "")}
	n.found = widgets.Tag("visit.form.found", widgets.NewList(widgets.EmptyState(nil, lang.X("visit.form.nobody", ""), "", nil)))
	n.found.OnSelect = n.chosen
	n.found.OnOpen = func(widgets.Row) { n.goOn() }
	n.search = widgets.Tag("visit.form.search", widgets.NewSearch(lang.X("visit.form.search", ""), n.look))
	n.search.OnEnter = n.goOn
	n.search.OnEscape = n.back
	n.search.OnKey = n.key
	r.forms.agreed = n
	kept := append([]drafts.Field{
		drafts.Quiet(drafts.Field{ID: "customer", Get: n.who, Set: func(id string) { n.want = id }}),
		drafts.Quiet(drafts.Field{ID: "search", Label: lang.X("visit.form.customer", ""), Get: func() string { return n.search.Text }, Set: n.search.SetText, Shown: n.named}),
	}, n.meeting.kept()...)
	spec := drafts.Spec{Key: "visit.new", Room: "visit", Form: "visit.new", Named: n.named}
	n.dialog, n.draft = r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, kept, widgets.Form{
		ID: "visit.form", Title: lang.X("visit.new", ""), Width: widgets.DialogWide, First: n.search, Submit: lang.X("common.save", ""),
		Fields: append([]widgets.FormField{{
			Label: lang.X("visit.form.customer", ""), Input: widgets.VStack(6, n.search, widgets.FixedHeight(164, widgets.Surface(n.found))), Required: true,
		}}, n.meeting.fields()...),
	}, n.submit)
}

// who is the id of the customer chosen, "" for nobody.
func (n *newVisit) who() string {
	row, _ := n.found.Selected()
	return row.ID
}

// named is the name of the customer chosen.
func (n *newVisit) named() string {
	row, _ := n.found.Selected()
	return row.Title
}

// goOn leaves the search for the date, once somebody is chosen.
func (n *newVisit) goOn() {
	if _, ok := n.found.Selected(); ok {
		n.room.deps.Window.Canvas().Focus(n.meeting.date)
	}
}

// back empties the search first, then leaves the dialog.
func (n *newVisit) back() {
	if n.search.Text != "" {
		n.search.SetText("")
		return
	}
	n.dialog.Cancel()
}

// key moves through what was found without leaving the search.
func (n *newVisit) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp:
		n.found.MoveSelection(-1)
	case fyne.KeyDown:
		n.found.MoveSelection(1)
	default:
		return false
	}
	return true
}

// look searches. Until the answer is there nobody is chosen, so that Save never takes the customer of an older search.
func (n *newVisit) look(text string) {
	n.round++
	round := n.round
	n.found.Unselect()
	n.room.async(func() {
		rows, err := n.room.find(text)
		if err != nil {
			n.room.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == n.round {
				n.found.SetRows(rows)
				if n.want == "" || !n.found.SelectID(n.want) {
					n.found.SelectFirst()
				}
				n.want = ""
			}
		})
	})
}

// chosen offers the customer's address as the place, unless another was typed.
func (n *newVisit) chosen(row widgets.Row) {
	round := n.round
	n.room.async(func() {
		card, err := n.room.deps.Service.Card(context.Background(), row.ID)
		if err != nil {
			n.room.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			now, ok := n.found.Selected()
			if round != n.round || !ok || now.ID != row.ID || n.meeting.place.Value() != n.offered {
				return
			}
			n.offered = home(card.Customer)
			n.meeting.place.Set(n.offered)
			n.draft.Proposed("place")
		})
	})
}

// home is the first address that is not known to be wrong.
func home(c app.Customer) string {
	for _, a := range c.Addresses {
		if !a.Wrong {
			return a.Text
		}
	}
	return ""
}

func (n *newVisit) submit(ctx context.Context) error {
	who, ok := n.found.Selected()
	if !ok {
		return words.Invalid("customer", lang.X("visit.need.customer", ""))
	}
	a, err := n.meeting.read(app.Appointment{CustomerID: who.ID})
	if err != nil {
		return err
	}
	id, err := n.room.deps.Service.Plan(ctx, a)
	if err != nil {
		return err
	}
	n.room.want = id
	n.room.goTo(a.At.Date())
	return nil
}

// mostFound is how many customers the search of a new appointment shows.
const mostFound = 20

func (r *Room) find(text string) ([]widgets.Row, error) {
	if text == "" {
		return nil, nil
	}
	ctx := context.Background()
	ids, err := r.deps.Service.CardIndex(ctx, app.CardQuery{Text: text, Sort: app.SortByName})
	if err != nil {
		return nil, err
	}
	cards, err := r.deps.Service.CardRows(ctx, ids[:min(len(ids), mostFound)])
	if err != nil {
		return nil, err
	}
	rows := make([]widgets.Row, len(cards))
	for i, c := range cards {
		rows[i] = widgets.Row{ID: c.ID, Title: c.Name, Beside: c.CardNo, Sub: app.MaskPhone(c.Phone)}
	}
	return rows, nil
}
