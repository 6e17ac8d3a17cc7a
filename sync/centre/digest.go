package centre

import (
	"context"
	"database/sql"

	"github.com/fangce/fangce/sync/wire"
)

// digestOf returns the digest of a stream. One that has never been counted is counted now, and again by keepCounts for good.
func (t *txn) digestOf(stream string) (wire.Digest, error) {
	c, err := t.counterOf(stream)
	if err != nil || c.counted {
		return c.digest, err
	}
	t.uncounted = append(t.uncounted, stream)
	return t.recount(stream)
}

// recount counts a stream.
func (t *txn) recount(stream string) (wire.Digest, error) {
	var d wire.Digest
	err := t.eachVersion(stream, func(kind, id sql.RawBytes, ver int64) {
		d.Add(string(kind), string(id), ver, 1)
	})
	return d, err
}

func (t *txn) eachVersion(stream string, f func(kind, id sql.RawBytes, ver int64)) error {
	var kind, id sql.RawBytes
	var ver int64
	return t.each(`SELECT kind, id, ver FROM row WHERE stream = ?`, []any{stream}, func(rows *sql.Rows) error {
		err := rows.Scan(&kind, &id, &ver)
		if err == nil {
			f(kind, id, ver)
		}
		return err
	})
}

// keepCounts counts streams for good: from then on their digests are kept with every change.
func (c *Centre) keepCounts(ctx context.Context, streams []string) error {
	if len(streams) == 0 {
		return nil
	}
	return c.update(ctx, func(t *txn) error {
		for _, stream := range streams {
			counter, err := t.counterOf(stream)
			if err != nil {
				return err
			}
			if counter.counted {
				continue
			}
			if counter.digest, err = t.recount(stream); err != nil {
				return err
			}
			counter.counted, counter.moved = true, true
		}
		return nil
	})
}

// digest returns the digests of the buckets of a stream that hold anything. Where the stream is no longer where the
// laptop's cursor is, it says so and nothing else.
func (c *Centre) digest(ctx context.Context, who session, req *wire.DigestRequest) (*wire.DigestReply, error) {
	if err := c.sameEpoch(req.Epoch); err != nil {
		return nil, err
	}
	reply := &wire.DigestReply{V: wire.V, Buckets: map[int]wire.Digest{}}
	err := c.view(ctx, func(t *txn) (err error) {
		if err := t.mayPull(who.person, req.Stream); err != nil {
			return err
		}
		if reply.Seq, err = t.head(req.Stream); err != nil || reply.Seq != req.Seq {
			return err
		}
		return t.eachVersion(req.Stream, func(kind, id sql.RawBytes, ver int64) {
			n := wire.Bucket(string(kind), string(id))
			d := reply.Buckets[n]
			d.Add(string(kind), string(id), ver, 1)
			reply.Buckets[n] = d
		})
	})
	if err == nil && reply.Seq == req.Seq {
		c.tally(metricMismatch, 1)
	}
	return reply, err
}
