package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/privacy"
)

// personalForm is the form that holds everything that is held on a customer.
const personalForm = "personal_data"

// privacyDeps is what the dialogs about personal data need.
func (b *bench) privacyDeps() privacy.Deps {
	return privacy.Deps{
		Window: b.window.win, Clock: b.window.cfg.Clock, Service: b.session.Service, Drafts: b.drafts, Fail: b.fail, Toast: b.toast,
		Print: func(customerID string) { b.print(personalForm, customerID, "") }, Export: b.exportPersonal,
	}
}

// showPrivacy opens the personal data of a customer; draft is a form of it to go on with, nil for none.
func (b *bench) showPrivacy(customerID string, draft *app.Draft) {
	privacy.Show(b.privacyDeps(), customerID, draft)
}

// exportPersonal asks where to, and writes what is held on a customer as a file.
func (b *bench) exportPersonal(customerID, format string) {
	export := b.session.ExportPersonal
	if export == nil {
		return
	}
	chooser{window: b.window.win, folder: b.window.cfg.Documents}.Save("", func(folder string) {
		go func() {
			path, err := export(context.Background(), customerID, format, folder)
			if err != nil {
				b.fail(err)
				return
			}
			fyne.Do(func() { b.toast(lang.X("privacy.exported", "", map[string]any{"Path": path}), "", nil) })
		}()
	})
}
