package ui

import (
	"context"
	"log/slog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Size of the window at its first start: what a 1366×768 laptop has left.
const (
	firstWidth  = 1366
	firstHeight = 730
)

// Preferences hold the state of the window only.
const (
	prefLang  = "language"
	prefTheme = "theme"
	prefScale = "scale"
)

// Window is the one window of the program.
type Window struct {
	cfg   Config
	win   fyne.Window
	stage *widgets.Stage
	start *start.Screen
	bench *bench // nil while locked
	guard guard
	// closing is closed once the account that was locked last is closed; nil before the first lock.
	closing chan struct{}
}

// Run opens the window and returns when it is closed.
func Run(cfg Config) error {
	w, err := newWindow(cfg)
	if err != nil {
		return err
	}
	if cfg.Ask != nil {
		go widgets.ServeTags(cfg.Ask, cfg.Answer, w.win)
	}
	if cfg.Ready != nil {
		cfg.App.Lifecycle().SetOnStarted(func() { cfg.Ready(w) })
	}
	w.win.ShowAndRun()
	return nil
}

// newWindow makes the window with its start screen.
func newWindow(cfg Config) (*Window, error) {
	w := &Window{cfg: cfg}
	if err := locale.Use(locale.Pick(first(cfg.Lang, cfg.App.Preferences().String(prefLang)))); err != nil {
		return nil, err
	}
	theme.SetScale(cfg.App.Preferences().Int(prefScale)) // 0, which is none, until somebody chose
	theme.Apply(cfg.App, theme.Mode(first(cfg.Theme, cfg.App.Preferences().StringWithFallback(prefTheme, string(theme.System)))))
	widgets.ErrorText = errorText
	if cfg.Ask != nil || cfg.Tagged {
		widgets.EnableTags()
	}
	w.win = cfg.App.NewWindow("访册")
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.stage = widgets.Tag("toast", widgets.NewStage(nil))
	if cfg.Input == nil {
		w.win.SetContent(w.stage)
	} else {
		w.win.SetContent(widgets.Stack(cfg.Input(w.Touched), w.stage))
	}
	w.win.Resize(theme.Shrunk(fyne.NewSize(firstWidth, firstHeight)))
	w.win.SetOnClosed(w.shut)
	w.addShortcuts()
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		w.dropped(files)
	})
	w.showStart(start.Way{})
	return w, nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// showStart shows the accounts; nothing of the account that was open stays in the window.
func (w *Window) showStart(way start.Way) {
	settled := w.settling()
	d := start.Deps{
		Window: w.win, Version: w.cfg.Version, Accounts: w.cfg.Accounts, Backups: w.cfg.Backups,
		Files: chooser{window: w.win, folder: w.cfg.Documents},
		Unlock: func(ctx context.Context, id, passphrase string) error {
			settled()
			return w.enter(w.cfg.Unlock(ctx, id, passphrase))
		},
		Enrol: func(ctx context.Context, e start.Enrolment, step func(string)) error {
			settled()
			return w.enter(w.cfg.Enrol(ctx, e, step))
		},
		Restore: func(ctx context.Context, id, passphrase, backup string, step func(done, total int)) (app.Rescued, error) {
			settled()
			return w.cfg.Restore(ctx, id, passphrase, backup, step)
		},
		Rescue: func(ctx context.Context, id, passphrase string, step func(done, total int)) (app.Rescued, error) {
			settled()
			return w.cfg.Rescue(ctx, id, passphrase, step)
		},
		Rekey: func(ctx context.Context, id, passphrase, next string, step func(done, total int)) error {
			settled()
			return w.cfg.Rekey(ctx, id, passphrase, next, step)
		},
	}
	if w.cfg.Recover != nil {
		d.Recover = func(ctx context.Context, id string) (start.Recovery, error) {
			settled()
			r, err := w.cfg.Recover(ctx, id)
			if err != nil {
				return nil, err
			}
			return recovery{r, w}, nil
		}
	}
	if w.cfg.UnlockRemembered != nil {
		d.UnlockRemembered = func(ctx context.Context, id string) error {
			settled()
			return w.enter(w.cfg.UnlockRemembered(ctx, id))
		}
	}
	w.start = start.New(d)
	w.stage.SetContent(w.start.Content())
	w.start.Show(way)
}

// recovery is a Recovery whose end is the account's rooms.
type recovery struct {
	Recovery
	window *Window
}

// Finish sets the new passphrase and shows the rooms.
func (r recovery) Finish(ctx context.Context, passphrase string) error {
	return r.window.enter(r.Recovery.Finish(ctx, passphrase))
}

// enter shows the rooms of an account that has just been unlocked.
func (w *Window) enter(s *Session, err error) error {
	if err != nil {
		return err
	}
	if s.Began, err = s.Sync.Standing(context.Background()); err != nil {
		s.Close()
		return err
	}
	fyne.Do(func() {
		w.start = nil // with what was typed there
		b := newBench(w, s)
		w.bench = b
		w.stage.SetContent(b.content)
		b.open(b.rooms[0].id, nil)
		w.watch(idleMinutes(s))
		b.offerGuide()
		if r := s.Restored; r != nil {
			widgets.ShowMessage(w.win.Canvas(), lang.X("restored.title", ""), lang.X("restored.text", "", map[string]any{"N": r.Ops}))
		}
		if s.OnWiped != nil {
			s.OnWiped(func(drained bool) { fyne.Do(func() { w.wiped(s, drained) }) })
		}
		if s.OnRenewed != nil {
			s.OnRenewed(func() { fyne.Do(func() { w.renewed(s) }) })
		}
		if s.OnDamaged != nil {
			s.OnDamaged(func() { fyne.Do(func() { w.repair(s) }) })
		}
	})
	return nil
}

// repair locks an account whose files turned out to be damaged, and offers to mend them.
func (w *Window) repair(s *Session) {
	if w.bench != nil && w.bench.session == s {
		w.lockTo(start.Way{Account: s.Account.ID, To: start.ViewRepair})
	}
}

// shut closes the open account as the window closes, and waits until it is closed.
func (w *Window) shut() {
	if w.bench != nil {
		w.guard.end()
		w.bench.stop()
		w.bench.close()
		widgets.ClearCopied()
	}
	w.settling()()
	if w.cfg.Ended != nil {
		w.cfg.Ended()
	}
}

// relabel builds the rooms anew after the language has changed; the room in sight stays.
func (w *Window) relabel(code string) {
	if err := locale.Use(code); err != nil {
		slog.Error("language", "code", code, "error", err)
		return
	}
	w.cfg.App.Preferences().SetString(prefLang, code)
	if w.bench == nil {
		w.showStart(start.Way{})
		return
	}
	room := w.bench.rail.Active()
	s := w.bench.session
	s.Began = w.bench.gate.state
	w.bench.stop()
	w.bench = newBench(w, s)
	w.stage.SetContent(w.bench.content)
	w.bench.open(room, nil)
}

// retheme changes between light, dark and what the desktop says.
func (w *Window) retheme(mode theme.Mode) {
	w.cfg.App.Preferences().SetString(prefTheme, string(mode))
	theme.Apply(w.cfg.App, mode)
}

// Retheme changes the look without keeping it, for the tour.
func (w *Window) Retheme(mode string) { theme.Apply(w.cfg.App, theme.Mode(mode)) }

// rescale shows everything larger or smaller; the window stays as large as it is.
func (w *Window) rescale(percent int) {
	whole, was := w.win.Canvas().Size(), float32(theme.Scale())
	theme.SetScale(percent)
	w.cfg.App.Preferences().SetInt(prefScale, theme.Scale())
	theme.Apply(w.cfg.App, theme.Mode(w.cfg.App.Preferences().StringWithFallback(prefTheme, string(theme.System))))
	k := was / float32(theme.Scale())
	w.win.Resize(fyne.NewSize(whole.Width*k, whole.Height*k))
}

// Canvas returns the canvas of the window, for the tour.
func (w *Window) Canvas() fyne.Canvas { return w.win.Canvas() }

// Native returns the window itself, for the tour's pictures.
func (w *Window) Native() fyne.Window { return w.win }

// DropToast takes the toast in sight away.
func (w *Window) DropToast() { w.stage.DropToast() }

// Close closes the window and ends the program.
func (w *Window) Close() { w.win.Close() }
