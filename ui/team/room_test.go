package team

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

const day = app.Date("2026-03-17") // the last working day before the tests' clock

var (
	leader = app.Person{ID: apptest.Supervisor, StaffNo: "2001", Name: "周敏", Roles: []string{app.RoleSupervisor}}
	first  = planner("1001", "陈思")
	second = planner("1002", "马超")
	third  = planner("1003", "黄忠")
)

func planner(no, name string) app.Person {
	return app.Person{ID: app.PersonID(no), StaffNo: no, Name: name, Roles: []string{app.RolePlanner}, SupervisorID: apptest.Supervisor}
}

func logOf(p app.Person, d app.Date) app.WorkLog {
	return app.WorkLog{
		ID: app.WorkLogID(p.ID, d), PersonID: p.ID, Date: d, Status: app.LogClosed, ClosedAt: app.InstantOf(apptest.Now.Add(-time.Hour)),
		Development: "新增准客户一名。", Figures: app.DayFigures{Calls: 7}, Entries: []app.LogEntry{{RecordID: "r", Customer: "王**", Channel: app.ChannelPhone, Content: "核对保单。"}},
	}
}

// stand is the room in a window, on a real service and store: two logs arrived, one did not.
type stand struct {
	*Room
	t       *testing.T
	service *service.Service
	store   *store.Store
	window  fyne.Window
	queue   *[]func()
	failed  error
	clock   *apptest.Clock
	keep    *drafttest.Keeper
	watched *watched
	printed []string // form, log and day
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
	s.SetAuthor(leader.ID, apptest.Device)
	st := &stand{t: t, store: s, service: service.New(service.Config{Store: s, Clock: clock.Now, Person: leader, Centre: "瑞禾人寿银保理财中心"})}
	st.apply(app.StreamPeople, leader, first, second, third)
	st.apply(app.WorkStream(first.ID), logOf(first, day))
	st.apply(app.WorkStream(second.ID), logOf(second, day), logOf(second, "2026-03-16"))
	st.window = test.NewTempWindow(t, widgets.NewStage(nil))
	st.window.Resize(fyne.NewSize(1290, 730))
	st.clock = clock
	st.enter()
	return st
}

// enter builds the room anew on the same store, as unlocking after a crash does.
func (st *stand) enter() {
	st.keep = drafttest.New(st.t, st.service, st.clock.Now)
	st.watched = &watched{Service: st.service}
	st.Room = New(Deps{
		Window: st.window, Clock: st.clock.Now, Service: st.watched, Drafts: st.keep.Keeper, Fail: func(err error) { st.failed = err }, Toast: func(string, string, func()) {},
		Print: func(form, logID, day string) { st.printed = append(st.printed, form+" "+logID+" "+day) },
	})
	st.queue = st.Queue()
	st.window.SetContent(widgets.NewStage(st.Content()))
	st.Show(nil)
	st.settle()
}

// settle does what the room has asked for.
func (st *stand) settle() {
	for len(*st.queue) > 0 {
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

func (st *stand) marks(p app.Person) []app.LogMark {
	st.t.Helper()
	v, err := st.service.TeamLog(context.Background(), app.WorkLogID(p.ID, day))
	if err != nil {
		st.t.Fatal(err)
	}
	return v.Marks
}

// score types the parts of a score, with Enter after each.
func (st *stand) score(parts ...int) {
	st.window.Canvas().Focus(st.log.mark.steppers[0].Field())
	for _, n := range parts {
		f := st.window.Canvas().Focused()
		f.TypedRune(rune('0' + n))
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

func (st *stand) ctrlEnter() {
	widgets.TriggerShortcut(st.window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
}

// A supervisor marks one log after the other without the mouse.
func TestMarkOneAfterTheOther(t *testing.T) {
	st := newStand(t)
	if st.log.title.Value() != "陈思" {
		t.Fatalf("the first log that waits is not in sight but %q", st.log.title.Value())
	}
	st.score(6, 5, 2, 2, 1)
	if st.window.Canvas().Focused() != st.log.mark.comment {
		t.Fatal("Enter does not lead from the score to the comment")
	}
	test.Type(st.log.mark.comment, "记录完整。")
	if st.log.mark.sum.Value() != "16" || st.log.mark.passed.Value() != "合格" {
		t.Errorf("the sum is %s, %s", st.log.mark.sum.Value(), st.log.mark.passed.Value())
	}
	st.log.mark.morning.Tapped(nil)
	st.ctrlEnter()
	st.settle()
	got := st.marks(first)
	if st.failed != nil || len(got) != 1 || got[0].Score != 16 || got[0].Criteria["visits"] != 5 || got[0].Comment != "记录完整。" || !got[0].Morning || got[0].Evening {
		t.Fatalf("stored %+v, %v", got, st.failed)
	}
	if st.log.title.Value() != "马超" || st.log.mark.sum.Value() != "0" || st.log.mark.comment.Text != "" {
		t.Errorf("after the mark: %s with %s", st.log.title.Value(), st.log.mark.sum.Value())
	}
	if st.window.Canvas().Focused() != st.log.mark.steppers[0].Field() {
		t.Error("the caret is not where the next score begins")
	}
	st.score(1, 0, 0, 0, 0)
	st.ctrlEnter()
	st.settle()
	if got := st.marks(second); len(got) != 1 || got[0].Score != 1 || st.log.mark.passed.Value() != "不合格" || st.log.title.Value() != "马超" {
		t.Errorf("the last one: %+v", got)
	}
}

// A log nobody has judged is not marked with 0, nor one with a date that cannot be read.
func TestMarkNeedsJudgement(t *testing.T) {
	st := newStand(t)
	st.ctrlEnter()
	st.settle()
	if len(st.marks(first)) != 0 || app.Code(st.failed) != app.ErrInvalid {
		t.Errorf("marked unread: %v", st.failed)
	}
	st.score(6)
	st.log.mark.follow.SetText("哪天")
	st.failed = nil
	st.ctrlEnter()
	st.settle()
	if len(st.marks(first)) != 0 || st.failed == nil {
		t.Error("a date that cannot be read was dropped")
	}
}

// A mark begun stays through refreshes, other logs, other days and other rooms.
func TestMarkBegunStays(t *testing.T) {
	st := newStand(t)
	begin := func() {
		t.Helper()
		if st.log.title.Value() != "陈思" || st.log.mark.sum.Value() != "4" || st.log.mark.comment.Text != "看一下" {
			t.Fatalf("%s has %s, %q", st.log.title.Value(), st.log.mark.sum.Value(), st.log.mark.comment.Text)
		}
	}
	st.score(4)
	test.Type(st.log.mark.comment, "看一下")
	st.Refresh()
	st.settle()
	begin()
	st.Key(&fyne.KeyEvent{Name: fyne.KeyJ})
	st.settle()
	if st.log.title.Value() != "马超" || st.log.mark.sum.Value() != "0" {
		t.Fatalf("the next log is %s with %s", st.log.title.Value(), st.log.mark.sum.Value())
	}
	st.Key(&fyne.KeyEvent{Name: fyne.KeyK})
	st.settle()
	begin()
	st.list.SelectID(app.WorkLogID(third.ID, day))
	st.settle()
	if _, _, _, _, ok := widgets.Locate("team.missing", st.window.Canvas()); !ok {
		t.Error("a log that has not arrived is shown as if it had")
	}
	st.move(-1)
	st.settle()
	if st.log.title.Value() != "马超" || st.log.view.Log.Date != "2026-03-16" {
		t.Errorf("the day before shows %s %s", st.log.title.Value(), st.log.view.Log.Date)
	}
	st.Hide()
	st.Show(app.WorkLogID(first.ID, day))
	st.settle()
	begin()
}

// A log that loads slowly does not take the place of one asked for after it.
func TestStaleLog(t *testing.T) {
	st := newStand(t)
	st.list.SelectID(app.WorkLogID(second.ID, day))
	st.list.SelectID(app.WorkLogID(third.ID, day))
	st.settle()
	if _, _, _, _, ok := widgets.Locate("team.missing", st.window.Canvas()); !ok {
		t.Error("the log clicked before is shown")
	}
}

// A log asked for that is gone leaves the room usable.
func TestUnknownLog(t *testing.T) {
	st := newStand(t)
	st.Show("no such log")
	st.settle()
	if app.Code(st.failed) != app.ErrNotFound || st.list.Len() != 3 {
		t.Errorf("told %v, %d rows", st.failed, st.list.Len())
	}
}
