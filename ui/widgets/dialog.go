package widgets

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/ui/theme"
)

// FormField is one line of a dialog: a label at the left, an input at the right.
type FormField struct {
	Label    string
	Input    fyne.CanvasObject
	Hint     string // small, below the input
	Required bool   // marks the label
}

// Form describes a dialog. Escape cancels, Enter submits unless an input
// method composes (in a field of several lines Ctrl+Enter does); Ctrl+Enter submits from every input.
type Form struct {
	ID     string // of its tags: "<ID>.submit" and "<ID>.cancel"; "dialog" if empty
	Title  string
	Intro  string            // a paragraph below the title
	Above  fyne.CanvasObject // between the intro and the fields
	Fields []FormField
	Body   fyne.CanvasObject // below the fields
	Submit string            // label; empty: 确定; "-" for none
	Cancel string            // label; empty: 取消; "-" for none
	Danger bool              // the submit button does what cannot be taken back
	Width  float32           // 0 is 460; DialogWide for forms of two columns
	First  fyne.Focusable    // gets the focus; nil: the first input that can

	OnSubmit func() error // an error keeps the dialog open and is shown by ErrorText
	OnCancel func()
	// Work is what takes longer than a moment, off the UI goroutine, after OnSubmit found nothing wrong. The dialog stays
	// until it is done; an error is shown as one of OnSubmit is. OnDone follows on the UI goroutine.
	Work     func() error
	Working  string // label of the submit button while Work runs; empty: the same
	OnDone   func()
	OnKey    func(*fyne.KeyEvent) bool // first chance at a key that no input uses; true: it was used
	OnChange func()                    // the user has changed an input
	OnLeave  func()                    // the focus has left a field
}

// DialogWide is the width of a dialog with two columns or a table.
const DialogWide float32 = 720

// Dialog is an open dialog.
type Dialog struct {
	form    Form
	canvas  fyne.Canvas
	layer   *modal
	before  func(*fyne.KeyEvent)
	runes   func(rune)
	banner  *Banner
	submit  *Button
	cancel  *Button
	card    *fyne.Container
	open    bool
	working bool
}

// ShowForm opens a dialog. Call it on the UI goroutine.
func ShowForm(c fyne.Canvas, f Form) *Dialog {
	if f.Width == 0 {
		f.Width = 460
	}
	if f.ID == "" {
		f.ID = "dialog"
	}
	d := &Dialog{form: f, canvas: c, banner: NewBanner(Danger, ""), open: true}
	d.card = d.build()
	d.layer = newModal(d.card)
	d.layer.submit, d.layer.changed, d.layer.left = d.submitByKey, d.changed, f.OnLeave
	listenForSubmit(c)
	dropTip(c)
	d.before, d.runes = c.OnTypedKey(), c.OnTypedRune()
	c.SetOnTypedKey(d.key)
	c.SetOnTypedRune(nil) // the one-key actions of the room below
	c.Overlays().Add(d.layer)
	d.focus()
	return d
}

func (d *Dialog) build() *fyne.Container {
	f := d.form
	var body []fyne.CanvasObject
	if f.Intro != "" {
		body = append(body, Pad(0, 0, 4, 0, NewParagraph(f.Intro)))
	}
	if f.Above != nil {
		body = append(body, f.Above)
	}
	width := labelWidth(f.Fields)
	for _, field := range f.Fields {
		body = append(body, formRow(field, width))
	}
	if f.Body != nil {
		body = append(body, f.Body)
	}
	buttons := []fyne.CanvasObject{Spring()}
	if f.Cancel != "-" {
		d.cancel = Secondary(orText(f.Cancel, "common.cancel"), nil, d.Cancel)
		buttons = append(buttons, Tag(f.ID+".cancel", d.cancel))
	}
	if f.Submit != "-" {
		label := orText(f.Submit, "common.ok")
		if f.Danger {
			d.submit = DangerButton(label, nil, d.Submit)
		} else {
			d.submit = Primary(label, nil, d.Submit)
		}
		buttons = append(buttons, Tag(f.ID+".submit", d.submit))
	}
	scroll := Scroll(Pad(0, 4, 0, 0, VStack(10, body...)))
	inner := Fill(Pad(0, 0, 10, 0, Heading(f.Title).Clipped()), scroll, VStack(0, Pad(12, 0, 0, 0, VStack(10, d.banner, HStack(8, buttons...)))))
	return &fyne.Container{
		Layout:  &dialogLayout{width: f.Width, canvas: d.canvas, body: scroll},
		Objects: []fyne.CanvasObject{Pad(16, 20, 16, 20, inner)},
	}
}

func orText(s, key string) string {
	if s != "" {
		return s
	}
	return lang.LocalizeKey(key, key)
}

// Width of the labels of a dialog: as wide as the widest of them asks for.
const (
	formLabelWidth     float32 = 88
	formLabelWidthMost float32 = 150
)

func labelWidth(fields []FormField) float32 {
	w := formLabelWidth
	for _, f := range fields {
		need := fyne.MeasureText(f.Label, fynetheme.Size(fynetheme.SizeNameText), fyne.TextStyle{}).Width + 8
		if f.Required {
			need += 10
		}
		w = max(w, need)
	}
	return min(w, formLabelWidthMost)
}

func formRow(f FormField, width float32) fyne.CanvasObject {
	label := HStack(2, NewText(f.Label).Clipped().Toned(Muted))
	if f.Required {
		label.Add(NewText("*").Toned(Danger))
	}
	left := VStack(0, FixedWidth(width, FixedHeight(theme.ControlSize, label)))
	if f.Label == "" {
		left = VStack(0)
	}
	input := f.Input
	if f.Hint != "" {
		input = VStack(2, f.Input, NewParagraph(f.Hint).Small())
	}
	return Sides(left, input, nil)
}

// focus gives the focus to the first input, or to a button.
func (d *Dialog) focus() {
	if d.form.First != nil {
		d.canvas.Focus(d.form.First)
		return
	}
	for _, f := range d.form.Fields {
		if first := firstFocusable(f.Input); first != nil {
			d.canvas.Focus(first)
			return
		}
	}
	if d.form.Body != nil {
		if first := firstFocusable(d.form.Body); first != nil {
			d.canvas.Focus(first)
			return
		}
	}
	switch {
	case d.cancel != nil && d.form.Danger:
		d.canvas.Focus(d.cancel)
	case d.submit != nil:
		d.canvas.Focus(d.submit)
	}
}

func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		if dis, ok := o.(fyne.Disableable); !ok || !dis.Disabled() {
			return f
		}
	}
	for _, child := range children(o) {
		if f := firstFocusable(child); f != nil {
			return f
		}
	}
	return nil
}

func (d *Dialog) key(key *fyne.KeyEvent) {
	if !d.stands() { // the window was cleared, by a lock
		d.open = false
		d.giveBack()
		if d.before != nil {
			d.before(key)
		}
		return
	}
	if top := d.canvas.Overlays().Top(); top != fyne.CanvasObject(d.layer) {
		if key.Name == fyne.KeyEscape {
			d.canvas.Overlays().Remove(top) // a menu or a calendar above the dialog
		}
		return
	}
	if d.form.OnKey != nil && d.form.OnKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape:
		d.Cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		d.submitByKey()
	}
}

func (d *Dialog) submitByKey() {
	if d.submit != nil && !d.submit.Disabled() && d.stands() {
		d.Submit()
	}
}

// changed takes the message away once the user changes an input, as it may not hold any more, and tells of the change.
func (d *Dialog) changed() {
	if d.banner.Value() != "" {
		d.SetError("")
	}
	if d.form.OnChange != nil {
		d.form.OnChange()
	}
}

// Submit does what the submit button does.
func (d *Dialog) Submit() {
	if !d.open || d.working {
		return
	}
	if d.form.OnSubmit != nil {
		if err := d.form.OnSubmit(); err != nil {
			var c *Caution
			if errors.As(err, &c) {
				if d.submit != nil {
					d.submit.SetText(c.Submit)
				}
				d.banner.Set(c.tone(), c.Text)
				d.Fit()
			} else {
				d.SetError(ErrorText(err))
			}
			return
		}
	}
	if d.form.Work != nil {
		d.work()
		return
	}
	d.Close()
}

// work does what the submit button does that takes its time.
func (d *Dialog) work() {
	d.SetError("")
	d.SetBusy(true)
	label := d.relabel(d.form.Working)
	go func() {
		err := d.form.Work()
		fyne.Do(func() {
			d.SetBusy(false)
			d.relabel(label)
			if !d.open || !d.stands() {
				return
			}
			if err != nil {
				d.SetError(ErrorText(err))
				return
			}
			d.Close()
			if d.form.OnDone != nil {
				d.form.OnDone()
			}
		})
	}()
}

// relabel changes the label of the submit button, unless it is to be empty, and returns what it was.
func (d *Dialog) relabel(text string) (was string) {
	if d.submit == nil || text == "" {
		return ""
	}
	was = d.submit.Text()
	d.submit.SetText(text)
	d.Fit()
	return was
}

// Caution is what OnSubmit returns to ask once more before it does something doubtful: the dialog stays, shows Text as a
// warning, and its submit button says Submit.
type Caution struct {
	Text, Submit string
	Tone         Tone // of the message; Neutral: a warning
}

func (c *Caution) tone() Tone {
	if c.Tone == Neutral {
		return Warning
	}
	return c.Tone
}

// Error implements error.
func (c *Caution) Error() string { return c.Text }

// Cancel does what the cancel button does.
func (d *Dialog) Cancel() {
	if !d.open || d.working {
		return
	}
	d.Close()
	if d.form.OnCancel != nil {
		d.form.OnCancel()
	}
}

// Close takes the dialog away without calling anything.
func (d *Dialog) Close() {
	if !d.open {
		return
	}
	d.open = false
	d.giveBack()
	d.canvas.Overlays().Remove(d.layer)
	dropTip(d.canvas) // the focus is back on the button that opened the dialog
}

// giveBack gives the keys back to who had them before the dialog.
func (d *Dialog) giveBack() {
	d.canvas.SetOnTypedKey(d.before)
	d.canvas.SetOnTypedRune(d.runes)
}

func (d *Dialog) stands() bool {
	for _, o := range d.canvas.Overlays().List() {
		if o == fyne.CanvasObject(d.layer) {
			return true
		}
	}
	return false
}

// Open reports whether the dialog still stands.
func (d *Dialog) Open() bool { return d.open }

// SetError shows a message in the dialog; "" takes it away.
func (d *Dialog) SetError(text string) {
	d.banner.Set(Danger, text)
	d.Fit()
}

// Problem returns the message in the dialog, "" for none.
func (d *Dialog) Problem() string { return d.banner.Value() }

// SetSubmit changes the label of the submit button, as after a Caution whose question is settled.
func (d *Dialog) SetSubmit(label string) { d.relabel(label) }

// SetBusy disables the submit button while work is under way.
func (d *Dialog) SetBusy(busy bool) {
	d.working = busy
	if d.submit == nil {
		return
	}
	if busy {
		d.submit.Disable()
	} else {
		d.submit.Enable()
	}
}

// Fit gives the dialog the height its content needs after a change of content.
func (d *Dialog) Fit() {
	d.card.Refresh()
	d.layer.Refresh()
}

// dialogLayout gives a dialog its width and the height its content needs,
// within the window.
type dialogLayout struct {
	width  float32
	canvas fyne.Canvas
	body   fyne.CanvasObject
}

func (l *dialogLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	room := l.canvas.Size()
	width := min(l.width, room.Width-40)
	scroll := l.body.(interface {
		SetMinSize(fyne.Size)
		Resize(fyne.Size)
	})
	content := children(l.body)[0]
	inner := width - 40
	content.Resize(fyne.NewSize(inner, content.Size().Height))
	o[0].Resize(fyne.NewSize(width, o[0].Size().Height))
	scroll.SetMinSize(fyne.NewSize(0, 0))
	rest := o[0].MinSize().Height
	// A pixel more than needed: sums of floats that fall short of it by a hair would bring up a bar.
	height := content.MinSize().Height + 1
	scroll.SetMinSize(fyne.NewSize(0, max(24, min(height, room.Height-40-rest))))
	return fyne.NewSize(width, o[0].MinSize().Height)
}

func (l *dialogLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }
