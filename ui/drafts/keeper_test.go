package drafts

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

var ctx = context.Background()

// stand is a form of two fields on a keeper on a real store.
type stand struct {
	t       *testing.T
	store   *store.Store
	clock   *apptest.Clock
	keep    *Keeper
	failing *failing
	name    *widgets.Entry
	note    *widgets.Entry
	form    *Form
	due     []func(now time.Time) // what is to be done later, by the test
}

// later has the test do something once it is due: the test driver would do it on a goroutine of the timer's.
func (st *stand) later(pause time.Duration, f func()) func() {
	at, stopped := time.Now().Add(pause), false
	st.due = append(st.due, func(now time.Time) {
		if !stopped && now.After(at) {
			stopped = true
			f()
		}
	})
	return func() { stopped = true }
}

// pass lets time go by.
func (st *stand) pass(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		for _, f := range st.due {
			f(time.Now())
		}
	}
}

// failing is a real store that can be made to refuse drafts, as a full disk does, or to take long.
type failing struct {
	*store.Store
	mu    sync.Mutex
	err   error
	delay time.Duration
	hang  chan struct{} // what is written waits for it, nil for nothing
	saved []string      // keys in the order they were written
}

func (f *failing) set(err error) {
	f.mu.Lock()
	f.err = err
	f.mu.Unlock()
}

func (f *failing) SaveDraft(ctx context.Context, d app.Draft) error {
	f.mu.Lock()
	err, delay, hang := f.err, f.delay, f.hang
	f.saved = append(f.saved, d.Key)
	f.mu.Unlock()
	time.Sleep(delay)
	if hang != nil {
		<-hang
	}
	if err != nil {
		return err
	}
	return f.Store.SaveDraft(ctx, d)
}

func newStand(t *testing.T) *stand {
	t.Helper()
	test.NewTempApp(t)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	st := &stand{t: t}
	st.store, st.clock = apptest.NewStoreClock(t)
	st.failing = &failing{Store: st.store}
	st.enter()
	return st
}

// enter begins anew on the same store, as after a crash: what was in memory is gone.
func (st *stand) enter() {
	st.keep = New(Config{Store: st.failing, Clock: st.clock.Now, Fail: func(err error) { st.t.Errorf("told the user: %v", err) }, Later: st.later})
	st.t.Cleanup(st.keep.Close)
	st.open("", "")
}

func (st *stand) open(name, note string) {
	st.name, st.note = widgets.NewEntry(""), widgets.NewEntry("")
	st.name.Set(name)
	st.note.Set(note)
	st.form = st.keep.Open(Spec{Key: "test/1", Room: "cards", About: "c-1", Title: "王芳", Form: "cards.phone", Args: []string{"a", "b"}, Edits: true},
		Text("name", "姓名", st.name), Text("note", "备注", st.note))
	st.name.OnChanged = func(string) { st.form.Touch() }
	st.note.OnChanged = func(string) { st.form.Touch() }
}

func (st *stand) draft() (app.Draft, bool) {
	st.t.Helper()
	d, ok, err := st.store.Draft(ctx, "test/1")
	if err != nil {
		st.t.Fatal(err)
	}
	return d, ok
}

// Somebody who types without a pause has the beginning on the disk within a second all the same.
func TestTypedIsOnTheDiskWithinASecond(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王")
	begun := time.Now()
	for time.Since(begun) < 900*time.Millisecond {
		st.pass(60 * time.Millisecond)
		test.Type(st.note, "a")
	}
	d, ok := st.draft()
	for range 10_000 { // a slow disk may have begun and not ended; nothing new falls due meanwhile
		if ok {
			break
		}
		time.Sleep(5 * time.Millisecond)
		d, ok = st.draft()
	}
	if !ok {
		t.Fatal("nothing is on the disk after nearly a second of typing")
	}
	if Values(d)["name"] != "王" || d.Room != "cards" || d.About != "c-1" || d.Title != "王芳" || d.At != app.InstantOf(st.clock.At) || Args(d, 3)[1] != "b" {
		t.Errorf("kept %+v: %s", d, d.Body)
	}
	st.pass(900 * time.Millisecond)
	if d, _ := st.draft(); Values(d)["note"] != st.note.Text {
		t.Error("the last letters are not on the disk a second later")
	}
}

func TestOpenedAgainTheFormIsAsItWasLeft(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王芳")
	st.keep.Flush()
	st.enter()
	if st.name.Text != "王芳" || st.note.Text != "" {
		t.Fatalf("filled with %q, %q", st.name.Text, st.note.Text)
	}
	if got := st.form.Says(); got != "已恢复 09:30 未提交的内容" {
		t.Errorf("says %q", got)
	}
	st.form.Discard()
	st.keep.Flush()
	if _, ok := st.draft(); ok || st.name.Text != "" || st.form.Says() != "" {
		t.Errorf("given up, there is %q, and it says %q", st.name.Text, st.form.Says())
	}
}

func TestChangedBackThereIsNoDraft(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王")
	st.keep.Flush()
	st.name.SetText("")
	st.keep.Flush()
	if _, ok := st.draft(); ok {
		t.Error("a form that holds nothing new has a draft")
	}
}

// What is handed in is deleted by the commit itself: no crash can leave both, nor a write that was on its way.
func TestHandingInDeletesInTheCommit(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王芳")
	st.keep.Flush()
	st.failing.mu.Lock()
	st.failing.delay = 40 * time.Millisecond
	st.failing.mu.Unlock()
	test.Type(st.note, "早上联系") // on its way when it is handed in
	st.form.Save()
	test.Type(st.note, "。") // and this behind it
	st.form.Save()
	err := st.form.HandIn(func(ctx context.Context) error {
		if err := st.store.Commit(ctx, store.Create(apptest.Customer(1, "王芳"))); err != nil {
			return err
		}
		if _, ok := st.draft(); ok {
			t.Error("the commit left the draft")
		}
		time.Sleep(120 * time.Millisecond)
		if _, ok := st.draft(); ok {
			t.Error("the draft was written again after the commit")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	st.keep.Flush()
	if _, ok := st.draft(); ok {
		t.Error("the draft came back after it was handed in")
	}
	st.form.Close()
	st.keep.Flush()
	if _, ok := st.draft(); ok {
		t.Error("closing the form brought the draft back")
	}
}

func TestRefusedTheContentIsKept(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王芳")
	refused := errors.New("refused")
	if err := st.form.HandIn(func(context.Context) error { return refused }); !errors.Is(err, refused) {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Second); ; time.Sleep(5 * time.Millisecond) {
		if d, _ := st.draft(); Values(d)["name"] == "王芳" {
			return
		}
		if time.Now().After(end) {
			t.Fatal("a second after a refusal nothing is on the disk")
		}
	}
}

// In a page that is saved as it is typed in, what was typed while it was stored is kept, also if it was stored in vain and
// the form is out of sight by then.
func TestTypedWhileItIsHandedIn(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王")
	c := st.form.Begin()
	test.Type(st.name, "芳")
	if err := st.store.Commit(c, store.Create(apptest.Customer(1, "王"))); err != nil {
		t.Fatal(err)
	}
	st.form.End(nil)
	st.keep.Flush()
	if d, _ := st.draft(); Values(d)["name"] != "王芳" {
		t.Errorf("the disk holds %s", d.Body)
	}
	form := st.form
	form.Begin()
	form.Close()
	form.End(errors.New("in vain"))
	st.keep.Flush()
	if d, _ := st.draft(); Values(d)["name"] != "王芳" {
		t.Errorf("stored in vain, the disk holds %s", d.Body)
	}
}

// A field that somebody else has changed since is named; one left alone shows what holds now.
func TestChangedSinceItIsSaid(t *testing.T) {
	st := newStand(t)
	st.open("王芳", "早上")
	st.note.SetText("晚上")
	st.form.Close()
	st.keep.Flush()
	st.open("王小芳", "中午")
	if st.name.Text != "王小芳" || st.note.Text != "晚上" {
		t.Fatalf("filled with %q, %q", st.name.Text, st.note.Text)
	}
	if got := st.form.Says(); got != "已恢复 09:30 未提交的内容；“备注”此后已有改动，请核对后再保存" {
		t.Errorf("says %q", got)
	}
}

func TestProposalsGoAlongAndASearchAloneIsNothing(t *testing.T) {
	st := newStand(t)
	when, search := widgets.NewEntry(""), widgets.NewEntry("")
	when.Set("14:00")
	open := func() *Form {
		return st.keep.Open(Spec{Key: "test/2"}, Along(Text("when", "时间", when)), Quiet(Text("search", "客户", search)), Text("note", "备注", st.note))
	}
	f := open()
	search.SetText("wf")
	if f.Dirty() {
		t.Error("a search alone is a draft")
	}
	st.note.SetText("带资料")
	f.Close()
	when.Set("16:00") // another proposal
	search.Set("")
	st.note.Set("")
	f = open()
	if when.Text != "14:00" || search.Text != "wf" || st.note.Text != "带资料" {
		t.Errorf("filled with %q, %q, %q", when.Text, search.Text, st.note.Text)
	}
	st.note.SetText("")
	if f.Dirty() {
		t.Error("what went along is a draft of its own")
	}
}

// A disk that is full is told of once, and what was typed goes to it as soon as there is room.
func TestFullDiskIsToldOnceAndTriedAgain(t *testing.T) {
	st := newStand(t)
	var told []error
	st.keep.fail = func(err error) { told = append(told, err) }
	st.failing.set(app.Errorf(app.ErrDiskFull, "磁盘空间不足"))
	test.Type(st.name, "王")
	st.keep.Flush()
	test.Type(st.name, "芳")
	st.keep.Flush()
	if len(told) != 1 {
		t.Errorf("told %d times: %v", len(told), told)
	}
	if list, err := st.keep.List(ctx); err != nil || len(list) != 1 || Values(list[0])["name"] != "王芳" {
		t.Errorf("listed %+v, %v", list, err)
	}
	st.failing.set(nil)
	st.keep.Flush()
	if d, ok := st.draft(); !ok || Values(d)["name"] != "王芳" {
		t.Errorf("with room again the disk holds %s", d.Body)
	}
}

// Nobody who leaves a form is told that it is kept while the disk takes nothing.
func TestLeftWithAFullDiskItIsNotSaidToBeKept(t *testing.T) {
	st := newStand(t)
	var told []error
	st.keep.fail = func(err error) { told = append(told, err) }
	stage := widgets.NewStage(nil)
	c := test.NewTempWindow(t, stage).Canvas()
	st.failing.set(app.Errorf(app.ErrDiskFull, "磁盘空间不足"))
	test.Type(st.name, "王")
	st.keep.Flush()
	st.form.Leave(c)
	st.keep.Flush()
	if len(told) != 2 || stage.ToastText() != "" {
		t.Errorf("told %d times, says %q", len(told), stage.ToastText())
	}
	st.failing.set(nil)
	st.keep.Flush()
	st.open("", "")
	st.form.Leave(c)
	if len(told) != 2 || stage.ToastText() == "" {
		t.Errorf("with room again: told %d times, says %q", len(told), stage.ToastText())
	}
}

func TestFlushWaitsAtMostASecond(t *testing.T) {
	st := newStand(t)
	hang := make(chan struct{})
	st.failing.mu.Lock()
	st.failing.hang = hang
	st.failing.mu.Unlock()
	test.Type(st.name, "王")
	begun := time.Now()
	st.keep.Flush() // returns at all, though the disk does not answer
	first := time.Since(begun)
	if first < 900*time.Millisecond {
		t.Errorf("waited %v only", first)
	}
	begun = time.Now()
	for range 10 {
		st.keep.Flush() // of the next rooms
	}
	if d := time.Since(begun); d > 5*first {
		t.Errorf("ten more waited %v, the first %v", d, first)
	}
	close(hang)
}

func TestDraftsAreWrittenInOrder(t *testing.T) {
	st := newStand(t)
	for _, key := range []string{"k/1", "k/2", "k/3"} {
		st.keep.put(key, &app.Draft{Key: key, Room: "cards", Form: "cards.phone", At: 1})
	}
	st.keep.Flush()
	st.failing.mu.Lock()
	defer st.failing.mu.Unlock()
	if got := st.failing.saved; len(got) != 3 || got[0] != "k/1" || got[1] != "k/2" || got[2] != "k/3" {
		t.Errorf("written %v", got)
	}
}

func TestDropFromElsewhereEmptiesTheOpenForm(t *testing.T) {
	st := newStand(t)
	test.Type(st.name, "王芳")
	st.keep.Flush()
	d, _ := st.draft()
	st.keep.Drop("test/1")
	st.keep.Flush()
	if _, ok := st.draft(); ok || st.name.Text != "" {
		t.Errorf("the form holds %q", st.name.Text)
	}
	st.form.Close()
	st.keep.Restore(d)
	st.keep.Flush()
	if _, ok := st.draft(); !ok {
		t.Error("the draft cannot be had back")
	}
}
