package preview

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// type fills a field of the dialog in sight.
func (d *desk) write(t *testing.T, id, text string) {
	t.Helper()
	entry, ok := widgets.Find(id).(*widgets.Entry)
	if !ok {
		t.Fatalf("no field %s", id)
	}
	entry.SetText(text)
}

func TestPrintAsks(t *testing.T) {
	d := show(t, theme.Light, longCard(), 1366, 768, nil)
	d.sheets.turn(1)
	d.ctrl(fyne.KeyP)
	if len(d.jobs) != 0 {
		t.Fatal("printed without asking")
	}
	d.key(fyne.KeyEscape)
	if len(d.jobs) != 0 || !d.IsOpen() {
		t.Fatal("a refusal printed or closed the preview")
	}
	d.ctrl(fyne.KeyP)
	d.canvas.Focused().(*widgets.Entry).SetText("3")
	widgets.Find("preview.printer").(*widgets.Select).Set("二楼")
	widgets.Find("preview.pages").(*widgets.Segmented).Set(pagesThis)
	d.key(fyne.KeyReturn)
	if want := (Job{Printer: "二楼", Copies: 3, Pages: []int{2}}); len(d.jobs) != 1 || !reflect.DeepEqual(d.jobs[0], want) {
		t.Fatalf("printed %+v, want %+v", d.jobs, want)
	}
	d.ctrl(fyne.KeyP)
	d.write(t, "preview.pages.text", "2-99")
	d.key(fyne.KeyReturn)
	if len(d.jobs) != 1 {
		t.Fatalf("pages beyond the last were printed: %+v", d.jobs[1])
	}
	d.write(t, "preview.pages.text", "1-2")
	d.key(fyne.KeyReturn)
	if want := (Job{Printer: "二楼", Copies: 1, Pages: []int{1, 2}}); len(d.jobs) != 2 || !reflect.DeepEqual(d.jobs[1], want) {
		t.Fatalf("printed %+v, want %+v on the printer of last time", d.jobs[1:], want)
	}
}

func TestNoPrinter(t *testing.T) {
	d := show(t, theme.Light, pdf.Questionnaire{}, 1366, 768, nil)
	d.printers = nil
	d.ctrl(fyne.KeyP)
	if len(d.jobs) != 0 || !strings.Contains(d.note.Value(), "没有找到打印机。请先在系统中安装打印机") {
		t.Errorf("printed %v: %q", d.jobs, d.note.Value())
	}
}
