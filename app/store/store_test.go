package store_test

import (
	"context"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

var ctx = context.Background()

func TestSmoke(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "单雄信")
	p := apptest.Policy(1, c, "2026-04-01")
	if _, err := s.Apply(ctx, apptest.Page(app.SeatStream(apptest.Planner), 1, c, p, apptest.Case(p))); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"", "单", "shan", "sxx", "xiongxin", "0001", "13812340001", "2008", "雄信", "kf2026", "单 0001", "xx 单"} {
		ids, err := s.CardIndex(ctx, app.CardQuery{Text: q})
		if err != nil || len(ids) != 1 {
			t.Fatal(q, ids, err)
		}
	}
	ids, err := s.CardIndex(ctx, app.CardQuery{Filter: app.CardsDueSoon, Sort: app.SortByNextDue})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.CardRows(ctx, ids)
	t.Logf("%+v %v", rows, err)
	after := c
	after.Notes = "午后联系"
	e, _ := store.Change(c, after)
	apptest.MustCommit(t, s, e)
	h, err := s.History(ctx, "customer", c.ID)
	t.Logf("%+v %v", h, err)
	u, err := s.Unsent(ctx)
	t.Logf("%+v %v", u, err)
	pend, _ := s.Pending(ctx, 10)
	t.Logf("%s", pend[0].Line)
}
