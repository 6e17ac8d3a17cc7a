package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// PickAction is what can be done with a row of a Picker. The first is done by Enter and by a click on the row.
type PickAction struct {
	ID, Label string
	Key       string        // as a person reads it
	Shortcut  fyne.Shortcut // nil: Enter
	Icon      fyne.Resource
}

// PickerForm describes a Picker.
type PickerForm struct {
	ID          string // of its tags: "<ID>.text", "<ID>.list", "<ID>.do.<action>"
	Placeholder string
	Hint        string // at the foot, beside what can be done
	OnText      func(text string)
	Actions     func(row Row) []PickAction
	OnPick      func(row Row, action string)
	OnHold      func() bool // Enter was pressed; true: not yet
	OnClose     func()      // however it closes
}

// Picker is a field above a list of what it finds, in the middle of the window: typing narrows, the arrows move, Enter
// takes, Escape leaves. The keyboard stays in the field.
type Picker struct {
	form   PickerForm
	canvas fyne.Canvas
	layer  *modal
	before func(*fyne.KeyEvent)
	runes  func(rune)
	text   *Entry
	list   *List
	foot   *fyne.Container
	open   bool
	moved  bool // the user has moved the selection since the text changed last
}

// Size of a Picker.
const (
	pickerWidth  float32 = 660
	pickerHeight float32 = 520
	pickerRow    float32 = 46
)

// pickerRoom gives a Picker its size, or what the window has of it.
type pickerRoom struct{ canvas fyne.Canvas }

// MinSize implements fyne.Layout.
func (r pickerRoom) MinSize([]fyne.CanvasObject) fyne.Size {
	s := r.canvas.Size()
	return fyne.NewSize(min(pickerWidth, s.Width-30), min(pickerHeight, s.Height-60))
}

// Layout implements fyne.Layout.
func (r pickerRoom) Layout(objects []fyne.CanvasObject, s fyne.Size) { objects[0].Resize(s) }

// ShowPicker opens a picker with no rows. Call it on the UI goroutine.
func ShowPicker(c fyne.Canvas, f PickerForm) *Picker {
	p := &Picker{form: f, canvas: c, open: true, foot: HStack(8)}
	p.text = Tag(f.ID+".text", NewSearch(f.Placeholder, func(text string) {
		p.moved = false
		f.OnText(text)
	}))
	p.text.OnKey, p.text.OnShortcut, p.text.OnEscape, p.text.OnEnter = p.key, p.shortcut, p.Close, p.enter
	p.list = Tag(f.ID+".list", NewList(nil))
	p.list.rowHeight = pickerRow
	p.list.onTap = func(i int) { p.pick(p.list.row(i), "") }
	p.list.OnSelect = func(Row) { // by the other button: for what stands at the foot
		p.moved = true
		p.showActions()
	}
	foot := FixedHeight(40, Pad(4, 12, 4, 12, p.foot))
	card := container.New(pickerRoom{c},
		Fill(Pad(14, 14, 10, 14, p.text), p.list, VStack(0, Line(), foot)))
	p.layer = newModal(card)
	dropTip(c)
	p.before, p.runes = c.OnTypedKey(), c.OnTypedRune()
	c.SetOnTypedKey(p.windowKey)
	c.SetOnTypedRune(nil)
	c.Overlays().Add(p.layer)
	c.Focus(p.text)
	return p
}

// SetRows shows rows. The selection stays where the user has moved it, and is on the first row otherwise.
func (p *Picker) SetRows(rows []Row) {
	if !p.moved {
		p.list.clear()
		p.list.scroll.Offset.Y = 0
	}
	p.list.SetRows(rows)
	if _, ok := p.list.Selected(); !ok {
		p.list.choose(p.list.nearest(0, 1), false)
	}
	p.showActions()
}

// Rows returns the rows shown.
func (p *Picker) Rows() []Row {
	out := make([]Row, p.list.Len())
	for i := range out {
		out[i] = p.list.RowAt(i)
	}
	return out
}

// Selected returns the row that Enter takes.
func (p *Picker) Selected() (Row, bool) { return p.list.Selected() }

// Text returns what was typed.
func (p *Picker) Text() string { return p.text.Value() }

// Open reports whether the picker still stands.
func (p *Picker) Open() bool { return p.open && p.stands() }

// SetText types for the user.
func (p *Picker) SetText(text string) { p.text.SetText(text) }

func (p *Picker) showActions() {
	p.foot.Objects = nil
	if row, ok := p.list.Selected(); ok {
		for _, a := range p.form.Actions(row) {
			b := Quiet(a.Label, a.Icon, func() { p.pick(row, a.ID) }).Compact().Key(a.Key)
			p.foot.Add(Tag(p.form.ID+".do."+a.ID, b))
		}
	}
	p.foot.Add(Spring())
	p.foot.Add(Caption(p.form.Hint))
	p.foot.Refresh()
}

func (p *Picker) move(n int) {
	before := p.list.selected
	switch at := before + n; {
	case before >= 0 && n == -1 && p.list.nearestBelow(at) < 0:
		p.list.choose(p.list.nearest(p.list.count-1, -1), false) // round the end
	case before >= 0 && n == 1 && at >= p.list.count:
		p.list.choose(p.list.nearest(0, 1), false)
		p.list.scroll.ScrollToOffset(fyne.Position{})
		p.list.arrange(false)
	default:
		dir := 1
		if n < 0 {
			dir = -1
		}
		p.list.choose(p.list.nearest(min(p.list.count-1, max(0, at)), dir), false)
	}
	p.moved = true
	p.showActions()
}

// nearestBelow is the last row up to row that can be selected, -1 if there is none.
func (v *virtual) nearestBelow(row int) int {
	for ; row >= 0; row-- {
		if v.selectable == nil || v.selectable(row) {
			return row
		}
	}
	return -1
}

func (p *Picker) key(k *fyne.KeyEvent) bool {
	page := max(1, int(p.list.scroll.Size().Height/p.list.rowHeight)-1)
	switch k.Name {
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyPageUp:
		p.move(-page)
	case fyne.KeyPageDown:
		p.move(page)
	default:
		return false
	}
	return true
}

func (p *Picker) shortcut(s fyne.Shortcut) bool {
	row, ok := p.list.Selected()
	if !ok {
		return false
	}
	for _, a := range p.form.Actions(row) {
		if a.Shortcut != nil && a.Shortcut.ShortcutName() == s.ShortcutName() {
			p.pick(row, a.ID)
			return true
		}
	}
	return false
}

func (p *Picker) enter() {
	if p.form.OnHold != nil && !p.moved && p.form.OnHold() {
		return
	}
	if row, ok := p.list.Selected(); ok {
		p.pick(row, "")
	}
}

// pick takes a row; the action "" is its first.
func (p *Picker) pick(row Row, action string) {
	actions := p.form.Actions(row)
	if !p.open || len(actions) == 0 {
		return
	}
	if action == "" {
		action = actions[0].ID
	}
	p.Close()
	p.form.OnPick(row, action)
}

// windowKey has the keys while neither the field nor a button has them.
func (p *Picker) windowKey(k *fyne.KeyEvent) {
	if !p.stands() { // the window was cleared, by a lock
		p.open = false
		p.giveBack()
		if p.before != nil {
			p.before(k)
		}
		return
	}
	switch k.Name {
	case fyne.KeyEscape:
		p.Close()
	case fyne.KeyReturn, fyne.KeyEnter:
		p.enter()
	default:
		p.key(k)
	}
}

func (p *Picker) stands() bool {
	for _, o := range p.canvas.Overlays().List() {
		if o == fyne.CanvasObject(p.layer) {
			return true
		}
	}
	return false
}

func (p *Picker) giveBack() {
	p.canvas.SetOnTypedKey(p.before)
	p.canvas.SetOnTypedRune(p.runes)
}

// Close takes the picker away.
func (p *Picker) Close() {
	if !p.open {
		return
	}
	p.open = false
	p.giveBack()
	p.canvas.Overlays().Remove(p.layer)
	if p.form.OnClose != nil {
		p.form.OnClose()
	}
}
