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
	left, err := t.leftSince(op.Stream, op.Seen, r, cardOf(k, op.ID, body))
	if err != nil || left {
		return left, err
	}
	return t.beforeLoss(op)
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
