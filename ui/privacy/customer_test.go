package privacy_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/privacy"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func TestThePageForACustomerIsLeftOnPurpose(t *testing.T) {
	b := open(t, theme.Light, locale.Simplified)
	card, err := b.use.Card(ctx, b.customer.ID)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	sheet := privacy.CustomerPage(privacy.CustomerDeps{
		Window: b.deps.Window, Card: card, Planner: planner, Centre: "瑞禾人寿银保理财中心", Today: "2026-03-18", Leave: func() { left++ },
		Check: func(_ context.Context, p string) error {
			if p != "right" {
				return app.Errorf(app.ErrPassphrase, "口令不正确")
			}
			return nil
		},
	})
	b.deps.Window.SetContent(sheet)
	b.picture("customer-view")
	widgets.Tag("sheet", sheet)
	said := b.reads("sheet")
	if !strings.Contains(said, "王女士") || strings.Contains(said, "13812340001") || strings.Contains(said, b.customer.IDNo) {
		t.Errorf("the customer reads %s", said)
	}
	sheet.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if left != 0 {
		t.Fatal("Escape leaves")
	}
	sheet.Key(&fyne.KeyEvent{Name: fyne.KeyF9})
	if left != 1 {
		t.Fatal("F9 does not leave")
	}
	b.press("customer_view.lock")
	sheet.Key(&fyne.KeyEvent{Name: fyne.KeyF9})
	b.press("customer_view.form.submit")
	if left != 1 {
		t.Fatal("a locked page is left without the passphrase")
	}
	b.write("customer_view.passphrase", "right")
	b.press("customer_view.form.submit")
	for range 200 {
		if left == 2 {
			return
		}
		b.rest()
	}
	t.Error("the passphrase does not open it")
}
