package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// revealMargin is how much is left above an element that was scrolled into sight.
const revealMargin = 24

// Reveal scrolls a tagged object into sight, as a person with a wheel does; false if it is not in the window at all.
func Reveal(id string, c fyne.Canvas) bool {
	o := tagged(id)
	if o == nil || c == nil {
		return false
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	return root != nil && reveal(root, o, nil, fyne.Position{})
}

// reveal walks down to o; scroll is the innermost scroller above, and at the place within its content.
func reveal(from, o fyne.CanvasObject, scroll *container.Scroll, at fyne.Position) bool {
	if !from.Visible() {
		return false
	}
	if from == o {
		if scroll != nil {
			low, high := scroll.Offset.Y, scroll.Offset.Y+scroll.Size().Height
			if at.Y < low || at.Y+o.Size().Height > high {
				most := scroll.Content.Size().Height - scroll.Size().Height
				scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, max(min(at.Y-revealMargin, most), 0)))
			}
		}
		return true
	}
	inner := scrollerOf(from)
	for _, child := range children(from) {
		next, place := scroll, at.Add(child.Position())
		if inner != nil {
			next, place = inner, fyne.Position{}
		}
		if reveal(child, o, next, place) {
			return true
		}
	}
	return false
}

// scrollerOf returns the scroller an object is, nil if it is none.
func scrollerOf(o fyne.CanvasObject) *container.Scroll {
	switch o := o.(type) {
	case *container.Scroll:
		return o
	case *Scroller:
		return &o.Scroll
	}
	return nil
}

// intoSight scrolls what the keyboard has come to into sight: Tab may lead below the edge of what is scrolled.
func intoSight(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	if root != nil {
		reveal(root, o, nil, fyne.Position{})
	}
}
