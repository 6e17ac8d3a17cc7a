package drafts

import (
	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/widgets"
)

// Slot is the place in a room where it is said that something was left of what was typed before. It takes no room while
// there is nothing to say.
type Slot struct {
	content *fyne.Container
	changed func()
	narrow  bool
}

// NewSlot returns an empty slot; changed is called when the line in it comes or goes, to lay the room out anew.
func NewSlot(changed func()) *Slot {
	s := &Slot{content: widgets.Stack(), changed: changed}
	s.content.Hide()
	return s
}

// Narrow has a slot in a small panel say it in fewer words.
func (s *Slot) Narrow() *Slot {
	s.narrow = true
	return s
}

// Content returns the slot.
func (s *Slot) Content() fyne.CanvasObject { return s.content }

// SetForm has the slot say what a form was filled with when it was opened; id is of the line, its button is <id>.discard.
func (s *Slot) SetForm(f *Form, id string) {
	says := f.Says
	if s.narrow {
		says = f.Briefly
	}
	s.Set(f.notify(id, says, s.show))
}

// Set shows a banner, or nothing if it is nil.
func (s *Slot) Set(b *widgets.Banner) {
	s.content.Objects = nil
	if b != nil {
		s.content.Objects = []fyne.CanvasObject{b}
	}
	s.show()
}

func (s *Slot) show() {
	was := s.content.Visible()
	if len(s.content.Objects) > 0 && s.content.Objects[0].Visible() {
		s.content.Show()
	} else {
		s.content.Hide()
	}
	s.content.Refresh()
	if s.changed != nil && was != s.content.Visible() {
		s.changed()
	}
}
