package device_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// wireless carries requests to a real centre within the process, so that its waiting can be counted on a clock of ours.
type wireless struct {
	handler http.Handler
	down    atomic.Bool
	busy    atomic.Bool // answers 503 with Retry-After
	pulls   atomic.Int64
	refused atomic.Int64 // requests while down: one a round
	inside  atomic.Int64
	overlap atomic.Bool
	slow    time.Duration
}

func (n *wireless) RoundTrip(r *http.Request) (*http.Response, error) {
	if n.inside.Add(1) > 1 {
		n.overlap.Store(true)
	}
	defer n.inside.Add(-1)
	time.Sleep(n.slow)
	if strings.HasSuffix(r.URL.Path, wire.PathPull) {
		n.pulls.Add(1)
	}
	if n.down.Load() {
		n.refused.Add(1)
		return nil, http.ErrHandlerTimeout
	}
	w := httptest.NewRecorder()
	if n.busy.Load() {
		w.Header().Set("Retry-After", "1800")
		w.WriteHeader(http.StatusServiceUnavailable)
	} else {
		n.handler.ServeHTTP(w, r)
	}
	resp := w.Result()
	if strings.HasSuffix(r.URL.Path, wire.PathPull) && resp.StatusCode == http.StatusOK {
		n.everyMinute(resp)
	}
	return resp, nil
}

// everyMinute has the centre want a round every minute, instead of what it wishes of each laptop.
func (n *wireless) everyMinute(resp *http.Response) {
	page, err := wire.ReadPage(resp.Body)
	if err != nil {
		panic(err)
	}
	page.Tail.NextPollMS = min(page.Tail.NextPollMS, 1) * 60_000
	var b bytes.Buffer
	w, err := wire.NewWriter(&b)
	if err != nil {
		panic(err)
	}
	lines := []any{page.Head}
	for i := range page.Entries {
		lines = append(lines, page.Entries[i])
	}
	for _, line := range append(lines, page.Tail) {
		if err := w.Write(line); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	resp.Body, resp.ContentLength = io.NopCloser(&b), int64(b.Len())
}

// running is an engine whose Run has started.
type running struct {
	*laptop
	net  *wireless
	stop func()

	mu      sync.Mutex
	network string
	slept   time.Duration // by which timers are behind the clock
}

func (r *running) where() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.network
}

func (r *running) moveTo(network string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.network = network
}

func (r *running) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Now().Add(r.slept)
}

// sleep stops the timers, not the clock.
func (r *running) sleep(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.slept += d
}

// run starts Run in a bubble of synthetic time. jitter is what every wait is spread by.
func run(t *testing.T, jitter float64, body func(*running)) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c, err := centre.Open(t.Context(), filepath.Join(dir, "centre.db"), centre.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		code, err := c.AddUser(t.Context(), centre.User{StaffNo: planner, Name: "李雷", Roles: []string{app.RolePlanner}})
		if err != nil {
			t.Fatal(err)
		}
		row := centre.RowOf(lin)
		row.Stream = app.SeatStream(app.PersonID(planner))
		if err := c.PutRows(t.Context(), app.PersonID(planner), []centre.Row{row}); err != nil {
			t.Fatal(err)
		}
		net := &wireless{handler: c.Handler()}
		e, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: "http://127.0.0.1:1", Code: code, Transport: net})
		if err != nil {
			t.Fatal(err)
		}
		st, err := store.Open(t.Context(), t.TempDir(), make([]byte, 32), store.Options{Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		if err := device.SaveEnrolment(t.Context(), st, e); err != nil {
			t.Fatal(err)
		}
		r := &running{net: net, network: "192.0.2.7/24"}
		engine, err := device.New(device.Config{
			Store: st, Transport: net, Jitter: func() float64 { return jitter },
			Clock: r.clock, Network: r.where,
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { engine.Run(ctx); close(done) }()
		synctest.Wait()
		r.laptop, r.stop = &laptop{engine, t, st}, cancel
		body(r)
		cancel()
		<-done
	})
}

// after lets time pass and says how many rounds have pulled since the start.
func (r *running) after(d time.Duration) int64 {
	time.Sleep(d)
	synctest.Wait()
	return r.net.pulls.Load()
}

func TestRunAtStartThenEveryMinute(t *testing.T) {
	run(t, 0, func(r *running) {
		for _, step := range []struct {
			wait time.Duration
			want int64
		}{{0, 1}, {59 * time.Second, 1}, {2 * time.Second, 2}, {60 * time.Second, 3}} {
			if got := r.after(step.wait); got != step.want {
				t.Fatalf("%d rounds %v later, want %d", got, step.wait, step.want)
			}
		}
	})
}

func TestPokeSendsOnceThingsSettle(t *testing.T) {
	run(t, 0, func(r *running) {
		r.Poke()
		if got := r.after(10 * time.Second); got != 1 {
			t.Fatalf("%d rounds: nothing was written", got)
		}
		for range 3 {
			r.call("连着写下几条")
			r.Poke()
			if got := r.after(1500 * time.Millisecond); got != 1 {
				t.Fatal("sent while still being written")
			}
		}
		if got := r.after(time.Second); got != 2 || r.pending() != 0 {
			t.Fatalf("%d rounds, %d pending", got, r.pending())
		}
	})
}

func TestEndlessWritingIsSentAllTheSame(t *testing.T) {
	run(t, 0, func(r *running) {
		for range 20 {
			r.call("一直在写")
			r.Poke()
			r.after(time.Second)
		}
		if got := r.after(0); got != 2 {
			t.Errorf("%d rounds in 20 seconds of writing, want 2", got)
		}
	})
}

func TestFailedRoundsWaitLongerAndLonger(t *testing.T) {
	run(t, 0.999999, func(r *running) {
		r.net.down.Store(true)
		attempts := func(d time.Duration) int64 {
			before := r.net.refused.Load()
			r.after(d)
			return r.net.refused.Load() - before
		}
		attempts(61 * time.Second) // the first failure, then 1 s, 2 s, 4 s …
		r.call("没有网络时写下")
		r.Poke()
		if n := attempts(3 * time.Second); n > 2 {
			t.Errorf("%d attempts right after a poke: it must not shorten the wait", n)
		}
		if n := attempts(10 * time.Minute); n < 6 || n > 10 {
			t.Errorf("%d attempts in the first ten minutes, want about 9", n)
		}
		attempts(2 * time.Hour)
		for range 50 {
			r.Poke()
			attempts(time.Second)
		}
		if n := attempts(time.Hour); n < 3 || n > 5 {
			t.Errorf("%d attempts in an hour, want one per quarter", n)
		}
		r.net.down.Store(false)
		r.after(16 * time.Minute)
		if r.pending() != 0 || r.Progress().LastError != "" {
			t.Errorf("not recovered: %+v", r.Progress())
		}
		before := r.net.pulls.Load()
		if n := r.after(10*time.Minute) - before; n < 8 {
			t.Errorf("%d rounds in ten minutes after recovery: still backing off", n)
		}
		r.net.down.Store(true)
		attempts(61 * time.Second)
		if n := attempts(20 * time.Second); n < 2 {
			t.Errorf("%d attempts within 20 seconds of a new failure: the waits of the last one still count", n)
		}
	})
}

func TestSyncNowEndsTheBackoff(t *testing.T) {
	run(t, 0.999999, func(r *running) {
		r.net.down.Store(true)
		r.after(3 * time.Hour)
		r.net.down.Store(false)
		if _, err := r.Sync(r.t.Context()); err != nil {
			t.Fatal(err)
		}
		before := r.after(0)
		if n := r.after(5*time.Minute) - before; n < 4 {
			t.Errorf("%d rounds in five minutes after a round by hand", n)
		}
	})
}

func TestRetryAfterIsHonoured(t *testing.T) {
	run(t, 0, func(r *running) {
		r.net.busy.Store(true)
		r.after(61 * time.Second)
		before := r.after(0)
		if n := r.after(29*time.Minute) - before; n != 0 {
			t.Errorf("asked %d times within the half hour the centre wanted", n)
		}
		r.net.busy.Store(false)
		if n := r.after(2*time.Minute) - before; n == 0 {
			t.Error("never asked again")
		}
	})
}

func TestRoundsNeverOverlap(t *testing.T) {
	run(t, 0, func(r *running) {
		r.net.slow = 3 * time.Second
		for range 5 {
			r.call("同时要求同步")
			r.Poke()
			go r.Sync(r.t.Context())
		}
		r.after(5 * time.Minute)
		if r.net.overlap.Load() {
			t.Error("two requests at once")
		}
		if r.pending() != 0 {
			t.Errorf("%d pending", r.pending())
		}
	})
}

func TestRunStopsInTheMiddleOfARound(t *testing.T) {
	run(t, 0, func(r *running) {
		r.net.slow = 20 * time.Second
		r.after(61 * time.Second)
		if !r.Progress().Running {
			t.Fatal("no round is running")
		}
		r.stop()
		if r.after(25 * time.Second); r.Progress().Running || r.Progress().LastError != "" {
			t.Errorf("progress %+v", r.Progress())
		}
	})
}

// A network that comes back is noticed without asking anybody, and one that is gone asks for nothing.
func TestAnotherNetworkEndsTheWaiting(t *testing.T) {
	run(t, 0.999999, func(r *running) {
		r.net.down.Store(true)
		r.after(3 * time.Hour) // the waits are as long as they get
		before := r.net.refused.Load()
		r.moveTo("")
		r.after(time.Minute)
		if n := r.net.refused.Load() - before; n > 1 {
			t.Errorf("%d attempts without a network", n)
		}
		r.net.down.Store(false)
		r.call("没有网络时写下")
		r.moveTo("198.51.100.9/24")
		r.after(10 * time.Second)
		if r.pending() != 0 || r.Progress().LastError != "" {
			t.Errorf("%d pending ten seconds after the network came back, %+v", r.pending(), r.Progress())
		}
		pulls := r.after(0)
		for i := range 10 {
			r.moveTo(fmt.Sprint(i))
			r.after(5 * time.Second)
		}
		if n := r.after(0) - pulls; n > 1 {
			t.Errorf("%d rounds in 50 seconds of a network that works", n)
		}
	})
}

func TestTheCentresWishOutlastsAnotherNetwork(t *testing.T) {
	run(t, 0, func(r *running) {
		r.net.busy.Store(true)
		r.after(61 * time.Second)
		before := r.after(0)
		r.moveTo("198.51.100.9/24")
		if n := r.after(20*time.Minute) - before; n != 0 {
			t.Errorf("asked %d times within the half hour the centre wanted", n)
		}
	})
}

// Timers stand still while a laptop sleeps.
func TestALaptopThatWakesAsksSoon(t *testing.T) {
	run(t, 0.999999, func(r *running) {
		r.net.down.Store(true)
		r.after(3 * time.Hour)
		r.net.down.Store(false)
		r.sleep(8 * time.Hour)
		r.after(6 * time.Second)
		if p := r.Progress(); p.LastError != "" {
			t.Errorf("%+v", p)
		}
	})
}

func TestTheNextTryIsTold(t *testing.T) {
	run(t, 0, func(r *running) {
		in := func() time.Duration {
			return time.Duration(r.Progress().NextTry-app.InstantOf(r.clock())) * time.Millisecond
		}
		if d := in(); d != 60*time.Second {
			t.Errorf("next try in %v", d)
		}
		r.net.busy.Store(true)
		r.after(60 * time.Second)
		if d := in(); d != 30*time.Minute {
			t.Errorf("next try in %v", d)
		}
		r.net.busy.Store(false)
		r.Wake()
		r.after(0)
		if d := in(); d != 60*time.Second || r.Progress().LastError != "" {
			t.Errorf("next try in %v, %+v", d, r.Progress())
		}
	})
}

// Whoever interrupts a round is not asked again at once.
func TestAnInterruptedRoundRests(t *testing.T) {
	run(t, 0, func(r *running) {
		r.net.slow = 20 * time.Second
		r.after(61 * time.Second)
		before := r.net.pulls.Load()
		r.Interrupt()
		// One was under way.
		if n := r.after(50*time.Second) - before; n > 1 || r.Progress().LastError != "" {
			t.Errorf("%d pulls, %+v", n, r.Progress())
		}
	})
}

// Somebody who goes on writing over a slow line does not keep rounds from ever ending.
func TestWritingDuringARoundGoesWithTheNext(t *testing.T) {
	run(t, 0, func(r *running) {
		r.net.slow = 3 * time.Second
		r.OnState(func(p device.Progress) {
			if p.Phase == device.PhasePush && p.Done > 0 {
				r.call("一直在写")
			}
		})
		r.call("第一条")
		pulls := r.after(0)
		if n := r.after(5*time.Minute) - pulls; n < 4 {
			t.Errorf("%d rounds reached their pull in five minutes", n)
		}
	})
}
