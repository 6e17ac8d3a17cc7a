package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// dropped takes files dropped on the window: forms that came back go where they belong, the rest to the room in sight.
func (w *Window) dropped(files []fyne.URI) {
	if len(files) == 0 || w.bench == nil || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path()
	}
	w.take(paths, w.handOver)
}

// handOver gives files to the room in sight.
func (w *Window) handOver(paths []string) {
	var to any = w.room()
	if o := w.bench.over; o != nil {
		to = o.page
	}
	switch r := to.(type) {
	case manyDropper:
		r.DropFiles(paths)
	case dropper:
		r.Drop(paths[0])
	default:
		widgets.ShowToast(w.win.Canvas(), widgets.Toast{Text: lang.X("drop.nowhere", ""), Tone: widgets.Info})
	}
}

// renewed tells that the laptop has a device number of its own now.
func (w *Window) renewed(s *Session) {
	if w.bench == nil || w.bench.session != s {
		return
	}
	widgets.ShowMessage(w.win.Canvas(), lang.X("renewed.title", ""), lang.X("renewed.text", ""))
}
