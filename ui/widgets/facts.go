package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// FactEdit says how a fact is edited in its place.
type FactEdit int

// The ways to edit a fact.
const (
	ReadOnly FactEdit = iota
	EditText
	EditLines  // several lines
	EditDate   // Raw and what is saved are 2006-01-02
	EditChoice // Raw and what is saved are an id of Options
)

// Fact is a label with its value below.
type Fact struct {
	ID, Label string
	Value     string // as shown; empty shows that it is missing
	Raw       string // as edited, where that differs from Value
	Tone      Tone
	Badge     string // beside the label, such as 已核实
	BadgeTone Tone
	Span      int // columns it takes; 0 is 1

	Edit    FactEdit
	Options []Option
	Hint    string
	// Save stores an edited value. An error keeps the field open and is shown
	// beside the label in the words of ErrorText.
	Save func(value string) error
}

// ErrorText turns an error into words for people; the window replaces it with
// a translation of codes.
var ErrorText = func(err error) string { return err.Error() }

// Facts is a grid of facts, each of which may be edited in its place: a click,
// or Enter on it, opens a field; Enter or leaving it saves, Escape closes it unsaved.
type Facts struct {
	widget.BaseWidget

	// OnOpen, OnTyping, OnCancel and OnClose tell of the field of a fact: it has been opened, its text has changed, it is
	// about to be closed by Escape with what was typed still in it, it has been closed. Each may be nil.
	OnOpen, OnTyping, OnCancel, OnClose func(id string)
	// OnCopy tells that the value of a fact, as it is shown, was put on the clipboard; nil if nobody wants to know.
	OnCopy func(id string)

	columns int
	today   string
	cells   []*factCell
	content *fyne.Container
}

// NewFacts returns a grid; today (2006-01-02) is for dates typed without a year.
func NewFacts(columns int, today string, facts []Fact) *Facts {
	f := &Facts{columns: columns, today: today, content: &fyne.Container{}}
	f.ExtendBaseWidget(f)
	f.Set(facts)
	return f
}

// Set replaces the facts. Where the same facts are shown, values change in
// place and a field that is being edited stays open.
func (f *Facts) Set(facts []Fact) {
	same := len(facts) == len(f.cells)
	for i := range facts {
		same = same && facts[i].ID == f.cells[i].fact.ID && facts[i].Edit == f.cells[i].fact.Edit && facts[i].Span == f.cells[i].fact.Span
	}
	if same {
		for i, fact := range facts {
			f.cells[i].set(fact)
		}
		return
	}
	f.cells = nil
	layout := &factsLayout{columns: f.columns}
	objects := make([]fyne.CanvasObject, len(facts))
	for i, fact := range facts {
		c := newFactCell(fact, f)
		f.cells = append(f.cells, c)
		objects[i] = c
		layout.spans = append(layout.spans, min(f.columns, max(1, fact.Span)))
	}
	f.content.Layout, f.content.Objects = layout, objects
	f.content.Refresh()
	f.Refresh()
}

// Edit opens the field of a fact.
func (f *Facts) Edit(id string) {
	if c := f.cell(id); c != nil {
		c.open()
	}
}

// Typed returns the text in the open field of a fact, "" if it is not open or is a choice.
func (f *Facts) Typed(id string) string {
	if e := f.cell(id).field(); e != nil {
		return e.Text
	}
	return ""
}

// Type puts a text into the open field of a fact, with the caret behind it.
func (f *Facts) Type(id, text string) {
	if e := f.cell(id).field(); e != nil {
		e.SetText(text)
		e.CursorColumn = len([]rune(text))
		e.Refresh()
	}
}

// Say shows a calm word in place of the label of a fact while its field is open; "" takes it away.
func (f *Facts) Say(id, text string) {
	if c := f.cell(id); c != nil {
		c.say(text, Info)
	}
}

// Value returns the shown value of a fact.
func (f *Facts) Value(id string) string {
	if c := f.cell(id); c != nil {
		return c.fact.Value
	}
	return ""
}

func (f *Facts) cell(id string) *factCell {
	for _, c := range f.cells {
		if c.fact.ID == id {
			return c
		}
	}
	return nil
}

// Part implements the test hook: the fact of an id.
func (f *Facts) Part(id string) fyne.CanvasObject {
	if c := f.cell(id); c != nil {
		return c
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (f *Facts) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }

func (f *Facts) inside() []fyne.CanvasObject { return []fyne.CanvasObject{f.content} }

// factsLayout flows cells of one or more columns into rows.
type factsLayout struct {
	columns int
	spans   []int
}

const factGap float32 = 12

func (l *factsLayout) each(width float32, objects []fyne.CanvasObject, visit func(o fyne.CanvasObject, x, w float32, row int)) {
	unit := (width - factGap*float32(l.columns-1)) / float32(l.columns)
	at, row := 0, 0
	for i, o := range objects {
		n := 1
		if i < len(l.spans) {
			n = l.spans[i]
		}
		if at+n > l.columns {
			at, row = 0, row+1
		}
		visit(o, float32(at)*(unit+factGap), unit*float32(n)+factGap*float32(n-1), row)
		at += n
	}
}

func (l *factsLayout) heights(width float32, objects []fyne.CanvasObject) []float32 {
	var rows []float32
	l.each(width, objects, func(o fyne.CanvasObject, _, w float32, row int) {
		for len(rows) <= row {
			rows = append(rows, 0)
		}
		if width > 0 {
			widthFirst(o, w)
		}
		rows[row] = max(rows[row], o.MinSize().Height)
	})
	return rows
}

// MinSize implements fyne.Layout.
func (l *factsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(90*float32(l.columns), 0)
	width := float32(0)
	if len(objects) > 0 && objects[0].Size().Width > 0 {
		unit := (objects[0].Size().Width - factGap*float32(l.spans[0]-1)) / float32(l.spans[0])
		width = unit*float32(l.columns) + factGap*float32(l.columns-1)
	}
	for _, h := range l.heights(width, objects) {
		s.Height += h
	}
	return s
}

// Layout implements fyne.Layout.
func (l *factsLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	rows := l.heights(s.Width, objects)
	l.each(s.Width, objects, func(o fyne.CanvasObject, x, w float32, row int) {
		y := float32(0)
		for _, h := range rows[:row] {
			y += h
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, rows[row]))
	})
}
