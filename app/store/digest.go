package store

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Digests returns what this laptop holds of streams as their digests: the centre's rows, without what waits to be sent.
// Rows the centre does not have under this stream do not count: those made here and not answered, receipts of rows in
// streams that are not pulled, and rows of before a restore as long as they are offered to the centre. Those that did not
// come back although the offer was answered do count: where they lie elsewhere by now, the repair says so. It holds up
// nobody who writes. It says something once everything that was staged is published.
func (s *Store) Digests(ctx context.Context, streams []string) (map[string]wire.Digest, error) {
	out := make(map[string]wire.Digest, len(streams))
	for _, stream := range streams {
		out[stream] = wire.Digest{}
	}
	err := s.centreRows(ctx, "", func(stream string, r wire.RowVer) {
		if d, asked := out[stream]; asked {
			d.Add(r.Kind, r.ID, r.Ver, 1)
			out[stream] = d
		}
	})
	return out, err
}

// Buckets returns the digests of the buckets of one stream that hold anything.
func (s *Store) Buckets(ctx context.Context, stream string) (map[int]wire.Digest, error) {
	out := map[int]wire.Digest{}
	err := s.centreRows(ctx, stream, func(_ string, r wire.RowVer) {
		n := wire.Bucket(r.Kind, r.ID)
		d := out[n]
		d.Add(r.Kind, r.ID, r.Ver, 1)
		out[n] = d
	})
	return out, err
}

// BucketRows returns the rows in buckets of one stream with their versions.
func (s *Store) BucketRows(ctx context.Context, stream string, buckets []int) ([]wire.RowVer, error) {
	var asked [wire.Buckets]bool
	for _, n := range buckets {
		if 0 <= n && n < wire.Buckets {
			asked[n] = true
		}
	}
	var out []wire.RowVer
	err := s.centreRows(ctx, stream, func(_ string, r wire.RowVer) {
		if asked[wire.Bucket(r.Kind, r.ID)] {
			out = append(out, r)
		}
	})
	return out, err
}

// centreRows hands over every row of the centre's as this laptop last heard of it, of one stream or, with "", of all. It
// reads one state of the database.
func (s *Store) centreRows(ctx context.Context, stream string, f func(stream string, r wire.RowVer)) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.fail(err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return s.fail(readCentreRows(ctx, tx, stream, f))
}

// notLeaving leaves out rows that have left and stay only until what was written of them is sent.
const notLeaving = `NOT EXISTS (SELECT 1 FROM leaving l WHERE l.stream = r.stream AND (l.kind = '' OR l.kind = r.kind AND l.id = r.id
	OR l.kind = 'customer' AND l.id = json_extract(r.body, '$.customer_id')))`

func readCentreRows(ctx context.Context, tx *sql.Tx, stream string, f func(stream string, r wire.RowVer)) error {
	var number string
	if err := tx.QueryRowContext(ctx, selectSetting, settingEpochNo).Scan(&number); err != nil && err != sql.ErrNoRows {
		return err
	}
	epoch, _ := strconv.ParseInt(number, 10, 64) // "" is 0: no epoch has begun
	var open bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM settings WHERE key = ? AND value <> '')", settingEpochOpen).Scan(&open); err != nil {
		return err
	}
	read := func(query string, take func(in string, r wire.RowVer)) error {
		rows, err := tx.QueryContext(ctx, query, epoch, stream, open)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var in string
			var r wire.RowVer
			if err := rows.Scan(&r.Kind, &in, &r.ID, &r.Ver); err != nil {
				return err
			}
			take(in, r)
		}
		return rows.Err()
	}
	of := func(kind string) string {
		return " r WHERE ver > 0 AND (?2 = '' OR stream = ?2) AND (epoch = ?1 OR NOT ?3 AND NOT EXISTS (" +
			"SELECT 1 FROM offers o WHERE o.kind = " + kind + " AND o.id = r.id))"
	}
	pending := map[[2]string]bool{}
	if err := read("SELECT DISTINCT kind, '', id, 0 FROM outbox WHERE state = 0 AND (?1 = ?1 OR ?2 = ?2 OR ?3 = ?3)", func(_ string, r wire.RowVer) {
		pending[[2]string{r.Kind, r.ID}] = true
	}); err != nil {
		return err
	}
	if err := read("SELECT kind, stream, id, ver FROM unknown"+of("r.kind"), f); err != nil {
		return err
	}
	if err := read("SELECT kind, stream, id, ver FROM base"+of("r.kind")+" AND "+notLeaving, f); err != nil {
		return err
	}
	for _, k := range record.Kinds() {
		if err := read("SELECT '"+k.Name+"', stream, id, ver FROM "+k.Table+of("'"+k.Name+"'"), func(in string, r wire.RowVer) {
			if !pending[[2]string{r.Kind, r.ID}] {
				f(in, r)
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// Repair takes in rows and leavings the centre sent because digests differ, and returns how many rows it changed. A row of
// the version that is here replaces it: its body may be damaged. What is staged must be published by then. A page of
// another epoch is passed over, the next pull meets it first.
func (s *Store) Repair(ctx context.Context, page *wire.Page) (int, error) {
	epoch, err := s.Setting(ctx, settingEpochID)
	if err != nil || page.Head.Epoch != "" && page.Head.Epoch != epoch {
		return 0, err
	}
	if _, err := s.Stage(ctx, &wire.Page{
		Head:    wire.PullHead{Epoch: page.Head.Epoch},
		Entries: page.Entries, Unknown: page.Unknown,
	}); err != nil {
		return 0, err
	}
	return s.Publish(ctx, nil)
}
