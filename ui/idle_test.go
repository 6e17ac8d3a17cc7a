package ui

import (
	"testing"
	"time"
)

// watched is a guard with what it did.
type watched struct {
	idle
	now    time.Time
	locks  int
	slept  bool
	warned []time.Duration
}

func newWatched(after time.Duration) *watched {
	w := &watched{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
	w.idle = idle{after: after, warn: func(left time.Duration) { w.warned = append(w.warned, left) }, lock: func(slept bool) { w.locks, w.slept = w.locks+1, slept }}
	w.begin(w.now)
	return w
}

// pass lets time pass, second by second as the ticker does.
func (w *watched) pass(d time.Duration) {
	for range int(d / time.Second) {
		w.now = w.now.Add(time.Second)
		w.look(w.now)
	}
}

func TestIdleLocks(t *testing.T) {
	w := newWatched(10 * time.Minute)
	w.pass(9*time.Minute + 29*time.Second)
	if w.locks != 0 || len(w.warned) != 0 {
		t.Fatalf("half a minute too early: %d locks, warned %v", w.locks, w.warned)
	}
	w.pass(time.Second)
	if len(w.warned) != 1 || w.warned[0] != idleWarning {
		t.Fatalf("warned %v, not %v before the lock", w.warned, idleWarning)
	}
	w.pass(29 * time.Second)
	if w.locks != 0 {
		t.Fatal("locked before its time")
	}
	if w.pass(time.Second); w.locks != 1 || w.slept {
		t.Fatal("not locked after ten minutes")
	}
}

func TestInputKeepsOpen(t *testing.T) {
	w := newWatched(time.Minute)
	for range 20 { // somebody who only moves the pointer now and then
		w.pass(29 * time.Second)
		w.touch(w.now)
	}
	if w.locks != 0 || len(w.warned) != 0 {
		t.Fatalf("%d locks, warned %v", w.locks, w.warned)
	}
	w.pass(45 * time.Second)
	w.touch(w.now)
	if w.locks != 0 || w.warned[len(w.warned)-1] != 0 {
		t.Fatalf("an input leaves the notice standing: %v", w.warned)
	}
	n := len(w.warned)
	if w.pass(29 * time.Second); len(w.warned) != n {
		t.Errorf("warned again at once: %v", w.warned[n:])
	}
}

func TestSleepLocks(t *testing.T) {
	w := newWatched(time.Hour)
	w.pass(5 * time.Second)
	w.now = w.now.Add(sleepGap + 2*time.Second)
	w.touch(w.now) // the pointer moved as the lid was opened, before the guard looked
	if w.look(w.now); w.locks != 1 || !w.slept {
		t.Error("a laptop that slept opens unlocked")
	}
}

func TestShortestTime(t *testing.T) {
	w := newWatched(time.Minute)
	w.pass(59 * time.Second)
	if w.locks != 0 || len(w.warned) != 30 {
		t.Fatalf("%d locks, %d warnings", w.locks, len(w.warned))
	}
	if w.pass(time.Second); w.locks != 1 {
		t.Error("not locked after a minute")
	}
}
