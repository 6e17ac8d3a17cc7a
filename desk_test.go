package main

import (
	"context"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/centre/demo"
	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/start"
)

// workplace is the whole program on a laptop without a screen, with the demo's people enrolled at a centre of its own.
type workplace struct {
	hand
	session *session              // of the account that was unlocked last
	work    string                // a folder of its own
	online  atomic.Bool           // the centre can be reached
	before  map[string]int        // what was unsent when a task began
	ringed  map[reflect.Type]bool // kinds of places that showed that they have the keyboard
}

// clockAt is a clock that runs from a moment on.
func clockAt(t testing.TB, moment string) app.Clock {
	t.Helper()
	now, err := parseNow(moment)
	if err != nil {
		t.Fatal(err)
	}
	return app.StartingAt(now)
}

// newWorkplace enrols people of the demo by their staff numbers and shows the start screen.
func newWorkplace(t testing.TB, staff ...string) *workplace {
	t.Helper()
	apptest.FastKeys(t)
	bin := t.TempDir()
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	clock := clockAt(t, tourStart)
	p := &workplace{work: t.TempDir()}
	lpstat := "#!/bin/sh\ncase $1 in -e) echo office;; -d) echo 'system default destination: office';; esac\n"
	if err := os.WriteFile(filepath.Join(bin, "lpstat"), []byte(lpstat), 0o700); err != nil {
		t.Fatal(err)
	}
	lp := "#!/bin/sh\necho \"$@\" > '" + p.printer() + "'\n"
	if err := os.WriteFile(filepath.Join(bin, "lp"), []byte(lp), 0o700); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	c, err := centre.Open(ctx, filepath.Join(p.work, "centre.db"), centre.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	people, err := demo.Fill(ctx, c, demo.Options{Seed: 1, Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	handler := c.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !p.online.Load() {
			panic(http.ErrAbortHandler)
		}
		handler.ServeHTTP(w, r)
	}))
	p.online.Store(true)
	t.Cleanup(func() { server.Close(); _ = c.Close() })
	a := accounts{data: filepath.Join(p.work, "laptop"), clock: clock}
	for _, no := range staff {
		for _, who := range people {
			if who.StaffNo != no {
				continue
			}
			s, err := a.enrol(ctx, start.Enrolment{Centre: server.URL, Code: who.Code, Passphrase: tourPassphrase}, func(string) {})
			if err != nil {
				t.Fatal(err)
			}
			s.close()
		}
	}
	turn, program := onTurn(test.NewTempApp(t))
	cfg := a.config(options{tagged: true, lang: "zh_Hans", theme: "light"}, program)
	cfg.Unlock = func(ctx context.Context, id, passphrase string) (*ui.Session, error) {
		s, err := a.unlock(ctx, id, passphrase)
		p.session = s
		return s.forWindow(err)
	}
	if err := ui.Run(cfg); err != nil {
		t.Fatal(err)
	}
	all := program.Driver().AllWindows()
	win := all[len(all)-1]
	p.hand = hand{t: t, turn: turn, canvas: win.Canvas()}
	t.Cleanup(func() {
		done := make(chan struct{})
		go func() { // what still loads may wait for its turn
			for {
				select {
				case <-done:
					return
				case f := <-turn.waiting:
					_ = f
				}
			}
		}()
		win.Close()
		close(done)
	})
	p.settle()
	return p
}

// unlock opens an account by its place on the start screen.
func (p *workplace) unlock(account string) {
	p.t.Helper()
	p.click("start.accounts." + account)
	p.await("the passphrase", func() bool { return p.sees("start.passphrase") })
	p.click("start.passphrase")
	p.write(tourPassphrase)
	p.press("Enter")
	p.await("the rooms", func() bool { return p.sees("nav.lock") && p.sees("nav.sync") })
	p.calm()
}

// calm waits until the rooms have loaded: nothing has come for a while.
func (p *workplace) calm() {
	for quiet := 0; quiet < 5; {
		if p.turn.run(30 * time.Millisecond) {
			quiet = 0
		} else {
			quiet++
		}
	}
}

// picture leaves what the window shows in the folder that FANGCE_LOOK names.
func (h *hand) picture(name string) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, h.canvas.Capture()); err != nil {
		h.t.Fatal(err)
	}
}

// scanTint is the colour of a scanned paper.
var scanTint = color.RGBA{R: 120, G: 120, B: 130, A: 255}
