package store

import (
	"context"
	"log/slog"
	"net/url"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/oplog"
)

// takeRest copies out of a database that is about to be replaced what is nowhere else, as far as it can be read: forms that
// were begun and operations the centre has answered, which are in no log, and unsent operations the log lacks, because it is
// damaged or could not be written. The other database must stay if that fails.
func (s *Store) takeRest(ctx context.Context, from string) error {
	ops, last := s.readRest(ctx, from)
	if len(ops) == 0 && last == 0 {
		return nil
	}
	taken := 0
	err := s.update(ctx, func(w *session) (err error) {
		taken, err = w.takeUnsent(ops, last)
		return err
	})
	if app.Code(err) == app.ErrDamaged && !s.Damaged() {
		slog.Warn("the unsent work of the replaced database makes no sense", "error", err)
		return nil
	}
	s.rescued.Ops += taken
	return err
}

// readRest copies the drafts of another database of this account and returns its unsent operations, with the greatest
// number it has given; none if it is older than the log, which knows better then what was sent.
func (s *Store) readRest(ctx context.Context, from string) (ops []oplog.Op, last int64) {
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	at := url.Values{"vfs": {s.vault.Name()}, "mode": {"rw"}}
	if _, err := s.write.conn.ExecContext(ctx, "ATTACH ? AS old", fileURI(from, at)); err != nil {
		return nil, 0
	}
	defer func() { _, _ = s.write.conn.ExecContext(ctx, "DETACH old") }() // goes with the connection at the latest
	// The rest is as it should be without them.
	_, _ = s.write.conn.ExecContext(ctx, `INSERT INTO main.drafts SELECT * FROM old.drafts WHERE true ON CONFLICT (key) DO UPDATE
		SET room = excluded.room, about = excluded.about, title = excluded.title, form = excluded.form, at = excluded.at,
			body = excluded.body
		WHERE excluded.at > drafts.at`)
	for _, query := range takeAnswered {
		_, _ = s.write.conn.ExecContext(ctx, query, settingDevice)
	}
	// This store's opening was one more than what its log and its database said.
	var older bool
	if err := s.write.conn.QueryRowContext(ctx, `SELECT
			(SELECT CAST(value AS INTEGER) FROM old.settings WHERE key = ?1) <
			(SELECT CAST(value AS INTEGER) FROM main.settings WHERE key = ?1) - 1,
			(SELECT CAST(value AS INTEGER) FROM old.settings WHERE key = ?2)`,
		settingOpening, settingN).Scan(&older, &last); err != nil || older {
		return nil, 0
	}
	rows, err := s.write.conn.QueryContext(ctx, "SELECT n, tx, line, hash, kind, id, at FROM old.outbox WHERE state = 0 ORDER BY n")
	if err != nil {
		return nil, last
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var o oplog.Op
		if rows.Scan(&o.N, &o.Tx, &o.Line, &o.Hash, &o.Kind, &o.ID, &o.At) != nil {
			break
		}
		ops = append(ops, o)
	}
	if err := rows.Err(); err != nil {
		slog.Warn("the unsent work of the replaced database could be read in part only", "error", err)
	}
	return ops, last
}

// takeAnswered takes over operations the centre has answered: of those it refused their author may not have read yet, also
// where their content has left with a card, and the others are to be sent again should the centre be put back to a backup,
// too. They keep their numbers where those are free, and lie with those of former identities otherwise.
var takeAnswered = []string{
	`INSERT INTO main.outbox (n, tx, line, hash, kind, id, at, state, outcome, reason, ver, done_at)
		SELECT n, tx, line, hash, kind, id, at, state, outcome, reason, ver, done_at FROM old.outbox o
		WHERE state <> 0 AND NOT EXISTS (SELECT 1 FROM main.outbox m WHERE m.n = o.n OR m.hash = o.hash)
			AND (SELECT value FROM main.settings WHERE key = ?1) = (SELECT value FROM old.settings WHERE key = ?1)`,
	`INSERT INTO main.outbox_old (device, n, tx, line, kind, id, at, state, reason, done_at)
		SELECT (SELECT value FROM old.settings WHERE key = ?1), n, tx, line, kind, id, at, state, reason, done_at FROM old.outbox o
		WHERE state <> 0 AND NOT EXISTS (SELECT 1 FROM main.outbox m WHERE m.hash = o.hash)
		ON CONFLICT (device, n) DO NOTHING`,
	`INSERT INTO main.outbox_old SELECT * FROM old.outbox_old WHERE ?1 = ?1 ON CONFLICT (device, n) DO NOTHING`,
}

// takeUnsent does operations that are not here yet, and returns how many there were.
func (w *session) takeUnsent(ops []oplog.Op, last int64) (taken int, err error) {
	n, err := w.intSetting(settingN)
	if err != nil {
		return 0, err
	}
	if err := w.setInt(settingN, max(n, last)); err != nil {
		return 0, err
	}
	person, device := w.s.Author()
	for _, o := range ops {
		added, err := w.redo(o, person, device)
		if err != nil {
			return taken, err
		}
		if added {
			taken++
		}
	}
	w.logged.resend = taken > 0
	return taken, nil
}
