package drafts

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// keysPerPause is how many letters somebody types in a typingPause who types fast.
const keysPerPause = 6

// BenchmarkTyping types into a dialog of the program with and without drafts in turn, in one run, and compares what a key
// takes on the UI goroutine: the letter itself, and every few letters taking the form down for the writer, which is at
// work on the disk meanwhile.
func BenchmarkTyping(b *testing.B) {
	theme.Apply(test.NewTempApp(b), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		b.Fatal(err)
	}
	s, clock := apptest.NewStoreClock(b)
	var due []func()
	keep := New(Config{Store: s, Clock: clock.Now, Fail: func(err error) { b.Error(err) }, Later: func(_ time.Duration, f func()) func() {
		due = append(due, f)
		return func() {}
	}})
	defer keep.Close()
	w := test.NewTempWindow(b, widgets.NewStage(nil))
	w.Resize(fyne.NewSize(1366, 730))
	run := func(k *Keeper) (took []time.Duration) {
		e := widgets.NewMultiEntry("", 3)
		fields := []Field{Text("text", "", e)}
		for range 9 {
			fields = append(fields, Text("more", "", widgets.NewEntry("")))
		}
		d, _ := k.Ask(w.Canvas(), Spec{Key: "bench"}, fields, widgets.Form{Title: "…", Fields: []widgets.FormField{{Input: e}}}, nil)
		for i := range 240 {
			if i%40 == 0 {
				e.SetText("")
			}
			began := time.Now()
			e.TypedRune('客')
			if i%keysPerPause == 0 {
				for _, f := range due {
					f()
				}
				due = due[:0]
			}
			took = append(took, time.Since(began))
		}
		d.Close()
		return took
	}
	var with, without []time.Duration
	for b.Loop() {
		without = append(without, run(nil)...)
		with = append(with, run(keep)...)
		keep.Flush()
	}
	slices.Sort(with)
	slices.Sort(without)
	at := func(all []time.Duration, percent int) float64 {
		return float64(all[len(all)*percent/100].Nanoseconds()) / 1e6
	}
	b.ReportMetric(at(with, 50), "key-p50-ms")
	b.ReportMetric(at(with, 99), "key-p99-ms")
	b.ReportMetric(at(with, 50)/at(without, 50), "p50-x-without")
	b.ReportMetric(at(with, 99)/at(without, 99), "p99-x-without")
	b.ReportMetric(0, "ns/op")
}
