package platform

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"github.com/fangce/fangce/app"
)

func show(path string) error { return start("rundll32", "url.dll,FileProtocolHandler", path) }

// spool prints through the program registered for the file, as Windows has no PDF printing of its own; the viewer is the
// way out where that program cannot print by itself.
func spool(ctx context.Context, job PrintJob) error {
	list, err := printers(ctx)
	if err == nil && len(list) == 0 {
		return noPrinter(nil)
	}
	verb, args := "print", ""
	if job.Printer != "" {
		verb, args = "printto", `"`+strings.ReplaceAll(job.Printer, `"`, "")+`"`
	}
	for range job.Copies {
		if ctx.Err() != nil {
			return &app.Error{Code: app.ErrCancelled, Message: "已取消打印", Cause: ctx.Err()}
		}
		if err := execute(verb, job.Path, args); err != nil {
			if shown := OpenFile(job.Path); shown == nil {
				return nil
			}
			return &app.Error{Code: app.ErrInternal, Message: "打印机没有接收，请检查打印机后重试", Cause: err}
		}
	}
	return nil
}

func execute(verb, path, args string) error {
	var text [3]*uint16
	for i, s := range []string{verb, path, args} {
		p, err := windows.UTF16PtrFromString(s)
		if err != nil {
			return err
		}
		text[i] = p
	}
	if err := windows.ShellExecute(0, text[0], text[1], text[2], nil, windows.SW_HIDE); err != nil {
		return fmt.Errorf("ShellExecute %s: %w", verb, err)
	}
	return nil
}

// keyDevices lists the user's printers; keyWindows names the default one as "name,driver,port".
const (
	keyDevices = `Software\Microsoft\Windows NT\CurrentVersion\Devices`
	keyWindows = `Software\Microsoft\Windows NT\CurrentVersion\Windows`
)

func printers(context.Context) ([]Printer, error) {
	k, err := registry.OpenKey(registry.CURRENT_USER, keyDevices, registry.QUERY_VALUE)
	if err != nil {
		return nil, fmt.Errorf("platform: printers: %w", err)
	}
	defer func() { _ = k.Close() }()
	names, err := k.ReadValueNames(0)
	if err != nil {
		return nil, fmt.Errorf("platform: printers: %w", err)
	}
	first := ""
	if w, err := registry.OpenKey(registry.CURRENT_USER, keyWindows, registry.QUERY_VALUE); err == nil {
		device, _, _ := w.GetStringValue("Device")
		first, _, _ = strings.Cut(device, ",")
		_ = w.Close()
	}
	slices.Sort(names)
	var out []Printer
	for _, name := range names {
		if name == first {
			out = slices.Insert(out, 0, Printer{Name: name, Default: true})
			continue
		}
		out = append(out, Printer{Name: name})
	}
	return out, nil
}
