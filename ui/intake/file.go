package intake

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// filePanel chooses the file and where it goes.
type filePanel struct {
	room     *Room
	path     *widgets.Entry
	insurer  *widgets.Entry
	to       *widgets.Select
	reason   *widgets.Select
	choose   *widgets.Button
	read     *widgets.Button
	banner   *widgets.Banner
	draft    *drafts.Form // what was chosen and not sent
	restored *drafts.Slot // says that it was chosen before
	content  fyne.CanvasObject
}

func newFilePanel(r *Room) *filePanel {
	f := &filePanel{room: r}
	f.restored = drafts.NewSlot(func() { r.content.Refresh() })
	f.path = widgets.Tag("intake.path", widgets.NewEntry(lang.X("intake.path.hint", "")))
	f.path.OnEnter = r.read
	f.path.OnChanged = func(string) {
		if r.preview != nil { // what is shown is of another file
			r.forget()
		}
		f.draft.Touch()
	}
	f.choose = widgets.Tag("intake.choose", widgets.Secondary(lang.X("common.choose_file", ""), theme.IconFolder, f.pick))
	f.read = widgets.Tag("intake.read", widgets.Secondary(lang.X("intake.read", ""), theme.IconSearch, r.read))
	f.insurer = widgets.Tag("intake.insurer", widgets.NewEntry(lang.X("intake.insurer.hint", "")))
	f.insurer.OnChanged = func(string) { f.draft.Touch() }
	f.to = widgets.Tag("intake.to", widgets.NewSelect(nil, func(string) { f.draft.Touch() }))
	f.reason = widgets.Tag("intake.reason", widgets.NewSelect(reasons(), func(string) { f.draft.Touch() }))
	f.reason.Set(app.ReasonOrphan)
	f.banner = widgets.Tag("intake.problem", widgets.NewBanner(widgets.Neutral, ""))
	f.content = widgets.Panel("", nil, widgets.VStack(10, f.restored.Content(),
		widgets.Labeled(lang.X("intake.file", ""), widgets.Sides(nil, f.path, widgets.Pad(0, 0, 0, 8, widgets.HStack(8, f.choose, f.read)))),
		widgets.Columns(12, []float32{1, 1, 1},
			widgets.Labeled(lang.X("intake.insurer", ""), f.insurer),
			widgets.Labeled(lang.X("intake.to", ""), f.to),
			widgets.Labeled(lang.X("intake.reason", ""), f.reason)),
		f.banner))
	return f
}

// keep begins to keep what is chosen, once it is known who it can go to.
func (f *filePanel) keep() {
	if f.draft != nil {
		return
	}
	f.draft = f.room.deps.Drafts.Open(drafts.Spec{Key: "intake.file", Room: "intake", Form: "intake.file", Named: f.path.Value},
		drafts.Text("path", lang.X("intake.file", ""), f.path), drafts.Text("insurer", lang.X("intake.insurer", ""), f.insurer),
		drafts.Choice("to", lang.X("intake.to", ""), f.to), drafts.Choice("reason", lang.X("intake.reason", ""), f.reason))
	f.restored.SetForm(f.draft, "intake.restored")
}

// lacking says what must be chosen before rows can be sent; "" and nil if nothing.
func (f *filePanel) lacking() (string, fyne.Focusable) {
	switch {
	case f.insurer.Value() == "":
		return lang.X("intake.need.insurer", ""), f.insurer
	case f.to.Value() == "":
		return lang.X("intake.need.to", ""), f.to
	}
	return "", nil
}

// pick asks for a file on this laptop.
func (f *filePanel) pick() {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			f.room.deps.Fail(err)
			return
		}
		if file == nil {
			return
		}
		path := file.URI().Path()
		if err := file.Close(); err != nil {
			f.room.deps.Fail(err)
		}
		f.path.Set(path)
		f.room.read()
	}, f.room.deps.Window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".xlsx", ".csv", ".txt"}))
	d.SetConfirmText(lang.X("common.open", ""))
	d.SetDismissText(lang.X("common.cancel", ""))
	d.Resize(fyne.NewSize(900, 560))
	d.Show()
}

// planners lists the people cases can be handed to, by staff number.
func planners(people []app.Person) []widgets.Option {
	var out []widgets.Option
	slices.SortFunc(people, func(a, b app.Person) int {
		if a.StaffNo < b.StaffNo {
			return -1
		}
		return 1
	})
	for _, p := range people {
		if p.Is(app.RolePlanner) {
			out = append(out, widgets.Option{ID: p.StaffNo, Label: p.Name + "  " + p.StaffNo})
		}
	}
	return out
}

func reasons() []widgets.Option {
	var out []widgets.Option
	for _, r := range []string{app.ReasonOrphan, app.ReasonStripped, app.ReasonNew} {
		out = append(out, widgets.Option{ID: r, Label: lang.X("reason."+r, "")})
	}
	return out
}
