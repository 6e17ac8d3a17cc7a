package centre

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// AllotPool is what the centre has to deal for a month.
type AllotPool struct {
	Cases []allot.Case // by policy number
	// Doubled are policies left out because another insurer's has the same number, by their ids.
	Doubled []string
	// Ownerless are policies left out because their customer's card is not there, by their ids.
	Ownerless []string
}

// AllotPool returns the distributable cases of a month, written 2006-01: the policies of customers without a planner, with
// categories and factors by product §4. A phone that is one of the staff's own counts as such.
func (c *Centre) AllotPool(ctx context.Context, month string) (AllotPool, error) {
	var pool AllotPool
	if !app.Date(month + "-01").Valid() {
		return pool, app.FieldErrorf(app.ErrInvalid, "month", "%q 不是月份，应写作 2026-12", month)
	}
	err := c.view(ctx, func(t *txn) error {
		own, err := t.staffPhones()
		if err != nil {
			return err
		}
		customers := map[string]app.Customer{}
		if err := t.eachIn(poolStream, app.KindCustomer.Name, func(r *row) error {
			var customer app.Customer
			if _, err := app.KindCustomer.Decode(r.body, &customer); err != nil {
				return err
			}
			// Nothing else of a card bears on its policies' importance.
			customers[r.id] = app.Customer{ID: r.id, Addresses: customer.Addresses, Phones: customer.Phones}
			return nil
		}); err != nil {
			return err
		}
		taken := map[string]bool{}
		return t.eachIn(poolStream, app.KindPolicy.Name, func(r *row) error {
			var p app.Policy
			if _, err := app.KindPolicy.Decode(r.body, &p); err != nil {
				return err
			}
			holder, known := customers[p.CustomerID]
			switch {
			case !known:
				pool.Ownerless = append(pool.Ownerless, r.id)
			case taken[p.Number]:
				pool.Doubled = append(pool.Doubled, r.id)
			default:
				taken[p.Number] = true
				pool.Cases = append(pool.Cases, allot.FromPolicy(p, holder, month, own))
			}
			return nil
		})
	})
	slices.SortFunc(pool.Cases, func(a, b allot.Case) int { return strings.Compare(a.PolicyNo, b.PolicyNo) })
	return pool, err
}

// eachIn calls f for every row of a kind in a stream, in the order of their ids.
func (t *txn) eachIn(stream, kind string, f func(*row) error) error {
	return t.each(`SELECT `+rowColumns+` FROM row WHERE stream = ? AND kind = ? ORDER BY id`, []any{stream, kind}, func(rows *sql.Rows) error {
		r, err := scanRow(rows)
		if err != nil {
			return err
		}
		return f(r)
	})
}

// staffPhones returns what tells whether a number is one of the staff's own.
func (t *txn) staffPhones() (func(number string) bool, error) {
	own := map[string]bool{}
	err := t.each(`SELECT coalesce(json_extract(body, '$.phone'), '') FROM row WHERE kind = ?`, []any{app.KindPerson.Name}, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		for _, p := range app.ParsePhones(text) {
			own[p.Number] = true
		}
		return err
	})
	return func(number string) bool { return own[number] }, err
}
