package today

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	planner = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}, SupervisorID: apptest.Supervisor}
	leader  = app.Person{ID: apptest.Supervisor, StaffNo: "2001", Name: "周敏", Roles: []string{app.RoleSupervisor}}
)

// stand is the room in a window, on a real service and store.
type stand struct {
	*Room
	t       *testing.T
	service *service.Service
	store   *store.Store
	window  fyne.Window
	room    string // where it led to
	arg     any
	queue   *[]func()
	keep    *drafttest.Keeper
	undo    func() // of the last message
}

func newStand(t *testing.T, me app.Person) *stand {
	t.Helper()
	a := test.NewTempApp(t)
	theme.Apply(a, theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	s, clock := apptest.NewStoreClock(t)
	s.SetAuthor(me.ID, apptest.Device)
	st := &stand{t: t, store: s, service: service.New(service.Config{Store: s, Clock: clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心"})}
	st.apply(app.StreamPeople, planner, leader)
	st.window = test.NewTempWindow(t, widgets.NewStage(nil))
	st.keep = drafttest.New(t, st.service, clock.Now)
	st.Room = New(Deps{
		Window: st.window, Clock: clock.Now, Service: st.service, Drafts: st.keep.Keeper, Fail: func(err error) { t.Error(err) },
		Navigate: func(room string, arg any) { st.room, st.arg = room, arg }, Toast: func(_, _ string, undo func()) { st.undo = undo },
	})
	st.queue = st.Queue()
	st.window.SetContent(widgets.NewStage(st.Content()))
	st.window.Resize(fyne.NewSize(1290, 730))
	return st
}

func (st *stand) apply(stream string, records ...any) {
	st.t.Helper()
	if _, err := st.store.Apply(context.Background(), apptest.Page(stream, 1, records...)); err != nil {
		st.t.Fatal(err)
	}
}

// settle does what the room has asked for.
func (st *stand) settle() {
	for len(*st.queue) > 0 {
		work := (*st.queue)[0]
		*st.queue = (*st.queue)[1:]
		work()
	}
}

func (st *stand) press(key fyne.KeyName) {
	if f := st.window.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: key})
		return
	}
	st.Key(&fyne.KeyEvent{Name: key})
}

// A planner walks through the day with the keyboard alone, and what was done gives its place to what comes next.
func TestPlannersDay(t *testing.T) {
	st := newStand(t, planner)
	a, b := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "秦琼")
	c := apptest.Customer(3, "罗成")
	born := apptest.Customer(4, "王伯当")
	born.BirthDate = "1960-03-20"
	next := func(id string, c app.Customer) app.ServiceRecord {
		return app.ServiceRecord{
			ID: id, CustomerID: c.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone, Outcome: app.OutcomeCallBack,
			At: app.InstantOf(apptest.Now.AddDate(0, 0, -3)), Content: "请改日再拨。", NextStep: "再拨", NextOn: "2026-03-17",
		}
	}
	st.apply(app.SeatStream(apptest.Planner), a, b, c, born, next("r1", a), next("r2", b), next("r3", c))
	st.Show(nil)
	st.settle()
	if !(st.list.Len() > 3 && len(st.births.Objects) > 0) {
		t.Fatal("the list is empty")
	}
	if f := st.window.Canvas().Focused(); f != st.list {
		t.Errorf("the keyboard is with %T", f)
	}
	first, _ := st.list.Selected()
	st.press(fyne.KeyDown)
	second, _ := st.list.Selected()
	if first.ID == second.ID || second.Sub != "上次约定：再拨 · 期限 03-17" {
		t.Fatalf("after an arrow: %+v", second)
	}
	item := st.items[second.ID]
	st.press(fyne.KeyReturn)
	if st.room != "cards" || st.arg != item.CustomerID {
		t.Fatalf("Enter led to %s %v", st.room, st.arg)
	}
	if _, err := st.service.AddRecord(context.Background(), app.ServiceRecord{
		CustomerID: item.CustomerID, Channel: app.ChannelOnline, Outcome: app.OutcomeDone, Content: "微信答复。", Attitude: "客气", Answer: "无疑问",
	}); err != nil {
		t.Fatal(err)
	}
	st.Refresh()
	st.settle()
	if _, there := st.items[second.ID]; there {
		t.Fatal("the step taken is still due")
	}
	if row, _ := st.list.Selected(); row.ID == first.ID || row.ID == "" {
		t.Errorf("after the second row was done, %+v is selected", row)
	}
	if st.unsent.Value() == "" {
		t.Error("what was not sent is not said")
	}
	st.filter.Set(filterSoon)
	st.fillList(0)
	for i := range st.list.Len() {
		if r := st.rows[i]; !r.Header && st.items[r.ID].DaysLate >= 0 {
			t.Errorf("among the coming days: %+v", r)
		}
	}
}

// A day without work says so, and has nothing to press.
func TestNothingDue(t *testing.T) {
	st := newStand(t, app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RoleSupervisor}})
	st.Show(nil)
	st.settle()
	if !(st.date.Value() != "") {
		t.Fatal("the day is not shown")
	}
	if st.list.Len() != 0 || !st.next.Disabled() {
		t.Error("there is something to do")
	}
	st.press(fyne.KeyReturn)
	if st.room != "" {
		t.Errorf("Enter led to %s", st.room)
	}
}

// A supervisor sees how the logs of the last working day stand, and is led to the one to mark.
func TestSupervisorsDay(t *testing.T) {
	st := newStand(t, leader)
	day := app.Date("2026-03-17")
	log := app.WorkLog{ID: app.WorkLogID(planner.ID, day), PersonID: planner.ID, Date: day, Status: app.LogClosed, ClosedAt: app.InstantOf(apptest.Now.Add(-time.Hour))}
	st.apply(app.WorkStream(planner.ID), log)
	st.Show(nil)
	st.settle()
	if len(st.items) != 1 {
		t.Fatal("the log is not due")
	}
	st.press(fyne.KeyReturn)
	if st.room != "team" || st.arg != log.ID {
		t.Errorf("Enter led to %s %v", st.room, st.arg)
	}
	st.settle()
	if len(st.team.Objects) != 1 {
		t.Fatal("the team is not shown")
	}
}

// What may wait waits until tomorrow by one key, and comes back by another.
func TestPutOffByOneKey(t *testing.T) {
	st := newStand(t, planner)
	c := apptest.Customer(1, "欧阳娜")
	st.apply(app.SeatStream(apptest.Planner), c, app.ServiceRecord{
		ID: "r1", CustomerID: c.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone, Outcome: app.OutcomeCallBack,
		At: app.InstantOf(apptest.Now.AddDate(0, 0, -3)), Content: "请改日再拨。", NextStep: "再拨", NextOn: "2026-03-17",
	})
	st.Show(nil)
	st.settle()
	find := func() bool {
		for _, i := range st.items {
			if i.Kind == app.DueNext {
				return true
			}
		}
		return false
	}
	for n := range st.rows {
		if st.items[st.rows[n].ID].Kind == app.DueNext {
			st.list.Select(n)
		}
	}
	if !find() || st.later.Visible() {
		t.Fatalf("the list is %+v", st.rows)
	}
	if !st.Rune('d') {
		t.Fatal("the key does nothing")
	}
	st.settle()
	if find() || !st.later.Visible() {
		t.Error("what was put off is still there, or not counted")
	}
	test.Tap(st.later)
	st.settle()
	if !find() {
		t.Error("what was brought back is not there")
	}
}

// A log cannot wait: the key says so by being off.
func TestWhatCannotWait(t *testing.T) {
	st := newStand(t, planner)
	st.Show(nil)
	st.settle()
	for _, a := range st.acts() {
		if a.id == "tomorrow" && st.hindrance(a) == "" {
			t.Errorf("%+v can be put off", st.rows)
		}
	}
}

func TestTheMonthAgainstItsTargets(t *testing.T) {
	st := newStand(t, planner)
	st.apply(app.WorkStream(apptest.Planner), app.Target{ID: app.TargetID(apptest.Planner, "2026-03"), PersonID: apptest.Planner, Month: "2026-03", Calls: 100})
	st.Show(nil)
	st.settle()
	if p := st.view.Progress; len(p) == 0 || p[0].Target != 100 || p[0].PerDay == 0 {
		t.Fatalf("the month is %+v", p)
	}
}
