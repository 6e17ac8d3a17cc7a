package centre

import (
	"database/sql"

	"github.com/fangce/fangce/sync/wire"
)

// counter is how far a stream has come, and what it holds.
type counter struct {
	head    int64 // the seq given out last
	counted bool  // digest is known
	digest  wire.Digest
	moved   bool
}

// counterOf returns the counter of a stream; a stream that has never held anything is empty.
func (t *txn) counterOf(stream string) (*counter, error) {
	if c, ok := t.counters[stream]; ok {
		return c, nil
	}
	c := &counter{}
	var count, sum sql.NullInt64
	found, err := t.one(`SELECT head, count, sum FROM stream WHERE name = ?`, []any{stream}, &c.head, &count, &sum)
	if err != nil {
		return nil, err
	}
	c.counted = !found || count.Valid && sum.Valid
	c.digest = wire.Digest{Count: count.Int64, Sum: uint64(sum.Int64)}
	t.counters[stream] = c
	return c, nil
}

// head returns the seq given out last in a stream.
func (t *txn) head(stream string) (int64, error) {
	c, err := t.counterOf(stream)
	if err != nil {
		return 0, err
	}
	return c.head, nil
}

// nextSeq gives out the next seq of a stream.
func (t *txn) nextSeq(stream string) (int64, error) {
	c, err := t.counterOf(stream)
	if err != nil {
		return 0, err
	}
	c.moved = true
	c.head, err = t.after(c.head)
	return c.head, err
}

// count counts a version of a row into the digest of its stream, with n = 1, or out of it, with n = -1.
func (t *txn) count(stream string, r *row, n int64) error {
	c, err := t.counterOf(stream)
	if err != nil {
		return err
	}
	c.digest.Add(r.kind, r.id, r.ver, n)
	c.moved = true
	return nil
}

// saveCounters stores the counters that moved. The digest of a stream that has never been counted stays unknown.
func (t *txn) saveCounters() error {
	for name, c := range t.counters {
		if !c.moved {
			continue
		}
		var count, sum any
		if c.counted {
			count, sum = c.digest.Count, int64(c.digest.Sum)
		}
		if err := t.exec(`INSERT INTO stream (name, head, count, sum) VALUES (?, ?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET head = excluded.head, count = excluded.count, sum = excluded.sum`,
			name, c.head, count, sum); err != nil {
			return err
		}
	}
	return nil
}
