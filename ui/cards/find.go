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
	q := l.asked()
	l.room.run(func(ctx context.Context) error {
		rowid, err := l.rowid(ctx, q, id)
		if err != nil {
			return err
		}
		clear := rowid == 0 && (q.Text != "" || q.Filter != app.CardsAll)
		if clear {
			rowid, err = l.rowid(ctx, app.CardQuery{Sort: q.Sort}, id)
		}
		fyne.Do(func() {
			if l.chosen != id {
				return
			}
			if clear {
				l.filter.Set(string(app.CardsAll))
				l.search.Set("")
				l.query()
			}
			l.show(rowid)
		})
		return err
	}, nil)
}

// rowid returns the row of a customer in the list a question leaves, 0 if it is not in it.
func (l *listPane) rowid(ctx context.Context, q app.CardQuery, id string) (int64, error) {
	ids, err := l.room.deps.Service.CardIndex(ctx, q)
	if err != nil {
		return 0, err
	}
	for chunk := range slices.Chunk(ids, findStep) {
		rows, err := l.room.deps.Service.CardRows(ctx, chunk)
		if err != nil {
			return 0, err
		}
		for _, r := range rows {
			if r.ID == id {
				return r.Rowid, nil
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
