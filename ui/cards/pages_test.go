package cards

import (
	"context"
	"fmt"
	"testing"

	"github.com/fangce/fangce/app"
)

// However far somebody scrolls, only the pages seen lately stay in memory, and those scrolled past are read no further.
func TestPagesStayFew(t *testing.T) {
	chinese(t)
	ids := make([]int64, 100_000)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	type asking struct {
		ids  []int64
		done func([]app.CardRow)
		ctx  context.Context
	}
	var asked []asking
	redrawn := 0
	p := pages{loaded: func() { redrawn++ }}
	p.load = func(ids []int64, done func([]app.CardRow)) context.CancelFunc {
		ctx, stop := context.WithCancel(t.Context())
		asked = append(asked, asking{ids, done, ctx})
		return stop
	}
	p.reset(ids, nil, nil)
	if got := p.row(70).Title; got != "…" || len(asked) != 1 || asked[0].ids[0] != 65 {
		t.Fatalf("row 70 shows %q and asks for %v", got, asked)
	}
	var rows []app.CardRow
	for _, id := range asked[0].ids {
		rows = append(rows, app.CardRow{Rowid: id, Name: fmt.Sprint("客户", id)})
	}
	asked[0].done(append(rows[:1:1], rows[2:]...)) // the second has gone meanwhile
	if p.row(70).Title != "客户71" || p.row(64).Title != "客户65" || p.row(65).Title != "…" || redrawn != 1 {
		t.Fatalf("%q %q %q, %d times redrawn", p.row(70).Title, p.row(64).Title, p.row(65).Title, redrawn)
	}
	for i := 0; i < len(ids); i += 7 {
		p.row(i)
	}
	if len(p.have) > keptPages || len(p.seen) > keptPages {
		t.Errorf("%d pages kept, %d remembered", len(p.have), len(p.seen))
	}
	for i, a := range asked[1:] {
		if stopped := a.ctx.Err() != nil; stopped != (i < len(asked)-1-keptPages) {
			t.Fatalf("reading of page %d of %d: stopped %v", i, len(asked), stopped)
		}
	}
	asked[1].done(rows) // comes too late
	if redrawn != 1 {
		t.Error("a page scrolled past was drawn")
	}
	if got := p.recent(0); len(got) != 4 {
		t.Errorf("a refresh reads pages %v", got)
	}
}
