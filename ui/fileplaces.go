package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/widgets"
)

// filePlaces are the names the drawing library's file dialog writes in English whatever the language, with the keys of ours.
var filePlaces = map[string]string{
	"Home": "files.home", "Computer": "files.computer", "Desktop": "files.desktop", "Documents": "files.documents",
	"Downloads": "files.downloads", "Music": "files.music", "Pictures": "files.pictures", "Videos": "files.videos",
}

// translatePlaces puts the places of the file dialog on top of a canvas into the user's language. What it does not find it
// leaves alone.
func translatePlaces(c fyne.Canvas) {
	if top := c.Overlays().Top(); top != nil {
		translateIn(top)
	}
}

func translateIn(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *container.Split:
		translateIn(o.Leading)
		translateIn(o.Trailing)
	default:
		for _, child := range widgets.Children(o) {
			translateIn(child)
		}
	case *widget.List:
		fill := o.UpdateItem
		if fill == nil {
			return
		}
		o.UpdateItem = func(id widget.ListItemID, item fyne.CanvasObject) {
			fill(id, item)
			translateLabels(item)
		}
		o.Refresh()
	}
}

func translateLabels(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			translateLabels(child)
		}
	case *widget.Label:
		if key := filePlaces[o.Text]; key != "" {
			o.SetText(lang.X(key, o.Text))
		}
	}
}
