package record

// Write asks the store to create a row (Before nil) or to change it from Before to After. Both are records of the same
// kind, or pointers to such; the fields in which they differ are what changes.
type Write struct {
	Before any
	After  any
}

// Create asks for a new row.
func Create(v any) Write { return Write{After: v} }

// Change asks for a row to be changed from before to after.
func Change(before, after any) Write { return Write{Before: before, After: after} }
