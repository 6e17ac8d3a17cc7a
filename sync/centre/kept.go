package centre

import (
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// keep stores the values that lost as kept rows in the stream of the row, and settles those the same laptop has since
// replaced: what it wrote twice from the same starting point is one loser, the later one.
func (t *txn) keep(k *record.Kind, r *row, m *merged, base map[string]int64, w writer) error {
	for _, name := range m.won {
		if err := t.settle(keptID(r, name, w.stamp.Device, base[name]), w); err != nil {
			return err
		}
	}
	t.note(metricKept, len(m.lost))
	customer := cardOf(k, r.id, r.body)
	for _, l := range m.lost {
		author, err := t.authorOf(l.stamp, r, w)
		if err != nil {
			return err
		}
		v := app.Kept{
			ID: keptID(r, l.field, l.stamp.Device, l.base), Kind: r.kind, RowID: r.id, CustomerID: customer, Field: l.field,
			Value: text(l.value), Winner: text(l.winner), Author: author, At: l.at, Status: app.KeptOpen,
		}
		body := app.KindKept.Encode(v)
		old, err := t.get(app.KindKept.Name, v.ID)
		if err != nil {
			return err
		}
		if old == nil {
			_, err = t.insert(app.KindKept.Name, v.ID, r.stream, body, centreWriter(t.now))
		} else {
			_, err = t.change(old, body, nil, centreWriter(t.now))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// settle closes a kept value, if there is one.
func (t *txn) settle(id string, w writer) error {
	old, err := t.get(app.KindKept.Name, id)
	if err != nil || old == nil || old.body.Text("status") != app.KeptOpen {
		return err
	}
	_, err = t.change(old, record.Body{"status": record.Value(app.KeptSettled)}, nil, centreWriter(t.now))
	return err
}

func keptID(r *row, field, device string, base int64) string {
	return app.DerivedID("kept", r.kind, r.id, field, device, strconv.FormatInt(base, 10))
}

// authorOf returns the person behind a stamp.
func (t *txn) authorOf(s stamp, r *row, w writer) (string, error) {
	if s.Device == w.stamp.Device {
		return w.person, nil
	}
	var person string
	found, err := t.one(`SELECT person FROM device WHERE id = ?`, []any{s.Device}, &person)
	if err != nil || found {
		return person, err
	}
	if s.Ver == r.ver {
		return r.author, nil
	}
	return "", nil
}

func text(raw []byte) string {
	if len(raw) == 0 {
		return "null"
	}
	return string(raw)
}
