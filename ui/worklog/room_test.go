package worklog

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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

const today = app.Date("2026-03-18")

// stand is the room in a window, on a real service and store.
type stand struct {
	*Room
	t       *testing.T
	clock   *apptest.Clock
	service *service.Service
	store   *store.Store
	window  fyne.Window
	failed  error
	queue   *[]func()
	keep    *drafttest.Keeper
	printed []string        // form, customers, what about
	left    map[string]bool // drafts after the last use case, by key
}

// watched is the real service, which looks after each use case what drafts its commit has left.
type watched struct {
	*service.Service
	st *stand
}

func (w watched) look(err error) error {
	w.st.left = map[string]bool{}
	list, _ := w.Drafts(context.Background())
	for _, d := range list {
		w.st.left[d.Key] = true
	}
	return err
}

func (w watched) SaveLog(ctx context.Context, before, after app.WorkLog) error {
	return w.look(w.Service.SaveLog(ctx, before, after))
}

func (w watched) AddToLog(ctx context.Context, logID, text string) error {
	return w.look(w.Service.AddToLog(ctx, logID, text))
}

func newStand(t *testing.T) *stand {
	t.Helper()
	a := test.NewTempApp(t)
	theme.Apply(a, theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	widgets.EnableTags()
	s, clock := apptest.NewStoreClock(t)
	st := &stand{t: t, store: s, clock: clock}
	st.service = service.New(service.Config{Store: s, Clock: clock.Now, Person: planner, Centre: "瑞禾人寿银保理财中心"})
	st.apply(app.StreamPeople, planner, leader)
	st.window = test.NewTempWindow(t, widgets.NewStage(nil))
	st.window.Resize(fyne.NewSize(1290, 730))
	st.enter()
	return st
}

// enter builds the room anew, as unlocking does.
func (st *stand) enter() {
	st.keep = drafttest.New(st.t, st.service, st.clock.Now)
	st.Room = New(Deps{
		Window: st.window, Clock: st.clock.Now, Service: watched{st.service, st}, Drafts: st.keep.Keeper, Fail: func(err error) { st.failed = err }, Toast: func(string, string, func()) {},
		Print: func(form, customers, about string) {
			st.printed = []string{form, customers, about, st.log(app.Date(about)).Development}
		},
	})
	st.queue = st.Queue()
	st.window.SetContent(widgets.NewStage(st.Content()))
	st.show(nil)
}

func (st *stand) show(arg any) {
	st.t.Helper()
	st.Show(arg)
	st.settle()
}

// settle does what the room has asked for, until it asks for nothing more.
func (st *stand) settle() {
	st.t.Helper()
	for rounds := 0; len(*st.queue) > 0; rounds++ {
		if rounds > 50 {
			st.t.Fatal("the room loads without end")
		}
		work := (*st.queue)[0]
		*st.queue = (*st.queue)[1:]
		work()
	}
}

func (st *stand) apply(stream string, records ...any) {
	st.t.Helper()
	if _, err := st.store.Apply(context.Background(), apptest.Page(stream, 1, records...)); err != nil {
		st.t.Fatal(err)
	}
}

// log is what the store holds of a day.
func (st *stand) log(day app.Date) app.WorkLog {
	st.t.Helper()
	v, err := st.service.Log(context.Background(), day)
	if err != nil {
		st.t.Fatal(err)
	}
	return v.Log
}

func (st *stand) typeInto(e *widgets.Entry, text string) {
	st.window.Canvas().Focus(e)
	test.Type(e, text)
}

func (st *stand) press(id string) {
	st.t.Helper()
	x, y, w, h, ok := widgets.Locate(id, st.window.Canvas())
	if !ok {
		st.t.Fatalf("%s is not in sight", id)
	}
	s := st.window.Canvas().Scale()
	test.TapCanvas(st.window.Canvas(), fyne.NewPos((float32(x)+float32(w)/2)/s, (float32(y)+float32(h)/2)/s))
}

// What is typed survives a refresh, leaving the room and locking, down to the line of the plan not yet added.
func TestTypingSurvives(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "拜访两户")
	st.Refresh()
	st.settle()
	if got := st.pane.development.entry.Value(); got != "拜访两户" {
		t.Fatalf("a refresh left %q", got)
	}
	st.window.Canvas().Focus(st.pane.planDone.entry)
	st.settle()
	if got := st.log(today).Development; got != "拜访两户" {
		t.Fatalf("leaving the field stored %q", got)
	}
	st.typeInto(st.pane.planDone.entry, "完成一户\n")
	st.typeInto(st.pane.plan.text, "王女士 下午两点")
	st.Hide()
	if got := st.log(today); got.PlanDone != "完成一户" || len(got.Tomorrow) != 0 {
		t.Fatalf("leaving the room stored %+v", got)
	}
	st.show(nil)
	if st.pane.plan.text.Text != "王女士 下午两点" || len(st.pane.plan.items) != 0 {
		t.Errorf("back in the room the line is %q, the plan %+v", st.pane.plan.text.Text, st.pane.plan.items)
	}
	st.settle()
	if !(len(st.log(today).Tomorrow) == 0) {
		t.Fatal("the line is an item while it is typed")
	}
	st.settle()
	st.Hide()
	st.Flush()
	st.enter()
	if st.pane.development.entry.Value() != "拜访两户" || st.pane.planDone.entry.Value() != "完成一户" || st.pane.plan.text.Text != "王女士 下午两点" {
		t.Errorf("after locking the room shows %q, %q, %q", st.pane.development.entry.Value(), st.pane.planDone.entry.Value(), st.pane.plan.text.Text)
	}
}

// A refresh does not take away the new line just begun, and brings what was stored elsewhere into fields left alone.
func TestRefreshWhileTyping(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "第一行")
	st.window.Canvas().Focus(st.pane.planDone.entry)
	st.settle()
	st.window.Canvas().Focus(st.pane.development.entry)
	st.pane.development.entry.SetText("第一行\n")
	before := st.log(today)
	after := before
	after.PlanDone = "全部完成"
	if err := st.service.SaveLog(context.Background(), before, after); err != nil {
		t.Fatal(err)
	}
	st.Refresh()
	st.settle()
	if st.pane.planDone.entry.Value() != "全部完成" {
		t.Fatal("what was stored elsewhere is not shown")
	}
	if st.pane.development.entry.Text != "第一行\n" {
		t.Errorf("the line begun is gone: %q", st.pane.development.entry.Text)
	}
}

// The day is closed with what still stands in the fields; then it can only be added to.
func TestCloseDay(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "新增准客户一名")
	st.typeInto(st.pane.planDone.entry, "已完成")
	st.typeInto(st.pane.plan.text, "李先生 上午十点")
	widgets.TriggerShortcut(st.window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	st.press("worklog.confirm.submit")
	st.settle()
	if !(st.pane.closed() && !st.pane.add.Hidden) {
		t.Fatal("the log is not closed")
	}
	st.settle()
	got := st.log(today)
	if got.Status != app.LogClosed || got.Development != "新增准客户一名" || got.PlanDone != "已完成" || len(got.Tomorrow) != 1 || got.Tomorrow[0].Text != "李先生 上午十点" {
		t.Fatalf("closed as %+v", got)
	}
	if st.pane.development.entry.Visible() || st.pane.plan.input.Visible() || st.pane.close.Visible() {
		t.Error("a closed day can still be typed into")
	}
	st.press("worklog.add")
	if f, ok := st.window.Canvas().Focused().(*widgets.Entry); !ok {
		t.Fatal("the addition has no caret")
	} else {
		test.Type(f, "傍晚又接到来电")
	}
	st.press("worklog.form.submit")
	v, err := st.service.Log(context.Background(), today)
	if err != nil || len(v.Additions) != 1 || v.Additions[0].Text != "傍晚又接到来电" {
		t.Errorf("added %+v, %v", v.Additions, err)
	}
	if st.failed != nil {
		t.Error(st.failed)
	}
}

// Saying not yet keeps everything, with the line of the plan as an item.
func TestNotYet(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.plan.text, "李先生")
	st.press("worklog.close")
	st.press("worklog.confirm.cancel")
	st.settle()
	if got := st.log(today); got.Status == app.LogClosed || len(got.Tomorrow) != 1 {
		t.Errorf("stored %+v", got)
	}
}

// What was typed into a log that was closed on another laptop is offered as an addition.
func TestClosedElsewhere(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "还没保存的话")
	if err := st.service.CloseLog(context.Background(), today); err != nil {
		t.Fatal(err)
	}
	st.Refresh()
	st.settle()
	if !st.pane.closed() {
		t.Fatal("the log is not closed")
	}
	st.press("worklog.add")
	if f, ok := st.window.Canvas().Focused().(*widgets.Entry); !ok || f.Value() != "还没保存的话" {
		t.Error("what was typed is lost")
	}
}

// Items of the plan are taken from proposals, moved and removed, and each step is stored.
func TestPlan(t *testing.T) {
	st := newStand(t)
	a, b := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦琼")
	st.apply(app.SeatStream(apptest.Planner), a, b, apptest.Policy(1, a, "2026-04-01"), apptest.Policy(2, b, "2026-04-02"))
	st.Refresh()
	st.settle()
	if len(st.pane.view.Seeds) != 2 {
		t.Fatal("nothing is proposed")
	}
	st.press("worklog.seeds.all")
	st.settle()
	first := st.pane.plan.items[0].CustomerName
	st.press("worklog.plan.1.up")
	st.settle()
	if got := st.log(today).Tomorrow; len(got) != 2 || got[1].CustomerName != first {
		t.Fatalf("moved: %+v", got)
	}
	st.press("worklog.plan.0.remove")
	st.settle()
	if got := st.log(today).Tomorrow; len(got) != 1 || got[0].CustomerName != first {
		t.Fatalf("removed: %+v", got)
	}
}

// The months are turned, a day without any log is not mistaken for one, and what was typed goes with its own day.
func TestMonths(t *testing.T) {
	st := newStand(t)
	old := app.WorkLog{ID: app.WorkLogID(planner.ID, "2026-02-10"), PersonID: planner.ID, Date: "2026-02-10", Status: app.LogClosed, ClosedAt: 5, Development: "二月的事"}
	st.apply(app.WorkStream(planner.ID), old)
	st.typeInto(st.pane.development.entry, "今天的事")
	st.press("worklog.before")
	st.settle()
	if st.pane.view.Log.Date != "2026-02-27" {
		t.Fatal("the newest day of February is not shown")
	}
	if got := st.pane.development.entry.Value(); got != "" {
		t.Errorf("another day shows %q", got)
	}
	if got := st.log(today).Development; got != "今天的事" {
		t.Errorf("today's log has %q", got)
	}
	st.press("worklog.before")
	st.settle()
	if _, _, _, _, shown := widgets.Locate("worklog.badge", st.window.Canvas()); st.list.Len() != 0 || st.title.Value() != "2026年1月" || shown {
		t.Error("an empty month does not say so")
	}
	st.press("worklog.after")
	st.press("worklog.after")
	st.settle()
	if st.pane.view.Log.Date != today {
		t.Fatal("not back in March")
	}
	st.press("worklog.after")
	if st.month != "2026-03" {
		t.Errorf("the future is open: %s", st.month)
	}
	st.show(app.Date("2026-02-10"))
	if st.pane.development.read.Value() != "二月的事" {
		t.Error("the day asked for is not shown")
	}
}

// The supervisor's mark is shown by its tag and by its score.
func TestMark(t *testing.T) {
	st := newStand(t)
	day := app.Date("2026-03-17")
	log := app.WorkLog{ID: app.WorkLogID(planner.ID, day), PersonID: planner.ID, Date: day, Status: app.LogClosed, ClosedAt: app.InstantOf(apptest.Now.Add(-9 * time.Hour))}
	mark := app.LogMark{
		ID: app.LogMarkID(log.ID, leader.ID), LogID: log.ID, PersonID: planner.ID, MarkerID: leader.ID, Score: 16, MarkedAt: 5,
		Criteria: map[string]int{"calls": 6, "visits": 5, "prospects": 2, "collections": 2, "plan": 1}, Comment: "记录完整。", Morning: true,
	}
	later := app.LogMark{ID: app.LogMarkID(log.ID, "x"), LogID: log.ID, PersonID: planner.ID, MarkerID: "x", Score: 3, MarkedAt: 9}
	st.apply(app.WorkStream(planner.ID), log, mark, later)
	for _, id := range []string{"worklog.mark", "worklog.mark.16"} {
		if _, _, _, _, ok := widgets.Locate(id, st.window.Canvas()); ok {
			t.Errorf("%s is on a day without a mark", id)
		}
	}
	st.show(day)
	for _, id := range []string{"worklog.mark", "worklog.mark.16"} {
		if _, _, _, _, ok := widgets.Locate(id, st.window.Canvas()); !ok {
			t.Errorf("%s is not in sight", id)
		}
	}
}

// during does something between the reading of a day and its arrival in the window.
type during struct {
	Service
	do func()
}

func (d *during) Log(ctx context.Context, day app.Date) (app.LogView, error) {
	v, err := d.Service.Log(ctx, day)
	if do := d.do; do != nil {
		d.do = nil
		do()
	}
	return v, err
}

// A day read before something was stored, or while it is being stored, does not take it off the screen.
func TestStaleLoad(t *testing.T) {
	st := newStand(t)
	st.deps.Service = &during{Service: st.service, do: func() {
		st.typeInto(st.pane.development.entry, "刚写的话")
		st.window.Canvas().Unfocus()
	}}
	st.open(today)
	load := (*st.queue)[0]
	*st.queue = nil
	load()
	if got := st.pane.development.entry.Value(); got != "刚写的话" {
		t.Errorf("what was read before came back: %q", got)
	}
	st.settle()

	var late []func()
	st.pane.writes.async = func(work func()) { late = append(late, work) }
	st.typeInto(st.pane.planDone.entry, "都完成了")
	st.window.Canvas().Unfocus()
	st.Refresh()
	st.settle()
	if got := st.pane.planDone.entry.Value(); got != "都完成了" {
		t.Errorf("what was read while it was stored came back: %q", got)
	}
	late[0]()
	st.settle()
	if got := st.log(today); got.Development != "刚写的话" || got.PlanDone != "都完成了" || st.pane.planDone.entry.Value() != "都完成了" {
		t.Errorf("in the end the store has %q, %q", got.Development, got.PlanDone)
	}
}

// What could not be stored is told, stays on the screen and is stored with the next chance.
func TestFailedWrite(t *testing.T) {
	st := newStand(t)
	st.clock.At = st.clock.At.AddDate(0, 0, -1) // the store refuses days to come
	st.typeInto(st.pane.development.entry, "存不进去的话")
	st.window.Canvas().Unfocus()
	st.settle()
	if st.failed == nil || st.pane.development.entry.Value() != "存不进去的话" {
		t.Fatalf("after a failed write the field has %q, and the user was told %v", st.pane.development.entry.Value(), st.failed)
	}
	st.clock.At = st.clock.At.AddDate(0, 0, 1)
	st.Hide()
	if got := st.log(today).Development; got != "存不进去的话" {
		t.Errorf("the next chance stored %q", got)
	}
}
