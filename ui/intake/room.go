// Package intake is the Import room of the resource manager: an insurer's file is chosen, what was understood of it is
// shown row by row, and the usable rows go to a planner's seat at the centre.
package intake

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Service names the people a file can go to.
type Service interface {
	People(ctx context.Context) ([]app.Person, error)
}

// Files understands insurers' files and sends them to the centre.
type Files interface {
	Preview(ctx context.Context, path, insurer string, progress func(done, total int)) (*app.ImportPreview, error)
	Import(ctx context.Context, p *app.ImportPreview, to, insurer, reason string, progress func(done, total int)) (app.ImportResult, error)
}

// Deps is what the room needs.
type Deps struct {
	Window  fyne.Window
	Service Service
	Files   Files
	Drafts  *drafts.Keeper
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
}

// Room is the Import room.
type Room struct {
	deps    Deps
	async   func(func()) // runs work off the UI goroutine
	round   int          // of work under way; an older one is dropped
	cancel  context.CancelFunc
	sending bool // rows are on their way; nothing else may begin
	shown   bool
	preview *app.ImportPreview // of the file named in the field; nil if that has not been read

	file    *filePanel
	seen    *previewPanel
	work    *workLine
	body    *fyne.Container
	send    *widgets.Button
	content fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, body: widgets.Stack(), async: func(work func()) { go work() }}
	r.file = newFilePanel(r)
	r.seen = newPreviewPanel()
	r.work = newWorkLine(r.cancelWork)
	r.send = widgets.Tag("intake.import", widgets.Primary(lang.X("intake.import", ""), theme.IconUpload, r.importRows)).Key("Ctrl+Enter")
	r.send.Disable()
	r.body.Objects = []fyne.CanvasObject{hint()}
	r.content = widgets.Page(widgets.Fill(
		widgets.Pad(0, 0, theme.PanelGap, 0, widgets.VStack(theme.PanelGap, widgets.PageHead(lang.X("intake.title", ""), nil, r.send), r.file.content, r.work.content)),
		r.body, nil))
	return r
}

func hint() fyne.CanvasObject {
	return widgets.Surface(widgets.EmptyState(theme.IconImport, lang.X("intake.empty", ""), lang.X("intake.empty.hint", ""), nil))
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Show is called when the room is entered.
func (r *Room) Show(any) {
	r.shown = true
	// Bound anew at each entering: other rooms use the same key.
	widgets.AddShortcut(r.deps.Window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}, func() {
		if r.shown && r.content.Visible() {
			r.importRows()
		}
	})
	r.Refresh()
}

// Hide is called when the room is left; work under way goes on.
func (r *Room) Hide() {
	r.shown = false
	r.file.draft.Save()
}

// Flush brings what was chosen to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }

// Drop reads a file that was dropped on the window.
func (r *Room) Drop(path string) {
	if r.sending {
		return
	}
	r.file.path.Set(path)
	r.read()
}

// Refresh loads the planners a file can go to.
func (r *Room) Refresh() {
	r.async(func() {
		people, err := r.deps.Service.People(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		choices := planners(people)
		fyne.Do(func() {
			r.file.to.SetChoices(choices)
			r.file.keep()
		})
	})
}

// begin starts work that can be cancelled and says whether a result is still wanted.
func (r *Room) begin(text string) (ctx context.Context, progress func(done, total int), wanted func() bool) {
	r.stop()
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	r.round++
	round := r.round
	r.work.start(text)
	progress = func(done, total int) {
		fyne.Do(func() {
			if round == r.round {
				r.work.set(done, total)
			}
		})
	}
	return ctx, progress, func() bool { return round == r.round }
}

// stop drops what is under way.
func (r *Room) stop() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	r.round++
	r.work.done()
}

// cancelWork is the button that stops reading or sending.
func (r *Room) cancelWork() {
	sending := r.sending
	r.stop()
	if sending {
		r.setSending(false)
		r.tell(widgets.Warning, lang.X("intake.cancelled.sending", ""))
		return
	}
	r.forget()
	r.tell(widgets.Info, lang.X("intake.cancelled.reading", ""))
}

// tell shows a message below the file, or takes it away.
func (r *Room) tell(tone widgets.Tone, text string) {
	r.file.banner.Set(tone, text)
	r.content.Refresh()
}

// read shows what is understood of the chosen file.
func (r *Room) read() {
	if r.sending {
		return
	}
	path := strings.Trim(strings.TrimSpace(r.file.path.Text), `"`)
	if path == "" {
		r.tell(widgets.Warning, lang.X("intake.need.file", ""))
		r.deps.Window.Canvas().Focus(r.file.path)
		return
	}
	r.preview = nil
	r.showSend()
	r.tell(widgets.Neutral, "")
	ctx, progress, wanted := r.begin(lang.X("intake.reading", "", map[string]any{"File": filepath.Base(path)}))
	insurer := r.file.insurer.Value()
	r.async(func() {
		p, err := r.deps.Files.Preview(ctx, path, insurer, progress)
		var rows []line
		if err == nil {
			rows = lines(p)
		}
		fyne.Do(func() {
			if !wanted() {
				return
			}
			r.work.done()
			if err != nil {
				r.forget()
				r.tell(widgets.Danger, widgets.ErrorText(err))
				return
			}
			r.preview = p
			r.seen.fill(p, rows)
			r.see(r.seen.content)
			r.showSend()
		})
	})
}

// forget empties the preview.
func (r *Room) forget() {
	r.preview = nil
	r.showSend()
	r.see(hint())
}

// see shows something below the file.
func (r *Room) see(o fyne.CanvasObject) {
	r.body.Objects = []fyne.CanvasObject{o}
	r.content.Refresh()
}

// showSend says how many rows would go to the centre, and lets them go if there are any.
func (r *Room) showSend() {
	n := 0
	if r.preview != nil {
		rows, _ := r.preview.Accepted()
		n = len(rows)
	}
	if n == 0 {
		r.send.SetText(lang.X("intake.import", ""))
	} else {
		r.send.SetText(lang.X("intake.import.n", "", map[string]any{"N": n}))
	}
	if n == 0 || r.sending {
		r.send.Disable()
	} else {
		r.send.Enable()
	}
}

// setSending locks what must not change while rows are on their way.
func (r *Room) setSending(on bool) {
	r.sending = on
	for _, o := range []fyne.Disableable{r.file.path, r.file.choose, r.file.read, r.file.insurer, r.file.to, r.file.reason} {
		if on {
			o.Disable()
		} else {
			o.Enable()
		}
	}
	r.showSend()
}

// importRows sends the usable rows to the centre.
func (r *Room) importRows() {
	if r.preview == nil || r.send.Disabled() {
		return
	}
	if say, where := r.file.lacking(); where != nil {
		r.tell(widgets.Warning, say)
		r.deps.Window.Canvas().Focus(where)
		return
	}
	p, to, insurer, reason := r.preview, r.file.to.Value(), r.file.insurer.Value(), r.file.reason.Value()
	r.tell(widgets.Neutral, "")
	ctx, progress, wanted := r.begin(lang.X("intake.sending", ""))
	r.setSending(true)
	r.async(func() {
		result, err := r.deps.Files.Import(ctx, p, to, insurer, reason, progress)
		fyne.Do(func() {
			if !wanted() {
				return
			}
			r.work.done()
			r.setSending(false)
			if err != nil {
				r.tell(widgets.Danger, widgets.ErrorText(err)+lang.X("intake.stop", "")+lang.X("intake.again", ""))
				return
			}
			r.file.path.Set("")
			r.file.draft.Renew()
			r.preview = nil
			r.showSend()
			r.see(r.outcome(p, result))
		})
	})
}
