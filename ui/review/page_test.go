package review_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/review"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	ctx                = context.Background()
	_   review.Service = (*service.Service)(nil)
	me                 = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}
)

// desk is a window a page can cover, on a real store.
type desk struct {
	t       *testing.T
	service *service.Service
	window  fyne.Window
	stage   *widgets.Stage
	keep    *drafttest.Keeper
	deps    review.Deps
	page    fyne.CanvasObject
	printed string
	failed  []error
}

func newDesk(t *testing.T, mode theme.Mode, language string, width, height float32, rows ...any) *desk {
	t.Helper()
	d := &desk{t: t}
	theme.Apply(test.NewTempApp(t), mode)
	if err := locale.Use(language); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = locale.Use(locale.Simplified) })
	widgets.EnableTags()
	store, clock := apptest.NewStoreClock(t)
	if _, err := store.Apply(ctx, apptest.Page(app.SeatStream(apptest.Planner), 1, rows...)); err != nil {
		t.Fatal(err)
	}
	d.service = service.New(service.Config{Store: store, Clock: clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心"})
	d.stage = widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, d.stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(width, height))
	d.keep = drafttest.New(t, d.service, clock.Now)
	d.deps = review.Deps{
		Window: d.window, Clock: clock.Now, Service: d.service, Drafts: d.keep.Keeper, Async: func(f func()) { f() },
		Fail:  func(err error) { d.failed = append(d.failed, err) },
		Print: func(form, customerID, _ string) { d.printed = form + " " + customerID },
		Cover: func(page fyne.CanvasObject, private bool) {
			if !private {
				t.Error("a page a customer looks at is not private")
			}
			d.page = page
			d.stage.SetContent(page)
		},
		Uncover: func() {
			d.stage.SetContent(nil)
			d.page.(interface{ Gone() }).Gone()
		},
	}
	return d
}

func (d *desk) tap(id string) {
	d.t.Helper()
	x, y, w, h, ok := widgets.Locate(id, d.window.Canvas())
	if !ok {
		d.t.Fatalf("%s cannot be seen", id)
	}
	test.TapCanvas(d.window.Canvas(), fyne.NewPos(float32(x)+float32(w)/2, float32(y)+float32(h)/2))
}

func (d *desk) sees(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, d.window.Canvas())
	return ok
}

func family() (app.Customer, []any) {
	c, wife := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦怡")
	c.Family = []app.Relative{{Name: "秦怡", Relation: "配偶", CustomerID: wife.ID}, {Name: "单小虎", Relation: "子女", BirthDate: "2015-03-01"}}
	life, child, hers := apptest.Policy(1, c, "2026-12-01"), apptest.Policy(2, c, "2026-11-01"), apptest.Policy(3, wife, "2026-12-05")
	life.Product, life.InsuredName, life.InsuredAmount, life.TermYears, life.PayYears = "瑞丰守护定期寿险", c.Name, app.Yuan(300000), 20, 20
	child.Product, child.InsuredName, child.InsuredBirth, child.Relation, child.MaturesOn, child.PayYears = "瑞丰启程少儿教育年金保险", "单小虎", "2015-03-01", "子女", "2036-11-01", 10
	hers.Product, hers.InsuredName, hers.InsuredAmount, hers.PayYears = "瑞丰安康终身重大疾病保险", wife.Name, app.Yuan(100000), 20
	return c, []any{c, wife, life, child, hers}
}

func TestAFamilyReviewedWithTheCustomer(t *testing.T) {
	c, rows := family()
	d := newDesk(t, theme.Light, locale.Simplified, 1366, 1100, rows...)
	left := false
	review.Ask(d.deps, review.Want{CustomerID: c.ID, Done: func() { left = true }})
	if got := widgets.Find("review.title").(*widgets.Text).Value(); got != "单雄信家庭保单整理" {
		t.Fatalf("the page is called %q", got)
	}

	d.tap("review.outside.add")
	widgets.Find("review.outside.product").(*widgets.Entry).SetText("百万医疗险")
	if got := widgets.Find("review.outside.cover").(*widgets.Select).Value(); got != app.CoverMedical {
		t.Errorf("the product is taken for %q", got)
	}
	widgets.Find("review.outside.insured").(*widgets.Select).Set("单小虎")
	widgets.Find("review.outside.premium").(*widgets.Entry).SetText("三百")
	d.tap("review.outside.form.submit")
	if !d.sees("review.outside.form.submit") {
		t.Fatal("an amount nobody can read is taken")
	}
	widgets.Find("review.outside.premium").(*widgets.Entry).SetText("300")
	d.tap("review.outside.form.submit")
	v, err := d.service.FamilyReview(ctx, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Members[2].Policies; len(got) != 2 || got[0].OutsideID == "" || got[0].Premium != app.Yuan(300) {
		t.Fatalf("the child has %+v", got)
	}
	d.tap("review.outside.0.end")
	if v, _ = d.service.FamilyReview(ctx, c.ID); len(v.Members[2].Ended) != 1 {
		t.Error("a policy that has ended still covers")
	}
	d.tap("review.outside.0.end") // it is there after all

	d.tap("review.print")
	if d.printed != review.PrintForm+" "+c.ID {
		t.Errorf("printed %q", d.printed)
	}
	widgets.Find("review.advice").(*widgets.Entry).SetText("先补意外")
	widgets.Find("review.wish").(*widgets.Entry).SetText("同意")
	d.tap("review.save")
	if v, _ = d.service.FamilyReview(ctx, c.ID); v.Last == nil || v.Last.Advice != "先补意外" || len(v.Last.Gaps) != 3 {
		t.Fatalf("kept is %+v", v.Last)
	}
	if left || len(d.failed) > 0 {
		t.Errorf("left %v, failed %v", left, d.failed)
	}
	d.deps.Uncover()
	if left {
		t.Error("a lock counts as handing the laptop back")
	}
}

// What was typed and not written down is there again, after a crash too.
func TestAdviceBegunIsKept(t *testing.T) {
	c, rows := family()
	d := newDesk(t, theme.Light, locale.Simplified, 1366, 1100, rows...)
	review.Ask(d.deps, review.Want{CustomerID: c.ID})
	widgets.Find("review.advice").(*widgets.Entry).SetText("先补意外")
	d.deps.Uncover()
	draft := d.keep.Keeps("review/"+c.ID+"/", "advice", "先补意外")
	if !review.Resumes(draft) {
		t.Fatalf("nobody takes up %+v", draft)
	}
	review.Resume(d.deps, draft, nil)
	if got := widgets.Find("review.advice").(*widgets.Entry).Value(); got != "先补意外" {
		t.Errorf("the advice reads %q", got)
	}
}

// TestLook leaves pictures of the page in the folder FANGCE_LOOK names.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, l := range []struct {
		name, language string
		mode           theme.Mode
		w, h           float32
	}{
		{"review", locale.Simplified, theme.Light, 1366, 768}, {"review-dark", locale.Traditional, theme.Dark, 1920, 1080}, {"review-en", locale.English, theme.Light, 1366, 1200},
	} {
		c, rows := family()
		d := newDesk(t, l.mode, l.language, l.w, l.h, rows...)
		review.Ask(d.deps, review.Want{CustomerID: c.ID})
		f, err := os.Create(filepath.Join(dir, l.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
