package store

import (
	"context"
	"math"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// leaving is a row, or a whole stream, that this laptop may no longer hold.
type leaving struct {
	stream, kind, id string // kind and id are "" for a whole stream
	ver              int64
}

// noteLeave remembers that something is to leave; leaveLater does it once nothing of it waits to be sent.
func (w *session) noteLeave(stream, kind, id string, ver int64) error {
	return w.exec(`INSERT INTO leaving (stream, kind, id, ver) VALUES (?, ?, ?, ?)
		ON CONFLICT (stream, kind, id) DO UPDATE SET ver = max(ver, excluded.ver)`, stream, kind, id, ver)
}

// let lets go of what leaves, or remembers that it is to leave once nothing of it waits to be sent. A whole stream is
// remembered only: it is too much for one transaction, see dropStreams.
func (w *session) let(l leaving) error {
	if l.kind != "" {
		if done, err := w.leave(l); err != nil || done {
			return err
		}
	}
	return w.noteLeave(l.stream, l.kind, l.id, l.ver)
}

// leaveLater lets go of everything noted that has no operations waiting.
func (w *session) leaveLater() error {
	all, err := w.allLeaving("")
	if err != nil {
		return err
	}
	for _, l := range all {
		done, err := w.leave(l)
		if err == nil && done {
			err = w.left(l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *session) allLeaving(where string) (all []leaving, err error) {
	err = w.each("SELECT stream, kind, id, ver FROM leaving "+where, nil, func(scan func(...any) error) error {
		var l leaving
		err := scan(&l.stream, &l.kind, &l.id, &l.ver)
		all = append(all, l)
		return err
	})
	return all, err
}

func (w *session) left(l leaving) error {
	return w.exec("DELETE FROM leaving WHERE stream = ? AND kind = ? AND id = ?", l.stream, l.kind, l.id)
}

// dropStreams lets go of the streams that leave as a whole, card by card as Publish does.
func (s *Store) dropStreams(ctx context.Context) error {
	var streams []leaving
	err := s.each(ctx, "SELECT stream, ver FROM leaving WHERE kind = ''", nil, func(scan func(...any) error) error {
		var l leaving
		err := scan(&l.stream, &l.ver)
		streams = append(streams, l)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range streams {
		var cards []string
		err := s.each(ctx, "SELECT id FROM customers WHERE stream = ?", []any{l.stream}, func(scan func(...any) error) error {
			var id string
			err := scan(&id)
			cards = append(cards, id)
			return err
		})
		for err == nil && len(cards) > 0 {
			err = s.gently(ctx, func(w *session) (err error) {
				cards, err = w.leaveCards(l.stream, cards)
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	if len(streams) == 0 {
		return nil
	}
	return s.gently(ctx, (*session).leaveLater)
}

// leaveCards lets go of cards of a stream while the writer may be held, and returns the others. Granted again meanwhile,
// all stay.
func (w *session) leaveCards(stream string, cards []string) ([]string, error) {
	until := time.Now().Add(hold)
	still, err := w.find("SELECT 1 FROM leaving WHERE stream = ? AND kind = ''", []any{stream}, new(int))
	if err != nil || !still {
		return nil, err
	}
	for len(cards) > 0 {
		if _, err := w.leave(leaving{stream, app.KindCustomer.Name, cards[0], math.MaxInt64}); err != nil {
			return cards, err
		}
		if err := w.reindexTouched(); err != nil {
			return cards, err
		}
		if cards = cards[1:]; time.Now().After(until) {
			break
		}
	}
	return cards, nil
}

// leave removes what has left, and reports whether nothing of it had to stay for operations not sent yet, or for an offer to
// a centre that was restored and may have lost what came after. A row that lies in another stream by now, or is newer than
// its leaving, stays for good. A card takes along what hangs on it.
func (w *session) leave(l leaving) (done bool, err error) {
	done = true
	if stays, err := w.stays(l); err != nil || stays {
		return true, err
	}
	offering, err := w.offering()
	if err != nil {
		return false, err
	}
	for _, k := range record.Kinds() {
		where, args := l.rowsOf(k)
		if where == "" {
			continue
		}
		ids, err := w.ids("SELECT id FROM "+k.Table+" WHERE stream = ? AND "+where, append([]any{l.stream}, args...))
		if err != nil {
			return false, err
		}
		for _, id := range ids {
			t := tables()[k.Name]
			ops, err := w.pendingOps(t, id)
			if err != nil {
				return false, err
			}
			if len(ops) > 0 {
				done = false
				continue
			}
			if offering && l.kind != "" { // a whole stream is taken away: nothing of it may be offered
				waits, err := w.awaitsOffer(t, id)
				if err != nil {
					return false, err
				}
				if waits {
					done = false
					continue
				}
			}
			if err := w.purge(t, id); err != nil {
				return false, err
			}
		}
	}
	return done, w.purgeUnknown(l)
}

// stays reports whether the row that was to leave lies elsewhere by now or came back since.
func (w *session) stays(l leaving) (bool, error) {
	t := tables()[l.kind]
	if t == nil {
		return false, nil
	}
	var rid, ver, epoch int64
	var stream, customer string
	found, err := w.find(t.probe, []any{l.id}, &rid, &stream, &ver, &epoch, &customer)
	return found && (stream != l.stream || newer(epoch, ver, w.epoch, l.ver)), err
}

// rowsOf returns the condition that selects what leaves of a kind, "" if nothing does.
func (l leaving) rowsOf(k *record.Kind) (string, []any) {
	switch {
	case l.kind == "":
		return "1 = 1", nil
	case l.kind == k.Name:
		return "id = ?", []any{l.id}
	case l.kind == app.KindCustomer.Name && k.Customer != "":
		return k.Customer + " = ?", []any{l.id}
	}
	return "", nil
}

func (w *session) ids(query string, args []any) ([]string, error) {
	var out []string
	err := w.each(query, args, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}
