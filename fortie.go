package main

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Standing returns as much of the sync's state as decides what the window may show.
func (t tie) Standing(ctx context.Context) (app.SyncState, error) {
	p := t.Progress()
	s := app.SyncState{Running: p.Running, Phase: string(p.Phase), Done: p.Done}
	if f, ok := any(t.store).(interface {
		Filling(ctx context.Context) (bool, error)
	}); ok {
		var err error
		if s.Filling, err = f.Filling(ctx); err != nil {
			return s, err
		}
	}
	if l, ok := any(t.Engine).(interface{ Lease() app.Instant }); ok {
		s.LeaseUntil = l.Lease()
	}
	return s, nil
}

// Laptops asks the centre for the enrolled laptops the person may see.
func (t tie) Laptops(ctx context.Context) ([]app.Laptop, error) {
	e, ok := any(t.Engine).(interface {
		Devices(ctx context.Context) ([]wire.Device, error)
	})
	if !ok {
		return nil, app.Errorf(app.ErrOffline, "现在连接不上中心")
	}
	list, err := e.Devices(ctx)
	out := make([]app.Laptop, len(list))
	for i, d := range list {
		out[i] = app.Laptop{
			ID: d.ID, Name: d.Name, PersonName: d.Person.Name, StaffNo: d.Person.StaffNo, State: app.LaptopState(d.State),
			Enrolled: app.Instant(d.Created), Seen: app.Instant(d.Seen), Unsent: d.Unsent, Waited: d.Oldest, This: d.This,
		}
	}
	return out, err
}

// Revoke takes a laptop out of use.
func (t tie) Revoke(ctx context.Context, id string, to app.LaptopState) error {
	if e, ok := any(t.Engine).(interface {
		Revoke(ctx context.Context, id, mode string) error
	}); ok {
		return e.Revoke(ctx, id, string(to))
	}
	return app.Errorf(app.ErrOffline, "现在连接不上中心")
}

// Reenrol takes a new one-time code for an account the centre refuses.
func (t tie) Reenrol(ctx context.Context, code string) error {
	if e, ok := any(t.Engine).(interface {
		Reenrol(ctx context.Context, code string) error
	}); ok {
		return e.Reenrol(ctx, code)
	}
	return app.Errorf(app.ErrOffline, "现在连接不上中心")
}

// onRenewed calls tell once the laptop has been given a device number of its own.
func (s *session) onRenewed(tell func()) {
	if e, ok := any(s.Engine).(interface{ OnRejoin(tell func()) }); ok {
		e.OnRejoin(tell)
	}
}
