package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

const (
	factLabelHeight float32 = 19
	factHeight      float32 = 52
)

// factCell is one fact of Facts.
type factCell struct {
	widget.BaseWidget
	fact  Fact
	owner *Facts

	label, failed *Text
	value         *Text
	para          *Paragraph
	badge         *Badge
	editor        fyne.CanvasObject // while open
	closing       bool

	hovered, focused bool
}

func newFactCell(fact Fact, owner *Facts) *factCell {
	c := &factCell{owner: owner, label: Caption("").Clipped(), failed: Caption("").Clipped().Toned(Danger), value: NewText("").Clipped(), badge: NewBadge("", Neutral)}
	if fact.Edit == EditLines {
		c.para = NewParagraph("")
	}
	c.ExtendBaseWidget(c)
	c.set(fact)
	return c
}

func (c *factCell) set(fact Fact) {
	c.fact = fact
	c.label.Set(fact.Label)
	c.badge.Set(fact.Badge, fact.BadgeTone)
	text, tone := fact.Value, fact.Tone
	if text == "" {
		text, tone = lang.L("common.not_filled"), Faint
	}
	if c.para != nil {
		c.para.SetSpans(Span{Text: text, Tone: tone})
	}
	c.value.Set(text)
	c.value.SetTone(tone)
	c.Refresh()
}

func (c *factCell) editable() bool { return c.fact.Edit != ReadOnly && c.fact.Save != nil }

func (c *factCell) open() {
	if !c.editable() || c.editor != nil {
		return
	}
	raw := c.fact.Raw
	if raw == "" {
		raw = c.fact.Value
	}
	var focus fyne.Focusable
	switch c.fact.Edit {
	case EditChoice:
		s := NewSelect(c.fact.Options, func(id string) { c.save(id, true) })
		s.Set(c.fact.Raw)
		s.OnEscape = c.cancel
		c.editor, focus = s, s
	case EditDate:
		d := NewDateEntry(c.owner.today, nil)
		d.Entry.Set(c.fact.Raw)
		d.OnEnter = func() { c.save(d.Value(), d.Valid()) }
		d.OnBlur = func() { c.save(d.Value(), d.Valid()) }
		d.OnEscape = c.cancel
		c.editor, focus = d, d
	case EditLines:
		m := NewMultiEntry(c.fact.Hint, 3)
		c.entry(m, raw)
		c.editor, focus = m, m
	default:
		e := NewEntry(c.fact.Hint)
		c.entry(e, raw)
		c.editor, focus = e, e
	}
	c.Refresh()
	if e := c.field(); e != nil {
		e.OnChanged = func(string) { c.tell(c.owner.OnTyping) }
	}
	c.tell(c.owner.OnOpen)
	if cv := canvasOf(c); cv != nil {
		cv.Focus(focus) // through the cell: the canvas learns of the field when it paints
	}
	if e, ok := c.editor.(*Entry); ok && !e.MultiLine && e.Text == raw {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// field is the entry of an open field, nil if it is not open or is a choice.
func (c *factCell) field() *Entry {
	if c == nil {
		return nil
	}
	switch e := c.editor.(type) {
	case *Entry:
		return e
	case *DateEntry:
		return &e.Entry
	}
	return nil
}

func (c *factCell) tell(f func(id string)) {
	if f != nil {
		f(c.fact.ID)
	}
}

// say puts a word in place of the label.
func (c *factCell) say(text string, tone Tone) {
	c.failed.Set(text)
	c.failed.SetTone(tone)
	c.Refresh()
}

func (c *factCell) entry(e *Entry, raw string) {
	e.Set(raw)
	e.OnEnter = func() { c.save(e.Value(), true) }
	e.OnBlur = func() { c.save(e.Value(), true) }
	e.OnEscape = c.cancel
}

// save stores the value and closes the field, unless the value is refused.
func (c *factCell) save(value string, valid bool) {
	if c.editor == nil || c.closing {
		return
	}
	if !valid {
		c.say(lang.L("date.invalid"), Danger)
		return
	}
	raw := c.fact.Raw
	if raw == "" && c.fact.Edit != EditChoice && c.fact.Edit != EditDate {
		raw = c.fact.Value
	}
	if value != raw {
		if err := c.fact.Save(value); err != nil {
			c.say(ErrorText(err), Danger)
			return
		}
	}
	c.close()
}

func (c *factCell) cancel() {
	if c.editor != nil {
		c.tell(c.owner.OnCancel)
	}
	c.close()
}

// close takes the field away; the focus goes back to the fact if it was in the
// field.
func (c *factCell) close() {
	c.closing = true
	defer func() { c.closing = false }()
	cv := canvasOf(c)
	inside := false
	if f, ok := c.editor.(fyne.Focusable); ok && cv != nil {
		inside = cv.Focused() == f
	}
	c.editor = nil
	c.say("", Danger)
	c.tell(c.owner.OnClose)
	if inside {
		cv.Focus(c)
	}
}

// Tapped implements fyne.Tappable.
func (c *factCell) Tapped(*fyne.PointEvent) { c.open() }

// TappedSecondary implements fyne.SecondaryTappable: a value can be copied.
func (c *factCell) TappedSecondary(e *fyne.PointEvent) {
	cv := canvasOf(c)
	if cv == nil || c.fact.Value == "" || c.editor != nil {
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", fyne.NewMenuItem(lang.L("common.copy"), func() {
		Copy(c.fact.Value)
		c.tell(c.owner.OnCopy)
	})), cv, e.AbsolutePosition)
}

// TypedKey implements fyne.Focusable.
func (c *factCell) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyF2:
		if c.editable() {
			c.open()
			return
		}
	}
	bubbleKey(c, key)
}

// TypedRune implements fyne.Focusable.
func (c *factCell) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(c, r)
	}
}

// FocusGained implements fyne.Focusable.
func (c *factCell) FocusGained() { c.focused = true; intoSight(c); c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *factCell) FocusLost() { c.focused = false; c.Refresh() }

// Disabled takes a fact that cannot be edited out of the order of tabs.
func (c *factCell) Disabled() bool { return !c.editable() }

// Enable implements fyne.Disableable; whether a fact can be edited is a matter
// of its declaration.
func (c *factCell) Enable() {}

// Disable implements fyne.Disableable.
func (c *factCell) Disable() {}

// MouseIn implements desktop.Hoverable.
func (c *factCell) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *factCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *factCell) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *factCell) Cursor() desktop.Cursor {
	if c.editable() {
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (c *factCell) CreateRenderer() fyne.WidgetRenderer {
	r := &factRenderer{c: c, ground: newRect(), pencil: newGlyph(theme.Tint(theme.IconEdit, theme.ColorFaint))}
	r.paint()
	return r
}

func (c *factCell) inside() []fyne.CanvasObject {
	if c.editor != nil {
		return []fyne.CanvasObject{c.editor}
	}
	return nil
}
