package store

import (
	"context"
	"slices"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Stage keeps one page of a pull with its cursors, to be shown by Publish, and returns how many entries it keeps. The
// cursors are stored last: a page that was kept in part comes again. A page of another epoch than the last one starts over:
// what was staged before is dropped. Errors: app.ErrDiskFull.
func (s *Store) Stage(ctx context.Context, page *wire.Page) (int, error) {
	if err := s.room.ask(); err != nil {
		return 0, err
	}
	if filling, err := s.Filling(ctx); err != nil {
		return 0, err
	} else if filling && (page.Tail.More || len(page.Entries) >= fillEntries) {
		s.tuneWriter(ctx, bulk)
	}
	st := &staging{page: page}
	for done := false; !done; {
		err := s.gently(ctx, func(w *session) (err error) {
			done, err = st.slice(w)
			return err
		})
		if err != nil {
			return st.kept, err
		}
	}
	return st.kept, nil
}

// Staged returns how many entries wait to be shown.
func (s *Store) Staged(ctx context.Context) (n int, err error) {
	if err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM inbox").Scan(&n); err != nil {
		return 0, s.fail(err)
	}
	filled, err := s.filledRows(ctx)
	return n + filled, err
}

// settingFilled says that everything the centre had was shown once.
const settingFilled = "store.filled"

// Filling reports whether this store is being filled for the first time: not everything the centre has was shown once.
func (s *Store) Filling(ctx context.Context) (bool, error) {
	v, err := s.Setting(ctx, settingFilled)
	return v == "", err
}

// staging is one call of Stage under way.
type staging struct {
	page *wire.Page
	next int // entry
	kept int
}

// slice keeps what can be kept while the writer is held once, and reports whether that was the rest.
func (st *staging) slice(w *session) (done bool, err error) {
	until := time.Now().Add(hold)
	next, kept := st.next, st.kept
	if next == 0 {
		if filling, err := w.beginFill(st.page); err != nil {
			return false, err
		} else if filling {
			w.ctx = context.WithoutCancel(w.ctx) // the driver watches over each statement otherwise
			st.kept, err = w.s.stageFill(w, st.page)
			return true, err
		}
		if err := w.beginPage(st.page); err != nil {
			return false, err
		}
	}
	for ; next < len(st.page.Entries); next++ {
		if time.Now().After(until) {
			st.next, st.kept = next, kept
			return false, nil
		}
		e := &st.page.Entries[next]
		if !named(e) {
			continue
		}
		if err := w.stage(e); err != nil {
			return false, err
		}
		kept++
	}
	st.next, st.kept = next, kept
	return true, w.endPage(st.page)
}

// beginPage takes in what a page says of streams as a whole.
func (w *session) beginPage(p *wire.Page) error {
	h := &p.Head
	had, err := w.cursorStreams()
	if err != nil {
		return err
	}
	entered, err := w.enterEpoch(h.Epoch)
	if err == nil && entered {
		err = w.dropFill()
	}
	if err == nil && entered {
		err = w.leaveUngranted(p, had)
	}
	if err != nil {
		return err
	}
	for _, stream := range h.Revoked {
		if err := w.exec("UPDATE cursors SET seq = -1 WHERE stream = ?", stream); err != nil {
			return err
		}
		if err := w.exec("DELETE FROM inbox WHERE stream = ?", stream); err != nil {
			return err
		}
		if err := w.stage(&wire.Entry{T: wire.TypeLeave, Stream: stream}); err != nil {
			return err
		}
	}
	return w.enter(h.Enter)
}

// leaveUngranted notes which of the streams that were pulled before a restore the restored centre does not grant: it was not
// asked for them, and says nothing of them.
func (w *session) leaveUngranted(p *wire.Page, had []string) error {
	if len(p.Head.Enter) == 0 {
		return nil // no answer to a laptop that begins anew
	}
	for _, stream := range had {
		if _, told := p.Tail.Cursors[stream]; told || slices.Contains(p.Head.Enter, stream) {
			continue
		}
		if err := w.stage(&wire.Entry{T: wire.TypeLeave, Stream: stream}); err != nil {
			return err
		}
	}
	return nil
}

func (w *session) cursorStreams() (out []string, err error) {
	err = w.each("SELECT stream FROM cursors", nil, func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}

// stage keeps one entry, in the place of an older one of the same row in the same stream.
func (w *session) stage(e *wire.Entry) error {
	card, err := w.cardOf(e)
	if err != nil {
		return err
	}
	line, err := wire.Line(e)
	if err != nil {
		return err
	}
	return w.exec(`INSERT INTO inbox (kind, id, stream, leaves, card, ver, line) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id, stream, leaves) DO UPDATE SET card = excluded.card, ver = excluded.ver, line = excluded.line
		WHERE excluded.ver >= ver`, e.Kind, e.ID, e.Stream, e.T == wire.TypeLeave, card, e.Ver, line)
}

// cardOf returns the customer an entry is about, "" if there is none. A leaving does not say; it goes with the row.
func (w *session) cardOf(e *wire.Entry) (card string, err error) {
	if e.Kind == app.KindCustomer.Name {
		return e.ID, nil
	}
	t := tables()[e.Kind]
	if e.T != wire.TypeLeave {
		if t == nil {
			return e.Body.Text("customer_id"), nil // by which kinds hang on a card so far
		}
		return t.customer(row{body: e.Body}), nil
	}
	found, err := w.find("SELECT card FROM inbox WHERE kind = ? AND id = ? AND stream = ? AND leaves = 0", []any{e.Kind, e.ID, e.Stream}, &card)
	if err != nil || found || t == nil || t.kind.Customer == "" {
		return card, err
	}
	var rid, ver, epoch int64
	var stream string
	_, err = w.find(t.probe, []any{e.ID}, &rid, &stream, &ver, &epoch, &card)
	return card, err
}
