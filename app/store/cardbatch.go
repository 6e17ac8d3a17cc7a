package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// batchCards is how many cards are indexed from rows that were read together.
const batchCards = 500

// cardBatch is what many cards follow from, read with one query a table instead of one a card.
type cardBatch struct {
	cards    []indexedCard
	records  map[string][]standingRecord // by customer, in the order of recordFacts
	policies map[string][]cardPolicy     // by customer, by number
	cases    map[string][]app.Case       // by customer
}

// indexedCard is a customer with the rowid it lies under.
type indexedCard struct {
	rid int64
	app.Customer
}

var loadCards = func() string {
	return "SELECT rid, id, " + strings.Join(app.KindCustomer.Columns(), ", ") + " FROM customers WHERE rid > ? ORDER BY rid LIMIT ?"
}()

// readBatch reads the cards that follow a rowid, with what they follow from.
func (w *session) readBatch(after int64) (*cardBatch, error) {
	b := &cardBatch{}
	var ids []string
	err := w.each(loadCards, []any{after, batchCards}, func(scan func(...any) error) error {
		var c indexedCard
		var id string
		if err := scan(append([]any{&c.rid, &id}, app.KindCustomer.Dest(&c.Customer)...)...); err != nil {
			return err
		}
		c.ID = id
		b.cards, ids = append(b.cards, c), append(ids, id)
		return nil
	})
	if err != nil || len(ids) == 0 {
		return b, err
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return b, b.read(w, "json_each(?) j CROSS JOIN ", "j.value", string(list))
}

// readCard reads what one card follows from.
func (b *cardBatch) readCard(w *session, id string) error { return b.read(w, "", "?", id) }

// read reads what cards follow from: those whose ids are customer, a term over what begins a FROM.
func (b *cardBatch) read(w *session, from, customer, arg string) error {
	b.records, b.policies, b.cases = map[string][]standingRecord{}, map[string][]cardPolicy{}, map[string][]app.Case{}
	err := w.each(`SELECT r.rid, r.id, r.customer_id, r.policy_id, r.channel, r.outcome, r.at, r.pay_way, r.items, r.next_on, r.promise_by,
		r.open_next, r.open_promise, r.promise_by <> '' AND EXISTS (SELECT 1 FROM service_records d
			WHERE d.kept = r.id AND d.kept <> '' AND `+laterStands+`)
		FROM `+from+"service_records r WHERE r.customer_id = "+customer+" AND "+standing, []any{arg}, b.takeRecord)
	if err != nil {
		return err
	}
	for _, all := range b.records {
		slices.SortFunc(all, func(x, y standingRecord) int { return cmp.Or(cmp.Compare(x.At, y.At), strings.Compare(x.ID, y.ID)) })
	}
	err = w.each(`SELECT r.rid, r.id, r.customer_id, r.number, r.b_due, r.b_reinstate_end, r.reminded_at, r.spoken_at, r.mode, r.next_due,
		r.grace_days, r.matures_on, r.paid_out_on, r.insurer_status, r.as_of
		FROM `+from+"policies r WHERE r.customer_id = "+customer, []any{arg}, b.takePolicy)
	if err != nil {
		return err
	}
	for _, all := range b.policies {
		slices.SortFunc(all, func(x, y cardPolicy) int {
			return cmp.Or(strings.Compare(x.number, y.number), cmp.Compare(x.rid, y.rid))
		})
	}
	return w.each("SELECT r.customer_id, r.published_on, r.signed_at FROM "+from+"cases r WHERE r.customer_id = "+customer, []any{arg},
		func(scan func(...any) error) error {
			var k app.Case
			err := scan(&k.CustomerID, &k.PublishedOn, &k.SignedAt)
			b.cases[k.CustomerID] = append(b.cases[k.CustomerID], k)
			return err
		})
}

func (b *cardBatch) takeRecord(scan func(...any) error) error {
	var r standingRecord
	var items sql.RawBytes
	if err := scan(&r.rid, &r.ID, &r.CustomerID, &r.PolicyID, &r.Channel, &r.Outcome, &r.At, &r.PayWay, &items, &r.NextOn, &r.PromiseBy,
		&r.openNext, &r.promise, &r.kept); err != nil {
		return err
	}
	if err := premiumItems(items, &r.ServiceRecord); err != nil {
		return err
	}
	b.records[r.CustomerID] = append(b.records[r.CustomerID], r)
	return nil
}

func (b *cardBatch) takePolicy(scan func(...any) error) error {
	var p cardPolicy
	var customer string
	st := &p.state
	err := scan(&p.rid, &p.id, &customer, &p.number, &p.due, &p.last, &p.reminded, &p.spoken, &st.Mode, &st.NextDue, &st.GraceDays,
		&st.MaturesOn, &st.PaidOutOn, &st.InsurerStatus, &st.AsOf)
	b.policies[customer] = append(b.policies[customer], p)
	return err
}
