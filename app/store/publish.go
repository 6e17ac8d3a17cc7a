package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/fangce/fangce/sync/wire"
)

// Publish shows what was staged, at the tail of a pull and not before: card by card, each with all its rows in one
// transaction that also takes them from the inbox, so that nobody ever sees half a card. The writer is held for some
// milliseconds or one card at a time, and whoever waits to commit goes first. It returns how many rows it changed, and
// calls step, which may be nil, with how many of the staged entries are done. Where it is cut short, by an error or the end
// of the program, it goes on the next time.
func (s *Store) Publish(ctx context.Context, step func(done, total int)) (rows int, err error) {
	if err := s.room.ask(); err != nil {
		return 0, err
	}
	if filling, err := s.Setting(ctx, settingFill); err != nil {
		return 0, err
	} else if filling != "" {
		if rows, err = s.endFill(ctx, step); err != nil {
			return 0, err
		}
		return rows, s.dropStreams(ctx)
	}
	total, err := s.Staged(ctx)
	if err != nil {
		return 0, err
	}
	if total > 0 {
		s.tuneWriter(ctx, steady)
		defer s.tuneWriter(context.WithoutCancel(ctx), ordinary)
	}
	p := &publishing{told: time.Now(), kinds: map[string]bool{}}
	defer func() { s.notify.changed(p.kinds) }()
	for done := false; !done; {
		var n int
		kinds, err := s.transactGently(ctx, func(w *session) (err error) {
			n, done, err = p.slice(w)
			return err
		})
		if err != nil {
			return rows, err
		}
		rows += n
		if p.took(s, kinds) {
			s.checkpointBeside(ctx)
		}
		if step != nil && p.entries > 0 {
			step(min(p.entries, total), total)
		}
	}
	if total > 0 {
		s.checkpointBeside(ctx)
	}
	return rows, s.dropStreams(ctx)
}

// checkpointBeside brings the WAL into the database on a connection of its own, while others commit: done by a commit, as
// usual, it would hold up whoever waits for the next. What it cannot move now stays for later.
func (s *Store) checkpointBeside(ctx context.Context) {
	var busy, frames, moved int
	_ = s.read.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &frames, &moved)
}

// tellEvery is how often listeners are told while much is published: they read anew each time.
const tellEvery = 300 * time.Millisecond

// publishing is one call of Publish under way.
type publishing struct {
	entries int // done with
	taken   int // by the transaction under way
	kinds   map[string]bool
	told    time.Time
}

// took notes what a slice did, and reports whether it is time to tell of it.
func (p *publishing) took(s *Store, kinds map[string]bool) bool {
	p.entries += p.taken
	for k := range kinds {
		p.kinds[k] = true
	}
	if time.Since(p.told) > tellEvery {
		s.notify.changed(p.kinds)
		clear(p.kinds)
		p.told = time.Now()
		return true
	}
	return false
}

// slice publishes as many cards as the writer may be held for, at least one, and reports whether nothing is left.
func (p *publishing) slice(w *session) (rows int, done bool, err error) {
	until := time.Now().Add(hold)
	w.ctx = context.WithoutCancel(w.ctx) // the driver watches over each statement otherwise
	p.taken = 0
	a := w.applying()
	if err := a.loadPending(); err != nil {
		return 0, false, err
	}
	for {
		entries, err := a.nextUnit()
		if err != nil {
			return 0, false, err
		}
		if len(entries) == 0 {
			return a.rows, true, w.showCursors()
		}
		n, err := a.unit(entries)
		if err == nil {
			err = w.reindexTouched()
		}
		if err != nil {
			return 0, false, err
		}
		p.taken += n
		if time.Now().After(until) {
			return a.rows, false, nil
		}
	}
}

// staged is an entry of the inbox.
type staged struct {
	entry wire.Entry
	card  string
}

const selectInbox = "SELECT line, card FROM inbox WHERE "

// nextUnit returns what has to become visible together: a row that belongs to no card, all of one card, or, when all rows
// are in, a leaving that belongs to none. Rows come before leavings, since a leaving does not take what lies elsewhere by
// now.
func (a *applying) nextUnit() ([]staged, error) {
	one, err := a.inbox(selectInbox + "card = '' AND leaves = 0 LIMIT 1")
	if err != nil || len(one) > 0 {
		return one, err
	}
	var card string
	found, err := a.find("SELECT card FROM inbox WHERE card > '' ORDER BY card LIMIT 1", nil, &card)
	if err != nil {
		return nil, err
	}
	if found {
		return a.inbox(selectInbox+"card = ?", card)
	}
	return a.inbox(selectInbox + "card = '' LIMIT 1")
}

func (w *session) inbox(query string, args ...any) ([]staged, error) {
	var out []staged
	err := w.each(query, args, func(scan func(...any) error) error {
		var line []byte
		var st staged
		if err := scan(&line, &st.card); err != nil {
			return err
		}
		if err := json.Unmarshal(line, &st.entry); err != nil {
			return damaged(err)
		}
		out = append(out, st)
		return nil
	})
	return out, err
}

// unit takes in entries that belong together and takes them from the inbox, and returns how many they were. A row that
// comes from another card, such as a policy with a new holder, takes along what is staged of that card: otherwise either
// would be seen without it, or both with it.
func (a *applying) unit(entries []staged) (n int, err error) {
	var leaves []leaving
	seen := map[string]bool{}
	for len(entries) > 0 {
		slices.SortStableFunc(entries, func(x, y staged) int { return cmp.Compare(x.entry.Ver, y.entry.Ver) })
		var more []string
		for i := range entries {
			e := &entries[i].entry
			seen[entries[i].card] = true
			if e.T == wire.TypeLeave {
				leaves = append(leaves, leaving{e.Stream, e.Kind, e.ID, e.Ver})
			} else {
				from, err := a.cardBefore(e, entries[i].card)
				if err == nil {
					err = a.entry(e)
				}
				if err != nil {
					return n, err
				}
				if from != "" && !seen[from] {
					seen[from] = true
					more = append(more, from)
				}
			}
			if err := a.exec("DELETE FROM inbox WHERE kind = ? AND id = ? AND stream = ? AND leaves = ?",
				e.Kind, e.ID, e.Stream, e.T == wire.TypeLeave); err != nil {
				return n, err
			}
			n++
		}
		entries = nil
		for _, card := range more {
			of, err := a.inbox(selectInbox+"card = ?", card)
			if err != nil {
				return n, err
			}
			entries = append(entries, of...)
		}
	}
	for _, l := range leaves {
		if err := a.let(l); err != nil {
			return n, err
		}
		a.rows++
	}
	return n, nil
}

// cardBefore returns the card a row is on now if that is another than the one it comes to, "" otherwise.
func (a *applying) cardBefore(e *wire.Entry, card string) (was string, err error) {
	t := tables()[e.Kind]
	if t == nil || t.kind.Customer == "" || t.kind.Customer == "id" || t.kind.InsertOnly {
		return "", nil
	}
	var rid, ver, epoch int64
	var stream string
	if _, err := a.find(t.probe, []any{e.ID}, &rid, &stream, &ver, &epoch, &was); err != nil || was == card {
		return "", err
	}
	return was, nil
}
