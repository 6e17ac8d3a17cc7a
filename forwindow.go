package main

import (
	"context"

	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/ui"
)

// forWindow starts the sync of an unlocked account and hands the account to the window; err passes through.
func (s *session) forWindow(err error) (*ui.Session, error) {
	if err != nil {
		return nil, err
	}
	s.run()
	out := &ui.Session{
		Account: shown(s.account), Person: s.Me(), Address: s.account.CentreURL, Device: platform.DeviceName(), Folder: s.account.Dir,
		Service: s.Service, Sync: tie{s}, Intake: s, Paper: s.paper, ExportPersonal: s.paper.Export, Scans: s, Desk: s, OnChange: s.OnChange, Close: s.close,
		Security: s.security, Safety: s.store, OnDamaged: s.store.OnDamaged, OnWiped: s.wiped.tellTo, OnRenewed: s.OnRejoin,
	}
	if r, restored := s.store.Restored(); restored {
		out.Restored = &r
	}
	return out, nil
}

// tie is the session's sync as the window uses it.
type tie struct{ *session }

// Waiting returns how many changes the centre does not have yet.
func (t tie) Waiting(ctx context.Context) (int, error) {
	n, _, err := t.store.UnsentSum(ctx)
	return n, err
}

// OnProgress calls tell when a round begins, moves on or ends.
func (t tie) OnProgress(tell func(running bool)) {
	t.OnState(func(p device.Progress) { tell(p.Running) })
}

// FetchHistory has the centre tell the whole history of a card and its policies.
func (t tie) FetchHistory(ctx context.Context, customerID string) error {
	rows, err := t.HistoryRows(ctx, customerID)
	if err != nil {
		return err
	}
	return t.Engine.FetchHistory(ctx, rows...)
}
