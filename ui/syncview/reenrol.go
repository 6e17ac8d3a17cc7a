package syncview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// reenrolPanel offers a way back to a laptop the centre refuses.
func reenrolPanel(r *Room) *fyne.Container {
	button := widgets.Tag("sync.reenrol", widgets.Primary(lang.X("sync.reenrol", ""), theme.Named("shield"), r.reenrol))
	p := widgets.Panel(lang.X("sync.reenrol.title", ""), nil, widgets.VStack(8,
		widgets.NewParagraph(lang.X("sync.reenrol.text", "")), widgets.HStack(0, button, widgets.Spring())))
	p.Hide()
	return p
}

// reenrol asks for a new one-time code.
func (r *Room) reenrol() {
	code := widgets.Tag("sync.reenrol.code", widgets.NewEntry(lang.X("sync.reenrol.code.hint", "")))
	var given string
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "sync.reenrol.form", Title: lang.X("sync.reenrol.title", ""), Intro: lang.X("sync.reenrol.intro", ""), Submit: lang.X("sync.reenrol.do", ""),
		Working: lang.X("common.working", ""), First: code, Width: 500,
		Fields: []widgets.FormField{{Label: lang.X("field.code", ""), Input: code, Required: true}},
		OnSubmit: func() error {
			if given = code.Value(); given == "" {
				return words.Invalid("code", lang.X("sync.reenrol.empty", ""))
			}
			return nil
		},
		Work: func() error { return r.deps.Sync.Reenrol(context.Background(), given) },
		OnDone: func() {
			r.deps.Toast(lang.X("sync.reenrol.done", ""), "", nil)
			r.Refresh()
			r.syncNow()
		},
	})
}
