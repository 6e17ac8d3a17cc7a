package centre

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/fangce/fangce/sync/wire"
)

// metaTrimmed names the last operation that was looked at for trimming, by rid.
const metaTrimmed = "ops_trimmed"

// trimmable returns up to which rid stored operations have become old enough to be trimmed, at most limit of them; 0 if
// none has. Operations are stored in the order in which they come, so that the first young one ends the search.
func (t *txn) trimmable(limit int) (upTo int64, err error) {
	done, err := t.metaInt(metaTrimmed)
	if err != nil {
		return 0, err
	}
	young := false
	err = t.each(`SELECT rid, at FROM device_op WHERE rid > ? ORDER BY rid LIMIT ?`, []any{done, limit}, func(rows *sql.Rows) error {
		var rid, at int64
		if err := rows.Scan(&rid, &at); err != nil || young {
			return err
		}
		if young = int64(t.now)-at <= amends; !young {
			upTo = rid
		}
		return nil
	})
	return upTo, err
}

// trim takes the content out of stored operations of more than 90 days that were applied: it stands in the rows and their
// history. Number, hash, outcome and result stay for good, so that an operation which comes again is known; of what was
// refused, put aside or kept, all stays.
func (c *Centre) trim(ctx context.Context, limit int) error {
	return c.update(ctx, func(t *txn) error {
		upTo, err := t.trimmable(limit)
		if err != nil || upTo == 0 {
			return err
		}
		done, err := t.metaInt(metaTrimmed)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE device_op SET line = CAST(json_object('n', n, 'tx', json_extract(CAST(line AS TEXT), '$.tx'),
			'k', kind, 'id', id, 'hlc', json_extract(CAST(line AS TEXT), '$.hlc'), 'at', json_extract(CAST(line AS TEXT), '$.at')) AS BLOB)
			WHERE rid > ? AND rid <= ? AND outcome = ?`, done, upTo, wire.OutcomeApplied); err != nil {
			return err
		}
		return t.setMeta(metaTrimmed, strconv.FormatInt(upTo, 10))
	})
}
