package store

import (
	"context"

	"github.com/fangce/fangce/app/record"
)

// Save commits writes together: it is Commit for those who may not name this package's types. Writes that change nothing
// are left out; drafts are used up all the same.
func (s *Store) Save(ctx context.Context, writes ...record.Write) error {
	edits := make([]Edit, 0, len(writes))
	for _, w := range writes {
		if w.Before == nil {
			edits = append(edits, Create(w.After))
		} else if e, differs := Change(w.Before, w.After); differs {
			edits = append(edits, e)
		}
	}
	return s.Commit(ctx, edits...)
}
