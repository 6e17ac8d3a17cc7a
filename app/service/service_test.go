package service_test

import (
	"context"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
)

var ctx = context.Background()

var _ service.Store = (*store.Store)(nil)

// room is one account with its store, clock and use cases.
type room struct {
	*service.Service
	t     testing.TB
	store *store.Store
	clock *apptest.Clock
}

var planner = app.Person{
	ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}, SupervisorID: apptest.Supervisor, Licence: "00001144",
}

var supervisor = app.Person{ID: apptest.Supervisor, StaffNo: "2001", Name: "周敏", Roles: []string{app.RoleSupervisor}}

func newRoom(t testing.TB, me app.Person) room {
	t.Helper()
	s, clock := apptest.NewStoreClock(t)
	s.SetAuthor(me.ID, apptest.Device)
	apply(t, s, app.StreamPeople, planner, supervisor)
	return room{service.New(service.Config{
		Store: s, Clock: clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心",
	}), t, s, clock}
}

func apply(t testing.TB, s *store.Store, stream string, records ...any) {
	t.Helper()
	if _, err := s.Apply(ctx, apptest.Page(stream, 1, records...)); err != nil {
		t.Fatal(err)
	}
}

// seat gives the planner rows as an import at the centre would.
func (r room) seat(records ...any) {
	r.t.Helper()
	apply(r.t, r.store, app.SeatStream(apptest.Planner), records...)
}

// at turns the clock to a time of the day it stands at.
func (r room) at(hour, minute int) {
	y, m, d := r.clock.At.Date()
	r.clock.At = time.Date(y, m, d, hour, minute, 0, 0, app.Shanghai)
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fails asserts the code and field of an error.
func fails(t testing.TB, err error, code, field string) {
	t.Helper()
	e, is := err.(*app.Error)
	if !is || e.Code != code || e.Field != field {
		t.Errorf("got %v, want %s %s", err, code, field)
	}
}

func find(due []app.DueItem, kind app.DueKind, customerID string) *app.DueItem {
	for i := range due {
		if due[i].Kind == kind && (customerID == "" || due[i].CustomerID == customerID) {
			return &due[i]
		}
	}
	return nil
}
