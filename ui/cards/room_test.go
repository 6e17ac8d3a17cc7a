package cards_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/cards"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var ctx = context.Background()

var planner = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}

// bench is the room in a window, on a real store.
type bench struct {
	*cards.Room
	t      testing.TB
	store  *store.Store
	use    *service.Service
	window fyne.Window
	went   []string // rooms navigated to
	print  []string
	toast  string
	viewed string // name of the attachment looked at last
	undo   func()
	failed error
	clock  *apptest.Clock
	stage  *widgets.Stage
	keep   *drafttest.Keeper
	after  func() // called once a commit has returned; may be nil
}

// watched is the real service, with the bench looking after each use case that hands something in.
type watched struct {
	*service.Service
	b *bench
}

func (w watched) done(err error) error {
	if w.b.after != nil && err == nil {
		w.b.after()
	}
	return err
}

func (w watched) NewCustomer(ctx context.Context, c app.Customer) (string, error) {
	id, err := w.Service.NewCustomer(ctx, c)
	return id, w.done(err)
}

func (w watched) SaveCustomer(ctx context.Context, before, after app.Customer) error {
	return w.done(w.Service.SaveCustomer(ctx, before, after))
}

func (w watched) Verify(ctx context.Context, v app.Verification) error {
	return w.done(w.Service.Verify(ctx, v))
}

func (w watched) AddRecord(ctx context.Context, r app.ServiceRecord) (string, error) {
	id, err := w.Service.AddRecord(ctx, r)
	return id, w.done(err)
}

func (w watched) Plan(ctx context.Context, a app.Appointment) (string, error) {
	id, err := w.Service.Plan(ctx, a)
	return id, w.done(err)
}

// open shows the room on a store that holds records as the centre would have sent them.
func open(t testing.TB, records ...any) *bench {
	t.Helper()
	s, clock := apptest.NewStoreClock(t)
	b := &bench{t: t, store: s, clock: clock}
	b.apply(app.StreamPeople, planner)
	b.apply(app.SeatStream(apptest.Planner), records...)
	b.use = service.New(service.Config{Store: s, Clock: clock.Now, Person: planner, Centre: "瑞禾人寿银保理财中心"})
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	widgets.EnableTags()
	b.stage = widgets.NewStage(nil)
	b.window = test.NewTempWindow(t, b.stage)
	b.enter()
	return b
}

// enter builds the room anew on the same store, as unlocking after a crash does.
func (b *bench) enter() {
	b.keep = drafttest.New(b.t, b.use, b.clock.Now)
	b.Room = cards.New(cards.Deps{
		Window: b.window, Clock: b.clock.Now, Service: watched{b.use, b}, Drafts: b.keep.Keeper,
		Navigate: func(room string, arg any) { b.went = append(b.went, fmt.Sprint(room, " ", arg)) },
		Print: func(_ context.Context, form, customer, policy string) error {
			b.print = append(b.print, form+" "+customer+" "+policy)
			return nil
		},
		Fail:  func(err error) { b.failed = err },
		Toast: func(text, _ string, undo func()) { b.toast, b.undo = text, undo },
		View:  func(list []app.AttachmentView, at int, _ func()) { b.viewed = list[at].Name },
	})
	b.Inline()
	b.stage.SetContent(b.Content())
	b.window.Resize(fyne.NewSize(1366-theme.RailWidth, 738))
	b.Show(nil)
}

func (b *bench) apply(stream string, records ...any) {
	b.t.Helper()
	if _, err := b.store.Apply(ctx, apptest.Page(stream, 1, records...)); err != nil {
		b.t.Fatal(err)
	}
}

// press taps what a tag names.
func (b *bench) press(id string) {
	b.t.Helper()
	tap, ok := widgets.Find(id).(fyne.Tappable)
	if !ok {
		b.t.Fatalf("nothing to press is called %s", id)
	}
	tap.Tapped(&fyne.PointEvent{})
}

// write replaces the text of a field.
func (b *bench) write(id, text string) {
	b.t.Helper()
	switch e := widgets.Find(id).(type) {
	case *widgets.Entry:
		e.SetText(text)
	case *widgets.DateEntry:
		e.SetText(text)
	case *widgets.TimeEntry:
		e.SetText(text)
	default:
		b.t.Fatalf("no field is called %s", id)
	}
}

// edit opens a fact of a grid, types into it and presses Enter.
func (b *bench) edit(fact, text string) {
	b.t.Helper()
	b.press(fact)
	switch e := b.window.Canvas().Focused().(type) {
	case nil:
		b.t.Fatalf("%s opens no field", fact)
	case *widgets.Entry:
		e.SetText(text)
		e.OnEnter()
	case *widgets.DateEntry:
		e.SetText(text)
		e.OnEnter()
	default:
		b.t.Fatalf("%s opens %T", fact, e)
	}
}

// text returns all that is written under an object.
func text(id string) string {
	var out []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		switch o := o.(type) {
		case interface{ Value() string }:
			out = append(out, o.Value())
		case *widgets.Button:
			out = append(out, o.Text())
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		}
	}
	walk(widgets.Find(id))
	return strings.Join(out, "|")
}

func (b *bench) customer(id string) app.Customer {
	b.t.Helper()
	c, err := store.Get[app.Customer](ctx, b.store, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

func (b *bench) card(id string) app.CardView {
	b.t.Helper()
	v, err := b.use.Card(ctx, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// name returns whose card is in sight.
func name() string { return text("cards.name") }

func facts() *widgets.Facts { return widgets.Find("cards.facts").(*widgets.Facts) }

func list() *widgets.List { return widgets.Find("cards.list").(*widgets.List) }

func TestSearchFindsByInitialsAndTails(t *testing.T) {
	a, b, c := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国"), apptest.Customer(3, "尉迟恭")
	p := apptest.Policy(77, c, "2026-04-01")
	r := open(t, a, b, c, p)
	for typed, want := range map[string]string{"oyn": "欧阳娜", "wangjianguo": "王建国", "建国": "王建国", "12340002": "王建国", "00000077": "尉迟恭"} {
		r.write("cards.search", typed)
		if n := list().Len(); n != 1 {
			t.Errorf("%s finds %d customers", typed, n)
			continue
		}
		widgets.Find("cards.search").(*widgets.Entry).OnEnter()
		if name() != want {
			t.Errorf("Enter after %s opens the card of %s, want %s", typed, name(), want)
		}
	}
	r.write("cards.search", "zzz")
	if list().Len() != 0 {
		t.Error("a name nobody has finds somebody")
	}
	r.write("cards.search", "")
	if list().Len() != 3 || text("cards.count") != "3" {
		t.Errorf("without search there are %d customers, %s counted", list().Len(), text("cards.count"))
	}
}

// Nobody may act on a person the list does not show: the card follows the search, and the keyboard stays in it.
func TestCardFollowsTheSearch(t *testing.T) {
	r := open(t, apptest.Customer(1, "王芳"), apptest.Customer(2, "李强"))
	r.Find()
	for _, step := range []struct{ typed, card string }{{"wangfang", "王芳"}, {"liqiang", "李强"}, {"", "李强"}} {
		r.write("cards.search", step.typed)
		if row, ok := list().Selected(); !ok || row.Title != step.card || name() != step.card {
			t.Errorf("after %q the row of %s is selected beside the card of %s", step.typed, row.Title, name())
		}
	}
	r.write("cards.search", "zzz")
	if r.Sees() || !strings.Contains(text("cards.not_found"), "没有找到“zzz”") {
		t.Error("with nobody found a card stays in sight")
	}
	r.Rune('v')
	if r.window.Canvas().Overlays().Top() != nil {
		t.Error("a visit can be planned with a customer who is not in sight")
	}
	r.write("cards.search", "")
	if row, _ := list().Selected(); row.Title != "李强" || !r.Sees() {
		t.Errorf("after the search was cleared the row of %s is selected", row.Title)
	}
	if r.window.Canvas().Focused() != widgets.Find("cards.search").(fyne.Focusable) {
		t.Error("the keyboard has left the search field")
	}
}

// A search that is cleared keeps the open card, wherever it stands in the list.
func TestClearedSearchKeepsTheCard(t *testing.T) {
	var all []any
	for i := range 200 {
		all = append(all, apptest.Customer(i, fmt.Sprintf("客户%03d", i)))
	}
	r := open(t, all...)
	r.write("cards.search", "12340150")
	r.write("cards.search", "")
	if row, _ := list().Selected(); name() != "客户150" || row.ID == "" || list().Len() != 200 {
		t.Errorf("the card of %s, the row %+v of %d", name(), row, list().Len())
	}
}

func TestListReadsPagesAsTheyAreSeen(t *testing.T) {
	var all []any
	for i := range 300 {
		all = append(all, apptest.Customer(i, fmt.Sprintf("客户%03d", i)))
	}
	got := open(t, all...).Titles()
	for i, title := range got {
		if title != fmt.Sprintf("客户%03d", i) {
			t.Fatalf("row %d shows %s", i, title)
		}
	}
	if len(got) != 300 {
		t.Fatalf("%d rows", len(got))
	}
}

func TestOpenedFromElsewhere(t *testing.T) {
	var all []any
	for i := range 600 {
		all = append(all, apptest.Customer(i, fmt.Sprintf("客户%03d", i)))
	}
	r := open(t, all...)
	r.write("cards.search", "客户001")
	r.Show(apptest.Customer(588, "").ID)
	row, _ := list().Selected()
	if name() != "客户588" || row.Title != "客户588" {
		t.Errorf("the card of %s, the row of %s", name(), row.Title)
	}
	if list().Len() != 600 {
		t.Errorf("a search that hides the customer stays: %d rows", list().Len())
	}
	before := list().Len()
	r.Refresh()
	if row, _ := list().Selected(); row.Title != "客户588" || list().Len() != before {
		t.Error("a refresh loses the selection")
	}
}

func TestRefreshKeepsWhatIsTyped(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.press("cards.facts.employer")
	e := r.window.Canvas().Focused().(*widgets.Entry)
	e.SetText("市第六中")
	r.Refresh()
	if r.window.Canvas().Focused() != e || e.Text != "市第六中" {
		t.Fatal("a refresh closes the field being edited")
	}
	e.OnEnter()
	if got := r.customer(c.ID).Employer; got != "市第六中" {
		t.Errorf("stored %q", got)
	}
}

// A field left open with a date that cannot be read must not save to the card that is opened next.
func TestFieldLeftOpenStaysWithItsCard(t *testing.T) {
	a, c := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	r := open(t, a, c)
	r.Show(a.ID)
	r.edit("cards.facts.birth_date", "2026-02-30")
	left := r.window.Canvas().Focused().(*widgets.DateEntry)
	r.Show(c.ID)
	left.SetText("1990-01-01")
	left.OnEnter()
	if got := r.customer(c.ID).BirthDate; got != c.BirthDate {
		t.Errorf("the birth date of another customer is now %s", got)
	}
	if got := r.customer(a.ID).BirthDate; got != "1990-01-01" {
		t.Errorf("the birth date typed on the first card is %s", got)
	}
}

// A lock hides the room and then closes the store: what is being typed must be on disk by then.
func TestFieldIsSavedWhenTheRoomIsLeft(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.press("cards.facts.employer")
	r.window.Canvas().Focused().(*widgets.Entry).SetText("市第六中学")
	r.Hide()
	if got := r.customer(c.ID).Employer; got != "市第六中学" {
		t.Errorf("stored %q", got)
	}
}

func TestMaskedUntilRevealed(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	c.IDNo, c.IDType = "11010519491231002X", app.IDCard
	r := open(t, c)
	if s := text("cards.phone.0"); !strings.Contains(s, "138****0001") {
		t.Errorf("the phone shows as %s", s)
	}
	if v := facts().Value("id_no"); v != "110***********002X" {
		t.Errorf("the identity number shows as %s", v)
	}
	r.press("cards.reveal")
	if s, v := text("cards.phone.0"), facts().Value("id_no"); !strings.Contains(s, "13812340001") || v != c.IDNo {
		t.Errorf("revealed they show as %s and %s", s, v)
	}
	r.Hide()
	if v := facts().Value("id_no"); v == c.IDNo {
		t.Error("what was revealed is not masked when the room is left")
	}
}

func soon(days int) app.Date { return app.DateOf(apptest.Now).AddDays(days) }
