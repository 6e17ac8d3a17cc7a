package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// Every button that asks for a file or a folder opens the dialog for it.
func TestFilesAreAskedFor(t *testing.T) {
	test.NewApp()
	w := test.NewWindow(nil)
	defer w.Close()
	c := chooser{window: w, folder: t.TempDir()}
	for name, ask := range map[string]func(){
		"open": func() { c.Open(func(string) {}) },
		"save": func() { c.Save("file.txt", func(string) {}) },
	} {
		ask()
		top := w.Canvas().Overlays().Top()
		if top == nil {
			t.Fatalf("%s: no dialog", name)
		}
		w.Canvas().Overlays().Remove(top)
	}
}
