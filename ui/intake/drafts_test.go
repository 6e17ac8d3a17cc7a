package intake

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// What was chosen for an import is there again after a crash, until the file has been sent.
func TestChoicesAreKept(t *testing.T) {
	d := newDesk(t)
	widgets.EnableTags()
	test.Type(d.file.insurer, "瑞禾人寿")
	d.keep.Keeps("intake.file", "insurer", "瑞禾人寿")
	d.file.to.SetSelectedIndex(0)
	d.keep.Keeps("intake.file", "to", "1001")
	d.file.reason.SetSelectedIndex(1)
	d.keep.Keeps("intake.file", "reason", app.ReasonStripped)
	d.enter(d.store, (&apptest.Clock{At: apptest.Now}).Now)
	if d.file.insurer.Text != "瑞禾人寿" || d.file.to.Value() != "1001" || d.file.reason.Value() != app.ReasonStripped {
		t.Fatalf("after a crash: %q, %q, %q", d.file.insurer.Text, d.file.to.Value(), d.file.reason.Value())
	}
	if !d.file.restored.Content().Visible() {
		t.Error("it does not say that it was restored")
	}
	d.drop("two.csv", two)
	d.keep.Pass()
	test.Tap(d.send)
	if d.preview != nil {
		t.Fatalf("not sent: %s", d.says())
	}
	d.keep.Gone("intake.file")
	test.Type(d.file.insurer, "。")
	d.keep.Keeps("intake.file", "insurer", d.file.insurer.Text)
	d.enter(d.store, (&apptest.Clock{At: apptest.Now}).Now)
	widgets.Find("intake.restored.discard").(fyne.Tappable).Tapped(nil)
	d.keep.Gone("intake.file")
}
