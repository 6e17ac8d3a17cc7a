package ui

import (
	"fmt"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/words"
)

func TestErrorsInTheWindowsLanguage(t *testing.T) {
	t.Cleanup(func() { _ = locale.Use(locale.Simplified) })
	wrong := app.FieldErrorf(app.ErrPassphrase, "passphrase", "口令不正确")
	length := app.FieldErrorf(app.ErrInvalid, "name", "姓名过长")
	for _, c := range []struct {
		code string
		err  error
		want string
	}{
		{locale.Simplified, wrong, "口令不正确"},
		{locale.English, wrong, "Wrong passphrase"},
		{locale.Simplified, length, "姓名过长"},
		{locale.English, length, "Name: Please check this entry"},
		{locale.English, fmt.Errorf("form: %w", words.Invalid("at", "Enter a time")), "Enter a time"},
	} {
		if err := locale.Use(c.code); err != nil {
			t.Fatal(err)
		}
		if got := errorText(c.err); got != c.want {
			t.Errorf("%s: %q instead of %q", c.code, got, c.want)
		}
	}
	if err := words.Invalid("at", "Enter a time"); app.Code(err) != app.ErrInvalid || app.FieldOf(err) != "at" {
		t.Error("what a form says has no code or field")
	}
}
