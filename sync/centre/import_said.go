package centre

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// saying is what the insurer said last about a policy and its holder, as it is stored.
type saying struct {
	Policy record.Body `json:"policy"`
	Holder record.Body `json:"holder"`
}

// said returns what the insurer said last about a policy, as a row and as it is stored; "" if nothing.
func (t *txn) said(policy string) (r app.ImportRow, stored string, err error) {
	found, err := t.one(`SELECT body FROM import_row WHERE policy = ?`, []any{policy}, &stored)
	if err != nil || !found {
		return r, "", err
	}
	var s saying
	if err := json.Unmarshal([]byte(stored), &s); err != nil {
		return r, "", err
	}
	if _, err := app.KindPolicy.Decode(s.Policy, &r.Policy); err != nil {
		return r, "", err
	}
	_, err = app.KindCustomer.Decode(s.Holder, &r.Holder)
	return r, stored, err
}

// layOver returns what the insurer has said once a row is laid over what it said before, as it is stored: a file with
// fewer columns takes nothing back, but its doubts are the ones that count.
func layOver(last app.ImportRow, r *app.ImportRow) (string, error) {
	last.Policy.Doubts = nil
	line, err := wire.Line(saying{
		Policy: app.KindPolicy.Overlay(app.KindPolicy.Encode(last.Policy), app.KindPolicy.Encode(r.Policy)),
		Holder: app.KindCustomer.Overlay(app.KindCustomer.Encode(last.Holder), app.KindCustomer.Encode(r.Holder)),
	})
	return string(line), err
}

// Known returns what tells a preview the last row of each policy of an insurer.
func (c *Centre) Known(ctx context.Context, insurer string) func(number string) (app.ImportRow, bool) {
	return func(number string) (row app.ImportRow, ok bool) {
		err := c.view(ctx, func(t *txn) error {
			r, stored, err := t.said(app.PolicyID(insurer, number))
			row, ok = r, stored != ""
			return err
		})
		if err != nil {
			c.log.Error("known policy", "error", err)
			return app.ImportRow{}, false
		}
		return row, ok
	}
}
