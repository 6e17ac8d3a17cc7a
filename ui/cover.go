package ui

import (
	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/widgets"
)

// cover is a page in the place of rail and rooms, on the whole screen where the platform allows. A page may be keyed,
// runed, a dropper, and a goer: it is told when it goes, whoever takes it away.
type cover struct {
	page    fyne.CanvasObject
	private bool
	was     bool           // the window was on the whole screen before
	held    *widgets.Toast // the newest that was held back
}

// goer is told that it is no longer in sight.
type goer interface{ Gone() }

// cover shows a page in the place of rail and rooms. A private one is for a customer's eyes: of other customers nothing
// comes to the screen until it is gone, messages wait, and no key but that of the lock does anything the page does not
// want. Escape does not leave: the page decides how. On the UI goroutine.
func (b *bench) cover(page fyne.CanvasObject, private bool) {
	if b.stopped.Load() || b.gate.page(b.rail.Active()) != nil {
		return
	}
	next := &cover{page: page, private: private, was: b.window.win.FullScreen()}
	if b.over != nil {
		next.was, next.held = b.over.was, b.over.held
		b.over.gone()
	}
	b.over = next
	b.window.win.Canvas().Unfocus()
	if private {
		b.window.stage.DropToast()
	}
	b.window.stage.Seal(private)
	b.window.stage.SetContent(page)
	b.window.win.SetFullScreen(true)
}

// uncover shows rail and rooms again, and what was to be said meanwhile. On the UI goroutine.
func (b *bench) uncover() {
	o := b.over
	if o == nil {
		return
	}
	b.over = nil
	b.window.win.Canvas().Unfocus()
	b.window.stage.Seal(false)
	b.window.stage.SetContent(b.content)
	b.window.win.SetFullScreen(o.was)
	o.gone()
	if o.held != nil {
		b.say(*o.held)
	}
}

// gone tells a page that it is no longer in sight.
func (o *cover) gone() {
	if g, ok := o.page.(goer); ok {
		g.Gone()
	}
}

// key hands a key to the page.
func (o *cover) key(k *fyne.KeyEvent) {
	if p, ok := o.page.(keyed); ok {
		p.Key(k)
	}
}

// rune hands a letter to the page.
func (o *cover) rune(r rune) {
	if p, ok := o.page.(runed); ok {
		p.Rune(r)
	}
}

// say shows a message, or keeps it while a customer looks at the screen: it may name others. On the UI goroutine.
func (b *bench) say(t widgets.Toast) {
	if b.over != nil && b.over.private {
		b.over.held = &t
		return
	}
	widgets.ShowToast(b.window.win.Canvas(), t)
}
