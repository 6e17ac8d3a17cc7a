package apptest

import (
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Customer returns a customer with the essential facts. n tells customers apart; the id follows from it.
func Customer(n int, name string) app.Customer {
	return app.Customer{
		ID: app.DerivedID("customer", "apptest", fmt.Sprint(n)), CardNo: fmt.Sprintf("KF2026%06d", n), Name: name, Sex: app.SexFemale,
		BirthDate: app.Date("1975-06-01").AddDays(n % 9000), Grade: "B",
		Phones:    []app.Phone{{Number: fmt.Sprintf("138%08d", 12340000+n), Kind: app.PhoneMobile}},
		Addresses: []app.Address{{Text: fmt.Sprintf("姑苏区人民路%d号", n), District: "姑苏区"}},
	}
}

// Policy returns a regular-premium policy of a customer; its number follows from n.
func Policy(n int, c app.Customer, nextDue app.Date) app.Policy {
	no := fmt.Sprintf("2008%08d", n)
	return app.Policy{
		ID: app.PolicyID("RF", no), Insurer: "RF", Number: no, CustomerID: c.ID, Product: "瑞丰年年两全保险（分红型）",
		Mode: app.ModeRegular, Frequency: app.FreqYear, Premium: app.Yuan(6800), InsuredAmount: app.Yuan(100000),
		EffectiveOn: nextDue.AddMonths(-36), NextDue: nextDue, HolderName: c.Name, InsuredName: c.Name, Relation: "本人", AsOf: "2026-03-01",
	}
}

// Case returns the case of a policy handed to Planner in the month of Now, not signed for.
func Case(p app.Policy) app.Case {
	return app.Case{
		ID: app.CaseID(p.ID, "2026-03", Planner), PolicyID: p.ID, CustomerID: p.CustomerID, PersonID: Planner, Month: "2026-03",
		Category: app.CategoryRenewal, Reason: app.ReasonOrphan, Rank: 1, PublishedOn: "2026-03-16", SignBy: "2026-03-19",
	}
}

// Entry returns the row of a record as the centre would send it in a pull. v is or points to a record.
func Entry(stream string, seq, ver int64, v any) wire.Entry {
	k := record.Of(v)
	return wire.Entry{T: wire.TypeRow, Stream: stream, Seq: seq, Kind: k.Name, ID: k.ID(v), Ver: ver, Body: k.Encode(v), At: Now.UnixMilli()}
}

// Page returns a page of rows of one stream, each at version 1, numbered from seq.
func Page(stream string, seq int64, records ...any) *wire.Page {
	p := &wire.Page{Head: wire.PullHead{V: wire.V, Epoch: "epoch-1", Now: Now.UnixMilli()}}
	for i, v := range records {
		p.Entries = append(p.Entries, Entry(stream, seq+int64(i), 1, v))
	}
	p.Tail = wire.PullTail{T: wire.TypeTail, Cursors: map[string]int64{stream: seq + int64(len(records)) - 1}}
	return p
}
