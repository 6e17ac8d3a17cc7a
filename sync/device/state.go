package device

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/fangce/fangce/app"
)

// Phase says what a running round is doing.
type Phase string

// Phases of a round, in their order. The window translates "sync.phase.<phase>".
const (
	PhaseIdle  Phase = ""
	PhaseToken Phase = "token" // asking for admission
	PhasePush  Phase = "push"
	PhasePull  Phase = "pull"
	PhaseApply Phase = "apply" // showing what was pulled
	PhaseCheck Phase = "check" // comparing with the centre
	PhaseBlobs Phase = "blobs" // scans and photos
)

// ClockWarning is the offset in milliseconds from which on the Sync room warns about the laptop's clock (product §2).
const ClockWarning = 5 * 60 * 1000

// Progress is what the Sync room shows of the engine itself.
type Progress struct {
	Running     bool
	Phase       Phase
	Done        int // operations, rows, streams or bytes of this phase so far
	Total       int // of them, 0 if it is not known
	Pushed      int // by the last complete round
	Pulled      int // by the last complete round
	LastSync    app.Instant
	LastError   string // code of the error the last round ended in, "" none
	Message     string // its text in Chinese
	LastErrorAt app.Instant
	ClockOffset int64       // milliseconds to add to the laptop's clock
	NextTry     app.Instant // when the next round begins by itself, by the laptop's clock; 0 not known
	Withheld    int         // cards that stay as the centre did not confirm that they are gone
}

// OnState calls tell at every change of the progress; not on the window's thread, and never two at once.
func (e *Engine) OnState(tell func(Progress)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.onState = append(e.onState, tell)
}

// Progress returns the present progress.
func (e *Engine) Progress() Progress {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.progress
}

// State returns everything the Sync room shows.
func (e *Engine) State(ctx context.Context) (app.SyncState, error) {
	p := e.Progress()
	s := app.SyncState{
		Centre: e.centreURL, CentreName: e.centre, Device: e.deviceID(), Enrolled: true, Running: p.Running,
		LastSync: p.LastSync, LastError: p.LastError, LastErrorAt: p.LastErrorAt,
		Pulled: p.Pulled, Pushed: p.Pushed, ClockOff: p.ClockOffset,
		Phase: string(p.Phase), Done: p.Done, Total: p.Total, Withheld: p.Withheld, NextTry: p.NextTry, LeaseUntil: e.Lease(),
	}
	var err error
	if s.Filling, err = e.store.Filling(ctx); err != nil {
		return s, fmt.Errorf("device: filling: %w", err)
	}
	if s.Unsent, err = e.store.Unsent(ctx); err != nil {
		return s, fmt.Errorf("device: unsent: %w", err)
	}
	if len(s.Unsent) > 0 {
		s.OldestUnsent = s.Unsent[0].At
	}
	if s.Refused, err = e.store.Refused(ctx); err != nil {
		return s, fmt.Errorf("device: refused: %w", err)
	}
	if s.Kept, err = e.store.KeptOpen(ctx); err != nil {
		return s, fmt.Errorf("device: kept: %w", err)
	}
	return s, nil
}

// change edits the progress and tells the listeners.
func (e *Engine) change(edit func(*Progress)) {
	e.mu.Lock()
	edit(&e.progress)
	p, listeners := e.progress, e.onState
	e.mu.Unlock()
	for _, tell := range listeners {
		tell(p)
	}
}

func (e *Engine) begin(cancel context.CancelFunc) {
	e.mu.Lock()
	e.cancel = cancel
	e.mu.Unlock()
	e.change(func(p *Progress) { p.Running, p.Phase, p.Done, p.Total, p.NextTry = true, PhaseToken, 0, 0, 0 })
}

func (e *Engine) phase(phase Phase, done, total int) {
	e.change(func(p *Progress) { p.Phase, p.Done, p.Total = phase, done, total })
}

// tellEvery is how often small steps are told.
const tellEvery = 100 * time.Millisecond

// step is phase for small steps: not every one of them is told.
func (e *Engine) step(phase Phase, done, total int) {
	e.mu.Lock()
	now := time.Now()
	quiet := now.Sub(e.told) < tellEvery && done < total
	if !quiet {
		e.told = now
	}
	e.progress.Phase, e.progress.Done, e.progress.Total = phase, done, total
	e.mu.Unlock()
	if !quiet {
		e.phase(phase, done, total)
	}
}

// finish ends a round: it stores what the Sync room shows after a restart.
func (e *Engine) finish(ctx context.Context, r Report, err error) error {
	code, now := app.Code(err), e.corrected()
	e.mu.Lock()
	e.cancel = nil
	contact := e.contact
	e.mu.Unlock()
	e.change(func(p *Progress) {
		p.Running, p.Phase, p.Done, p.Total = false, PhaseIdle, 0, 0
		switch code {
		case app.ErrCancelled: // says nothing about the centre
		case "":
			p.LastSync, p.LastError, p.Message, p.LastErrorAt = now, "", "", 0
			p.Pushed, p.Pulled = r.Pushed, r.Pulled
		default:
			p.LastError, p.Message, p.LastErrorAt = code, message(err), now
		}
	})
	p := e.Progress()
	for key, value := range map[string]string{
		SettingContact:  decimal(int64(contact)),
		SettingLastSync: decimal(int64(p.LastSync)), SettingLastError: p.LastError,
		SettingLastErrorAt: decimal(int64(p.LastErrorAt)), SettingClockOffset: e.coarse(SettingClockOffset, p.ClockOffset, offsetGrain),
		SettingPushed: decimal(int64(p.Pushed)), SettingPulled: decimal(int64(p.Pulled)),
	} {
		if e.stored[key] == value {
			continue // each is a transaction on the disk
		}
		if err := e.store.SetSetting(ctx, key, value); err != nil {
			return fmt.Errorf("device: store state: %w", err)
		}
		e.stored[key] = value
	}
	return nil
}

// How far values move before they are stored anew, in milliseconds: each of them is a transaction on the disk, every minute.
const (
	contactGrain = 10 * 60 * 1000
	offsetGrain  = 1000
)

// coarse returns what is stored of a value that has moved by less than a grain, otherwise the value.
func (e *Engine) coarse(key string, value, grain int64) string {
	was, err := strconv.ParseInt(e.stored[key], 10, 64)
	if err == nil && value-was < grain && was-value < grain {
		return e.stored[key]
	}
	return decimal(value)
}

// loadState reads what finish has stored.
func (e *Engine) loadState(ctx context.Context) error {
	read := func(key string) (int64, error) {
		v, err := e.store.Setting(ctx, key)
		if err != nil {
			return 0, fmt.Errorf("device: read state: %w", err)
		}
		n, _ := strconv.ParseInt(v, 10, 64)
		return n, nil
	}
	var (
		p     = &e.progress
		n     [6]int64
		fault error
	)
	for i, key := range []string{SettingLastSync, SettingLastErrorAt, SettingClockOffset, SettingPushed, SettingPulled, SettingWithheld} {
		if n[i], fault = read(key); fault != nil {
			return fault
		}
	}
	p.LastSync, p.LastErrorAt, p.ClockOffset = app.Instant(n[0]), app.Instant(n[1]), n[2]
	p.Pushed, p.Pulled, p.Withheld = int(n[3]), int(n[4]), int(n[5])
	code, err := e.store.Setting(ctx, SettingLastError)
	if err != nil {
		return fmt.Errorf("device: read state: %w", err)
	}
	p.LastError = code
	return nil
}

// message returns the text of an error for people.
func message(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Message
	}
	return "同步时程序出错，详情见日志；所写内容仍保存在本机"
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
