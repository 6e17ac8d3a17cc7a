package preview

import (
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// desk is a window with a preview over it.
type desk struct {
	*Viewer
	w        fyne.Window
	dpis     []float64 // asked for, in order
	jobs     []Job
	opened   int
	saved    []string
	closed   int
	failed   []error
	toasts   []string
	err      error // of every action
	printers []Printer
}

// show opens a preview of a real form in a window of the given size; what runs in the background runs at once.
func show(t *testing.T, mode theme.Mode, f pdf.Form, width, height float32, change func(*Deps)) *desk {
	t.Helper()
	a := test.NewTempApp(t)
	theme.Apply(a, mode)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	widgets.EnableTags()
	old := background
	background = func(work func()) { work() }
	t.Cleanup(func() { background = old })
	w := test.NewTempWindow(t, widgets.NewStage(widgets.NewText("客户")))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	d := &desk{w: w, printers: []Printer{{"大厅", true}, {"二楼", false}}}
	deps := Deps{
		Window: w, Title: "客户服务卡 · 王颖", Path: filepath.Join(t.TempDir(), "客户服务卡-王颖-20261123.pdf"),
		Pages: func(_ context.Context, dpi float64) ([]image.Image, error) {
			d.dpis = append(d.dpis, dpi)
			pages, _, err := pdf.Pages(f, dpi)
			return pages, err
		},
		Printers: func(context.Context) ([]Printer, error) { return d.printers, nil },
		Print:    func(_ context.Context, job Job) error { d.jobs = append(d.jobs, job); return d.err },
		Open:     func(context.Context) error { d.opened++; return d.err },
		SaveAs: func(_ context.Context, path string) error {
			d.saved = append(d.saved, path)
			return d.err
		},
		Fail:   func(err error) { d.failed = append(d.failed, err) },
		Toast:  func(text string) { d.toasts = append(d.toasts, text) },
		Closed: func() { d.closed++ },
	}
	if change != nil {
		change(&deps)
	}
	d.Viewer = Show(deps)
	return d
}

func (d *desk) ctrl(k fyne.KeyName) {
	d.canvas.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault})
}

func (d *desk) key(k fyne.KeyName) { d.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

func longCard() pdf.ServiceCard {
	card := pdf.ServiceCard{
		Sheet:  pdf.Sheet{Centre: "江州市银保理财中心", FormNo: "JZ-2026-00317", FormID: "JZ-2026-00317", PrintedBy: "陈雅琴"},
		CardNo: "JZ-2026-00317", Name: "王颖", Sex: app.SexFemale, BirthDate: "1968-03-01", IDType: "身份证", IDNo: "310101196803011243",
		Phones:    []pdf.CardContact{{Label: "移动电话", Text: "13800138000", Verified: true}, {Label: "单位电话", Text: "021-62345678"}},
		Addresses: []pdf.CardContact{{Label: "家庭地址", Text: "江州市城东区人民路188号锦绣花园12号楼3单元1202室"}},
		Planner:   "陈雅琴", Grade: "A 类", OpenedOn: "2026-10-05",
		Policies: []pdf.CardPolicy{{Number: "2021083000457712", Product: "鑫享人生年金保险（分红型）", Holder: "王颖", Insured: "王颖", Amount: app.Yuan(100000), Premium: app.Yuan(10000), Pay: "年交 10 年", Term: "终身", EffectiveOn: "2021-08-30", NextDue: "2026-08-30", Status: "有效"}},
	}
	for i := range 40 {
		card.Records = append(card.Records, pdf.CardRecord{
			On: app.Date("2026-01-05").AddDays(7 * i), Channel: "电话", By: "陈雅琴", Content: "续期缴费提醒：确认以银行转账方式缴费，核对扣款账户尾号。",
			Attitude: "客气，愿意见面。", Answer: "客户问余额不足的后果，已说明宽限期与复效的规定。",
		})
	}
	return card
}

// The pages are drawn dot for dot for the screen: once more after a change of size, and only then.
func TestPagesAreSharp(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, nil)
	check := func(when string) {
		t.Helper()
		for i, p := range d.sheets.pages {
			dots := p.img.Image.Bounds().Size()
			if s := p.img.Size(); s != fyne.NewSize(float32(dots.X), float32(dots.Y)) {
				t.Errorf("%s: page %d of %v dots stands in %v", when, i+1, dots, s)
			}
			if at := p.img.Position(); at.X != float32(int(at.X)) || at.Y != float32(int(at.Y)) {
				t.Errorf("%s: page %d stands at %v", when, i+1, at)
			}
		}
	}
	check("opened")
	if len(d.dpis) != 1 {
		t.Errorf("drawn at %v", d.dpis)
	}
	d.ctrl(fyne.KeyPlus)
	check("larger")
	d.sheets.fitWidth()
	check("as wide as the window")
	d.sheets.fitWidth()
	if len(d.dpis) != 3 {
		t.Errorf("drawn at %v", d.dpis)
	}
	if page, seen := d.sheets.pages[0].img.Size().Width, d.sheets.scroll.Size().Width; page > seen-2*around || page < seen-2*around-6 {
		t.Errorf("a page of %v in %v is not as wide as the window", page, seen)
	}
	d.w.Resize(fyne.NewSize(1000, 700))
	check("smaller window")
	if page, seen := d.sheets.pages[0].img.Size().Width, d.sheets.scroll.Size().Width; page > seen-2*around || page < seen-2*around-6 {
		t.Errorf("a page of %v in %v does not follow the window", page, seen)
	}
}

// Only pages near what is seen are held by the screen.
func TestPageInSight(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, nil)
	n := len(d.sheets.pages)
	if n < 4 || d.bar.place.Value() != "第 1 / "+string(rune('0'+n))+" 页" || d.sheets.pages[n-1].img.Visible() || !d.sheets.pages[0].img.Visible() {
		t.Errorf("%d pages, %q", n, d.bar.place.Value())
	}
	d.key(fyne.KeyEnd)
	if d.sheets.page != n-1 || d.sheets.pages[0].img.Visible() || !d.sheets.pages[n-1].img.Visible() || !d.bar.down.Disabled() {
		t.Errorf("at the end page %d is in sight", d.sheets.page+1)
	}
	d.key(fyne.KeyHome)
	d.sheets.turn(1)
	if d.sheets.page != 1 || d.bar.up.Disabled() {
		t.Errorf("page %d is in sight after the first", d.sheets.page+1)
	}
	at := d.sheets.scroll.Offset.Y
	if d.key(fyne.KeyPageDown); d.sheets.scroll.Offset.Y <= at {
		t.Error("Page Down does not scroll")
	}
}

// What is under the pointer stays there while the pages grow.
func TestWheelKeepsThePlace(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, nil)
	d.sheets.to(fyne.NewPos(0, 2000))
	pointer := fyne.NewPos(600, 300)
	share := func() float32 {
		p := d.sheets.pages[1].img
		return (d.sheets.scroll.Offset.Y + pointer.Y - p.Position().Y) / p.Size().Height
	}
	before := share()
	d.sheets.wheel(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: pointer}, Scrolled: fyne.NewDelta(0, 10)})
	if after := share(); d.sheets.zoom <= 1.25 || after < before-0.03 || after > before+0.03 {
		t.Errorf("at %v the pointer moved from %.3f to %.3f of the page", d.sheets.zoom, before, after)
	}
}

func TestActions(t *testing.T) {
	d := show(t, theme.Light, pdf.Questionnaire{}, 1366, 768, nil)
	d.ctrl(fyne.KeyP)
	d.key(fyne.KeyReturn)
	if len(d.jobs) != 1 || d.note.Value() != "已发送到打印机“大厅”" {
		t.Errorf("printed %v: %q", d.jobs, d.note.Value())
	}
	d.err = errors.New("no printer")
	d.ctrl(fyne.KeyP)
	d.key(fyne.KeyReturn)
	if d.note.Value() != "no printer" || len(d.failed) != 0 {
		t.Errorf("the failure is shown as %q", d.note.Value())
	}
	d.openElsewhere()
	d.err = nil
	d.key(fyne.KeyEscape)
	if d.IsOpen() || d.opened != 1 || d.closed != 1 || d.canvas.Overlays().Top() != nil {
		t.Errorf("after Escape: %v %d %d", d.IsOpen(), d.opened, d.closed)
	}
	d.done("已发送到打印机")
	if len(d.toasts) != 1 {
		t.Error("what is done after closing is not said")
	}
}

func TestSave(t *testing.T) {
	d := show(t, theme.Light, pdf.Questionnaire{}, 1366, 768, nil)
	d.ctrl(fyne.KeyS)
	entry, ok := d.canvas.Focused().(*widgets.Entry)
	if !ok || entry.Text != d.d.Path {
		t.Fatalf("the focus is on %T", d.canvas.Focused())
	}
	entry.SetText(filepath.Join(t.TempDir(), "卡"))
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(d.saved) != 1 || filepath.Base(d.saved[0]) != "卡.pdf" || !d.IsOpen() {
		t.Fatalf("saved %v", d.saved)
	}
	if err := os.WriteFile(d.d.Path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.ctrl(fyne.KeyS)
	d.key(fyne.KeyReturn)
	if len(d.saved) != 1 {
		t.Error("a file was replaced without a question")
	}
	d.key(fyne.KeyEscape)
	if len(d.saved) != 1 || !d.IsOpen() {
		t.Error("a refusal replaced the file or closed the preview")
	}
	d.ctrl(fyne.KeyS)
	d.key(fyne.KeyReturn)
	d.canvas.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(d.saved) != 2 || d.saved[1] != d.d.Path {
		t.Errorf("saved %v", d.saved)
	}
}

// Tab reaches every button, and the keys of the preview still work.
func TestKeyboard(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, nil)
	seen := map[any]bool{}
	for range d.bar.buttons {
		d.key(fyne.KeyTab)
		seen[d.bar.marked()] = true
	}
	if len(seen) != len(d.bar.buttons)-1 { // there is no page before the first
		t.Errorf("Tab reached %d of %d buttons", len(seen), len(d.bar.buttons))
	}
	d.bar.at = len(d.bar.buttons) - 3
	d.key(fyne.KeyTab)
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyReturn)
	d.ctrl(fyne.KeyP)
	d.key(fyne.KeyReturn)
	if len(d.jobs) != 2 {
		t.Errorf("printed %v", d.jobs)
	}
}

// The lock of the window works while a preview covers it, and its notice can be seen.
func TestLockShows(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, nil)
	locked := false
	widgets.AddShortcutAlways(d.canvas, &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault}, func() { locked = true })
	if d.ctrl(fyne.KeyL); !locked {
		t.Error("the preview keeps the key of the lock to itself")
	}
	if d.canvas.Overlays().Top().(widgets.Covering).Over() == nil {
		t.Error("nothing can be shown above the preview")
	}
}

// A form that cannot be made leaves no empty preview behind.
func TestNoPages(t *testing.T) {
	broken := errors.New("no card")
	d := show(t, theme.Light, nil, 1366, 768, func(deps *Deps) {
		deps.Pages = func(context.Context, float64) ([]image.Image, error) { return nil, broken }
	})
	if d.IsOpen() || len(d.failed) != 1 || !errors.Is(d.failed[0], broken) || d.closed != 1 {
		t.Errorf("open %v, failed with %v", d.IsOpen(), d.failed)
	}
}

func TestTags(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, func(deps *Deps) { deps.Missing = []string{"U+323AF（客户姓名）"} })
	for _, id := range []string{"preview.page", "preview.print", "preview.save", "preview.open", "preview.close", "preview.fit"} {
		if _, _, w, h, ok := widgets.Locate(id, d.canvas); !ok || w < 20 || h < 20 {
			t.Errorf("%s is %d × %d, %v", id, w, h, ok)
		}
	}
}

func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := show(t, mode, longCard(), 1366, 768, func(deps *Deps) {
			if mode == theme.Dark {
				deps.Missing = []string{"U+323AF（客户姓名）"}
			}
		})
		save := func(name string) {
			t.Helper()
			f, err := os.Create(filepath.Join(dir, name+"-"+string(mode)+".png"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := png.Encode(f, d.canvas.Capture()); err != nil {
				t.Fatal(err)
			}
		}
		save("preview")
		d.ctrl(fyne.KeyP)
		save("print")
		d.key(fyne.KeyReturn)
		d.sheets.to(fyne.NewPos(0, 900))
		save("scrolled")
		d.sheets.fitPage()
		save("whole")
		d.ctrl(fyne.KeyS)
		save("save")
	}
}
