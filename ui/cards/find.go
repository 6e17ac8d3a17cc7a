package cards

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
)

// find selects the row of a customer who was opened from elsewhere. Where the search or the filter hides them, both are
// cleared.
func (l *listPane) find(id string) {
	l.chosen = id
	q, s := l.asked(), l.room.deps.Service
	l.room.run(func(ctx context.Context) error {
		rowid, err := s.CardPlace(ctx, id)
		if err != nil && app.Code(err) != app.ErrNotFound {
			return err
		}
		ids, err := s.CardIndex(ctx, q)
		hidden := !slices.Contains(ids, rowid)
		fyne.Do(func() {
			if l.chosen != id {
				return
			}
			if hidden && (q.Text != "" || q.Filter != app.CardsAll) {
				l.filter.Set(string(app.CardsAll))
				l.search.Set("")
				l.query()
			}
			l.show(rowid)
		})
		return err
	}, nil)
}

// show selects a row and brings it into sight, once the list that has it is loaded.
func (l *listPane) show(rowid int64) {
	if rowid == 0 {
		l.list.Unselect()
		return
	}
	l.pending = rowid
	if i := slices.Index(l.pages.ids, rowid); i >= 0 {
		l.list.Select(i)
	}
}
