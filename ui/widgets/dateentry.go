package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// checkedEntry is a field whose text has a form of its own: it is put in order
// when the focus leaves and marked while it cannot be read.
type checkedEntry struct {
	Entry
	parse   func(text string) (canonical string, ok bool)
	onValid func(value string)
	entered bool // by the press of the mouse that is not over yet
}

func (e *checkedEntry) prepare(hint, wrong string) {
	e.PlaceHolder = hint
	e.OnCommit = func(text string) {
		v, ok := e.parse(text)
		e.mark(!ok, wrong)
		if !ok {
			return
		}
		e.Entry.Set(v)
		if e.onValid != nil {
			e.onValid(v)
		}
	}
}

// FocusGained implements fyne.Focusable: what stands there is replaced by what is typed.
func (e *checkedEntry) FocusGained() {
	e.Entry.FocusGained()
	e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// MouseDown implements desktop.Mouseable.
func (e *checkedEntry) MouseDown(m *desktop.MouseEvent) {
	e.entered = !e.has
	e.Entry.MouseDown(m)
}

// MouseUp implements desktop.Mouseable: the click that enters the field marks all of it too, a second one sets the caret.
func (e *checkedEntry) MouseUp(m *desktop.MouseEvent) {
	e.Entry.MouseUp(m)
	if e.entered && e.SelectedText() == "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.entered = false
}

// mark shows the field in the error colour or takes that back; a Validator
// would put a tick beside every good date.
func (e *checkedEntry) mark(bad bool, wrong string) {
	e.AlwaysShowValidationError = bad
	if bad {
		e.SetValidationError(textError(wrong))
		e.SetValidationError(textError(wrong)) // the first mark of a field makes its sign, and Fyne clears the error in doing so
	} else {
		e.SetValidationError(nil)
	}
	e.Refresh()
}

// Value returns the value in its canonical form, "" if blank or wrong.
func (e *checkedEntry) Value() string {
	v, _ := e.parse(e.Text)
	return v
}

// Valid reports whether the text is blank or can be read.
func (e *checkedEntry) Valid() bool {
	_, ok := e.parse(e.Text)
	return ok
}

type textError string

func (t textError) Error() string { return string(t) }

// DateEntry is a field for a date; see ParseDate for what may be typed. Up and
// Down move by a day, the button and F4 open a calendar.
type DateEntry struct {
	checkedEntry
	today string
	popup *widget.PopUp
}

// NewDateEntry returns a field; today is 2006-01-02. changed gets 2006-01-02
// or "" when the user has finished a date.
func NewDateEntry(today string, changed func(date string)) *DateEntry {
	d := &DateEntry{today: today}
	d.parse = func(s string) (string, bool) { return ParseDate(s, d.today) }
	d.onValid = changed
	d.prepare(lang.L("date.hint"), lang.L("date.invalid"))
	d.OnKey = d.step
	d.outer = d
	d.ExtendBaseWidget(d)
	d.ActionItem = newFieldButton(theme.IconCalendar, d.showCalendar)
	return d
}

func (d *DateEntry) step(key *fyne.KeyEvent) bool {
	days := 0
	switch key.Name {
	case fyne.KeyUp:
		days = 1
	case fyne.KeyDown:
		days = -1
	case fyne.KeyF4:
		d.showCalendar()
		return true
	default:
		return false
	}
	from := d.Value()
	if from == "" {
		from, days = d.today, 0
	}
	if t, err := time.Parse("2006-01-02", from); err == nil {
		d.SetText(t.AddDate(0, 0, days).Format("2006-01-02"))
	}
	return true
}

func (d *DateEntry) showCalendar() {
	c := canvasOf(d)
	if c == nil {
		return
	}
	month := newCalendar(d.today, d.Value(), func(date string) {
		d.popup.Hide()
		d.SetText(date)
		d.Commit()
		noteChange(d)
	})
	month.closed = func() { d.popup.Hide() }
	d.popup = widget.NewPopUp(Stack(NewBox("", theme.ColorLine, theme.PanelRadius), Pad(8, 10, 8, 10, month)), c)
	d.popup.ShowAtRelativePosition(fyne.NewPos(0, d.Size().Height+2), d)
	c.Focus(month)
}

// MinSize implements fyne.CanvasObject.
func (d *DateEntry) MinSize() fyne.Size {
	d.ExtendBaseWidget(d)
	s := d.Entry.MinSize()
	return fyne.NewSize(max(s.Width, 150), s.Height)
}

// TimeEntry is a field for a time of day; see ParseTime for what may be typed.
type TimeEntry struct {
	checkedEntry
}

// NewTimeEntry returns a field; changed gets 15:04 or "" when the user has
// finished a time.
func NewTimeEntry(changed func(clock string)) *TimeEntry {
	t := &TimeEntry{}
	t.parse = ParseTime
	t.onValid = changed
	t.prepare(lang.L("time.hint"), lang.L("time.invalid"))
	t.outer = t
	t.ExtendBaseWidget(t)
	return t
}

// MinSize implements fyne.CanvasObject.
func (t *TimeEntry) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	s := t.Entry.MinSize()
	return fyne.NewSize(max(s.Width, 84), s.Height)
}
