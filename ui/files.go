package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
)

// fileSize is the size of the dialogs that choose files.
var fileSize = fyne.NewSize(900, 560)

// chooser lets the user choose files; folder is where it begins.
type chooser struct {
	window fyne.Window
	folder string
}

// Save asks for the folder of a new file.
func (c chooser) Save(name string, chosen func(path string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			chosen(filepath.Join(folder.Path(), name))
		}
	}, c.window)
	d.SetTitleText(lang.X("common.pick.folder", ""))
	d.SetConfirmText(lang.X("common.pick", ""))
	c.show(d)
}

// Open asks for an existing file.
func (c chooser) Open(chosen func(path string)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		_ = file.Close() // whoever reads it opens it by its path
		chosen(file.URI().Path())
	}, c.window)
	d.SetTitleText(lang.X("common.pick.file", ""))
	d.SetConfirmText(lang.X("common.open", ""))
	c.show(d)
}

func (c chooser) show(d *dialog.FileDialog) {
	d.SetDismissText(lang.X("common.cancel", ""))
	if at, err := storage.ListerForURI(storage.NewFileURI(c.folder)); err == nil {
		d.SetLocation(at)
	}
	d.Show()
	d.Resize(fileSize) // not before: the dialog is made as it is shown
	translatePlaces(c.window.Canvas())
}
