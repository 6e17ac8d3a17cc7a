package cards

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// ask asks for a file to attach.
func (a *attachPanel) ask() {
	r, id := a.pane.room, a.pane.view.Customer.ID
	if id == "" {
		return
	}
	path := widgets.Tag("cards.attach.path", widgets.NewEntry(lang.X("cards.attach.path.hint", "")))
	var input fyne.CanvasObject = path
	if r.deps.ChooseFile != nil {
		browse := widgets.Tag("cards.attach.browse", widgets.Secondary(lang.X("common.choose_file", ""), theme.IconFolder, func() { r.deps.ChooseFile(path.Set) }))
		input = widgets.Sides(nil, path, widgets.Pad(0, 0, 0, 8, browse))
	}
	var chosen string
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "cards.attach.form", Title: lang.X("cards.attach.title", "", map[string]any{"Name": a.pane.view.Customer.Name}), Width: 560,
		Submit: lang.X("cards.attach.do", ""), Working: lang.X("common.working", ""), First: path,
		Fields: []widgets.FormField{{Label: lang.X("cards.attach.file", ""), Input: input, Required: true, Hint: lang.X("cards.attach.drop", "")}},
		OnSubmit: func() error {
			if chosen = strings.Trim(path.Value(), `"`); chosen == "" {
				return words.Invalid("file", lang.X("cards.attach.need", ""))
			}
			return nil
		},
		Work: func() error {
			_, err := r.deps.Service.AddAttachment(context.Background(), id, "", chosen)
			return err
		},
		OnDone: func() {
			r.deps.Toast(lang.X("cards.attach.added", "", map[string]any{"N": 1}), "", nil)
			a.pane.attach.load()
		},
	})
}

// DropFiles attaches files dropped on the window to the card in sight.
func (r *Room) DropFiles(paths []string) {
	if r.card.view.Customer.ID == "" {
		r.deps.Toast(lang.X("drop.nowhere", ""), "", nil)
		return
	}
	r.card.jump("attach")
	r.card.attach.add(paths)
}

// add attaches files one after the other to the card in sight, and says what became of each.
func (a *attachPanel) add(paths []string) {
	r, customer := a.pane.room, a.pane.view.Customer
	a.adding++
	a.banner.Set(widgets.Info, lang.X("cards.attach.adding", "", map[string]any{"N": 1, "All": len(paths), "File": filepath.Base(paths[0])}))
	a.progress.Set(0)
	a.progress.Show()
	a.pane.scroll.Refresh()
	r.async(func() {
		var failed []string
		for i, path := range paths {
			name := filepath.Base(path)
			fyne.Do(func() {
				a.banner.Set(widgets.Info, lang.X("cards.attach.adding", "", map[string]any{"N": i + 1, "All": len(paths), "File": name}))
				a.progress.Set(float64(i) / float64(len(paths)))
			})
			if _, err := r.deps.Service.AddAttachment(context.Background(), customer.ID, "", path); err != nil {
				failed = append(failed, name+lang.X("common.colon", "")+widgets.ErrorText(err))
			}
		}
		fyne.Do(func() { a.added(customer, len(paths)-len(failed), failed) })
	})
}

// added tells what became of files; the card in sight may be another by now.
func (a *attachPanel) added(to app.Customer, n int, failed []string) {
	r := a.pane.room
	if a.adding--; a.adding == 0 {
		a.progress.Hide()
	}
	a.banner.Set(widgets.Neutral, "")
	if n > 0 {
		r.deps.Toast(lang.X("cards.attach.added_to", "", map[string]any{"N": n, "Name": to.Name}), "", nil)
	}
	if len(failed) > 0 {
		text := lang.X("cards.attach.failed", "", map[string]any{"Name": to.Name}) + "\n" + strings.Join(failed, "\n")
		if a.pane.attach == a {
			a.banner.Set(widgets.Danger, text)
		} else {
			widgets.ShowMessage(r.deps.Window.Canvas(), lang.X("cards.section.attach", ""), text)
		}
	}
	a.pane.attach.load()
	a.pane.scroll.Refresh()
}

// withdraw takes an attachment back, with the reason.
func (a *attachPanel) withdraw(v app.AttachmentView) {
	r := a.pane.room
	why := widgets.Tag("cards.attach.why", widgets.NewEntry(lang.X("cards.attach.why.hint", "")))
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "cards.attach.withdraw", Title: lang.X("cards.attach.withdraw.title", "", map[string]any{"File": v.Name}), Intro: lang.X("cards.attach.withdraw.text", ""),
		Submit: lang.X("cards.attach.withdraw", ""), Danger: true, First: why, Width: 480,
		Fields: []widgets.FormField{{Label: lang.X("field.why", ""), Input: why, Required: true}},
		OnSubmit: func() error {
			if why.Value() == "" {
				return words.Invalid("why", lang.X("cards.attach.why.need", ""))
			}
			if err := r.deps.Service.WithdrawAttachment(context.Background(), v.ID, why.Value()); err != nil {
				return err
			}
			r.deps.Toast(lang.X("cards.attach.withdrawn", ""), "", nil)
			a.pane.attach.load()
			return nil
		},
	})
}
