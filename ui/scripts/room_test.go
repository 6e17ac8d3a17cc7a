package scripts_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/scripts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	ctx                     = context.Background()
	_       scripts.Service = (*service.Service)(nil)
	planner                 = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}, Licence: "00001144"}
	manager                 = app.Person{ID: app.PersonID("1070"), StaffNo: "1070", Name: "郑立", Roles: []string{app.RoleCentreManager}}
)

// desk is the room on a window of its own with a real service on a real store.
type desk struct {
	*scripts.Room
	t       *testing.T
	me      app.Person
	app     fyne.App
	service *service.Service
	store   *store.Store
	clock   *apptest.Clock
	window  fyne.Window
	stage   *widgets.Stage
	keep    *drafttest.Keeper
	undo    func()
	said    string
}

func newDesk(t *testing.T, me app.Person, mode theme.Mode, published []any, rows ...any) *desk {
	t.Helper()
	d := &desk{t: t, me: me, app: test.NewTempApp(t)}
	theme.Apply(d.app, mode)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	widgets.EnableTags()
	d.store, d.clock = apptest.NewStoreClock(t)
	d.store.SetAuthor(me.ID, apptest.Device)
	for stream, records := range map[string][]any{app.StreamPeople: {planner, manager}, app.StreamScripts: published, app.SeatStream(apptest.Planner): rows} {
		if len(records) == 0 {
			continue
		}
		if _, err := d.store.Apply(ctx, apptest.Page(stream, 1, records...)); err != nil {
			t.Fatal(err)
		}
	}
	d.service = service.New(service.Config{Store: d.store, Clock: d.clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心"})
	d.stage = widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, d.stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	d.enter()
	return d
}

// enter builds the room anew on the same store, as unlocking after a crash does.
func (d *desk) enter() {
	d.keep = drafttest.New(d.t, d.service, d.clock.Now)
	d.Room = scripts.New(scripts.Deps{
		Window: d.window, Clock: d.clock.Now, Service: d.service, Drafts: d.keep.Keeper, Writes: d.me.Is(app.RoleCentreManager),
		Fail:  func(err error) { d.t.Errorf("told the user: %v", err) },
		Toast: func(text, _ string, undo func()) { d.said, d.undo = text, undo },
	})
	d.Inline()
	d.stage.SetContent(d.Content())
	d.window.Canvas().SetOnTypedRune(func(r rune) { d.Rune(r) })
	d.window.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { d.Key(k) })
	d.Show(nil)
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

// press presses a button or chooses an option that may lie below the fold.
func (d *desk) press(id string) {
	d.t.Helper()
	b, ok := widgets.Find(id).(*widgets.Button)
	if !ok || b.Disabled() {
		d.t.Fatalf("%s cannot be pressed", id)
	}
	b.Tapped(nil)
}

func (d *desk) key(name fyne.KeyName) {
	k := &fyne.KeyEvent{Name: name}
	if f := d.window.Canvas().Focused(); f != nil {
		f.TypedKey(k)
		return
	}
	d.window.Canvas().OnTypedKey()(k)
}

func (d *desk) rune(r rune) {
	if f := d.window.Canvas().Focused(); f != nil {
		f.TypedRune(r)
		return
	}
	d.window.Canvas().OnTypedRune()(r)
}

func (d *desk) entry(id string) *widgets.Entry {
	d.t.Helper()
	e, ok := widgets.Find(id).(*widgets.Entry)
	if !ok {
		d.t.Fatalf("there is no field %s", id)
	}
	return e
}

// write puts a text in the place of what stands in a field, by the keyboard.
func (d *desk) write(id, text string) {
	d.t.Helper()
	e := d.entry(id)
	d.window.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(e, text)
}

func library(t *testing.T) []any {
	t.Helper()
	all, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]any, len(all))
	for i, s := range all {
		rows[i] = s
	}
	return rows
}

func call() app.Script {
	s := app.Script{
		Reason: app.ReasonOrphan, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Title: "首次电话", Version: 1, PublishedOn: "2026-01-05",
		Steps:      []app.ScriptStep{{Title: "开场", Text: "{称呼}您好，我是{公司}的{规划师}，执业证号{执业证号}。"}, {Title: "约定见面", Text: "周四方便吗？"}},
		Objections: []app.Objection{{Says: "没时间。", Answer: "十分钟就够。"}},
	}
	s.ID = s.OccasionID()
	return s
}

func (d *desk) published(id string) app.Script {
	d.t.Helper()
	list, err := d.service.ScriptLibrary(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, v := range list {
		if v.Script.ID == id {
			return v.Script
		}
	}
	return app.Script{}
}

func TestReading(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, planner, theme.Light, library(t), c, apptest.Policy(1, c, "2026-04-01"))
	if !d.sees("scripts.list.1") || d.sees("scripts.edit") || d.sees("scripts.new") {
		t.Fatal("a planner reads and does not write")
	}
	d.Find()
	test.Type(d.window.Canvas().Focused(), "复效怎么办")
	if !d.sees("scripts.list.1") || d.sees("scripts.list.2") {
		t.Error("the search in the texts finds not the one")
	}
	d.key(fyne.KeyEscape)
	d.tap("scripts.channel.message")
	d.window.Canvas().Focus(nil)
	d.rune('f')
	d.key(fyne.KeyDown) // from the search to the list's first, which are made facts
	test.Type(d.window.Canvas().Focused(), "oyn")
	d.tap("scripts.card.list.1")
	d.tap("scripts.card.submit")
	d.window.Canvas().Focus(nil)
	d.rune('y')
	if text := d.app.Clipboard().Content(); !strings.Contains(text, "欧阳女士") || strings.Contains(text, "{") {
		t.Errorf("filled for a customer it says %q", text)
	}
	if !d.sees("scripts.unfill") {
		t.Error("nothing says whose facts these are")
	}
	d.tap("scripts.unfill")
	if d.sees("scripts.unfill") {
		t.Error("the facts stay")
	}
}

func TestWritingAndPublishing(t *testing.T) {
	s := call()
	d := newDesk(t, manager, theme.Light, []any{s})
	d.rune('e')
	if b := widgets.Find("scripts.publish").(*widgets.Button); !b.Disabled() {
		t.Error("what was not changed can be published")
	}
	d.write("scripts.edit.step.1", "{称乎}周四方便吗？")
	if b := widgets.Find("scripts.publish").(*widgets.Button); !b.Disabled() || !strings.Contains(widgets.Find("scripts.edit.problems").(*widgets.Banner).Value(), "{称乎}") {
		t.Error("an unknown place-holder is not named, or can be published")
	}
	d.write("scripts.edit.step.1", "周四方便吗？")
	d.window.Canvas().Focus(d.entry("scripts.edit.step.1"))
	d.window.Canvas().Focus(nil)
	widgets.Find("scripts.edit.insert").(*widgets.Select).SetSelectedIndex(0)
	if got := d.entry("scripts.edit.step.1").Text; got != "周四方便吗？{称呼}" {
		t.Errorf("the menu wrote %q", got)
	}
	d.press("scripts.edit.add_step")
	d.write("scripts.edit.step_title.2", "道别")
	d.write("scripts.edit.step.2", "谢谢您。")
	d.press("scripts.edit.step.2.up")
	d.press("scripts.edit.objection.0.more")
	d.write("scripts.edit.objection.0_0.says", "下周也没空。")
	d.write("scripts.edit.objection.0_0.answer", "那听您的。")
	d.press("scripts.publish")
	d.tap("scripts.publish.form.submit") // without a word on the change
	if !d.sees("scripts.publish.form.submit") {
		t.Fatal("published without saying what was changed")
	}
	d.write("scripts.note", "加了道别")
	d.tap("scripts.publish.form.submit")
	got := d.published(s.ID)
	if got.Version != 2 || len(got.Steps) != 3 || got.Steps[1].Title != "道别" || len(got.Objections[0].More) != 1 {
		t.Fatalf("published %+v", got)
	}
	d.keep.Gone("scripts.edit/" + s.ID)
	if !d.sees("scripts.edit") || d.sees("scripts.publish") {
		t.Error("the editor stays")
	}
	d.undo()
	if back := d.published(s.ID); back.Version != 3 || len(back.Steps) != 2 {
		t.Errorf("taken back: %+v", back)
	}
	d.tap("scripts.pages.versions")
	d.press("scripts.back.2")
	d.press("scripts.publish")
	d.tap("scripts.publish.form.submit")
	if again := d.published(s.ID); again.Version != 4 || len(again.Steps) != 3 {
		t.Errorf("gone back to the second: %+v", again)
	}
}

func TestDraftsOfScripts(t *testing.T) {
	s := call()
	d := newDesk(t, manager, theme.Light, []any{s})
	d.rune('e')
	d.write("scripts.edit.step.1", "换个说法")
	d.keep.Pass()
	d.keep.Flush()
	list, err := d.service.Drafts(ctx)
	if err != nil || len(list) != 1 || list[0].Form != "scripts.edit" {
		t.Fatalf("kept %+v, %v", list, err)
	}
	d.enter() // after a crash
	d.Show(list[0])
	if got := d.entry("scripts.edit.step.1").Text; got != "换个说法" {
		t.Errorf("the draft came back as %q", got)
	}
	d.tap("scripts.edit.restored.discard")
	if got := d.entry("scripts.edit.step.1").Text; got != s.Steps[1].Text {
		t.Errorf("given up it holds %q", got)
	}
	d.press("scripts.edit.objection.0.drop")
	if widgets.Find("scripts.edit.objection.0.answer") != nil && d.sees("scripts.edit.objection.0.answer") {
		t.Error("the objection stays")
	}
	d.undo()
	if d.entry("scripts.edit.objection.0.answer").Text == "" {
		t.Error("undo does not bring it back")
	}
	d.press("scripts.edit.leave")
	if !d.sees("scripts.edit") {
		t.Error("one cannot go back to reading")
	}
}

func TestNewAndRetired(t *testing.T) {
	d := newDesk(t, manager, theme.Light, []any{call()})
	d.rune('n')
	d.write("scripts.new.title", "端午活动")
	d.tap("scripts.new.channel.message")
	widgets.Find("scripts.new.stage").(*widgets.Select).SetSelected("活动邀请")
	d.tap("scripts.new.form.submit")
	d.write("scripts.edit.step.0", "{称呼}您好，端午包粽子，一起来吧。")
	d.press("scripts.publish")
	d.tap("scripts.publish.form.submit")
	want := app.Script{Stage: app.StageInvite, Channel: app.ChannelMessage, Topic: "端午活动"}
	got := d.published(want.OccasionID())
	if got.Version != 1 || got.Title != "端午活动" {
		t.Fatalf("published %+v", got)
	}
	d.press("scripts.retire")
	d.write("scripts.note", "节日已过")
	d.tap("scripts.retire.form.submit")
	if now := d.published(got.ID); !now.Retired || now.Version != 2 {
		t.Errorf("retired: %+v", now)
	}
}

// TestLook writes pictures of the room to the folder FANGCE_LOOK names, to look at; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := newDesk(t, manager, mode, library(t))
		d.save(filepath.Join(dir, "scripts-"+string(mode)+".png"))
		d.rune('e')
		d.write("scripts.edit.step.1", "这次打电话，是想告诉您一件事：您{投保日期}投保的{险种}，今后由我服务。")
		d.save(filepath.Join(dir, "scripts-edit-"+string(mode)+".png"))
		d.tap("scripts.edit.pages.changes")
		d.save(filepath.Join(dir, "scripts-changes-"+string(mode)+".png"))
		d.press("scripts.publish")
		d.save(filepath.Join(dir, "scripts-publish-"+string(mode)+".png"))
	}
}

func (d *desk) save(path string) {
	d.t.Helper()
	f, err := os.Create(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
}
