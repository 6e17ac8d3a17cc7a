package start

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// enrolForm binds this laptop to a person at the centre.
type enrolForm struct {
	screen       *Screen
	centre, code *widgets.Entry
	*newPass
	button, back *widgets.Button
	banner       *widgets.Banner
	progress     *widgets.Text
	content      fyne.CanvasObject
	busy         bool
}

func newEnrolForm(s *Screen) *enrolForm {
	f := &enrolForm{screen: s}
	f.centre = widgets.Tag("start.centre", widgets.NewEntry("https://…"))
	f.code = widgets.Tag("start.code", widgets.NewEntry("XXXX-XXXX-XXXX"))
	f.newPass = newNewPass(
		widgets.Tag("start.new", widgets.NewPassword(lang.X("start.new.hint", "", map[string]any{"N": app.LeastPassphrase}))),
		widgets.Tag("start.again", widgets.NewPassword(lang.X("start.again", ""))), f.submit)
	next := func(to *widgets.Entry) func() { return func() { s.focus(to) } }
	f.centre.OnEnter, f.code.OnEnter = next(f.code), next(f.pass)
	f.button = widgets.Tag("start.enrol", widgets.Primary(lang.X("start.enrol", ""), theme.IconShield, f.submit))
	f.back = widgets.Tag("start.back", widgets.Quiet(lang.X("common.back", ""), theme.IconLeft, s.showUnlock))
	f.banner = widgets.Tag("start.enrol.problem", widgets.NewBanner(widgets.Neutral, ""))
	f.progress = widgets.Caption("")
	f.content = widgets.VStack(14,
		widgets.Title(lang.X("start.enrol.title", "")),
		widgets.NewParagraph(lang.X("start.enrol.intro", "")),
		widgets.Labeled(lang.X("start.centre", ""), f.centre),
		widgets.Labeled(lang.X("start.code", ""), f.code),
		f.newPass.content,
		widgets.NewParagraph(lang.X("start.new.warning", "")).Small(),
		f.banner,
		widgets.HStack(8, f.button, f.progress, widgets.Spring(), f.back),
	)
	return f
}

func (f *enrolForm) reset(canGoBack bool) {
	f.code.Set("")
	f.newPass.reset()
	f.banner.Set(widgets.Neutral, "")
	f.progress.Set("")
	if canGoBack {
		f.back.Show()
	} else {
		f.back.Hide()
	}
}

func (f *enrolForm) focus() {
	if f.centre.Text == "" {
		f.screen.deps.Window.Canvas().Focus(f.centre)
		return
	}
	f.screen.deps.Window.Canvas().Focus(f.code)
}

// fail says what went wrong and puts the cursor where it can be mended.
func (f *enrolForm) fail(err error) {
	f.banner.Set(widgets.Danger, widgets.ErrorText(err))
	switch {
	case app.FieldOf(err) == "centre":
		f.screen.deps.Window.Canvas().Focus(f.centre)
	case app.FieldOf(err) == "code", app.Code(err) == app.ErrCode:
		f.screen.deps.Window.Canvas().Focus(f.code)
	}
}

// lacking says what must be typed first and where; "" and nil if nothing.
func (f *enrolForm) lacking() (string, *widgets.Entry) {
	switch {
	case f.centre.Value() == "":
		return lang.X("start.need.centre", ""), f.centre
	case f.code.Value() == "":
		return lang.X("start.need.code", ""), f.code
	}
	return f.newPass.lacking()
}

func (f *enrolForm) submit() {
	if f.busy {
		return
	}
	if say, where := f.lacking(); where != nil {
		f.banner.Set(widgets.Warning, say)
		f.screen.deps.Window.Canvas().Focus(where)
		return
	}
	f.busy = true
	f.button.Disable()
	f.back.Disable()
	f.banner.Set(widgets.Neutral, "")
	e := Enrolment{Centre: f.centre.Value(), Code: f.code.Value(), Passphrase: f.pass.Text}
	f.screen.async(func() {
		err := f.screen.deps.Enrol(context.Background(), e, func(step string) {
			fyne.Do(func() { f.progress.Set(lang.X("start.step."+step, "")) })
		})
		fyne.Do(func() {
			f.busy = false
			f.button.Enable()
			f.back.Enable()
			f.progress.Set("")
			if err != nil {
				f.fail(err)
			}
		})
	})
}
