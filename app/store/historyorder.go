package store

import (
	"cmp"
	"math"
	"slices"

	"github.com/fangce/fangce/app"
)

// placed is a change with what says where in time it belongs.
type placed struct {
	entry  app.HistoryEntry
	ver    int64 // of the centre's row that it made; 0: not there, or not known
	unsent bool
	due    app.Instant
}

// inOrder returns changes newest first. They go by the time at which they were made, as that is what is shown beside
// them; but of one field the centre's versions decide, and what is not there yet follows them all: a clock that is wrong
// must not show the value that stands below one it replaced. all comes in the order in which it was stored.
func inOrder(all []placed) []app.HistoryEntry {
	steps := make([]*placed, len(all))
	for i := range all {
		steps[i] = &all[i]
		steps[i].due = all[i].entry.At
	}
	slices.SortStableFunc(steps, func(a, b *placed) int { return cmp.Compare(a.rank(), b.rank()) })
	latest := map[string]app.Instant{}
	for _, p := range steps {
		if p.ver > 0 || p.unsent {
			p.due = max(p.due, latest[p.entry.Field])
			latest[p.entry.Field] = p.due
		}
	}
	slices.SortStableFunc(steps, func(a, b *placed) int { return cmp.Compare(a.due, b.due) })
	slices.Reverse(steps)
	out := make([]app.HistoryEntry, len(steps))
	for i, p := range steps {
		out[i] = p.entry
	}
	return out
}

// rank orders by version; what has none stands first, and last if it is still to be sent.
func (p *placed) rank() int64 {
	if p.unsent {
		return math.MaxInt64
	}
	return p.ver
}
