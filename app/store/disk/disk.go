// Package disk lets whoever opens a store watch, and break, what it does to its files. Every writer of the store reports
// each step before it is taken: tests of power cuts record the steps, tests of full disks refuse them.
package disk

// Op is what is about to be done to a file.
type Op byte

// Steps a writer takes.
const (
	Write    Op = 'w' // Data at Off
	Truncate Op = 't' // to Off bytes
	Sync     Op = 's'
	Create   Op = 'c'
	Rename   Op = 'r' // to the path in Data
	Remove   Op = 'd'
)

// Event is one step. Data is valid during the call only, and is what will lie on the disk: sealed.
type Event struct {
	Op   Op
	Path string
	Off  int64
	Data []byte
}

// Watch is told of a step before it is taken. An error keeps it from being taken and is what the writer gets. Nil watches
// nothing.
type Watch func(Event) error

// Before reports a step to a watch, which may be nil.
func (w Watch) Before(e Event) error {
	if w == nil {
		return nil
	}
	return w(e)
}
