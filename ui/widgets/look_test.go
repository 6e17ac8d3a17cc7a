package widgets_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// TestLook writes pictures of the gallery to the folder FANGCE_LOOK names, to
// look at; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		start(t, mode)
		for name, build := range map[string]func() fyne.CanvasObject{"workbench": workbench, "controls": controls, "icons": icons} {
			w := window(t, build(), 1366, 740)
			save(t, filepath.Join(dir, name+"-"+string(mode)+".png"), w)
			if name == "workbench" {
				widgets.ShowToast(w.Canvas(), widgets.Toast{Text: "已记录：王建国 同意见面", Tone: widgets.Success, Action: "撤销"})
				save(t, filepath.Join(dir, "toast-"+string(mode)+".png"), w)
				dialogOn(w).Submit()
				save(t, filepath.Join(dir, "dialog-"+string(mode)+".png"), w)
			}
		}
	}
}

func save(t *testing.T, path string, w fyne.Window) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
