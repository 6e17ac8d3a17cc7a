package main

import (
	"encoding/json"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// uiTimes measures how long functions of ours hold the window's goroutine: everything handed to fyne.Do, which in the
// tour is what the person does as well. Painting is not among it.
type uiTimes struct {
	mu   sync.Mutex
	took map[string][]time.Duration // by who asked for it
}

// uiTook is what was measured, as it stands in the file of -uitimes. Times are in milliseconds.
type uiTook struct {
	Calls int
	P50   float64
	P99   float64
	Max   float64
	Worst []uiWorst // the ten longest, each caller once
}

type uiWorst struct {
	At string
	MS float64
}

// measured returns the program as one whose calls on the window's goroutine are timed.
func (t *uiTimes) measured(a fyne.App) fyne.App {
	t.took = map[string][]time.Duration{}
	desk, ok := a.Driver().(desktop.Driver)
	if !ok {
		return a
	}
	timed := timedApp{App: a, driver: timedDriver{anyDriver: a.Driver(), Driver: desk, times: t}}
	fyne.SetCurrentApp(timed)
	return timed
}

type timedApp struct {
	fyne.App
	driver timedDriver
}

// Driver implements fyne.App.
func (a timedApp) Driver() fyne.Driver { return a.driver }

type anyDriver = fyne.Driver

type timedDriver struct {
	anyDriver
	desktop.Driver
	times *uiTimes
}

// DoFromGoroutine implements fyne.Driver.
func (d timedDriver) DoFromGoroutine(f func(), wait bool) {
	at := asker()
	d.anyDriver.DoFromGoroutine(func() {
		began := time.Now()
		f()
		d.times.note(at, time.Since(began))
	}, wait)
}

// asker names the function that called fyne.Do or fyne.DoAndWait.
func asker() string {
	var pcs [12]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "fyne.io/") || !more {
			name := f.Function
			if i := strings.LastIndex(name, "fangce/"); i >= 0 {
				name = name[i+len("fangce/"):]
			}
			return name
		}
	}
}

func (t *uiTimes) note(at string, took time.Duration) {
	// The tour looks for elements and takes pictures of what is drawn: nobody who uses the program does.
	if strings.Contains(at, "guide).see") || strings.Contains(at, "guide).picture") || strings.Contains(at, "ServeTags") {
		return
	}
	t.mu.Lock()
	t.took[at] = append(t.took[at], took)
	t.mu.Unlock()
}

// write leaves what was measured in a file.
func (t *uiTimes) write(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []time.Duration
	var r uiTook
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	for at, took := range t.took {
		all = append(all, took...)
		r.Worst = append(r.Worst, uiWorst{at, ms(slices.Max(took))})
	}
	slices.Sort(all)
	slices.SortFunc(r.Worst, func(a, b uiWorst) int { return int(1000 * (b.MS - a.MS)) })
	r.Worst = r.Worst[:min(len(r.Worst), 10)]
	if n := len(all); n > 0 {
		r.Calls, r.P50, r.P99, r.Max = n, ms(all[n/2]), ms(all[n*99/100]), ms(all[n-1])
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		slog.Error("times of the window's goroutine", "error", err)
	}
}
