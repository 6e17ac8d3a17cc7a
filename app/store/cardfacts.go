package store

import (
	"bytes"
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
	var b cardBatch
	if err := b.readCard(w, c.ID); err != nil {
		return f, err
	}
	return w.batchFacts(&b, c)
}

// batchFacts is cardFacts for a customer whose rows were read with those of others.
func (w *session) batchFacts(b *cardBatch, c *app.Customer) (f cardFacts, err error) {
	if err := w.recordFacts(c.ID, b.records[c.ID], &f); err != nil {
		return f, err
	}
	if err := w.policyFacts(b.policies[c.ID], &f); err != nil {
		return f, err
	}
	for _, k := range b.cases[c.ID] {
		if k.SignedAt == 0 {
			f.unsigned++
		}
		f.openCases = f.openCases || app.HasOpenStage(k, *c, f.done)
	}
	return f, nil
}

// standingRecord is a record that counts, with what is kept beside it.
type standingRecord struct {
	app.ServiceRecord
	rid               int64
	kept              bool // its promise
	openNext, promise bool // as stored
}

// recordFacts sums up the records of a customer that stand, in the order in which they were made.
func (w *session) recordFacts(customerID string, all []standingRecord, f *cardFacts) error {
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

// cardPolicy is what a card follows from of one policy.
type cardPolicy struct {
	rid              int64
	id, number       string
	due, last        app.Date
	reminded, spoken app.Instant // as stored
	state            stateFacts
}

// policyFacts sums up the policies of a customer.
func (w *session) policyFacts(all []cardPolicy, f *cardFacts) error {
	states := make([]stateFacts, 0, len(all))
	for _, p := range all {
		if p.due != "" && string(p.last) >= w.day && (f.nextDue == "" || p.due < f.nextDue) {
			f.nextDue = p.due
		}
		f.numbers, states = append(f.numbers, p.number), append(states, p.state)
		reminded, spoken := app.About(f.done.Reminded, p.id), app.About(f.done.Spoken, p.id)
		if reminded == p.reminded && spoken == p.spoken {
			continue
		}
		if err := w.exec("UPDATE policies SET reminded_at = ?, spoken_at = ? WHERE rid = ?", int64(reminded), int64(spoken), p.rid); err != nil {
			return err
		}
	}
	if len(states) == 0 {
		return nil
	}
	b, err := json.Marshal(states)
	f.states = string(b)
	return err
}
