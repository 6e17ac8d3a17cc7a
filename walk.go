package main

import "github.com/fangce/fangce/ui"

// walk is the tour: a planner's day, then the supervisor's part of it.
func (g *guide) walk(w *ui.Window) {
	g.window = w
	defer g.quit()
	g.picture("start")
}
