package messages_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	ctx                  = context.Background()
	_   messages.Service = (*service.Service)(nil)
	me                   = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}, Licence: "00001144", Phone: "0551-63001001"}
)

// desk is a window with the dialog's surroundings, on a real store.
type desk struct {
	t       *testing.T
	app     fyne.App
	store   *store.Store
	service *service.Service
	window  fyne.Window
	stage   *widgets.Stage
	keep    *drafttest.Keeper
	deps    messages.Deps
	undo    func()
	done    int
	failed  []error
}

func newDesk(t *testing.T, mode theme.Mode, language string, rows ...any) *desk {
	t.Helper()
	d := &desk{t: t, app: test.NewTempApp(t)}
	theme.Apply(d.app, mode)
	if err := locale.Use(language); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = locale.Use(locale.Simplified) })
	widgets.EnableTags()
	var clock *apptest.Clock
	d.store, clock = apptest.NewStoreClock(t)
	scripts, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	var published []any
	for _, s := range scripts {
		published = append(published, s)
	}
	for stream, records := range map[string][]any{app.StreamPeople: {me}, app.StreamScripts: published, app.SeatStream(apptest.Planner): rows} {
		if _, err := d.store.Apply(ctx, apptest.Page(stream, 1, records...)); err != nil {
			t.Fatal(err)
		}
	}
	d.service = service.New(service.Config{Store: d.store, Clock: clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心"})
	d.stage = widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, d.stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366, 730))
	d.keep = drafttest.New(t, d.service, clock.Now)
	d.deps = messages.Deps{
		Window: d.window, Service: d.service, Drafts: d.keep.Keeper,
		Fail:  func(err error) { d.failed = append(d.failed, err) },
		Toast: func(_, _ string, undo func()) { d.undo = undo },
		Done:  func() { d.done++ }, Async: func(f func()) { f() },
	}
	return d
}

func (d *desk) key(name fyne.KeyName) {
	k := &fyne.KeyEvent{Name: name}
	if f := d.window.Canvas().Focused(); f != nil {
		f.TypedKey(k)
		return
	}
	d.window.Canvas().OnTypedKey()(k)
}

func (d *desk) sees(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, d.window.Canvas())
	return ok
}

func (d *desk) tap(id string) {
	d.t.Helper()
	x, y, w, h, ok := widgets.Locate(id, d.window.Canvas())
	if !ok {
		d.t.Fatalf("%s cannot be seen", id)
	}
	test.TapCanvas(d.window.Canvas(), fyne.NewPos(float32(x)+float32(w)/2, float32(y)+float32(h)/2))
}

func (d *desk) records(customerID string) []app.ServiceRecord {
	card, err := d.service.Card(ctx, customerID)
	if err != nil {
		d.t.Fatal(err)
	}
	var out []app.ServiceRecord
	for _, v := range card.Records {
		out = append(out, v.Record)
	}
	return out
}

func TestCopyThenRecordWithTwoKeys(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-03-25")
	p.PayAccount = "****4417"
	d := newDesk(t, theme.Light, locale.Simplified, c, p)
	messages.Ask(d.deps, messages.Want{CustomerID: c.ID, Stage: app.StagePayment})
	d.key(fyne.KeyDown) // the second text
	d.key(fyne.KeyReturn)
	copied := d.app.Clipboard().Content()
	if !strings.HasPrefix(copied, "欧阳女士您好") || !strings.Contains(copied, "6,800") && !strings.Contains(copied, "6800") {
		t.Fatalf("copied %q", copied)
	}
	if len(d.records(c.ID)) != 0 {
		t.Fatal("copying alone is recorded")
	}
	d.key(fyne.KeyReturn)
	got := d.records(c.ID)
	if len(got) != 1 || got[0].Channel != app.ChannelOnline || got[0].Stage != app.StagePayment || !strings.Contains(got[0].Content, copied) {
		t.Fatalf("recorded %+v", got)
	}
	if d.sees("messages.form.submit") || d.done != 1 {
		t.Error("the dialog stays after recording, or nobody is told")
	}
	d.undo()
	if len(d.records(c.ID)) != 0 || d.done != 2 {
		t.Error("undo leaves the record")
	}
}

func TestAChangedTextIsCopiedAnew(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, theme.Light, locale.Simplified, c)
	messages.Ask(d.deps, messages.Want{CustomerID: c.ID, Stage: app.StageBirthday})
	d.key(fyne.KeyReturn)
	first := d.app.Clipboard().Content()
	d.typing("周末见")
	d.keep.Keeps(messages.DraftKey(c.ID), "text", d.text())
	d.tap("messages.form.submit")
	if second := d.app.Clipboard().Content(); second == first || !strings.Contains(second, "周末见") || len(d.records(c.ID)) != 0 {
		t.Fatalf("after a change the clipboard holds %q", second)
	}
	d.tap("messages.form.submit")
	if got := d.records(c.ID); len(got) != 1 || !strings.Contains(got[0].Content, "周末见") {
		t.Errorf("recorded %+v", got)
	}
	d.keep.Gone(messages.DraftKey(c.ID))
}

// entry is the field of the text.
func (d *desk) entry() *widgets.Entry {
	d.t.Helper()
	e, ok := widgets.Find("messages.text").(*widgets.Entry)
	if !ok {
		d.t.Fatal("there is no text")
	}
	return e
}

func (d *desk) text() string { return d.entry().Text }

// typing types at the end of the text.
func (d *desk) typing(text string) {
	d.window.Canvas().Focus(d.entry())
	d.entry().TypedShortcut(&fyne.ShortcutSelectAll{})
	d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	test.Type(d.entry(), text)
}

func TestChangesByHandOutlastAnotherChoiceAndACrash(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, theme.Light, locale.Simplified, c)
	want := messages.Want{CustomerID: c.ID, Stage: app.StageBirthday}
	messages.Ask(d.deps, want)
	d.typing("自己的话")
	d.tap("messages.list.1")
	d.tap("messages.list.0")
	if !strings.Contains(d.text(), "自己的话") {
		t.Fatalf("what was typed is lost: %s", d.text())
	}
	draft := d.keep.Keeps(messages.DraftKey(c.ID), "text", d.text())
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top()) // as if the program had ended
	messages.Resume(d.deps, draft)
	if !strings.Contains(d.text(), "自己的话") {
		t.Errorf("the draft came back as %s", d.text())
	}
}

func TestBlanksAreWarnedOf(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, theme.Light, locale.Simplified, c)
	messages.Ask(d.deps, messages.Want{CustomerID: c.ID, Stage: app.StageConfirm}) // nothing is agreed
	d.key(fyne.KeyReturn)
	if text := d.app.Clipboard().Content(); text != "" {
		t.Fatalf("a text with blanks was copied at once: %s", text)
	}
	d.key(fyne.KeyReturn)
	if !strings.Contains(d.app.Clipboard().Content(), app.Blank) {
		t.Error("the planner's word is not enough")
	}
}

func TestOneAfterTheOther(t *testing.T) {
	a, silent, b := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国"), apptest.Customer(3, "李秀英")
	silent.DoNotContact = true
	d := newDesk(t, theme.Light, locale.Simplified, a, silent, b)
	var wants []messages.Want
	for _, c := range []app.Customer{a, silent, b} {
		wants = append(wants, messages.Want{CustomerID: c.ID, Stage: app.StageFestival, Topic: "mid_autumn"})
	}
	messages.Ask(d.deps, wants...)
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyReturn)
	if len(d.failed) != 1 || app.Code(d.failed[0]) != app.ErrDoNotContact {
		t.Errorf("told %v of who asked for no messages", d.failed)
	}
	d.key(fyne.KeyReturn)
	if !strings.HasPrefix(d.app.Clipboard().Content(), "李女士") {
		t.Errorf("the third is offered %s", d.app.Clipboard().Content())
	}
	d.key(fyne.KeyReturn)
	if len(d.records(a.ID)) != 1 || len(d.records(b.ID)) != 1 || d.sees("messages.form.submit") {
		t.Error("not both were recorded")
	}
}

func TestStageCanBeChanged(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, theme.Light, locale.Simplified, c)
	messages.Ask(d.deps, messages.Want{CustomerID: c.ID, Stage: app.StageFestival, Topic: "spring"})
	if d.sees("messages.list.3") {
		t.Error("texts of other festivals are offered")
	}
	stage := widgets.Find("messages.stage").(*widgets.Select)
	stage.SetSelected(lang.X("messages.stage.return", ""))
	d.key(fyne.KeyReturn)
	if len(d.failed) > 0 || !d.sees("messages.list.3") {
		t.Errorf("the texts of another stage are not listed: %v", d.failed)
	}
	d.key(fyne.KeyReturn)
	if got := d.records(c.ID); len(got) != 1 || got[0].Stage != app.StageReturn {
		t.Errorf("recorded %+v", got)
	}
}

// TestLook writes pictures of the dialog to the folder FANGCE_LOOK names, to look at; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		for _, language := range locale.Codes {
			c := apptest.Customer(1, "欧阳娜")
			d := newDesk(t, mode, language, c, apptest.Policy(1, c, "2026-03-01"))
			messages.Ask(d.deps, messages.Want{CustomerID: c.ID, Stage: app.StagePayment})
			d.key(fyne.KeyReturn)
			f, err := os.Create(filepath.Join(dir, "messages-"+string(mode)+"-"+language+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
}
