package worklog

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// ownText is a text of the writer's own: a field while the day is open, a paragraph once it is closed.
type ownText struct {
	entry   *widgets.Entry
	read    *widgets.Paragraph
	content fyne.CanvasObject
}

func newOwnText(p *dayPane, id, hint string) *ownText {
	o := &ownText{entry: widgets.Tag(id, widgets.NewMultiEntry(hint, 2)), read: widgets.Tag(id+".read", widgets.NewParagraph(""))}
	o.entry.OnChanged = func(string) { p.texts.Touch() }
	o.entry.OnCommit = func(string) { p.save() }
	o.entry.OnEnter = p.room.closeByKey
	o.read.Hide()
	o.content = widgets.VStack(0, o.entry, o.read)
	return o
}

// fill shows a text. Of the same log, what was typed since it was last stored stays, and the caret where it is.
func (o *ownText) fill(text, before string, same, closed bool) {
	if !same || o.entry.Value() == before && o.entry.Value() != text {
		o.entry.Set(text)
	}
	if !closed {
		o.read.Hide()
		o.entry.Show()
		return
	}
	if text == "" {
		text = lang.X("common.not_filled", "")
	}
	o.read.Set(text)
	o.entry.Hide()
	o.read.Show()
}
