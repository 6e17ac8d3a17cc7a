package centre

import (
	"slices"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// comesAgain reports whether what an operation says of a set arrived long ago and was replaced by the same laptop. Numbers
// and clock of a laptop rise together; only work it sent under a former identity, and sends again under the present one,
// has a greater number and an earlier moment than what stands. What it says was in the row since its author last saw that:
// if it was not, as on a laptop whose own database was restored while its clock was wrong, it is work like any other.
func (t *txn) comesAgain(r *row, op *wire.Op, s, have stamp, name string) (bool, error) {
	if have.Device == "" || have.Device != s.Device || have.N <= 0 || have.N >= op.N || s.HLC >= have.HLC || have.Ver <= op.Base[name] {
		return false, nil
	}
	versions, err := t.versions(r)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(versions, func(v version) bool {
		value := v.body[name]
		return v.ver > op.Base[name] && sameValue(record.SetApply(value, op.Add[name], op.Remove[name]), value)
	}), nil
}
