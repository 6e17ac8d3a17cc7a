package store

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app/record"
)

// Edit is one change of one shared row, to be given to Commit. Create and Change make edits.
type Edit struct {
	Kind string
	ID   string
	// New edits make the row; where it exists already (a derived id made twice) they are merged into it.
	New bool
	// Set holds the new values of the fields that change; a field's zero value empties it.
	Set record.Body
	// From holds what the author saw in those fields. A status must still have that value; a list changes by the
	// elements in which the two differ; any other field that has changed meanwhile counts as edited at the same time.
	From record.Body
	// Base is the version of the row the author saw; 0 means the present one.
	Base int64
}

// Create returns the edit that makes the record v is or points to. Its id must be set: app.NewID, or a derived one, in
// which case creating the same thing twice merges. It panics if v is no record.
func Create(v any) Edit {
	k := mustKind(v)
	return Edit{Kind: k.Name, ID: k.ID(v), New: true, Set: k.Encode(v)}
}

// Change returns the edit that turns the record before into after, and whether they differ at all. It panics if they are
// not of one kind.
func Change(before, after any) (Edit, bool) {
	k := mustKind(after)
	set := k.Diff(before, after)
	saw := k.Encode(before)
	from := make(record.Body, len(set))
	for name := range set {
		f, _ := k.Field(name)
		from[name] = value(k, saw, f)
	}
	return Edit{Kind: k.Name, ID: k.ID(after), Set: set, From: from}, len(set) > 0
}

func mustKind(v any) *record.Kind {
	k := record.Of(v)
	if k == nil {
		panic(fmt.Sprintf("store: %T is no record", v))
	}
	return k
}

// Get returns the row of that id as the window shows it: the centre's, with what is not sent yet. Error: app.ErrNotFound.
func Get[T any](ctx context.Context, s *Store, id string) (T, error) {
	return one[T](ctx, s, id)
}
