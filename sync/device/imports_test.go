package device_test

import (
	"fmt"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

func importOf(n int) wire.ImportRequest {
	ask := wire.ImportRequest{To: planner, Insurer: "瑞丰人寿", File: "十一月.xlsx"}
	for i := range n {
		ask.Rows = append(ask.Rows, app.ImportRow{
			Line:   i + 2,
			Policy: app.Policy{Number: fmt.Sprintf("2008440%06d", i), Product: "瑞丰鸿福两全保险", EffectiveOn: "2020-03-05"},
			Holder: app.Customer{Name: "王芳", BirthDate: app.Date("1980-01-01").AddDays(i), Phones: []app.Phone{{Number: fmt.Sprintf("138%08d", i), Kind: app.PhoneMobile}}},
		})
	}
	return ask
}

func TestImportGoesInParts(t *testing.T) {
	o := open(t)
	m := o.laptop(resource)
	const rows = device.ImportRows + 50
	var steps []int
	reply, err := m.PostImport(t.Context(), importOf(rows), func(done, total int) {
		if total != rows {
			t.Errorf("total %d", total)
		}
		steps = append(steps, done)
	})
	if err != nil || reply.Policies != rows || reply.Customers != rows || len(reply.Refused) != 0 {
		t.Fatalf("%+v, %v", reply, err)
	}
	if len(steps) != 2 || steps[0] != device.ImportRows || steps[1] != rows {
		t.Errorf("progress %v", steps)
	}
	o.lose(wire.PathImports, 1)
	ask := importOf(60)
	_, err = m.PostImport(t.Context(), ask, nil)
	wantCode(t, err, app.ErrOffline)
	if reply, err = m.PostImport(t.Context(), ask, nil); err != nil || reply.Same != 60 || reply.Policies != 0 {
		t.Errorf("the same rows again: %+v, %v", reply, err)
	}
	if n := len(o.rows("policy")); n != rows {
		t.Errorf("%d policies at the centre, want %d", n, rows)
	}
	a := o.laptop(planner)
	if r := a.sync(); r.Pulled < 2*rows {
		t.Errorf("the planner pulled %d rows", r.Pulled)
	}
}

func TestImportIsTheResourceManagers(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	_, err := a.PostImport(t.Context(), importOf(1), nil)
	wantCode(t, err, app.ErrForbidden)
	m := o.laptop(resource)
	ask := importOf(1)
	ask.To = "9999"
	if _, err = m.PostImport(t.Context(), ask, nil); err == nil || app.Code(err) == app.ErrOffline {
		t.Errorf("to nobody: %v", err)
	}
	_, err = m.PostImport(t.Context(), importOf(0), nil)
	wantCode(t, err, app.ErrEmptySheet)
}
