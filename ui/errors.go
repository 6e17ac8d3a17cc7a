package ui

import (
	"context"
	"errors"
	"log/slog"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/words"
)

// errorText returns an error in the user's words. The messages of app errors are written in Chinese and say what was
// wrong with what; other languages get the sentence of the code. What a form says itself is in the window's language.
func errorText(err error) string {
	if errors.Is(err, context.Canceled) {
		return lang.X("error."+app.ErrCancelled, "")
	}
	var said *words.Said
	if errors.As(err, &said) {
		return said.Text
	}
	var e *app.Error
	if !errors.As(err, &e) {
		slog.Error("unexpected", "error", err)
		return lang.X("error."+app.ErrInternal, "")
	}
	if e.Message != "" && locale.Current() == locale.Simplified {
		return e.Message
	}
	text := lang.X("error."+e.Code, e.Code)
	if e.Field != "" && e.Code != app.ErrPassphrase && e.Code != app.ErrCode { // their sentences name the field
		field := lang.X("field."+e.Field, "")
		if field != "" {
			return field + lang.X("common.colon", "") + text
		}
	}
	return text
}
