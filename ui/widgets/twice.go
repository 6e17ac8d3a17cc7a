package widgets

import "time"

// A letter is a command where no field has the focus, and often opens a dialog with a field. Pressed twice in a hurry, as one
// does, it would be typed over what the field proposes.

// Times within which the same letter again is one press: from the command to the field it opens, and from there on.
const (
	openingTime = 2 * time.Second
	secondPress = 400 * time.Millisecond
)

// command is the letter that was a command last.
var command struct {
	letter rune
	at     time.Time
}

var now = time.Now // replaced in tests

// NoteCommand is told of a letter that is not typed into a field, before anything is done with it.
func NoteCommand(letter rune) { command.letter, command.at = letter, now() }

// takeCommand is called where the field gets the focus: the first to get it after a command was opened by it.
func (e *Entry) takeCommand() {
	e.opener, e.gained = 0, now()
	if command.letter != 0 && e.gained.Sub(command.at) < openingTime {
		e.opener = command.letter
	}
	command.letter = 0
}

// pressedTwice reports whether a letter is the second press of the command that opened the field.
func (e *Entry) pressedTwice(letter rune) bool {
	return letter != 0 && letter == e.opener && now().Sub(e.gained) < secondPress
}
