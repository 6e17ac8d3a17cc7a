package words

import "github.com/fangce/fangce/app"

// Said is an error whose text is in the language of the window already: what a form says about its own fields. The
// messages of other errors are Chinese, and give way to the sentence of their code in other languages.
type Said struct {
	Text  string
	cause error
}

// Invalid returns the Said of app.ErrInvalid in a field.
func Invalid(field, text string) error {
	return &Said{Text: text, cause: app.FieldErrorf(app.ErrInvalid, field, "%s", text)}
}

// Error implements error.
func (s *Said) Error() string { return s.cause.Error() }

// Unwrap returns the app.Error.
func (s *Said) Unwrap() error { return s.cause }
