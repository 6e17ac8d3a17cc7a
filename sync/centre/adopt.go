package centre

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// adoptBatch is how many offered rows are judged in one transaction.
const adoptBatch = 200

// adopt takes in rows that a laptop had from this centre before it was restored from a backup: those that are missing, and
// of older ones the fields, as if the work were done again by whom and when the offer says. Everything is settled by the
// answer, but what the laptop's person could not have written waits for an operator, see TakeOffers. Later than 90 days
// after a restore, and where there was none, nothing is taken.
func (c *Centre) adopt(ctx context.Context, who session, offers []wire.Entry) (*wire.AdoptReply, error) {
	reply := &wire.AdoptReply{V: wire.V}
	slices.SortStableFunc(offers, func(a, b wire.Entry) int { return rank(a) - rank(b) })
	for start := 0; start < len(offers); start += adoptBatch {
		part := offers[start:min(start+adoptBatch, len(offers))]
		taken := 0
		err := c.update(ctx, func(t *txn) (err error) {
			taken, err = t.adoptAll(who, part)
			return err
		})
		if err != nil {
			return nil, err
		}
		reply.Taken += taken
		c.tally(metricAdopted, taken)
	}
	return reply, nil
}

// rank puts cards before what hangs on them.
func rank(e wire.Entry) int {
	if e.Kind == app.KindCustomer.Name {
		return 0
	}
	return 1
}

func (t *txn) adoptAll(who session, offers []wire.Entry) (int, error) {
	if now, err := t.mending(); err != nil || !now {
		return 0, err
	}
	streams, err := t.adoptable(who.person)
	if err != nil {
		return 0, err
	}
	var taken []string
	came := map[rowID]bool{}
	for i := range offers {
		e := &offers[i]
		k := record.Lookup(e.Kind)
		if k == nil || k == app.KindPerson || !streams[e.Stream] || !t.fromBefore(e) || wellFormed(k, e.ID, e.Body) != "" {
			continue
		}
		r, err := t.get(e.Kind, e.ID)
		if err != nil {
			return 0, err
		}
		lacks, within, err := t.lacksOffer(k, r, e, streams)
		if err != nil {
			return 0, err
		}
		if !lacks {
			continue
		}
		own := within
		if own {
			own, err = t.mayOffer(who.person, k, r, e)
		}
		if err == nil && !own {
			err = t.keepOffer(who, e)
		}
		if err != nil {
			return 0, err
		}
		if !own {
			continue
		}
		took, err := t.adoptRow(k, r, e, streams)
		if err != nil {
			return 0, err
		}
		if took {
			taken = append(taken, e.Kind+"/"+e.ID)
			came[rowID{e.Kind, e.ID}] = r == nil
		}
	}
	if len(taken) == 0 {
		return 0, nil
	}
	if err := t.retry(came); err != nil {
		return 0, err
	}
	return len(taken), t.audit(auditAdopt, who.person.ID, map[string]any{"device": who.device, "rows": taken})
}

// lacksOffer reports whether the centre has nothing as new as an offer of a row, nil for a missing one, and whether the row
// belongs to one of the streams. One that does not, or the card it hangs on, lies elsewhere since.
func (t *txn) lacksOffer(k *record.Kind, r *row, e *wire.Entry, streams map[string]bool) (lacks, within bool, err error) {
	if r == nil {
		stream, err := t.placeOffer(k, e)
		return true, streams[stream], err
	}
	if k.InsertOnly {
		return false, false, nil
	}
	have, err := t.restoredVer(r)
	return e.Ver > have, streams[r.stream], err
}

// adoptRow takes in an offer of a row, nil for a missing one, if the row lies in one of the streams; nil are all.
func (t *txn) adoptRow(k *record.Kind, r *row, e *wire.Entry, streams map[string]bool) (bool, error) {
	switch {
	case r == nil:
		return t.adoptMissing(k, e, streams)
	case (streams == nil || streams[r.stream]) && !k.InsertOnly:
		return t.adoptOlder(k, r, e)
	}
	return false, nil
}

// adoptable returns the streams whose rows a person may offer: those granted and the own ones; what everybody pulls only
// from those who may write it.
func (t *txn) adoptable(p app.Person) (map[string]bool, error) {
	granted, err := t.grants(p)
	if err != nil {
		return nil, err
	}
	streams := map[string]bool{app.SeatStream(p.ID): true, app.WorkStream(p.ID): true, userStream(p.ID): true}
	for _, s := range granted {
		streams[s] = !strings.HasPrefix(s, "ref:") || p.Is(app.RoleCentreManager)
	}
	return streams, nil
}

// fromBefore reports whether an offer can be a row of an earlier epoch.
func (t *txn) fromBefore(e *wire.Entry) bool {
	floor, err := t.floorNow()
	return err == nil && e.T != wire.TypeLeave && e.Ver > 0 && e.Ver <= floor && e.ID != "" && len(e.ID) <= maxName && len(e.Device) <= maxName
}

// offered returns who wrote an offered row, as far as it says.
func (t *txn) offered(e *wire.Entry) writer {
	at := min(app.Instant(e.At), t.now)
	return writer{person: e.By, at: at, stamp: stamp{HLC: wire.HLC(at) << 16, Device: e.Device}, as: e.Ver}
}

// placeOffer returns the stream that a missing row belongs to: a card's own, of what hangs on a card the card's.
func (t *txn) placeOffer(k *record.Kind, e *wire.Entry) (string, error) {
	if k == app.KindCustomer {
		return e.Stream, nil
	}
	place, err := t.place(k, e.ID, e.Body, e.By)
	return cmp.Or(place, e.Stream), err
}

// adoptMissing inserts a row. One that hangs on a card goes where the card is, and the laptops that have it where it was are
// told so; a card draws what has come before it.
func (t *txn) adoptMissing(k *record.Kind, e *wire.Entry, streams map[string]bool) (bool, error) {
	stream, err := t.placeOffer(k, e)
	if err != nil || streams != nil && !streams[stream] {
		return false, err
	}
	w := t.offered(e)
	r, err := t.insert(e.Kind, e.ID, stream, k.Overlay(record.Body{}, e.Body), w)
	if err != nil {
		return false, err
	}
	if k == app.KindCustomer {
		if err := t.noteCard(r.body.Text("card_no")); err != nil {
			return false, err
		}
		hanging, err := t.hangingOn(r.id)
		if err != nil {
			return false, err
		}
		for _, h := range hanging {
			if err := t.move(h, stream, nil, centreWriter(t.now)); err != nil {
				return false, err
			}
		}
	}
	if e.Stream != stream {
		if err := t.leave(e.Stream, r); err != nil {
			return false, err
		}
	}
	return true, t.noteLost(e)
}

// adoptOlder merges an offer into a row of which the centre has an older version, or has had one since the restore.
func (t *txn) adoptOlder(k *record.Kind, r *row, e *wire.Entry) (bool, error) {
	have, err := t.restoredVer(r)
	if err != nil || e.Ver <= have {
		return false, err
	}
	op := &wire.Op{Kind: e.Kind, ID: e.ID, New: true, At: e.At, Set: record.Body{}, Base: map[string]int64{}}
	for name, raw := range whole(k, r, e.Body) {
		if slices.Contains(fixedFields, name) && !record.IsZero(r.body[name]) {
			continue
		}
		if record.IsZero(raw) && r.stamps.of(r.body, name).Ver > e.Ver {
			continue // written since the restore
		}
		op.Set[name], op.Base[name] = raw, e.Ver
	}
	w := t.offered(e)
	m, err := t.merge(session{}, k, r, op, w.stamp)
	if err != nil {
		return false, err
	}
	if err := t.keep(k, r, m, op.Base, w); err != nil {
		return false, err
	}
	changed, err := t.change(r, m.set, m.shared, w)
	if err != nil {
		return false, err
	}
	return changed, t.noteLost(e)
}

// noteLost notes that a version which was lost is here again: it needs no second offer.
func (t *txn) noteLost(e *wire.Entry) error {
	return t.exec(`INSERT INTO history (kind, id, ver, author, at, before) VALUES (?, ?, ?, ?, ?, '{}') ON CONFLICT DO NOTHING`,
		e.Kind, e.ID, e.Ver, e.By, e.At)
}
