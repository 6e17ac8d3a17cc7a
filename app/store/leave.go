package store

import (
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

// leaveLater lets go of everything noted that has no operations waiting.
func (w *session) leaveLater() error {
	var all []leaving
	err := w.each("SELECT stream, kind, id, ver FROM leaving", nil, func(scan func(...any) error) error {
		var l leaving
		err := scan(&l.stream, &l.kind, &l.id, &l.ver)
		all = append(all, l)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range all {
		done, err := w.leave(l)
		if err != nil {
			return err
		}
		if !done {
			continue
		}
		if err := w.exec("DELETE FROM leaving WHERE stream = ? AND kind = ? AND id = ?", l.stream, l.kind, l.id); err != nil {
			return err
		}
		if l.kind == "" {
			// A stream that was taken away shall not live on in backups; see dropPurged.
			if err := w.setInt(settingPurged, int64(w.now)); err != nil {
				return err
			}
		}
	}
	return nil
}

// leave removes what has left, and reports whether nothing of it had to stay for operations not sent yet. A row that lies
// in another stream by now, or is newer than its leaving, stays for good. A card takes along what hangs on it.
func (w *session) leave(l leaving) (done bool, err error) {
	done = true
	if stays, err := w.stays(l); err != nil || stays {
		return true, err
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
			if err := w.remove(t, id); err != nil {
				return false, err
			}
			if err := w.forgetHistory(k.Name, id); err != nil {
				return false, err
			}
			if err := w.dropDraftsAbout(id); err != nil {
				return false, err
			}
		}
	}
	return done, w.exec("DELETE FROM unknown WHERE stream = ?1 AND (?2 = '' OR kind = ?2 AND id = ?3)", l.stream, l.kind, l.id)
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
