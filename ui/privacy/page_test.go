package privacy_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/privacy"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var ctx = context.Background()

var planner = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}

// bench is the dialogs on a real store.
type bench struct {
	t        testing.TB
	use      *service.Service
	customer app.Customer
	deps     privacy.Deps
	printed  string
	exported string
	said     string
	undo     func()
	keep     *drafttest.Keeper
}

func open(t testing.TB, mode theme.Mode, language string) *bench {
	t.Helper()
	s, clock := apptest.NewStoreClock(t)
	s.SetAuthor(planner.ID, apptest.Device)
	c := apptest.Customer(1, "王芳")
	c.IDNo, c.IDType, c.ConsentOn, c.Employer = "11010519491231002X", app.IDCard, "2025-03-01", "第二实验小学"
	p := apptest.Policy(1, c, "2026-06-01")
	for _, page := range []struct {
		stream string
		rows   []any
	}{{app.StreamPeople, []any{planner}}, {app.SeatStream(planner.ID), []any{c, p, apptest.Case(p)}}} {
		if _, err := s.Apply(ctx, apptest.Page(page.stream, 1, page.rows...)); err != nil {
			t.Fatal(err)
		}
	}
	b := &bench{t: t, customer: c, use: service.New(service.Config{Store: s, Clock: clock.Now, Person: planner, Centre: "瑞禾人寿银保理财中心"})}
	theme.Apply(test.NewTempApp(t), mode)
	if err := locale.Use(language); err != nil {
		t.Fatal(err)
	}
	widgets.EnableTags()
	w := test.NewTempWindow(t, widgets.NewStage(nil))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1366, 738))
	b.keep = drafttest.New(t, b.use, clock.Now)
	b.deps = privacy.Deps{
		Window: w, Clock: clock.Now, Service: b.use, Drafts: b.keep.Keeper,
		Print: func(id string) { b.printed = id }, Export: func(_, format string) { b.exported = format },
		Fail: func(err error) { t.Error(err) }, Toast: func(text, _ string, undo func()) { b.said, b.undo = text, undo },
		Async: func(f func()) { f() },
	}
	return b
}

func (b *bench) press(id string) {
	b.t.Helper()
	o, ok := widgets.Find(id).(fyne.Tappable)
	if !ok {
		b.t.Fatalf("nothing to press is called %s", id)
	}
	o.Tapped(&fyne.PointEvent{})
}

func (b *bench) write(id, text string) {
	b.t.Helper()
	e, ok := widgets.Find(id).(*widgets.Entry)
	if !ok {
		b.t.Fatalf("no field is called %s", id)
	}
	e.SetText(text)
}

// reads returns every text of a part of the window.
func (b *bench) reads(id string) string {
	var out []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if v, ok := o.(interface{ Value() string }); ok {
			out = append(out, v.Value())
			return
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(widgets.Find(id))
	return strings.Join(out, " ")
}

func (b *bench) picture(name string) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, b.deps.Window.Canvas().Capture()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) noted() []app.AccessView {
	all, err := b.use.Accesses(ctx, app.AccessQuery{})
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

func TestWhatIsHeldIsMaskedUntilRevealed(t *testing.T) {
	b := open(t, theme.Light, locale.Simplified)
	privacy.Show(b.deps, b.customer.ID, nil)
	b.picture("privacy-held")
	said := b.reads("privacy.items")
	for _, want := range []string{"王芳", "第二实验小学", "110***********002X", "138****0001"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not told: %s", want, said)
		}
	}
	if len(b.noted()) != 0 {
		t.Error("looking at what is masked is noted")
	}
	b.press("privacy.reveal")
	if said := b.reads("privacy.items"); !strings.Contains(said, b.customer.IDNo) || !strings.Contains(said, "13812340001") {
		t.Errorf("still masked: %s", said)
	}
	if n := b.noted(); len(n) != 1 || n[0].What != app.AccessAll || n[0].CustomerID != b.customer.ID {
		t.Errorf("noted: %+v", n)
	}
	b.press("privacy.pages.looked")
	b.picture("privacy-looked")
	b.press("privacy.print")
	b.press("privacy.export.xlsx")
	if b.printed != b.customer.ID || b.exported != privacy.FormatBook {
		t.Errorf("printed %q, exported %q", b.printed, b.exported)
	}
}

func TestRequestsAreTakenDownAndAnswered(t *testing.T) {
	b := open(t, theme.Light, locale.Simplified)
	privacy.Show(b.deps, b.customer.ID, nil)
	b.press("privacy.pages.asked")
	b.picture("privacy-asked-none")
	b.press("privacy.take")
	b.picture("privacy-take")
	b.press("privacy.form.submit")
	if all, _ := b.use.DataRequests(ctx, ""); len(all) != 0 {
		t.Fatal("taken down without saying who asked")
	}
	b.write("privacy.form.identity", "来电核对证件号码")
	b.press("privacy.form.submit")
	all, _ := b.use.DataRequests(ctx, "")
	if len(all) != 1 || all[0].State != app.RequestOpen || all[0].Kind != app.RequestAccess {
		t.Fatalf("%+v", all)
	}
	widgets.Find("privacy.asked").(*widgets.Table[app.DataRequestView]).Select(0)
	b.press("privacy.answer")
	b.picture("privacy-answer")
	b.write("privacy.form.identity", "来电核对证件号码")
	b.write("privacy.form.answer", "已邮寄纸质副本")
	b.press("privacy.form.submit")
	all, _ = b.use.DataRequests(ctx, "")
	if len(all) != 1 || all[0].State != app.RequestDone || all[0].Answer != "已邮寄纸质副本" {
		t.Fatalf("%+v", all)
	}
	b.picture("privacy-asked")
}

func TestACorrectionOnRequest(t *testing.T) {
	b := open(t, theme.Light, locale.Simplified)
	privacy.Show(b.deps, b.customer.ID, nil)
	b.press("privacy.pages.asked")
	b.press("privacy.correct")
	b.picture("privacy-correct")
	widgets.Find("privacy.form.fact").(*widgets.Select).Set("employer")
	b.write("privacy.form.value", "第三中学")
	b.write("privacy.form.identity", "本人到场")
	b.write("privacy.form.answer", "工作单位已变更")
	b.press("privacy.form.submit")
	card, err := b.use.Card(ctx, b.customer.ID)
	if err != nil || card.Customer.Employer != "第三中学" || !strings.Contains(b.said, "工作单位") {
		t.Errorf("%q, said %q, %v", card.Customer.Employer, b.said, err)
	}
}

func TestConsentTakenBackCanBeUndone(t *testing.T) {
	b := open(t, theme.Light, locale.Simplified)
	privacy.Show(b.deps, b.customer.ID, nil)
	b.press("privacy.pages.asked")
	b.press("privacy.restrict")
	b.picture("privacy-restrict")
	b.write("privacy.form.identity", "本人到场")
	b.write("privacy.form.answer", "已停止联系")
	b.press("privacy.form.submit")
	card, _ := b.use.Card(ctx, b.customer.ID)
	if !card.Customer.DoNotContact || card.Customer.ConsentOn != "" {
		t.Fatalf("%+v", card.Customer)
	}
	b.undo()
	if card, _ = b.use.Card(ctx, b.customer.ID); card.Customer.DoNotContact || card.Customer.ConsentOn != "2025-03-01" {
		t.Errorf("not undone: %+v", card.Customer)
	}
}

// What was typed of a request is there again after a crash.
func TestAHalfWrittenRequestIsKept(t *testing.T) {
	b := open(t, theme.Light, locale.Simplified)
	privacy.Show(b.deps, b.customer.ID, nil)
	b.press("privacy.pages.asked")
	b.press("privacy.restrict")
	test.Type(widgets.Find("privacy.form.answer").(*widgets.Entry), "客户要求不再来电")
	d := b.keep.Keeps("privacy.restrict/"+b.customer.ID, "answer", "客户要求不再来电")
	if d.Form != "privacy.restrict" || d.About != b.customer.ID {
		t.Fatalf("%+v", d)
	}
	for o := b.deps.Window.Canvas().Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	privacy.Show(b.deps, b.customer.ID, &d)
	if got := widgets.Find("privacy.form.answer").(*widgets.Entry).Text; got != "客户要求不再来电" {
		t.Errorf("kept %q", got)
	}
}

func TestStaffListTellsOfEverybody(t *testing.T) {
	b := open(t, theme.Dark, locale.English)
	for _, a := range []app.Access{
		{CustomerID: b.customer.ID, What: app.AccessCard, How: app.AccessReveal},
		{What: app.AccessList, How: app.AccessExport, Count: 40},
		{CustomerID: "gone", What: app.AccessForm, How: app.AccessPrint, Note: "客户服务卡"},
	} {
		if err := b.use.NoteAccess(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	privacy.ShowStaff(b.deps)
	b.picture("privacy-staff-dark-en")
	table := widgets.Find("privacy.staff").(*widgets.Table[app.AccessView])
	if table.Len() != 3 {
		t.Fatalf("%d rows", table.Len())
	}
	b.press("privacy.staff.how.export")
	if table.Len() != 1 || table.Row(0).Count != 40 {
		t.Errorf("%d exports", table.Len())
	}
}

// rest gives work off the UI goroutine a moment.
func (b *bench) rest() { time.Sleep(5 * time.Millisecond) }
