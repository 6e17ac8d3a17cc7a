package visit

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/assets"
)

// TestLook writes pictures of the room to the folder FANGCE_LOOK names, to look at; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	d, _ := newDesk(t)
	scripts, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	var rows []any
	for _, s := range scripts {
		rows = append(rows, s)
	}
	if _, err := d.store.Apply(ctx, apptest.Page(app.StreamScripts, 1, rows...)); err != nil {
		t.Fatal(err)
	}
	d.Show(nil)
	save := func(name string) {
		f, err := os.Create(filepath.Join(dir, "visit-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
	d.askNoShow()
	save("no-show-early")
	d.submit()
	d.clock.Add(50 * time.Minute)
	d.askNoShow()
	save("no-show")
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())
	d.tick(d.pane.there.items, app.ItemFacts)
	d.tick(d.pane.there.items, app.ItemRemind)
	d.pane.show(pageRecord)
	save("record")
	d.pane.record.three[1].SetText("热情接待，对服务满意，关心分红情况。")
	d.pane.record.three[2].SetText("问：分红怎样查询？答：可在官方App查询，现场协助查看，客户清楚。")
	d.pane.record.next.SetText("寄送保单整理表")
	test.Tap(d.pane.record.offer)
	d.ctrlEnter()
	save("arrival")
	d.submit()
	save("done")
	d.pane.show(pageThere)
	save("there-done")
	d.toast.Do()
	d.pane.show(pageThere)
	save("there")
	d.window.Resize(fyne.NewSize(1366, 768))
	d.askSurvey()
	save("survey")
	d.rate(func(i, q int) int { return 5 - (i+q)%3 })
	d.tapped("survey.next")
	d.draw()
	save("survey-sign")
	d.tapped("survey.submit")
	save("survey-thanks")
	d.page.Key(&fyne.KeyEvent{Name: fyne.KeyF11})
	d.askSign()
	d.draw()
	save("sign")
	d.tapped("inking.confirm")
	d.page.Key(&fyne.KeyEvent{Name: fyne.KeyF11})
	d.showSite()
	for _, page := range sitePages {
		d.site.show(page)
		save("site-" + page)
	}
	d.page.Key(&fyne.KeyEvent{Name: fyne.KeyF11})
	save("there-signed")
}

// TestLookDay shows a day with visits in several parts of town.
func TestLookDay(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	d := townDay(t)
	d.order.Set(orderArea)
	d.Refresh()
	d.showDay()
	f, err := os.Create(filepath.Join(dir, "visit-day.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
