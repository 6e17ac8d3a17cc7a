package platform

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/fangce/fangce/app"
)

// OpenFile shows a file in the program the system has for it, without waiting for that program to end. It may take up to
// three seconds, so call it off the window's thread. Returns app.ErrNotFound if the file is not there or the system has no
// such program.
func OpenFile(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	if _, err := os.Stat(path); err != nil {
		return &app.Error{Code: app.ErrNotFound, Message: "文件不存在：" + filepath.Base(path), Cause: err}
	}
	if err := show(path); err != nil {
		return &app.Error{Code: app.ErrNotFound, Message: "系统没有能打开此文件的程序：" + filepath.Base(path), Cause: err}
	}
	return nil
}

// startTime is how long a starter such as xdg-open may take to say that it has found no program.
const startTime = 3 * time.Second

// start runs a starter. Starters end at once or become the viewer itself; a viewer is left alone and reaped when it ends.
func start(name string, args ...string) error {
	cmd := exec.CommandContext(context.Background(), name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(startTime):
		return nil
	}
}

// PrintJob is one file for the printer.
type PrintJob struct {
	Path    string // a PDF
	Title   string // shown in the printer's queue; the file's name if empty. Never a customer's name
	Printer string // name of a Printer, "" for the default one
	Copies  int    // 1 if 0
}

// Printer is one printer of the system.
type Printer struct {
	Name    string
	Default bool
}

// ErrNoPrinter is the cause behind the app error of Print and Printers where the system has no printer or no printing.
var ErrNoPrinter = errors.New("platform: no printer")

// Print hands a file to the printer. It waits until the system has taken it over, not until it is on paper. Returns
// app.ErrNotFound if there is no printer, or no file.
func Print(ctx context.Context, job PrintJob) error {
	path, err := filepath.Abs(job.Path)
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	if _, err := os.Stat(path); err != nil {
		return &app.Error{Code: app.ErrNotFound, Message: "要打印的文件不存在", Cause: err}
	}
	job.Path = path
	if job.Title == "" {
		job.Title = filepath.Base(path)
	}
	job.Copies = min(max(job.Copies, 1), 99)
	return spool(ctx, job)
}

// Printers lists the system's printers, the default one first. Without any the list is empty.
func Printers(ctx context.Context) ([]Printer, error) { return printers(ctx) }

func noPrinter(cause error) error {
	return &app.Error{Code: app.ErrNotFound, Message: "没有找到打印机，请先在系统中安装打印机", Cause: errors.Join(ErrNoPrinter, cause)}
}
