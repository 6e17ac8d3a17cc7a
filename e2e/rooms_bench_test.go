package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// BenchmarkRooms enters each room by its key on a laptop with 5 000 customers, and reports how long it takes until the
// room can be used, for the first time and again, as a share of the time an empty window takes to show. Used means what it
// means in BenchmarkStart.
func BenchmarkRooms(b *testing.B) {
	work := b.TempDir()
	fangce, empty := built(b, ".", "fangce"), built(b, "./e2e/emptywindow", "empty")
	laptop := benchLaptop(b, work, fangce)
	s := startScreen(b)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	var bare []float64
	for range 3 {
		w := s.open(empty)
		bare = append(bare, ms(w.shown("label", nil).Sub(w.began)))
		w.stop()
	}
	// What each room shows once it has loaded, by its key.
	rooms := []struct{ key, id string }{
		{"2", "cards.list.0"}, {"3", "calls.list.0"}, {"4", "visit.list"}, {"5", "book.pages"}, {"6", "worklog.list.0"}, {"1", "today.list.0"},
	}
	took := map[string][]float64{}
	for b.Loop() {
		w := s.open(fangce, "-uitest", "-data", laptop, "-now", begins, "-lang", "zh_Hans", "-theme", "light")
		w.shown("start.passphrase", nil)
		w.typePassphrase()
		before := s.look(0, 0, screenWidth, screenHeight)
		s.do("xdotool", "key", "Return")
		w.shown("today.list.0", before)
		for _, round := range []string{"first", "again"} {
			for _, r := range rooms {
				time.Sleep(time.Second) // what the room before still loads is not this one's
				before := s.look(0, 0, screenWidth, screenHeight)
				began := time.Now()
				s.do("xdotool", "key", "ctrl+"+r.key)
				took[r.id+" "+round] = append(took[r.id+" "+round], ms(w.shown(r.id, before).Sub(began)))
			}
		}
		w.stop()
	}
	for _, round := range []string{"first", "again"} {
		for _, r := range rooms {
			b.ReportMetric(median(took[r.id+" "+round])/median(bare), r.id+"-"+round+"/empty")
		}
	}
	b.ReportMetric(median(bare), "empty-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkWindowHeld walks through the tour's day and reports for how many milliseconds the program's own work held the
// window's goroutine at a time: the median, the 99th percentile and the longest, which is listed with nine others.
// Painting is not counted. Above 16 ms a frame is late.
func BenchmarkWindowHeld(b *testing.B) {
	fangce := built(b, ".", "fangce")
	s := startScreen(b)
	work := b.TempDir()
	for i := 0; b.Loop(); i++ {
		file := filepath.Join(work, strconv.Itoa(i)+".json")
		c := s.command(fangce, "-tour", filepath.Join(work, "tour"), "-uitimes", file)
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		var held struct {
			Calls         int
			P50, P99, Max float64
			Worst         []struct {
				At string
				MS float64
			}
		}
		if err := json.Unmarshal(text, &held); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(held.Calls), "calls")
		b.ReportMetric(held.P50, "p50-ms")
		b.ReportMetric(held.P99, "p99-ms")
		b.ReportMetric(held.Max, "max-ms")
		for _, w := range held.Worst {
			b.Logf("%8.1f ms %s", w.MS, w.At)
		}
	}
	b.ReportMetric(0, "ns/op")
}
