package preview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Printer is one printer to choose.
type Printer struct {
	Name    string
	Default bool
}

// Job is what is sent to a printer.
type Job struct {
	Printer string // its name
	Copies  int    // at least 1
	Pages   []int  // from 1; none: all
}

// MaxCopies is the most of one form that goes out at once.
const MaxCopies = 99

// Choices of pages.
const (
	pagesAll   = "all"
	pagesThis  = "this"
	pagesRange = "range"
)

// print asks where to, how often and which pages, and prints.
func (v *Viewer) print() {
	if v.d.Print == nil || v.busy || !v.open || len(v.sheets.pages) == 0 {
		return
	}
	v.busy = true
	background(func() {
		list, err := v.d.Printers(v.ctx)
		fyne.Do(func() {
			v.busy = false
			switch {
			case !v.open:
			case err != nil:
				v.fail(err)
			case len(list) == 0:
				v.fail(words.Invalid("printer", lang.L("preview.no_printer")))
			default:
				v.ask(list)
			}
		})
	})
}

// ask shows the dialog of print.
func (v *Viewer) ask(list []Printer) {
	var options []widgets.Option
	chosen := list[0].Name
	for _, p := range list {
		label := p.Name
		if p.Default {
			label = lang.X("preview.default_printer", "", map[string]any{"Name": p.Name})
		}
		options = append(options, widgets.Option{ID: p.Name, Label: label})
		if p.Name == v.d.Printer {
			chosen = p.Name
		}
	}
	printer := widgets.Tag("preview.printer", widgets.NewSelect(options, nil))
	printer.Set(chosen)
	copies := widgets.NewStepper(1, MaxCopies, 1, nil).Bare()
	numbers := widgets.Tag("preview.pages.text", widgets.NewEntry(lang.L("preview.pages_example")))
	which := widgets.Tag("preview.pages", widgets.NewSegmented([]widgets.Option{
		{ID: pagesAll, Label: lang.L("preview.pages_all")},
		{ID: pagesThis, Label: lang.X("preview.pages_this", "", map[string]any{"Page": v.sheets.page + 1})},
		{ID: pagesRange, Label: lang.L("preview.pages_range")},
	}, pagesAll, nil))
	numbers.OnChanged = func(text string) {
		if text != "" {
			which.Set(pagesRange)
		}
	}
	fields := []widgets.FormField{{Label: lang.L("preview.printer"), Input: printer}, {Label: lang.L("preview.copies"), Input: widgets.Tag("preview.copies", copies)}}
	if len(v.sheets.pages) > 1 {
		fields = append(fields, widgets.FormField{Label: lang.L("preview.pages"), Input: widgets.VStack(6, which, numbers)})
	}
	widgets.ShowForm(v.canvas, widgets.Form{
		ID: "preview.print_to", Title: lang.L("preview.print_title"), Width: 520, Submit: lang.L("preview.print"), First: copies.Field(), Fields: fields,
		OnSubmit: func() error {
			job := Job{Printer: printer.Value(), Copies: copies.Value()}
			switch which.Value() {
			case pagesThis:
				job.Pages = []int{v.sheets.page + 1}
			case pagesRange:
				var err error
				if job.Pages, err = pageNumbers(numbers.Value(), len(v.sheets.pages)); err != nil {
					return err
				}
			}
			v.d.Printer = job.Printer
			v.work(func(ctx context.Context) error { return v.d.Print(ctx, job) }, lang.X("preview.printed", "", map[string]any{"Name": job.Printer}))
			return nil
		},
	})
}
