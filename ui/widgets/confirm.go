package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// Confirm describes a question with two answers.
type Confirm struct {
	ID     string // of its tags, see Form
	Title  string
	Text   string
	Yes    string // label; empty: 确定
	No     string // label; empty: 取消
	Danger bool   // the focus is on No
	OnYes  func()
	OnNo   func()
}

// ShowConfirm asks a question.
func ShowConfirm(c fyne.Canvas, q Confirm) *Dialog {
	return ShowForm(c, Form{
		ID: q.ID, Title: q.Title, Intro: q.Text, Submit: q.Yes, Cancel: q.No, Danger: q.Danger, Width: 400, OnCancel: q.OnNo,
		OnSubmit: func() error {
			if q.OnYes != nil {
				q.OnYes()
			}
			return nil
		},
	})
}

// ShowMessage tells something that has to be read before going on.
func ShowMessage(c fyne.Canvas, title, text string) *Dialog {
	return ShowForm(c, Form{Title: title, Intro: text, Submit: lang.L("common.ok"), Cancel: "-", Width: 400})
}
