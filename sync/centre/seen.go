package centre

import (
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// own reports whether a row of that stream is the person's, as far as the author of an operation could know: work on what
// has left a stream of the author's since the author's laptop saw it last is merged wherever the row lies now. So is, for a
// while, work from before the centre was restored: the card may have been handed over, or back,
// after the backup.
func (t *txn) own(p app.Person, k *record.Kind, r *row, stream string, op *wire.Op, body record.Body) (bool, error) {
	if ownStream(p, stream) {
		return true, nil
	}
	if !ownStream(p, op.Stream) {
		return false, nil
	}
	card := cardOf(k, op.ID, body)
	left, err := t.leftSince(op.Stream, op.Seen, r, card)
	if err != nil || left {
		return left, err
	}
	before, err := t.beforeLoss(op)
	if err != nil || !before {
		return false, err
	}
	return t.placeLost(p, r, card, op)
}

// seenBy returns how far the author of an operation had seen its stream: not less than at any earlier operation of the same
// laptop, whatever it says itself, as what a laptop has seen it does not forget.
func (t *txn) seenBy(who session, op *wire.Op) (int64, error) {
	if !ownStream(who.person, op.Stream) {
		return op.Seen, nil // it counts in one's own streams only
	}
	var last int64
	if _, err := t.one(`SELECT seq FROM seen WHERE device = ? AND stream = ? AND n < ? ORDER BY n DESC LIMIT 1`,
		[]any{who.device, op.Stream, op.N}, &last); err != nil || op.Seen <= last {
		return last, err
	}
	if err := t.exec(`DELETE FROM seen WHERE device = ? AND stream = ? AND n < ? AND at < ?`, who.device, op.Stream, op.N, int64(t.now)-amends); err != nil {
		return 0, err
	}
	return op.Seen, t.exec(`INSERT INTO seen (device, stream, n, seq, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		who.device, op.Stream, op.N, op.Seen, t.now)
}

func ownStream(p app.Person, stream string) bool {
	return stream == app.SeatStream(p.ID) || stream == app.WorkStream(p.ID) || stream == userStream(p.ID)
}

// cardOf returns the id of the customer a row is about, "" if there is none.
func cardOf(k *record.Kind, id string, body record.Body) string {
	switch k.Customer {
	case "":
		return ""
	case "id":
		return id
	}
	return body.Text(k.Customer)
}
