package cards

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
)

// findStep is how many rows are read at once to find a customer in the list.
const findStep = 512

// find selects the row of a customer who was opened from elsewhere. Where the search or the filter hides them, both are
// cleared.
func (l *listPane) find(id string) {
	l.chosen = id
	q, s := l.asked(), l.room.deps.Service
	l.room.run(func(ctx context.Context) error {
		rowid, err := rowOf(ctx, s, id)
		if err != nil {
			return err
		}
		ids, err := s.CardIndex(ctx, q)
		fyne.Do(func() {
			if l.chosen != id {
				return
			}
			if !slices.Contains(ids, rowid) && (q.Text != "" || q.Filter != app.CardsAll) {
				l.filter.Set(string(app.CardsAll))
				l.search.Set("")
				l.query()
			}
			l.show(rowid)
		})
		return err
	}, nil)
}

// rowOf returns the row of a customer in the list, 0 if there is none: one of those the list finds by the name, or any.
func rowOf(ctx context.Context, s Service, id string) (int64, error) {
	v, err := s.Card(ctx, id)
	if err != nil {
		return 0, err
	}
	for _, text := range []string{v.Customer.Name, ""} {
		ids, err := s.CardIndex(ctx, app.CardQuery{Text: text})
		if err != nil {
			return 0, err
		}
		for chunk := range slices.Chunk(ids, findStep) {
			rows, err := s.CardRows(ctx, chunk)
			if err != nil {
				return 0, err
			}
			if i := slices.IndexFunc(rows, func(r app.CardRow) bool { return r.ID == id }); i >= 0 {
				return rows[i].Rowid, nil
			}
		}
	}
	return 0, nil
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
