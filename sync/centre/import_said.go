package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/record"
)

// saying is what the insurer said last about a policy and its holder, as it is stored.
type saying struct {
	Policy record.Body `json:"policy"`
	Holder record.Body `json:"holder"`
}

// insurers returns the codes of the insurers whose policies are here.
func (t *txn) insurers() (codes []string, err error) {
	err = t.each(`SELECT DISTINCT json_extract(body, '$.insurer') AS code FROM row WHERE kind = ? ORDER BY code`, []any{app.KindPolicy.Name},
		func(rows *sql.Rows) error {
			var code string
			if err := rows.Scan(&code); err != nil {
				return err
			}
			codes = append(codes, code)
			return nil
		})
	return codes, err
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

// layOver returns what the insurer has said once a row is laid over what it said before: of the fields the file has no
// columns for, the earlier word stands; its doubts are the ones that count.
func (im *importer) layOver(last app.ImportRow, row saying) saying {
	last.Policy.Doubts = nil
	before := saying{Policy: app.KindPolicy.Encode(last.Policy), Holder: app.KindCustomer.Encode(last.Holder)}
	for _, name := range im.job.Columns {
		if holder, ok := holderFields[intake.Field(name)]; ok {
			delete(before.Holder, holder)
		} else {
			for _, policy := range policyFields(name) {
				delete(before.Policy, policy)
			}
		}
	}
	return saying{
		Policy: app.KindPolicy.Overlay(before.Policy, row.Policy),
		Holder: app.KindCustomer.Overlay(before.Holder, row.Holder),
	}
}

// holderFields names the customer's fields of the columns about the holder.
var holderFields = map[intake.Field]string{
	intake.HolderName: "name", intake.HolderSex: "sex", intake.HolderBirth: "birth_date", intake.HolderIDType: "id_type",
	intake.HolderIDNo: "id_no", intake.HolderPhone: "phones", intake.HolderAddress: "addresses", intake.HolderEmployer: "employer",
	intake.HolderOccupation: "occupation", intake.HolderWeChat: "wechat", intake.HolderMarriage: "marriage",
}

// encode returns the saying as it is stored.
func (s saying) encode() string {
	b := appendBody([]byte(`{"policy":`), s.Policy)
	b = append(b, `,"holder":`...)
	return string(append(appendBody(b, s.Holder), '}'))
}

// Known returns what tells a preview the last row of each policy of an insurer; of any insurer, the first in alphabetical
// order, if none is named.
func (c *Centre) Known(ctx context.Context, insurer string) func(number string) (app.ImportRow, bool) {
	insurers := []string{strings.TrimSpace(insurer)}
	if insurers[0] == "" {
		err := c.view(ctx, func(t *txn) (err error) {
			insurers, err = t.insurers()
			return err
		})
		if err != nil {
			c.log.Error("known insurers", "error", err)
		}
	}
	return func(number string) (row app.ImportRow, ok bool) {
		err := c.view(ctx, func(t *txn) error {
			for _, insurer := range insurers {
				stored, err := t.said(app.PolicyID(insurer, number))
				if err != nil {
					return err
				}
				if stored != "" {
					row, err = decodeSaid(stored)
					ok = err == nil
					return err
				}
			}
			return nil
		})
		if err != nil {
			c.log.Error("known policy", "error", err)
			return app.ImportRow{}, false
		}
		return row, ok
	}
}
