//go:build unix

package platform

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

func show(path string) error {
	if runtime.GOOS == "darwin" {
		return start("open", path)
	}
	return start("xdg-open", path)
}

// spool prints through CUPS, which Linux and macOS share.
func spool(ctx context.Context, job PrintJob) error {
	args := []string{"-t", job.Title, "-n", strconv.Itoa(job.Copies), "-o", "media=A4"}
	if job.Printer != "" {
		args = append(args, "-d", job.Printer)
	}
	cmd := exec.CommandContext(ctx, "lp", append(args, "--", job.Path)...)
	cmd.Env = plainEnv()
	var said bytes.Buffer
	cmd.Stderr = &said
	err := cmd.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return &app.Error{Code: app.ErrCancelled, Message: "已取消打印", Cause: ctx.Err()}
	case errors.Is(err, exec.ErrNotFound):
		return noPrinter(err)
	}
	cause := fmt.Errorf("lp: %w: %s", err, strings.TrimSpace(said.String()))
	if list, fault := printers(ctx); fault == nil && len(list) == 0 {
		return noPrinter(cause)
	}
	return &app.Error{Code: app.ErrInternal, Message: "打印机没有接收，请检查打印机后重试", Cause: cause}
}

func printers(ctx context.Context) ([]Printer, error) {
	names, err := lpstat(ctx, "-e")
	if errors.Is(err, exec.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		// lpstat fails when there is no printer or no print service, too: both are an empty list to the user.
		return nil, ctx.Err()
	}
	chosen, _ := lpstat(ctx, "-d")
	return parsePrinters(names, chosen), nil
}

// parsePrinters reads the answers of "lpstat -e" (a name a line) and "lpstat -d" (…: name).
func parsePrinters(names, chosen string) []Printer {
	_, first, _ := strings.Cut(chosen, ":")
	first = strings.TrimSpace(first)
	var out []Printer
	for name := range strings.Lines(names) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, Printer{Name: name, Default: name == first})
		}
	}
	slices.SortStableFunc(out, func(a, b Printer) int {
		switch {
		case a.Default == b.Default:
			return strings.Compare(a.Name, b.Name)
		case a.Default:
			return -1
		default:
			return 1
		}
	})
	return out
}

func lpstat(ctx context.Context, arg string) (string, error) {
	cmd := exec.CommandContext(ctx, "lpstat", arg)
	cmd.Env = plainEnv()
	out, err := cmd.Output()
	return string(out), err
}

// plainEnv asks for the answers parsePrinters knows, whatever the user's language.
func plainEnv() []string { return append(os.Environ(), "LC_ALL=C") }
