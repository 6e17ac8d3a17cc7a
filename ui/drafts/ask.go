package drafts

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Ask opens a dialog whose content is kept. submit hands it in under the context it gets; OnSubmit of the description is
// not used. Leaving the dialog without handing it in keeps what was typed and says so, once and in passing.
func (k *Keeper) Ask(c fyne.Canvas, spec Spec, fields []Field, d widgets.Form, submit func(ctx context.Context) error) (*widgets.Dialog, *Form) {
	f := k.Open(spec, fields...)
	var open *widgets.Dialog
	if _, ok := f.Restored(); ok {
		d.Above = f.notify("draft", f.Says, func() { open.Fit() })
	}
	cancelled := d.OnCancel
	d.OnChange, d.OnLeave = f.Touch, f.Save
	d.OnSubmit = func() error {
		err := f.HandIn(submit)
		if err == nil {
			f.stop()
		}
		return err
	}
	d.OnCancel = func() {
		f.Leave(c)
		if cancelled != nil {
			cancelled()
		}
	}
	open = widgets.ShowForm(c, d)
	return open, f
}

// Leave is Close for a form that was left without handing it in: it says in passing that what was typed is kept, and lets
// that be given up. While drafts cannot be written it says that instead.
func (f *Form) Leave(c fyne.Canvas) {
	if !f.live() {
		return
	}
	dirty := f.Dirty()
	f.Close()
	if !dirty {
		return
	}
	if err := f.keep.failing(); err != nil && f.keep.fail != nil {
		f.keep.fail(err)
		return
	}
	widgets.ShowToast(c, widgets.Toast{
		Text: lang.X("draft.kept", ""), Tone: widgets.Info, Action: lang.X("draft.discard", ""), Do: func() { f.keep.Drop(f.spec.Key) }, For: widgets.ToastTime,
	})
}
