package store

import (
	"context"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Cursors returns where pulling resumes: the greatest sequence number of each stream that was stored, shown or not.
func (s *Store) Cursors(ctx context.Context) (map[string]int64, error) {
	out := map[string]int64{}
	err := s.each(ctx, "SELECT stream, seq FROM cursors WHERE seq >= 0", nil, func(scan func(...any) error) error {
		var stream string
		var seq int64
		err := scan(&stream, &seq)
		out[stream] = seq
		return err
	})
	return out, err
}

// Apply takes in one page of a pull with its cursors and shows it at once, all or nothing, and returns how many rows it
// changed; the sync stages pages instead and publishes them together. A row that is older than what is here is passed
// over; operations not sent yet are replayed on top; kinds, fields and lines of newer programs are kept. A page of another
// epoch than the last one starts the cursors over; the outbox stays. What was staged before is published with it.
func (s *Store) Apply(ctx context.Context, page *wire.Page) (rows int, err error) {
	staged, err := s.Staged(ctx)
	if err != nil {
		return 0, err
	}
	if staged > 0 {
		if _, err := s.Stage(ctx, page); err != nil {
			return 0, err
		}
		return s.Publish(ctx, nil)
	}
	if err := s.room.ask(); err != nil {
		return 0, err
	}
	err = s.update(ctx, func(w *session) error {
		a := w.applying()
		if err := a.page(page); err != nil {
			return err
		}
		rows = a.rows
		return nil
	})
	return rows, err
}

// applying takes rows of the centre in during one transaction.
type applying struct {
	*session
	person  string
	pending map[[2]string]bool // rows with operations not acknowledged
	rows    int
}

func (w *session) applying() *applying {
	person, _ := w.s.Author()
	return &applying{session: w, person: person}
}

func (a *applying) page(p *wire.Page) error {
	if _, err := a.enterEpoch(p.Head.Epoch); err != nil {
		return err
	}
	if err := a.loadPending(); err != nil {
		return err
	}
	for _, stream := range p.Head.Revoked {
		if err := a.exec("DELETE FROM cursors WHERE stream = ?", stream); err != nil {
			return err
		}
		if err := a.noteLeave(stream, "", "", 0); err != nil {
			return err
		}
	}
	if err := a.enter(p.Head.Enter); err != nil {
		return err
	}
	for i := range p.Entries {
		if err := a.entry(&p.Entries[i]); err != nil {
			return err
		}
	}
	if err := a.endPage(p); err != nil {
		return err
	}
	if err := a.leaveLater(); err != nil {
		return err
	}
	return a.showCursors()
}

// enter takes back that streams were to leave: they were granted again before they could.
func (w *session) enter(streams []string) error {
	for _, stream := range streams {
		for _, table := range []string{"leaving", "inbox"} {
			if err := w.exec("DELETE FROM "+table+" WHERE stream = ? AND kind = '' AND id = ''", stream); err != nil {
				return err
			}
		}
	}
	return nil
}

// endPage keeps the lines of a page this program does not understand, and the cursors that follow its entries.
func (w *session) endPage(p *wire.Page) error {
	for _, line := range p.Unknown {
		if err := w.keepLine(line); err != nil {
			return err
		}
	}
	for i := range p.Entries {
		if e := &p.Entries[i]; !named(e) {
			line, err := wire.Line(e)
			if err == nil {
				err = w.keepLine(line)
			}
			if err != nil {
				return err
			}
		}
	}
	for stream, seq := range p.Tail.Cursors {
		if err := w.exec("INSERT INTO cursors (stream, seq) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq",
			stream, seq); err != nil {
			return err
		}
	}
	return nil
}

func (w *session) keepLine(line []byte) error {
	return w.exec("INSERT INTO unknown_lines (at, line) VALUES (?, ?)", int64(w.now), line)
}

// named reports whether an entry says what it is about.
func named(e *wire.Entry) bool { return e.Kind != "" && e.ID != "" }

// showCursors notes that everything up to the cursors is shown.
func (w *session) showCursors() error {
	if err := w.exec("UPDATE cursors SET shown = seq WHERE shown <> seq"); err != nil {
		return err
	}
	if err := w.exec("INSERT INTO settings (key, value) VALUES (?, '1') ON CONFLICT (key) DO NOTHING", settingFilled); err != nil {
		return err
	}
	if err := w.exec("DELETE FROM settings WHERE key = ?", settingBlind); err != nil {
		return err
	}
	return w.exec("DELETE FROM cursors WHERE seq < 0")
}

func (a *applying) loadPending() error {
	a.pending = map[[2]string]bool{}
	return a.each("SELECT DISTINCT kind, id FROM outbox WHERE state = 0", nil, func(scan func(...any) error) error {
		var k [2]string
		err := scan(&k[0], &k[1])
		a.pending[k] = true
		return err
	})
}

func (a *applying) entry(e *wire.Entry) error {
	t := tables()[e.Kind]
	switch {
	case !named(e):
		return nil // see endPage
	case e.T == wire.TypeLeave:
		a.rows++
		return a.noteLeave(e.Stream, e.Kind, e.ID, e.Ver)
	case t == nil:
		a.rows++
		return a.keepUnknown(e)
	}
	return a.row(t, e)
}

// row takes in a row of a known kind.
func (a *applying) row(t *table, e *wire.Entry) error {
	if a.pending[[2]string{e.Kind, e.ID}] {
		return a.underPending(t, e)
	}
	var rid, ver, epoch int64
	var stream, was string
	exists, err := a.find(t.probe, []any{e.ID}, &rid, &stream, &ver, &epoch, &was)
	if err != nil || exists && newer(epoch, ver, a.epoch, e.Ver) {
		return err
	}
	comes := row{id: e.ID, stream: e.Stream, ver: e.Ver, epoch: a.epoch, body: e.Body}
	if exists {
		if err := a.noteOffer(t, e, epoch, ver); err != nil {
			return err
		}
		if epoch == a.epoch && ver == e.Ver && stream == e.Stream { // as it was acknowledged
			if same, err := a.stands(t, &comes); err != nil || same {
				return err
			}
		}
	}
	if exists && !t.kind.InsertOnly && newer(a.epoch, e.Ver, epoch, ver) {
		before, _, err := a.load(t, e.ID)
		if err != nil {
			return err
		}
		after, _ := canonical(t.kind, e.ID, e.Body)
		if err := a.writeHistory(t.kind, e.ID, before.body, after, learnt(e)); err != nil {
			return err
		}
	}
	a.rows++
	return a.upsert(t, comes, was)
}

// underPending takes in a row that has operations waiting: it becomes their base.
func (a *applying) underPending(t *table, e *wire.Entry) error {
	is, exists, err := a.base(t, e.ID)
	if err != nil || exists && newer(is.epoch, is.ver, a.epoch, e.Ver) {
		return err
	}
	if exists {
		if err := a.noteOffer(t, e, is.epoch, is.ver); err != nil {
			return err
		}
	}
	body, _ := canonical(t.kind, e.ID, e.Body)
	if exists && !t.kind.InsertOnly && !a.own(e) && newer(a.epoch, e.Ver, is.epoch, is.ver) {
		if err := a.writeHistory(t.kind, e.ID, is.body, body, learnt(e)); err != nil {
			return err
		}
	}
	if err := a.saveBase(t, row{id: e.ID, stream: e.Stream, ver: e.Ver, epoch: a.epoch, body: body}); err != nil {
		return err
	}
	a.rows++
	return a.rebuild(t, e.ID)
}

// own reports whether the last change of a row was made on this laptop; one of the same person on another laptop is news.
func (a *applying) own(e *wire.Entry) bool {
	if e.Device != "" {
		_, device := a.s.Author()
		return e.Device == device
	}
	return e.By == a.person
}

// newer reports whether what is here must not give way to what comes.
func newer(epoch, ver, comesEpoch, comesVer int64) bool {
	return epoch > comesEpoch || epoch == comesEpoch && ver > comesVer
}

// keepUnknown keeps a row of a kind only a newer program knows.
func (a *applying) keepUnknown(e *wire.Entry) error {
	return a.exec(`INSERT INTO unknown (kind, id, stream, ver, epoch, body) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET stream = excluded.stream, ver = excluded.ver, epoch = excluded.epoch, body = excluded.body
		WHERE excluded.epoch > epoch OR excluded.epoch = epoch AND excluded.ver >= ver`,
		e.Kind, e.ID, e.Stream, e.Ver, a.epoch, string(record.Value(e.Body)))
}
