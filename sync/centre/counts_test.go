package centre

import (
	"context"
	"database/sql"

	"github.com/fangce/fangce/sync/wire"
)

// Digests returns the digest of each stream as it is kept, and as it is when counted anew.
func (c *Centre) Digests(ctx context.Context) (kept, counted map[string]wire.Digest, err error) {
	kept, counted = map[string]wire.Digest{}, map[string]wire.Digest{}
	err = c.view(ctx, func(t *txn) error {
		var names []string
		err := t.each(`SELECT name FROM stream`, nil, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			names = append(names, name)
			return err
		})
		if err != nil {
			return err
		}
		for _, name := range names {
			n, err := t.counterOf(name)
			if err != nil {
				return err
			}
			if n.counted {
				kept[name] = n.digest
			}
			if counted[name], err = t.recount(name); err != nil {
				return err
			}
		}
		return nil
	})
	return kept, counted, err
}
