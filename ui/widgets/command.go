package widgets

// Command is something a person can do in the window by name: a line of the palette and of the list of keys.
type Command struct {
	ID     string // "<room>.<verb>"
	Label  string // as a person says it, translated
	Detail string // muted, after the label; may be empty
	Key    string // as a person reads it, such as "Ctrl+N" or "F2"; empty: none
	Run    func() // on the UI goroutine
	// Off returns why it cannot be done now, "" where it can; nil: it always can.
	Off func() string
}

// Why returns why the command cannot be done now, "" where it can.
func (c Command) Why() string {
	if c.Off == nil {
		return ""
	}
	return c.Off()
}
