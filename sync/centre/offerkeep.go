package centre

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/sync/wire"
)

// What may wait of one laptop's offers: more than a whole portfolio, and less than fills a disk.
var (
	mostOffers     int64 = 100_000
	mostOfferBytes int64 = 256 << 20
)

// keepOffer lets an offer wait for an operator. Of a laptop that has offered too much already the rest is passed over.
func (t *txn) keepOffer(who session, e *wire.Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if t.offers == nil {
		t.offers = map[string]*heap{}
	}
	h := t.offers[who.device]
	if h == nil {
		h = &heap{}
		if _, err := t.one(`SELECT count(*), coalesce(sum(length(line)), 0) FROM offer WHERE device = ?`, []any{who.device}, &h.rows, &h.bytes); err != nil {
			return err
		}
		t.offers[who.device] = h
	}
	if h.rows >= mostOffers || h.bytes+int64(len(line)) > mostOfferBytes {
		t.note(metricDropped, 1)
		return nil
	}
	h.rows++
	h.bytes += int64(len(line))
	return t.putOffer(who.device, who.person.ID, e.Kind, e.ID, e.Ver, string(line), int64(t.now))
}

// heap is how much waits of one laptop's offers.
type heap struct{ rows, bytes int64 }

func (t *txn) putOffer(device, person, kind, id string, ver int64, line string, at int64) error {
	return t.exec(`INSERT INTO offer (device, kind, id, ver, person, line, at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id, device) DO UPDATE SET ver = excluded.ver, person = excluded.person, line = excluded.line, at = excluded.at
		WHERE excluded.ver >= ver`, device, kind, id, ver, person, line, at)
}

// giveOffers brings what waits for an operator in a database that is being replaced into the one in its place: the laptops
// have forgotten it, as it was answered. A damaged database gives what can be read of it.
func (p *predecessor) giveOffers(ctx context.Context, t *txn) error {
	if p.conn == nil {
		return nil
	}
	rows, err := p.conn.QueryContext(ctx, `SELECT device, person, kind, id, ver, line, at FROM offer`)
	if err != nil {
		return nil
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var device, person, kind, id, line string
		var ver, at int64
		if rows.Scan(&device, &person, &kind, &id, &ver, &line, &at) != nil {
			continue
		}
		if err := t.putOffer(device, person, kind, id, ver, line, at); err != nil {
			return err
		}
	}
	return nil
}
