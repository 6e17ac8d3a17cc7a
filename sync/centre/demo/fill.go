package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// CentreName is the name of the centre the demo data are about.
const CentreName = company + "银保理财中心"

// Options say which demo data are made.
type Options struct {
	// Seed chooses among worlds; the same seed and moment give the same rows.
	Seed int64
	// Now is the moment the data end at; the machine's clock if zero.
	Now time.Time
}

// Account is one member of the demo centre and the one-time code that enrols a laptop.
type Account struct {
	StaffNo string
	Name    string
	Roles   []string
	Code    string
}

// Fill puts the demo data into a centre and returns its accounts in the order of rank. On a centre that holds them already
// it changes nothing but the one-time codes.
func Fill(ctx context.Context, c *centre.Centre, o Options) ([]Account, error) {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	w, err := makeWorld(o)
	if err != nil {
		return nil, err
	}
	if err := c.SetName(ctx, CentreName); err != nil {
		return nil, err
	}
	var out []Account
	for _, s := range w.staff {
		code, err := c.AddUser(ctx, centre.User{
			StaffNo: s.No, Name: s.Name, Roles: s.Roles, SupervisorNo: s.Above, Unit: s.Unit, Licence: licence(o.Seed, s.No), Phone: officePhone(s.No),
		})
		if err != nil {
			return nil, fmt.Errorf("demo: %s: %w", s.No, err)
		}
		out = append(out, Account{s.No, s.Name, s.Roles, code})
	}
	for _, part := range w.parts {
		rows := make([]centre.Row, len(part.rows))
		for i, r := range part.rows {
			rows[i] = centre.RowOf(r.of)
			rows[i].By, rows[i].At = r.by, r.at
		}
		if err := c.PutRows(ctx, part.author, rows); err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
	}
	return out, nil
}

// licence returns the licence number of a member of staff: a made one of 26 digits, as long as real ones.
func licence(seed int64, staffNo string) string {
	return "0200034" + newDice(seed, "licence", staffNo).digits(13) + "20" + staffNo
}

// officePhone returns the extension of a member of staff at the centre's switchboard.
func officePhone(staffNo string) string { return "0551-6300" + staffNo }

// row is one row of the world with who wrote it when.
type row struct {
	of any
	by string
	at app.Instant
}

// part is what one member of staff wrote.
type part struct {
	author string
	rows   []row
}
