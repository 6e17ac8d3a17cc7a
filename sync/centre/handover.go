package centre

import (
	"context"
	"database/sql"

	"github.com/fangce/fangce/app"
)

// handOverBatch is how many cards are handed over in one transaction.
const handOverBatch = 50

// HandOver gives the cards of customers, with everything that hangs on them, to the planner with that person id, "" for the
// pool, in the name of the person by, and returns how many lay elsewhere. A card moves as a whole; cards move in batches,
// so after an error some may have moved: handing them over again does the rest. Errors: app.ErrNotFound, app.ErrInvalid.
func (c *Centre) HandOver(ctx context.Context, customers []string, to, by string) (moved int, err error) {
	for start := 0; start < len(customers); start += handOverBatch {
		part := customers[start:min(start+handOverBatch, len(customers))]
		var ids []string
		err := c.update(ctx, func(t *txn) (err error) {
			ids, err = t.handOverAll(part, to, by)
			return err
		})
		if err != nil {
			return moved, err
		}
		moved += len(ids)
		c.tally(metricMoved, len(ids))
	}
	return moved, nil
}

func (t *txn) handOverAll(customers []string, to, by string) (moved []string, err error) {
	stream := poolStream
	if to != "" {
		if stream, err = t.seatOf(to); err != nil {
			return nil, err
		}
	}
	w := centreWriter(t.now)
	w.person = by
	for _, id := range customers {
		card, err := t.get(app.KindCustomer.Name, id)
		if err != nil {
			return nil, err
		}
		if card == nil {
			return nil, app.Errorf(app.ErrNotFound, "没有编号为 %s 的客户卡", id)
		}
		went, err := t.handOver(card, stream, w)
		if err != nil {
			return nil, err
		}
		if went {
			moved = append(moved, id)
		}
	}
	if len(moved) == 0 {
		return nil, nil
	}
	return moved, t.audit(auditHandOver, by, map[string]any{"to": to, "cards": moved})
}

// seatOf returns the stream of a planner's seat.
func (t *txn) seatOf(person string) (string, error) {
	p, err := t.person(person)
	if err != nil {
		return "", err
	}
	if p.ID == "" {
		return "", app.FieldErrorf(app.ErrNotFound, "to", "没有这位人员")
	}
	if !p.Is(app.RolePlanner) {
		return "", app.FieldErrorf(app.ErrInvalid, "to", "%s %s 不是保险规划师", p.StaffNo, p.Name)
	}
	return app.SeatStream(p.ID), nil
}

// Card is a customer's card as those who hand cards over name it.
type Card struct {
	ID     string // of the customer
	CardNo string
	Name   string
}

// Cards returns the cards that lie in the seat of the person, "" for the pool, by card number. Error: app.ErrNotFound if there
// is no such person.
func (c *Centre) Cards(ctx context.Context, person string) ([]Card, error) {
	stream := poolStream
	if person != "" {
		stream = app.SeatStream(person)
	}
	var out []Card
	err := c.view(ctx, func(t *txn) error {
		if person != "" {
			who, err := t.person(person)
			if err != nil {
				return err
			}
			if who.ID == "" {
				return app.Errorf(app.ErrNotFound, "移出方不在中心的人员名单中，请核对工号")
			}
		}
		return t.each(`SELECT id, coalesce(json_extract(body, '$.card_no'), '') AS no, coalesce(json_extract(body, '$.name'), '')
			FROM row WHERE stream = ? AND kind = ? ORDER BY no, id`, []any{stream, app.KindCustomer.Name}, func(rows *sql.Rows) error {
			var card Card
			err := rows.Scan(&card.ID, &card.CardNo, &card.Name)
			out = append(out, card)
			return err
		})
	})
	return out, err
}
