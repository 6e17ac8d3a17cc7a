// Package widgets holds the building blocks of the window. They know no
// business type: rooms hand them texts and callbacks.
//
// Keys that a focused widget does not use itself reach the handler that the
// window set with Canvas.SetOnTypedKey (see bubble.go), so a room's one-key
// actions work while a list or a button has the focus. Text being composed by
// an input method is never submitted or destroyed (see entry.go).
package widgets
