package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Cursors returns the greatest sequence number taken in of each stream.
func (s *Store) Cursors(ctx context.Context) (map[string]int64, error) {
	out := map[string]int64{}
	err := s.each(ctx, "SELECT stream, seq FROM cursors", nil, func(scan func(...any) error) error {
		var stream string
		var seq int64
		err := scan(&stream, &seq)
		out[stream] = seq
		return err
	})
	return out, err
}

// Apply takes in one page of a pull with its cursors, all or nothing, and returns how many rows it changed. A row that is
// older than what is here is passed over; operations not sent yet are replayed on top; kinds, fields and lines of newer
// programs are kept. A page of another epoch than the last one starts the cursors over; the outbox stays.
func (s *Store) Apply(ctx context.Context, page *wire.Page) (rows int, err error) {
	if err := s.room.ask(); err != nil {
		return 0, err
	}
	person, _ := s.Author()
	err = s.update(ctx, func(w *session) error {
		a := &applying{session: w, person: person}
		if err := a.page(page); err != nil {
			return err
		}
		rows = a.rows
		return nil
	})
	return rows, err
}

// applying is one call of Apply under way.
type applying struct {
	*session
	person  string
	pending map[[2]string]bool // rows with operations not acknowledged
	rows    int
}

func (a *applying) page(p *wire.Page) error {
	if err := a.enterEpoch(p.Head.Epoch); err != nil {
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
	for _, stream := range p.Head.Enter { // granted again before it could leave
		if err := a.exec("DELETE FROM leaving WHERE stream = ? AND kind = ''", stream); err != nil {
			return err
		}
	}
	for i := range p.Entries {
		if err := a.entry(&p.Entries[i]); err != nil {
			return err
		}
	}
	for _, line := range p.Unknown {
		if err := a.exec("INSERT INTO unknown_lines (at, line) VALUES (?, ?)", int64(a.now), line); err != nil {
			return err
		}
	}
	for stream, seq := range p.Tail.Cursors {
		if err := a.exec("INSERT INTO cursors (stream, seq) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq",
			stream, seq); err != nil {
			return err
		}
	}
	return a.leaveLater()
}

// enterEpoch notices a centre whose database began anew: versions of before do not compare with those that come now.
func (a *applying) enterEpoch(epoch string) error {
	last, err := a.setting(settingEpochID)
	if err != nil || epoch == "" || epoch == last {
		return err
	}
	a.epoch++
	if err := a.setInt(settingEpochNo, a.epoch); err != nil {
		return err
	}
	if err := a.setSetting(settingEpochID, epoch); err != nil {
		return err
	}
	return a.exec("DELETE FROM cursors")
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
	case e.Kind == "" || e.ID == "":
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		return a.exec("INSERT INTO unknown_lines (at, line) VALUES (?, ?)", int64(a.now), line)
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
	if exists && !t.kind.InsertOnly {
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
	return a.upsert(t, row{id: e.ID, stream: e.Stream, ver: e.Ver, epoch: a.epoch, body: e.Body}, was)
}

// underPending takes in a row that has operations waiting: it becomes their base.
func (a *applying) underPending(t *table, e *wire.Entry) error {
	is, exists, err := a.base(t, e.ID)
	if err != nil || exists && newer(is.epoch, is.ver, a.epoch, e.Ver) {
		return err
	}
	body, _ := canonical(t.kind, e.ID, e.Body)
	if exists && !t.kind.InsertOnly && !a.own(e) {
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
