package store

import (
	"bytes"
	"database/sql"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// cardFacts is what the list and the due work take from the rows that hang on a customer.
type cardFacts struct {
	numbers     []string // of the policies
	nextDue     app.Date // the earliest premium that can still be paid on the session's day
	records     int      // that stand
	lastContact app.Instant
	done        app.Contacts
	unsigned    int // cases not signed for
	openCases   bool
	states      string // of the policies, as stateFacts
}

// stateFacts are the facts of a policy that its status follows from, as a card's line keeps them.
type stateFacts struct {
	Mode          string   `json:"m,omitempty"`
	NextDue       app.Date `json:"n,omitempty"`
	GraceDays     int64    `json:"g,omitempty"`
	MaturesOn     app.Date `json:"t,omitempty"`
	PaidOutOn     app.Date `json:"p,omitempty"`
	InsurerStatus string   `json:"s,omitempty"`
	AsOf          app.Date `json:"a,omitempty"`
}

func (f stateFacts) policy() app.Policy {
	return app.Policy{
		Mode: f.Mode, NextDue: f.NextDue, GraceDays: f.GraceDays, MaturesOn: f.MaturesOn, PaidOutOn: f.PaidOutOn,
		InsurerStatus: f.InsurerStatus, AsOf: f.AsOf,
	}
}

// cardFacts reads a customer's policies, records and cases, and writes to them what follows from the others: when a
// policy was last spoken of, and which records leave something to be done.
func (w *session) cardFacts(c *app.Customer) (f cardFacts, err error) {
	if err := w.recordFacts(c.ID, &f); err != nil {
		return f, err
	}
	if err := w.policyFacts(c.ID, &f); err != nil {
		return f, err
	}
	return f, w.caseFacts(c, &f)
}

// standingRecord is a record that counts, with what is kept beside it.
type standingRecord struct {
	app.ServiceRecord
	rid               int64
	kept              bool // its promise
	openNext, promise bool // as stored
}

func (w *session) recordFacts(customerID string, f *cardFacts) error {
	var all []standingRecord
	err := w.each(`SELECT r.rid, r.policy_id, r.channel, r.outcome, r.at, r.pay_way, r.items, r.next_on, r.promise_by,
		r.open_next, r.open_promise, r.promise_by <> '' AND EXISTS (SELECT 1 FROM service_records d
			WHERE d.kept = r.id AND d.kept <> '' AND `+laterStands+`)
		FROM service_records r WHERE r.customer_id = ? AND `+standing+" ORDER BY r.at, r.id", []any{customerID},
		func(scan func(...any) error) error {
			var r standingRecord
			var items sql.RawBytes
			if err := scan(&r.rid, &r.PolicyID, &r.Channel, &r.Outcome, &r.At, &r.PayWay, &items, &r.NextOn, &r.PromiseBy,
				&r.openNext, &r.promise, &r.kept); err != nil {
				return err
			}
			if err := premiumItems(items, &r.ServiceRecord); err != nil {
				return err
			}
			all = append(all, r)
			return nil
		})
	if err != nil {
		return err
	}
	f.records = len(all)
	for i, r := range all {
		f.done.Add(r.ServiceRecord)
		if app.Spoke(r.Outcome) {
			f.lastContact = max(f.lastContact, r.At)
		}
		next := r.NextOn != "" && !nextDone(r.ServiceRecord, all[i+1:])
		promise := r.PromiseBy != "" && !r.kept
		if next == r.openNext && promise == r.promise {
			continue
		}
		if err := w.exec("UPDATE service_records SET open_next = ?, open_promise = ? WHERE rid = ?", next, promise, r.rid); err != nil {
			return err
		}
	}
	if w.fresh {
		return nil
	}
	// What does not stand leaves nothing to be done.
	return w.exec(`UPDATE service_records AS r SET open_next = 0, open_promise = 0
		WHERE r.customer_id = ? AND (r.open_next = 1 OR r.open_promise = 1) AND NOT (`+standing+")", customerID)
}

// premiumItems reads the items of a record if any speaks of a premium; the others play no part in what is summed up.
func premiumItems(items []byte, r *app.ServiceRecord) error {
	if bytes.Contains(items, []byte(app.ItemRemind)) || bytes.Contains(items, []byte(app.ItemPayWay)) ||
		bytes.Contains(items, []byte(app.ItemTransfer)) {
		return json.Unmarshal(items, &r.Items)
	}
	return nil
}

// nextDone reports whether the next step a record names was done by a later record from its day on, or replaced by one
// that names a next step of its own; a call nobody answered does neither, unless it names one.
func nextDone(r app.ServiceRecord, later []standingRecord) bool {
	day := app.InstantOf(r.NextOn.Time())
	for _, d := range later {
		if d.At > r.At && (d.NextOn != "" || app.Spoke(d.Outcome) && r.NextOn.Valid() && d.At >= day) {
			return true
		}
	}
	return false
}

func (w *session) policyFacts(customerID string, f *cardFacts) error {
	type policy struct {
		rid              int64
		id               string
		reminded, spoken app.Instant
	}
	var all []policy
	var states []stateFacts
	err := w.each(`SELECT rid, id, number, b_due, b_reinstate_end, reminded_at, spoken_at, mode, next_due, grace_days, matures_on,
		paid_out_on, insurer_status, as_of FROM policies WHERE customer_id = ? ORDER BY number`, []any{customerID}, func(scan func(...any) error) error {
		var p policy
		var number string
		var due, last app.Date
		var st stateFacts
		if err := scan(&p.rid, &p.id, &number, &due, &last, &p.reminded, &p.spoken, &st.Mode, &st.NextDue, &st.GraceDays,
			&st.MaturesOn, &st.PaidOutOn, &st.InsurerStatus, &st.AsOf); err != nil {
			return err
		}
		if due != "" && string(last) >= w.day && (f.nextDue == "" || due < f.nextDue) {
			f.nextDue = due
		}
		f.numbers, all, states = append(f.numbers, number), append(all, p), append(states, st)
		return nil
	})
	if err != nil {
		return err
	}
	if len(states) > 0 {
		b, err := json.Marshal(states)
		if err != nil {
			return err
		}
		f.states = string(b)
	}
	for _, p := range all {
		reminded, spoken := app.About(f.done.Reminded, p.id), app.About(f.done.Spoken, p.id)
		if reminded == p.reminded && spoken == p.spoken {
			continue
		}
		if err := w.exec("UPDATE policies SET reminded_at = ?, spoken_at = ? WHERE rid = ?", int64(reminded), int64(spoken), p.rid); err != nil {
			return err
		}
	}
	return nil
}

func (w *session) caseFacts(c *app.Customer, f *cardFacts) error {
	return w.each("SELECT published_on, signed_at FROM cases WHERE customer_id = ?", []any{c.ID}, func(scan func(...any) error) error {
		var k app.Case
		if err := scan(&k.PublishedOn, &k.SignedAt); err != nil {
			return err
		}
		if k.SignedAt == 0 {
			f.unsigned++
		}
		f.openCases = f.openCases || app.HasOpenStage(k, *c, f.done)
		return nil
	})
}
