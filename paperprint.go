package main

import (
	"bytes"
	"context"
	"errors"
	"runtime"

	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/ui/preview"
)

// Printers lists the system's printers, its own choice first.
func (p paper) Printers(ctx context.Context) ([]preview.Printer, error) {
	list, err := platform.Printers(ctx)
	out := make([]preview.Printer, len(list))
	for i, printer := range list {
		out[i] = preview.Printer(printer)
	}
	return out, err
}

// spool sends a form, or some of its pages, to a printer. The file lies in the folder that is wiped, and no longer than it
// has to.
func (p paper) spool(ctx context.Context, f pdf.Form, file []byte, name, title string, job preview.Job) error {
	if len(job.Pages) > 0 {
		var part bytes.Buffer
		if _, err := (pdf.Part{Form: f, Numbers: job.Pages}).Write(&part); err != nil {
			return err
		}
		file = part.Bytes()
	}
	path, err := p.viewing.Put(name, file)
	if err != nil {
		return err
	}
	err = platform.Print(ctx, platform.PrintJob{Path: path, Title: title, Printer: job.Printer, Copies: job.Copies})
	// The spooler has its own copy by now; Windows hands the file itself to a viewer, and keeps it until the lock.
	if err != nil || runtime.GOOS != "windows" {
		err = errors.Join(err, p.viewing.Drop(path))
	}
	return err
}
