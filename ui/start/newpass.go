package start

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// newPass asks for a new passphrase twice and says how good it is.
type newPass struct {
	pass, again *widgets.Entry
	strength    *widgets.Text
	content     fyne.CanvasObject
}

// newNewPass makes the two fields; the second one's Enter calls submit.
func newNewPass(pass, again *widgets.Entry, submit func()) *newPass {
	n := &newPass{pass: pass, again: again, strength: widgets.Caption("")}
	n.pass.OnEnter, n.again.OnEnter = func() { widgets.FocusIn(n.again) }, submit
	head := widgets.HStack(8, widgets.Caption(lang.X("start.new", "")), widgets.Spring(), n.strength)
	n.pass.OnChanged = func(text string) {
		say, tone := words.Strength(text)
		n.strength.SetTone(tone)
		n.strength.Set(say)
		head.Refresh()
	}
	n.content = widgets.VStack(14,
		widgets.VStack(2, head, n.pass),
		widgets.Labeled(lang.X("start.again", ""), n.again),
	)
	return n
}

func (n *newPass) reset() {
	n.pass.Set("")
	n.again.Set("")
	n.strength.Set("")
}

// lacking says what must be typed first and where; "" and nil if nothing.
func (n *newPass) lacking() (string, *widgets.Entry) {
	switch {
	case utf8.RuneCountInString(n.pass.Text) < app.LeastPassphrase:
		return lang.X("start.need.longer", "", map[string]any{"N": app.LeastPassphrase}), n.pass
	case n.pass.Text != n.again.Text:
		return lang.X("start.need.same", ""), n.again
	}
	return "", nil
}
