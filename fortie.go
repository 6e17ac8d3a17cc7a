package main

import (
	"context"

	"github.com/fangce/fangce/app"
)

// State returns everything the Sync room shows.
func (t tie) State(ctx context.Context) (app.SyncState, error) {
	s, err := t.Engine.State(ctx)
	s.LeaseUntil = t.leaseUntil(ctx)
	return s, err
}

// Standing returns as much of the sync's state as decides what the window may show.
func (t tie) Standing(ctx context.Context) (app.SyncState, error) {
	p := t.Progress()
	s := app.SyncState{Running: p.Running, Phase: string(p.Phase), Done: p.Done, Total: p.Total, LeaseUntil: t.leaseUntil(ctx)}
	var err error
	s.Filling, err = t.store.Filling(ctx)
	return s, err
}

// Laptops asks the centre for the enrolled laptops the person may see.
func (t tie) Laptops(ctx context.Context) ([]app.Laptop, error) {
	list, err := t.Devices(ctx)
	out := make([]app.Laptop, len(list))
	names := map[string]string{}
	for _, d := range list {
		names[d.ID] = d.Name
	}
	for i, d := range list {
		out[i] = app.Laptop{
			ID: d.ID, Name: d.Name, PersonName: d.Person.Name, StaffNo: d.Person.StaffNo, State: app.LaptopState(d.State),
			Enrolled: app.Instant(d.Created), Seen: app.Instant(d.Seen), Unsent: d.Unsent, Waited: d.Oldest, This: d.This, CopyOf: names[d.CopyOf],
		}
	}
	return out, err
}

// Revoke takes a laptop out of use.
func (t tie) Revoke(ctx context.Context, id string, to app.LaptopState) error {
	return t.Engine.Revoke(ctx, id, string(to))
}
