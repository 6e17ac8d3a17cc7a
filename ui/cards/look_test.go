package cards_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/cards"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// TestLook writes pictures of the room to the folder FANGCE_LOOK names, from the account whose data folder FANGCE_DATA
// names (passphrase fangce-demo), to look at; without them nothing is done.
func TestLook(t *testing.T) {
	dir, data := os.Getenv("FANGCE_LOOK"), os.Getenv("FANGCE_DATA")
	if dir == "" || data == "" {
		t.Skip("FANGCE_LOOK and FANGCE_DATA name no folders")
	}
	ctx := context.Background()
	accounts, err := store.Accounts(data)
	if err != nil || len(accounts) == 0 {
		t.Fatal(accounts, err)
	}
	key, err := store.Unlock(accounts[0].Dir, "fangce-demo")
	if err != nil {
		t.Fatal(err)
	}
	clock := app.StartingAt(time.Date(2026, 11, 20, 8, 40, 0, 0, app.Shanghai))
	s, err := store.Open(ctx, accounts[0].Dir, key, store.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	me := app.Person{ID: app.PersonID(accounts[0].StaffNo), Name: accounts[0].Name, Roles: accounts[0].Roles}
	use := service.New(service.Config{Store: s, Clock: clock, Person: me, Centre: accounts[0].Centre})
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		look(t, dir, mode, cards.Deps{Clock: clock, Service: use}, use)
	}
}

func look(t *testing.T, dir string, mode theme.Mode, d cards.Deps, use *service.Service) {
	a := test.NewTempApp(t)
	theme.Apply(a, mode)
	if err := locale.Use(first(os.Getenv("FANGCE_LANG"), locale.Simplified)); err != nil {
		t.Fatal(err)
	}
	stage := widgets.NewStage(nil)
	w := test.NewTempWindow(t, stage)
	w.SetPadded(false)
	d.Window = w
	d.Navigate, d.Fail = func(string, any) {}, func(err error) { t.Error(err) }
	d.Toast = func(text, label string, do func()) {
		widgets.ShowToast(w.Canvas(), widgets.Toast{Text: text, Tone: widgets.Success, Action: label, Do: do})
	}
	r := cards.New(d)
	r.Inline()
	stage.SetContent(r.Content())
	w.Resize(fyne.NewSize(1366-theme.RailWidth, 738))
	r.Show(nil)
	save := func(name string) {
		f, err := os.Create(filepath.Join(dir, name+"-"+string(mode)+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
	save("first")
	r.Unfold(0)
	r.Rune('2')
	save("unfolded")
	for _, q := range []app.CardQuery{{Filter: app.CardsInGrace}, {Filter: app.CardsUnsigned}, {Filter: app.CardsIncomplete, Sort: app.SortByCompleteness}, {Filter: app.CardsProspects}} {
		ids, err := use.CardIndex(context.Background(), q)
		if err != nil || len(ids) == 0 {
			t.Log(q, len(ids), err)
			continue
		}
		rows, _ := use.CardRows(context.Background(), ids[:1])
		r.Show(rows[0].ID)
		save(string(q.Filter))
	}
	ids, _ := use.CardIndex(context.Background(), app.CardQuery{Sort: app.SortByNextDue})
	rows, _ := use.CardRows(context.Background(), ids)
	seen := map[string]bool{}
	for _, row := range rows {
		v, err := use.Card(context.Background(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		c := v.Customer
		for what, is := range map[string]bool{
			"kept": len(v.Kept) > 0, "silent": c.DoNotContact, "key": c.Key, "many": len(v.Policies) > 4,
			"doubt":   slices.ContainsFunc(v.Policies, func(p app.PolicyView) bool { return len(p.Policy.Doubts) > 0 }),
			"invalid": slices.ContainsFunc(c.Phones, func(p app.Phone) bool { return p.Kind == app.PhoneInvalid || p.Wrong }),
			"old_id":  c.IDType != app.IDCard && c.IDNo != "", "verified": len(v.Verified) > 1,
		} {
			if !is || seen[what] {
				continue
			}
			seen[what] = true
			r.Show(c.ID)
			if what == "doubt" || what == "many" {
				r.Rune('2')
				r.Unfold(0)
			}
			save(what)
		}
	}
	r.Rune('3')
	save("records")
	for key, name := range map[rune]string{'r': "record-form", 'v': "visit-form", 'n': "prospect-form"} {
		r.Rune(key)
		save(name)
		w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
