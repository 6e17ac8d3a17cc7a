package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/sync/centre"
)

// fillCentre makes a centre whose planner 2001 serves n customers: two policies each, of which one in twenty has lapsed
// and the others fall due on all days of a year, a signed case, and four records each over a year and a half. It returns
// the planner's one-time code.
func fillCentre(t testing.TB, db string, now time.Time, n int) (code string) {
	t.Helper()
	ctx := t.Context()
	c, err := centre.Open(ctx, db, centre.Options{Clock: app.StartingAt(now)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if code, err = c.AddUser(ctx, centre.User{StaffNo: "2001", Name: "林晓燕", Roles: []string{app.RolePlanner}}); err != nil {
		t.Fatal(err)
	}
	names := []string{"王芳", "李强", "赵敏", "孙丽", "周杰", "欧阳娜", "尉迟恭", "单雄信", "曾志伟", "解珍"}
	today, planner := app.InstantOf(now).Date(), app.PersonID("2001")
	var rows []centre.Row
	for i := range n {
		c := apptest.Customer(i, names[i%len(names)]+[]string{"", "华", "平"}[i%3])
		c.Grade, c.OpenedOn, c.CheckedOn = []string{"A", "B", "C"}[i%3], today.AddDays(-618), today.AddDays(-615)
		p := apptest.Policy(2*i, c, today.AddDays(i%365-28))
		if i%20 == 0 {
			p.NextDue = today.AddDays(i%300 - 430)
		}
		q := apptest.Policy(2*i+1, c, "")
		q.Mode, q.NextDue, q.EffectiveOn, q.MaturesOn = app.ModeSingle, "", today.AddDays(-2000), today.AddDays(i%1800)
		k := apptest.Case(p)
		k.PersonID, k.PublishedOn, k.SignedAt = planner, today.AddDays(-620), app.InstantOf(now.AddDate(0, 0, -619))
		rows = append(rows, centre.RowOf(c), centre.RowOf(p), centre.RowOf(q), centre.RowOf(k))
		for j := range 4 {
			r := app.ServiceRecord{
				ID: app.DerivedID("rec", fmt.Sprint(i, j)), CustomerID: c.ID, PolicyID: p.ID, PersonID: planner, Channel: app.ChannelPhone,
				Outcome: app.OutcomeDone, Content: "核对保单信息，提醒应缴保费。", Attitude: "热情接待", At: app.InstantOf(now.AddDate(0, 0, -540+160*j-i%60)),
			}
			if j == 1 {
				r.Channel = app.ChannelVisit
			}
			rows = append(rows, centre.RowOf(r))
		}
	}
	for i := range rows {
		rows[i].By = planner
	}
	if err := c.PutRows(ctx, planner, rows); err != nil {
		t.Fatal(err)
	}
	return code
}
