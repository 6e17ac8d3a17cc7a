package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// undo is the newest thing that can be taken back with one key, also when the message that offered it is gone.
type undo struct {
	text string // what was done, as the message said it
	at   int64  // changes made by then
	do   func()
}

// keepUndo keeps a way back for Ctrl+Z, and returns it for the button of the message: it can be gone once. A message
// without one leaves the way back there is, which ends with the next change all the same.
func (b *bench) keepUndo(text string, do func()) func() {
	if do == nil {
		return nil
	}
	u := &undo{text: text, at: b.session.Service.Changes(), do: do}
	b.undo = u
	return func() {
		if b.undo == u {
			b.undo = nil
		}
		do()
	}
}

// noUndo says why nothing can be taken back now, "" where something can.
func (b *bench) noUndo() string {
	switch {
	case b.undo == nil:
		return lang.X("undo.none", "")
	case b.undo.at != b.session.Service.Changes():
		return lang.X("undo.past", "", map[string]any{"What": b.undo.text})
	}
	return ""
}

// undoText names what would be taken back.
func (b *bench) undoText() string {
	if b.undo == nil {
		return ""
	}
	return b.undo.text
}

// takeBack takes back what was done last, unless something else has been changed since.
func (b *bench) takeBack() {
	if why := b.noUndo(); why != "" {
		b.undo = nil
		b.say(widgets.Toast{Text: why, Tone: widgets.Info})
		return
	}
	u := b.undo
	b.undo = nil
	b.say(widgets.Toast{Text: lang.X("undo.done", "", map[string]any{"What": u.text}), Tone: widgets.Success})
	u.do()
}
