package cards

import (
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
)

// BenchmarkKeystroke types names, spellings, initials and tails letter by letter into the search of the room, on a real
// store of 100 000 customers, and takes the time from each rune until the list shows what was found: asked, read, swapped
// and laid out, without the drawing. What the database needs with LIKE is measured beside the store's search.
func BenchmarkKeystroke(b *testing.B) {
	s := apptest.NewPortfolio(b, apptest.Big)
	r := benchRoom(b, s)
	var busy sync.WaitGroup
	swapped := make(chan time.Time, 64)
	r.async = func(work func()) {
		before := r.list.pages.round
		busy.Go(func() {
			work() // the test driver runs what is meant for the UI goroutine at once
			if r.list.pages.round != before {
				swapped <- time.Now()
			}
		})
	}
	// settle lets what the new list brought with it come to its end, such as the open card of its first customer.
	settle := func() {
		busy.Wait()
		for len(swapped) > 0 {
			<-swapped
		}
	}
	var ours []time.Duration
	for b.Loop() {
		for _, text := range []string{"zhangwei", "lxy", "王秀", "1381", "8825", "200800000123", "chenjing", "ouyang", "shan", "zeng g", "欧阳", "wfang 13"} {
			r.list.search.SetText("")
			settle()
			for _, key := range text {
				began := time.Now()
				r.list.search.TypedRune(key)
				ours = append(ours, (<-swapped).Sub(began))
				settle()
			}
		}
	}
	slices.Sort(ours)
	b.ReportMetric(float64(ours[len(ours)/2].Microseconds())/1000, "list-p50-ms")
	b.ReportMetric(float64(ours[len(ours)*99/100].Microseconds())/1000, "list-p99-ms")
	b.ReportMetric(0, "ns/op")
}

// benchRoom returns the room in a window of a laptop's size, with all customers listed.
func benchRoom(b *testing.B, s *store.Store) *Room {
	b.Helper()
	a := test.NewTempApp(b)
	theme.Apply(a, theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		b.Fatal(err)
	}
	clock := app.Clock(func() time.Time { return apptest.Now })
	me := app.Person{ID: apptest.Planner, Roles: []string{app.RolePlanner}}
	w := test.NewTempWindow(b, nil)
	r := New(Deps{
		Window: w, Clock: clock, Service: service.New(service.Config{Store: s, Clock: clock, Person: me}),
		Navigate: func(string, any) {}, Fail: func(err error) { b.Error(err) }, Toast: func(string, string, func()) {},
	})
	r.async = func(work func()) { work() }
	r.later = func(time.Duration, func()) {} // the card follows after the list has been seen
	w.SetPadded(false)
	w.SetContent(r.Content())
	w.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	r.Show(nil)
	if n := len(r.list.pages.ids); n != apptest.Big.Customers {
		b.Fatalf("%d customers listed", n)
	}
	return r
}
