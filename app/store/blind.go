package store

import (
	"fmt"

	"github.com/fangce/fangce/app/store/oplog"
)

// settingBlind holds the first and the last of the operations of this laptop that a database put back to a backup does not
// know of, since the centre acknowledged them afterwards and the log let go of them; "" once all that the centre has was
// shown. What is written meanwhile names them, see wire.Op.
const settingBlind = "store.blind"

// noteBlind notes which operations behind n, the last the database knew of, are neither in it nor in the log. Some that are in
// the log can lie between them: not to know one's own work costs less than to replace what was never seen.
func (w *session) noteBlind(n int64, l *oplog.Log) error {
	first, last := n+1, l.Last()
	for last >= first && l.Has(last) {
		last--
	}
	for first <= last && l.Has(first) {
		first++
	}
	return w.widenBlind(first, last)
}

// widenBlind notes that operations from first to last are not known here, beside those that were noted before.
func (w *session) widenBlind(first, last int64) error {
	was, err := w.blind()
	if err != nil || first > last {
		return err
	}
	if was != nil {
		first, last = min(first, was[0]), max(last, was[1])
	}
	return w.setSetting(settingBlind, fmt.Sprint(first, " ", last))
}

// blind returns what settingBlind holds, nil for nothing.
func (w *session) blind() (*[2]int64, error) {
	text, err := w.setting(settingBlind)
	if err != nil || text == "" {
		return nil, err
	}
	var b [2]int64
	if _, err := fmt.Sscan(text, &b[0], &b[1]); err != nil {
		return nil, damaged(err)
	}
	return &b, nil
}
