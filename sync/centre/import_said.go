package centre

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// saying is what the insurer said last about a policy and its holder, as it is stored.
type saying struct {
	Policy record.Body `json:"policy"`
	Holder record.Body `json:"holder"`
}

// said returns what the insurer said last about a policy as it is stored, "" if nothing.
func (t *txn) said(policy string) (stored string, err error) {
	_, err = t.one(`SELECT body FROM import_row WHERE policy = ?`, []any{policy}, &stored)
	return stored, err
}

// decodeSaid returns a stored saying as the row of a file.
func decodeSaid(stored string) (r app.ImportRow, err error) {
	var s saying
	if err := json.Unmarshal([]byte(stored), &s); err != nil {
		return r, err
	}
	if _, err := app.KindPolicy.Decode(s.Policy, &r.Policy); err != nil {
		return r, err
	}
	_, err = app.KindCustomer.Decode(s.Holder, &r.Holder)
	return r, err
}

// layOver returns what the insurer has said once a row is laid over what it said before: a file with fewer columns takes
// nothing back, but its doubts are the ones that count.
func layOver(last app.ImportRow, row saying) saying {
	last.Policy.Doubts = nil
	return saying{
		Policy: app.KindPolicy.Overlay(app.KindPolicy.Encode(last.Policy), row.Policy),
		Holder: app.KindCustomer.Overlay(app.KindCustomer.Encode(last.Holder), row.Holder),
	}
}

// encode returns the saying as it is stored.
func (s saying) encode() string {
	b := appendBody([]byte(`{"policy":`), s.Policy)
	b = append(b, `,"holder":`...)
	return string(append(appendBody(b, s.Holder), '}'))
}

// Known returns what tells a preview the last row of each policy of an insurer.
func (c *Centre) Known(ctx context.Context, insurer string) func(number string) (app.ImportRow, bool) {
	return func(number string) (row app.ImportRow, ok bool) {
		err := c.view(ctx, func(t *txn) error {
			stored, err := t.said(app.PolicyID(insurer, number))
			if err != nil || stored == "" {
				return err
			}
			row, err = decodeSaid(stored)
			ok = err == nil
			return err
		})
		if err != nil {
			c.log.Error("known policy", "error", err)
			return app.ImportRow{}, false
		}
		return row, ok
	}
}
