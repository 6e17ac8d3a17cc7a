package ui

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/cards"
	"github.com/fangce/fangce/ui/widgets"
)

// told is a room that notes what it is asked to show and to do.
type told struct {
	shown []any
	done  []string
	off   string
	mute  bool // it has no commands
}

func (r *told) Content() fyne.CanvasObject { return widgets.NewText("") }
func (r *told) Show(arg any)               { r.shown = append(r.shown, arg) }
func (r *told) Refresh()                   {}
func (r *told) Search(text string)         { r.done = append(r.done, "search "+text) }

func (r *told) Commands() []widgets.Command {
	if r.mute {
		return nil
	}
	return []widgets.Command{
		{ID: "cards.new", Label: "新增准客户", Key: "N", Run: func() { r.done = append(r.done, "new") }},
		{ID: "cards.print", Label: "打印服务卡", Key: "P", Run: func() { r.done = append(r.done, "print") }, Off: func() string { return r.off }},
	}
}

// paletteDesk is a desk whose planner has a list of cards, calls and visits that only note what they are told.
func paletteDesk(t *testing.T) (d *desk, room *told, calls *told) {
	d = newDesk(t)
	room, calls = &told{}, &told{mute: true}
	d.bench.rooms = append([]place{{id: "cards", room: room}, {id: "calls", room: calls}, {id: "visit", room: &told{mute: true}}}, d.bench.rooms...)
	var edits []store.Edit
	for i, name := range []string{"王建国", "王建华", "李秀英", "金小江"} {
		c := apptest.Customer(i+1, name)
		edits = append(edits, store.Create(c))
	}
	apptest.MustCommit(t, d.store, edits...)
	d.bench.open("sync", nil)
	return d, room, calls
}

func (d *desk) press(k fyne.KeyName, m fyne.KeyModifier) {
	widgets.TriggerShortcut(d.win.Canvas(), &desktop.CustomShortcut{KeyName: k, Modifier: m})
}

// palette opens the palette, types and waits until what it looks for has come.
func (d *desk) palette(t *testing.T, typed string) {
	t.Helper()
	d.press(fyne.KeyK, fyne.KeyModifierControl)
	if !d.seen("palette.text") {
		t.Fatal("the palette does not open")
	}
	atRest(t, "(*palette)")
	if typed != "" {
		test.Type(d.win.Canvas().Focused(), typed)
		time.Sleep(3 * paletteTyping)
		atRest(t, "(*palette)")
	}
}

func (d *desk) rows() []string {
	l, _ := widgets.Find("palette.list").(*widgets.List)
	var out []string
	for i := range l.Len() {
		if r := l.RowAt(i); r.Header {
			out = append(out, "#"+r.Title)
		} else {
			out = append(out, r.Title)
		}
	}
	return out
}

func (d *desk) key(k fyne.KeyName) { d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

func TestPaletteFindsCustomers(t *testing.T) {
	d, room, calls := paletteDesk(t)
	d.palette(t, "wjg")
	if got := d.rows(); !slices.Equal(got[:2], []string{"#客户", "王建国"}) {
		t.Fatal(got)
	}
	d.key(fyne.KeyReturn)
	id := apptest.Customer(1, "").ID
	if len(room.shown) != 1 || room.shown[0] != id || d.seen("palette.text") {
		t.Fatal(room.shown)
	}
	d.palette(t, "wj")
	d.key(fyne.KeyDown)
	d.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if len(calls.shown) != 1 || calls.shown[0].([]string)[0] != apptest.Customer(2, "").ID {
		t.Fatal(calls.shown)
	}
	d.palette(t, "lixiu")
	d.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierAlt})
	if got := room.shown[len(room.shown)-1]; got != (cards.Arrival{CustomerID: apptest.Customer(3, "").ID, Then: cards.ThenVisit}) {
		t.Fatal(got)
	}
	atRest(t, "(*palette)")
	d.palette(t, "")
	if got := d.rows(); !slices.Equal(got[:4], []string{"#最近用过", "李秀英", "王建华", "王建国"}) {
		t.Fatal("recent:", got)
	}
}

func TestPaletteWaitsForCustomersBeforeEnter(t *testing.T) {
	d, room, _ := paletteDesk(t)
	d.palette(t, "")
	test.Type(d.win.Canvas().Focused(), "jxj")
	d.key(fyne.KeyReturn) // sooner than anybody can be found
	for range 500 {
		if len(room.shown) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(room.shown) != 1 || room.shown[0] != apptest.Customer(4, "").ID {
		t.Fatal(room.shown)
	}
	atRest(t, "(*palette)")
}

func TestPaletteCommands(t *testing.T) {
	d, room, _ := paletteDesk(t)
	d.bench.open("cards", nil)
	d.palette(t, "")
	got := d.rows()
	if i := slices.Index(got, "#本页操作"); i < 0 || got[i+1] != "新增准客户" || !slices.Contains(got, "立即同步") {
		t.Fatal(got)
	}
	d.key(fyne.KeyEscape)
	d.palette(t, ">xzzkh") // 新增准客户
	if got := d.rows(); !slices.Equal(got, []string{"#本页操作", "新增准客户"}) {
		t.Fatal(got)
	}
	d.key(fyne.KeyReturn)
	room.off = "先打开一位客户的资料卡"
	d.palette(t, "dyfwk")
	d.key(fyne.KeyReturn)
	if !slices.Equal(room.done, []string{"new"}) || d.stage.ToastText() != room.off {
		t.Fatal(room.done, d.stage.ToastText())
	}
	room.off = ""
	d.bench.open("sync", nil)
	d.palette(t, "打印")
	d.key(fyne.KeyReturn)
	if !slices.Equal(room.done, []string{"new", "print"}) || d.bench.rail.Active() != "cards" {
		t.Fatal(room.done, d.bench.rail.Active())
	}
	d.palette(t, "szhi") // 设置
	d.key(fyne.KeyReturn)
	if d.bench.rail.Active() != "settings" {
		t.Fatal(d.bench.rail.Active())
	}
	atRest(t, "(*palette)")
}

func TestPaletteShowsNobodyWhileHidden(t *testing.T) {
	d, _, _ := paletteDesk(t)
	d.bench.turn(app.SyncState{Filling: true})
	d.palette(t, "wjg")
	if got := strings.Join(d.rows(), " "); strings.Contains(got, "王") {
		t.Fatal(got)
	}
	if d.key(fyne.KeyReturn); d.seen("palette.text") == false && d.bench.rail.Active() != "sync" {
		t.Fatal(d.bench.rail.Active())
	}
}

// TestPaletteLook leaves pictures in the folder FANGCE_LOOK names.
func TestPaletteLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	d, _, _ := paletteDesk(t)
	for name, typed := range map[string]string{"palette-empty": "", "palette-wj": "wj", "palette-none": "qqqq", "palette-tb": "t"} {
		d.palette(t, typed)
		f, err := os.Create(filepath.Join(dir, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, d.win.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		f.Close()
		d.win.Canvas().Overlays().Top().Hide()
		d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}
