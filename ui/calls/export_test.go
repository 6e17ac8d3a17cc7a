package calls

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Inline makes the room load on the caller's goroutine, so that a test sees what it did.
func (r *Room) Inline() { r.async = func(f func()) { f() } }

// Narrow does what a keystroke in the search field asks for.
func Narrow(s Service, items []app.CallItem, text string, clock app.Clock) error {
	_, err := narrow(context.Background(), s, items, text, clock.Now())
	return err
}
