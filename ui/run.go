package ui

import (
	"context"
	"log/slog"

	"fyne.io/fyne/v2"

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
)

// Window is the one window of the program.
type Window struct {
	cfg   Config
	win   fyne.Window
	stage *widgets.Stage
	start *start.Screen
	bench *bench // nil while locked
}

// Run opens the window and returns when it is closed.
func Run(cfg Config) error {
	w := &Window{cfg: cfg}
	if err := locale.Use(locale.Pick(first(cfg.Lang, cfg.App.Preferences().String(prefLang)))); err != nil {
		return err
	}
	theme.Apply(cfg.App, theme.Mode(first(cfg.Theme, cfg.App.Preferences().StringWithFallback(prefTheme, string(theme.System)))))
	widgets.ErrorText = errorText
	if cfg.Ask != nil || cfg.Tagged {
		widgets.EnableTags()
	}
	w.win = cfg.App.NewWindow("访册")
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.stage = widgets.Tag("toast", widgets.NewStage(nil))
	w.win.SetContent(w.stage)
	w.win.Resize(fyne.NewSize(firstWidth, firstHeight))
	w.win.SetOnClosed(func() {
		if w.bench != nil {
			w.bench.leave()
		}
	})
	w.addShortcuts()
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if d, ok := w.room().(dropper); ok && len(files) > 0 && w.win.Canvas().Overlays().Top() == nil {
			d.Drop(files[0].Path())
		}
	})
	w.showStart()
	if cfg.Ask != nil {
		go widgets.ServeTags(cfg.Ask, cfg.Answer, w.win)
	}
	if cfg.Ready != nil {
		cfg.App.Lifecycle().SetOnStarted(func() { cfg.Ready(w) })
	}
	w.win.ShowAndRun()
	return nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// showStart shows the accounts; nothing of the account that was open stays in the window.
func (w *Window) showStart() {
	w.start = start.New(start.Deps{
		Window: w.win, Version: w.cfg.Version, Accounts: w.cfg.Accounts,
		Unlock: func(ctx context.Context, id, passphrase string) error {
			return w.enter(w.cfg.Unlock(ctx, id, passphrase))
		},
		Enrol: func(ctx context.Context, e start.Enrolment, step func(string)) error {
			return w.enter(w.cfg.Enrol(ctx, e, step))
		},
	})
	w.stage.SetContent(w.start.Content())
	w.start.Show()
}

// enter shows the rooms of an account that has just been unlocked.
func (w *Window) enter(s *Session, err error) error {
	if err != nil {
		return err
	}
	fyne.Do(func() {
		w.bench = newBench(w, s)
		w.stage.SetContent(w.bench.content)
		w.bench.open(w.bench.rooms[0].id, nil)
	})
	return nil
}

// Lock closes the account and shows the start screen.
func (w *Window) Lock() {
	if w.bench == nil {
		return
	}
	w.bench.leave()
	w.bench = nil
	for o := w.win.Canvas().Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	w.stage.DropToast()
	w.showStart()
}

// relabel builds the rooms anew after the language has changed; the room in sight stays.
func (w *Window) relabel(code string) {
	if err := locale.Use(code); err != nil {
		slog.Error("language", "code", code, "error", err)
		return
	}
	w.cfg.App.Preferences().SetString(prefLang, code)
	if w.bench == nil {
		w.showStart()
		return
	}
	room := w.bench.rail.Active()
	s := w.bench.session
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

// Canvas returns the canvas of the window, for the tour.
func (w *Window) Canvas() fyne.Canvas { return w.win.Canvas() }

// Native returns the window itself, for the tour's pictures.
func (w *Window) Native() fyne.Window { return w.win }

// DropToast takes the toast in sight away.
func (w *Window) DropToast() { w.stage.DropToast() }

// Close closes the window and ends the program.
func (w *Window) Close() { w.win.Close() }
