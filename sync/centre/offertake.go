package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// waitingOffer is an offer that waits for an operator.
type waitingOffer struct {
	device, person string
	entry          wire.Entry
}

// TakeOffers takes in what laptops have offered since a restore and their persons may not write: of one person, or of
// everybody for "". Of several offers of one row the one of the latest version counts. It returns how many rows changed.
func (c *Centre) TakeOffers(ctx context.Context, person string) (int, error) {
	taken := 0
	for {
		var offers []waitingOffer
		n := 0
		err := c.update(ctx, func(t *txn) (err error) {
			if offers, err = t.waitingOffers(person, adoptBatch); err == nil {
				n, err = t.takeOffers(offers)
			}
			return err
		})
		if err != nil || len(offers) == 0 {
			return taken, err
		}
		taken += n
		c.tally(metricAdopted, n)
	}
}

// DropOffers forgets what laptops of one person, or of everybody for "", have offered, and returns how many rows that were.
// The laptops keep what they have.
func (c *Centre) DropOffers(ctx context.Context, person string) (int, error) {
	n := 0
	err := c.update(ctx, func(t *txn) error {
		if _, err := t.one(`SELECT count(*) FROM offer WHERE person = ?1 OR ?1 = ''`, []any{person}, &n); err != nil || n == 0 {
			return err
		}
		if err := t.exec(`DELETE FROM offer WHERE person = ?1 OR ?1 = ''`, person); err != nil {
			return err
		}
		return t.audit(auditAdopt, "", map[string]any{"from": person, "dropped": n})
	})
	return n, err
}

// waitingOffers returns offers, cards first, and of one row the latest version first.
func (t *txn) waitingOffers(person string, limit int) ([]waitingOffer, error) {
	var out []waitingOffer
	err := t.each(`SELECT device, person, line FROM offer WHERE person = ?1 OR ?1 = ''
		ORDER BY kind <> ?2, kind, id, ver DESC, at, device LIMIT ?3`, []any{person, app.KindCustomer.Name, limit}, func(rows *sql.Rows) error {
		var o waitingOffer
		var line string
		if err := rows.Scan(&o.device, &o.person, &line); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(line), &o.entry); err != nil {
			return fmt.Errorf("centre: offer: %w", err)
		}
		out = append(out, o)
		return nil
	})
	return out, err
}

func (t *txn) takeOffers(offers []waitingOffer) (int, error) {
	came := map[rowID]bool{}
	var taken []string
	for i := range offers {
		o := &offers[i]
		e := &o.entry
		id := rowID{e.Kind, e.ID}
		k := record.Lookup(e.Kind)
		r, err := t.get(e.Kind, e.ID)
		if err != nil {
			return 0, err
		}
		took := false
		if k != nil {
			took, err = t.adoptRow(k, r, e, nil) // where it lies was judged when it came; it goes where its card went since
		}
		if err != nil {
			return 0, err
		}
		if took {
			taken = append(taken, e.Kind+"/"+e.ID+" "+o.device)
			came[id] = came[id] || r == nil
		}
		if err := t.exec(`DELETE FROM offer WHERE kind = ? AND id = ? AND device = ?`, e.Kind, e.ID, o.device); err != nil {
			return 0, err
		}
	}
	if len(taken) == 0 {
		return 0, nil
	}
	if err := t.retry(came); err != nil {
		return 0, err
	}
	return len(taken), t.audit(auditAdopt, "", map[string]any{"rows": taken})
}
