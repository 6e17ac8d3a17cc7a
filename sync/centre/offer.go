package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// mayOffer reports whether a person could write by a push what an offer would make of a row, nil for a missing one. What
// only others or the centre write is taken on an operator's word alone: a laptop's word of it can be forged.
func (t *txn) mayOffer(p app.Person, k *record.Kind, r *row, e *wire.Entry) (bool, error) {
	op := &wire.Op{Kind: e.Kind, ID: e.ID, New: r == nil, Set: e.Body} // in no stream: what lies in others' is others'
	body := k.Overlay(record.Body{}, e.Body)
	var stream string
	if r != nil {
		op.Set, stream = whole(k, r, e.Body), r.stream
		for name, raw := range op.Set {
			if sameValue(raw, r.body[name]) {
				delete(op.Set, name)
			}
		}
		if len(op.Set) == 0 {
			return true, nil
		}
		if k == app.KindWorkLog && r.body.Text("status") == app.LogClosed {
			return false, nil
		}
		body = k.Overlay(r.body, op.Set)
	} else {
		var err error
		if stream, err = t.placeOffer(k, e); err != nil {
			return false, err
		}
	}
	reason, err := t.may(p, k, r, stream, op, body)
	return reason == "", err
}

// Offers says what one laptop has offered of one kind since a restore that its person may not write.
type Offers struct {
	Device, DeviceName string
	Person             wire.Person
	Kind               string
	Rows               int
	Same               int // rows that another laptop has offered alike
	Differ             int // rows that another laptop has offered otherwise
}

// Offers returns what waits to be taken or dropped, by laptop and kind.
func (c *Centre) Offers(ctx context.Context) ([]Offers, error) {
	type offered struct{ device, content string }
	var list []Offers
	err := c.view(ctx, func(t *txn) error {
		rows := map[rowID][]offered{}
		number := map[[2]string]int{}
		err := t.each(`SELECT o.device, coalesce(d.name, ''), o.person, o.kind, o.id, o.ver, o.line FROM offer o LEFT JOIN device d ON d.id = o.device
			ORDER BY o.person, o.device, o.kind, o.id`, nil, func(r *sql.Rows) error {
			var one Offers
			var id, line string
			var ver int64
			if err := r.Scan(&one.Device, &one.DeviceName, &one.Person.ID, &one.Kind, &id, &ver, &line); err != nil {
				return err
			}
			var e wire.Entry
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				return fmt.Errorf("centre: offer of %s %s: %w", one.Kind, id, err)
			}
			key := [2]string{one.Device, one.Kind}
			if _, known := number[key]; !known {
				number[key] = len(list)
				list = append(list, one)
			}
			list[number[key]].Rows++
			rows[rowID{one.Kind, id}] = append(rows[rowID{one.Kind, id}], offered{one.Device, fmt.Sprint(ver) + string(record.Value(e.Body))})
			return nil
		})
		if err != nil {
			return err
		}
		for id, all := range rows {
			for _, o := range all {
				others := func(same bool) bool {
					return slices.ContainsFunc(all, func(x offered) bool { return x.device != o.device && same == (x.content == o.content) })
				}
				is := &list[number[[2]string{o.device, id.kind}]]
				if others(true) {
					is.Same++
				}
				if others(false) {
					is.Differ++
				}
			}
		}
		for i := range list {
			p, err := t.person(list[i].Person.ID)
			if err != nil {
				return err
			}
			if p.ID != "" {
				list[i].Person = wirePerson(p)
			}
		}
		return nil
	})
	return list, err
}
