package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// CheckGroup ticks any of several options.
type CheckGroup struct {
	widget.BaseWidget
	options []Option
	boxes   []*Check
	content *fyne.Container
}

// NewCheckGroup returns boxes in rows of the given number of columns; changed
// gets the ids of all ticked options in their order.
func NewCheckGroup(options []Option, columns int, changed func(ids []string)) *CheckGroup {
	g := &CheckGroup{options: options}
	objects := make([]fyne.CanvasObject, len(options))
	for i, o := range options {
		box := NewCheck(o.Label, false, func(bool) {
			if changed != nil {
				changed(g.Value())
			}
		})
		g.boxes = append(g.boxes, box)
		objects[i] = box
	}
	g.content = Grid(columns, 8, 0, objects...)
	g.ExtendBaseWidget(g)
	return g
}

// Value returns the ticked ids.
func (g *CheckGroup) Value() []string {
	var ids []string
	for i, b := range g.boxes {
		if b.Value() {
			ids = append(ids, g.options[i].ID)
		}
	}
	return ids
}

// Labels returns the labels of the ticked options.
func (g *CheckGroup) Labels() []string {
	var labels []string
	for i, b := range g.boxes {
		if b.Value() {
			labels = append(labels, g.options[i].Label)
		}
	}
	return labels
}

// Set ticks exactly the given ids without a call of changed.
func (g *CheckGroup) Set(ids []string) {
	for i, b := range g.boxes {
		on := false
		for _, id := range ids {
			on = on || id == g.options[i].ID
		}
		b.Set(on)
	}
}

// Part implements the test hook: the box of an option id.
func (g *CheckGroup) Part(id string) fyne.CanvasObject {
	for i, o := range g.options {
		if o.ID == id {
			return g.boxes[i]
		}
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (g *CheckGroup) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(g.content)
}

func (g *CheckGroup) inside() []fyne.CanvasObject { return []fyne.CanvasObject{g.content} }

// Step is one line of a checklist.
type Step struct {
	ID, Text string
	Hint     string // at the right, such as the time it was done
	Done     bool
}

// Steps is a checklist with large targets, for use standing at a door.
type Steps struct {
	widget.BaseWidget
	steps   []Step
	boxes   []*Check
	columns int
	touch   bool
	changed func(id string, done bool)
	content *fyne.Container
}

// NewSteps returns a checklist in a number of columns.
func NewSteps(steps []Step, columns int, changed func(id string, done bool)) *Steps {
	s := &Steps{columns: columns, changed: changed, content: VStack(0)}
	s.ExtendBaseWidget(s)
	s.Set(steps)
	return s
}

// Touch makes the lines LargeSize high, for fingers, and returns the checklist. Call it before the first Set.
func (s *Steps) Touch() *Steps { s.touch = true; return s }

// Set replaces the steps.
func (s *Steps) Set(steps []Step) {
	same := len(steps) == len(s.steps)
	for i := range steps {
		same = same && steps[i].ID == s.steps[i].ID && steps[i].Text == s.steps[i].Text
	}
	s.steps = append([]Step(nil), steps...)
	if same {
		for i, st := range steps {
			s.boxes[i].Set(st.Done)
			s.boxes[i].SetHint(st.Hint)
		}
		return
	}
	s.boxes = nil
	objects := make([]fyne.CanvasObject, len(steps))
	for i, st := range steps {
		box := NewCheck(st.Text, st.Done, func(on bool) {
			s.steps[i].Done = on
			if s.changed != nil {
				s.changed(st.ID, on)
			}
		})
		box.large, box.touch, box.hint = true, s.touch, st.Hint
		s.boxes = append(s.boxes, box)
		objects[i] = box
	}
	s.content.Objects = []fyne.CanvasObject{FittedGrid(s.columns, 8, 2, objects...)}
	s.content.Refresh()
	s.Refresh()
}

// Enable lets the steps be ticked, or not, as those of what is over.
func (s *Steps) Enable(on bool) {
	for _, b := range s.boxes {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// Done returns how many steps are ticked, and of how many.
func (s *Steps) Done() (done, all int) {
	for _, b := range s.boxes {
		if b.Value() {
			done++
		}
	}
	return done, len(s.boxes)
}

// Part implements the test hook: the line of a step id.
func (s *Steps) Part(id string) fyne.CanvasObject {
	for i, st := range s.steps {
		if st.ID == id {
			return s.boxes[i]
		}
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

func (s *Steps) inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }
