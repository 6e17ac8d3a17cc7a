package book

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
)

// resume opens the form of a draft again.
func (r *Room) resume(d app.Draft) {
	switch d.Form {
	case "book.prospect":
		r.open(pageProspects)
		r.prospects.add()
	case "book.activity":
		r.open(pageActivities)
		if d.About == "" {
			r.activities.edit(app.Activity{})
			return
		}
		r.async(func() {
			v, err := r.deps.Service.Activity(context.Background(), d.About)
			if err != nil {
				fyne.Do(func() { r.deps.Drafts.ShowStale(r.deps.Window.Canvas(), d) })
				return
			}
			fyne.Do(func() { r.activities.edit(v.Row.Activity) })
		})
	case "book.reason":
		r.activities.want = d.About
		r.open(pageActivities)
	default:
		r.open(r.tabs.Value())
	}
}
