package ui

import (
	"context"
	"image"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"github.com/fangce/fangce/ui/preview"
)

// Paper makes forms. It may be called from any goroutine.
type Paper interface {
	// Make fills a form ("questionnaire", "service_card") for a customer, and for one policy where it is about one.
	Make(ctx context.Context, form, customerID, policyID string) (Sheet, error)
	// Printers lists what can be printed on, the system's own choice first.
	Printers(ctx context.Context) ([]preview.Printer, error)
}

// Sheet is one finished form and what can be done with it.
type Sheet struct {
	Title   string
	Missing []string // characters no font has, and where
	Cut     []string // fields that had to be shortened
	Path    string   // where it is saved unless the user says otherwise
	Pages   func(ctx context.Context, dpi float64) ([]image.Image, error)
	Print   func(ctx context.Context, job preview.Job) error
	Open    func(ctx context.Context) error // with another program
	SaveAs  func(ctx context.Context, path string) error
}

// print makes a form and shows it before it is printed. It may be called from anywhere.
func (b *bench) print(form, customerID, policyID string) {
	go func() {
		s, err := b.session.Paper.Make(context.Background(), form, customerID, policyID)
		if err != nil {
			b.fail(err)
			return
		}
		fyne.Do(func() {
			if b.stopped.Load() {
				return
			}
			preview.Show(preview.Deps{
				Window: b.window.win, Title: s.Title, Pages: s.Pages, Missing: s.Missing, Cut: s.Cut, Path: s.Path,
				Printers: b.session.Paper.Printers, Printer: b.printer,
				Print: func(ctx context.Context, job preview.Job) error {
					fyne.Do(func() { b.printer = job.Printer })
					return s.Print(ctx, job)
				},
				Open: s.Open, SaveAs: s.SaveAs, Choose: b.chooseFolder, Fail: b.fail, Toast: func(text string) { b.toast(text, "", nil) },
			})
		})
	}()
}

// chooseFolder lets the user choose the folder a form is saved in; the name of the file stays.
func (b *bench) chooseFolder(path string, chosen func(path string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			b.fail(err)
			return
		}
		if folder != nil {
			chosen(filepath.Join(folder.Path(), filepath.Base(path)))
		}
	}, b.window.win)
	d.SetConfirmText(lang.X("common.choose", ""))
	d.SetDismissText(lang.X("common.cancel", ""))
	if at, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(path))); err == nil {
		d.SetLocation(at)
	}
	d.Resize(fyne.NewSize(900, 560))
	d.Show()
	translatePlaces(b.window.win.Canvas())
}
