package book

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/widgets"
)

// want is an occasion to write to a customer.
type want = messages.Want

// focus gives the keyboard to a list, a table or a field.
func (r *Room) focus(o fyne.Focusable) { r.deps.Window.Canvas().Focus(o) }

// walker is a list or a table one walks through with the arrows.
type walker interface {
	fyne.Focusable
	fyne.CanvasObject
}

// walk takes the keys that nobody focused wanted: the arrows go to the list, Enter opens what is chosen.
func (r *Room) walk(list walker, k *fyne.KeyEvent, open func()) bool {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		if r.deps.Window.Canvas().Focused() == list {
			return false // it has had it
		}
		r.focus(list)
		list.TypedKey(k)
	case fyne.KeyReturn, fyne.KeyEnter:
		if open == nil {
			return false
		}
		open()
	default:
		return false
	}
	return true
}

// reveal notes that the phones of customers are shown in full, and then shows them.
func (r *Room) reveal(ids []string, show func()) {
	if len(ids) == 0 {
		return
	}
	a := app.Access{What: app.AccessPhone, How: app.AccessReveal, Count: int64(len(ids))}
	if len(ids) == 1 {
		a.CustomerID = ids[0]
	}
	r.async(func() {
		if err := r.deps.Service.NoteAccess(context.Background(), a); err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(show)
	})
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// nobody says why something cannot be done with n chosen rows.
func nobody(n int) string {
	if n == 0 {
		return lang.X("book.choose", "")
	}
	return ""
}

// joined puts the texts that are not empty behind each other.
func joined(between string, texts ...string) string {
	out := ""
	for _, t := range texts {
		if t == "" {
			continue
		}
		if out != "" {
			out += between
		}
		out += t
	}
	return out
}

// message offers texts for occasions, one after the other.
func (r *Room) message(wants ...want) { r.messageThen(nil, wants...) }

// messageThen does the same; after each that was sent or taken back, then follows.
func (r *Room) messageThen(then func(ctx context.Context) error, wants ...want) {
	if len(wants) == 0 {
		return
	}
	d := r.deps
	messages.Ask(messages.Deps{
		Window: d.Window, Service: d.Service, Drafts: d.Drafts, Fail: d.Fail, Toast: d.Toast, Async: r.async,
		Done: func() {
			if then == nil {
				r.Refresh()
				return
			}
			r.do(then, nil)
		},
	}, wants...)
}

// chosenOf are the rows of a table to do something with: those chosen, or the selected one.
func chosenOf[T any](t *widgets.Table[T]) []T {
	if all := t.Chosen(); len(all) > 0 {
		return all
	}
	if row, ok := t.Selected(); ok {
		return []T{row}
	}
	return nil
}
