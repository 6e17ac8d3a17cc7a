//go:build unix

package platform

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
)

// command puts a program of that name first in the path.
func command(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
}

func page(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "-page.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.4"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPrintHandsTheFileToThePrinter(t *testing.T) {
	bin, out := t.TempDir(), filepath.Join(t.TempDir(), "args")
	t.Setenv("PATH", bin)
	command(t, bin, "lp", `for a in "$@"; do printf "%s\\n" "$a"; done > '`+out+"'\n")
	path := page(t)
	if err := Print(t.Context(), PrintJob{Path: path, Printer: "office", Copies: 2}); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(out)
	want := "-t|-page.pdf|-n|2|-o|media=A4|-d|office|--|" + path
	if s := strings.ReplaceAll(strings.TrimSpace(string(got)), "\n", "|"); s != want {
		t.Errorf("lp was called with\n%s, want\n%s", s, want)
	}
}

func TestPrintSaysWhatIsMissing(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	path := page(t)
	if err := Print(t.Context(), PrintJob{Path: path}); !errors.Is(err, ErrNoPrinter) || app.Code(err) != app.ErrNotFound {
		t.Errorf("no lp: %v", err)
	}
	command(t, bin, "lp", "echo 'lp: Error - No default destination.' >&2; exit 1\n")
	command(t, bin, "lpstat", "exit 1\n")
	if err := Print(t.Context(), PrintJob{Path: path}); !errors.Is(err, ErrNoPrinter) {
		t.Errorf("no printer: %v", err)
	}
	command(t, bin, "lpstat", "echo office\n")
	if err := Print(t.Context(), PrintJob{Path: path}); errors.Is(err, ErrNoPrinter) || app.Code(err) != app.ErrInternal {
		t.Errorf("printer refuses: %v", err)
	}
	if err := Print(t.Context(), PrintJob{Path: path + "x"}); app.Code(err) != app.ErrNotFound {
		t.Errorf("no file: %v", err)
	}
}

func TestPrinters(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	if got, err := Printers(context.Background()); err != nil || got != nil {
		t.Errorf("no print service: %v, %v", got, err)
	}
	command(t, bin, "lpstat", `case $1 in -e) echo hall; echo office; echo backroom;; -d) echo "system default destination: office";; esac`)
	want := []Printer{{"office", true}, {"backroom", false}, {"hall", false}}
	if got, err := Printers(context.Background()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}
