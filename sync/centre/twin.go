package centre

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/fangce/fangce/sync/wire"
)

// twin is what became of an operation that has come under another number: of a copied disk both copies send what had not
// been sent when it was copied, each under its own identity, and after a restore a laptop sends again what it sent under a
// former one. Under the same identity it is one whose database was put back to a backup, so that its numbers were in doubt,
// after a copy of its disk had sent the same.
type twin struct {
	n      int64
	result wire.Result
}

// kinOf returns the other laptops of a person: few have any.
func (t *txn) kinOf(device, person string) ([]string, error) {
	kin := []string{}
	err := t.each(`SELECT id FROM device WHERE person = ? AND id <> ?`, []any{person, device}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		kin = append(kin, id)
		return err
	})
	return kin, err
}

// twinOf returns what became of an operation of a laptop's under another number or identity, nil if it has not come so. What
// was applied under any of them counts before what was not.
func (t *txn) twinOf(device string, kin []string, op *wire.Op) (*twin, error) {
	found, err := t.sentBy(device, op)
	if err != nil {
		return nil, err
	}
	for _, other := range kin {
		is, err := t.sentBy(other, op)
		if err != nil {
			return nil, err
		}
		if is != nil && (found == nil || !landed(found.result) && landed(is.result)) {
			found = is
		}
	}
	return found, nil
}

func landed(r wire.Result) bool {
	return r.Outcome == wire.OutcomeApplied || r.Outcome == wire.OutcomeKept
}

// sentBy looks for an operation among those a laptop has sent: the transaction and the moment of a clock that never stands
// still name it.
func (t *txn) sentBy(device string, op *wire.Op) (found *twin, err error) {
	if op.HLC == 0 {
		return nil, nil
	}
	mark := cmp.Or(op.Tx, strconv.FormatUint(uint64(op.HLC), 10))
	err = t.each(`SELECT n, line, result FROM device_op WHERE id = ? AND device = ? AND kind = ? AND instr(line, CAST(? AS BLOB)) > 0`,
		[]any{op.ID, device, op.Kind, mark}, func(rows *sql.Rows) error {
			var n int64
			var line []byte
			var result string
			if err := rows.Scan(&n, &line, &result); err != nil || found != nil {
				return err
			}
			var sent wire.Op
			if json.Unmarshal(line, &sent) != nil || sent.Tx != op.Tx || sent.HLC != op.HLC || !sameContent(&sent, op) {
				return nil
			}
			found = &twin{n: n}
			return json.Unmarshal([]byte(result), &found.result)
		})
	return found, err
}

// sameContent reports whether two operations say the same; one whose content was trimmed, or that is known by name only, may.
func sameContent(a, b *wire.Op) bool {
	if trimmed(a) || trimmed(b) {
		return true
	}
	text := func(op *wire.Op) string {
		raw, _ := json.Marshal([]any{op.New, op.Set, op.From, op.Add, op.Remove})
		return string(raw)
	}
	return text(a) == text(b)
}

func trimmed(op *wire.Op) bool {
	return !op.New && op.Set == nil && op.Add == nil && op.Remove == nil
}

// asOf names a stamp as the laptop of another one knows it: what a copy of its disk has sent is the laptop's own work if it
// has sent it, too.
func (t *txn) asOf(kin []string, r *row, have, s stamp) (stamp, error) {
	if have.N == 0 || have.Device == s.Device || !slices.Contains(kin, have.Device) {
		return have, nil
	}
	var line []byte
	var op wire.Op
	found, err := t.one(`SELECT line FROM device_op WHERE device = ? AND n = ? AND kind = ? AND id = ?`, []any{have.Device, have.N, r.kind, r.id}, &line)
	if err != nil || !found || json.Unmarshal(line, &op) != nil {
		return have, err
	}
	op.Kind, op.ID = r.kind, r.id
	same, err := t.sentBy(s.Device, &op)
	if err == nil && same != nil {
		have.Device, have.N = s.Device, same.n
	}
	return have, err
}
