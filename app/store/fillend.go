package store

import (
	"context"

	"github.com/fangce/fangce/app/record"
)

// endFill shows what was filled: the filled tables take the place of those there are, in one transaction with their
// indexes and the list of cards. It returns how many rows there are.
func (s *Store) endFill(ctx context.Context, step func(done, total int)) (rows int, err error) {
	if rows, err = s.filledRows(ctx); err != nil {
		return 0, err
	}
	if step != nil {
		step(0, rows)
	}
	err = s.update(ctx, func(w *session) error {
		filling, err := w.filling()
		if err != nil || !filling {
			return err
		}
		w.ctx = context.WithoutCancel(w.ctx)
		if err := w.swapFilled(); err != nil {
			return err
		}
		a := w.applying()
		all, err := a.inbox(selectInbox + "leaves = 1")
		if err != nil {
			return err
		}
		for _, l := range all {
			if err := a.let(leaving{l.entry.Stream, l.entry.Kind, l.entry.ID, l.entry.Ver}); err != nil {
				return err
			}
		}
		if err := w.exec("DELETE FROM inbox"); err != nil {
			return err
		}
		if err := w.leaveLater(); err != nil {
			return err
		}
		for _, q := range []string{"DELETE FROM search", "DELETE FROM card_index", "DELETE FROM work_days"} {
			if err := w.exec(q); err != nil {
				return err
			}
		}
		clear(w.touched)
		if err := w.indexAll(); err != nil {
			return err
		}
		if err := w.exec("DELETE FROM settings WHERE key = ?", settingFill); err != nil {
			return err
		}
		for _, k := range record.Kinds() {
			w.kinds[k.Name] = true
		}
		return w.showCursors()
	})
	if err != nil {
		return 0, err
	}
	s.tuneWriter(ctx, ordinary)
	_ = s.emptyWAL(ctx) // or the next commit would; it cannot while somebody reads
	if step != nil && rows > 0 {
		step(rows, rows)
	}
	return rows, nil
}

// swapFilled puts the filled tables in the place of those that hold only what was done here so far, and does that again.
func (w *session) swapFilled() error {
	kinds, err := w.filledKinds()
	if err != nil {
		return err
	}
	here, err := w.doneHere(kinds)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if err := w.swapTable(k); err != nil {
			return err
		}
	}
	for _, h := range here {
		if err := w.doAgain(h); err != nil {
			return err
		}
	}
	return nil
}

// fewRows is up to how many rows a filled table is copied: whenever a table is renamed SQLite compiles all of its schema
// again, three times, which takes some milliseconds.
const fewRows = 16

// swapTable puts a filled table in the place of the one of its kind.
func (w *session) swapTable(k *record.Kind) error {
	filled := fillPrefix + k.Table
	var many bool
	if err := w.get("SELECT count(*) > ? FROM "+filled, []any{fewRows}, &many); err != nil {
		return err
	}
	steps := []string{"DELETE FROM " + k.Table, "INSERT INTO " + k.Table + " SELECT * FROM " + filled, "DROP TABLE " + filled}
	if many {
		indexes, err := w.ids("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", []any{k.Table})
		if err != nil {
			return err
		}
		steps = append([]string{"DROP TABLE " + k.Table, "ALTER TABLE " + filled + " RENAME TO " + k.Table}, indexes...)
	}
	for _, q := range steps {
		if err := w.run1(q); err != nil {
			return err
		}
	}
	return nil
}

// here is a row that was made or answered before everything was pulled.
type here struct {
	table  *table
	row    row
	exists bool // a typed row, not operations alone
}

// doneHere returns the rows there are of kinds whose tables give way, and those operations wait for.
func (w *session) doneHere(kinds []*record.Kind) ([]here, error) {
	var out []here
	seen := map[[2]string]bool{}
	gives := map[*table]bool{}
	for _, k := range kinds {
		t := tables()[k.Name]
		gives[t] = true
		ids, err := w.ids("SELECT id FROM "+k.Table, nil)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			r, exists, err := w.load(t, id)
			if err != nil {
				return nil, err
			}
			seen[[2]string{k.Name, id}] = true
			out = append(out, here{t, r, exists})
		}
	}
	err := w.each("SELECT DISTINCT kind, id FROM outbox WHERE state = 0", nil, func(scan func(...any) error) error {
		var kind, id string
		err := scan(&kind, &id)
		if t := tables()[kind]; gives[t] && !seen[[2]string{kind, id}] {
			out = append(out, here{t, row{id: id}, false})
		}
		return err
	})
	return out, err
}

// doAgain puts a row that was here among those that were filled: the newer of both stands, and what was not acknowledged is
// replayed on top.
func (w *session) doAgain(h here) error {
	pulled, came, err := w.load(h.table, h.row.id)
	if err != nil {
		return err
	}
	if !came {
		if !h.exists {
			return nil
		}
		return w.put(h.table, h.row)
	}
	ops, err := w.pendingOps(h.table, h.row.id)
	if err != nil {
		return err
	}
	if len(ops) == 0 {
		if !newer(h.row.epoch, h.row.ver, pulled.epoch, pulled.ver) || !h.exists {
			return nil
		}
		return w.put(h.table, h.row)
	}
	is, exists, err := w.base(h.table, h.row.id)
	if err != nil {
		return err
	}
	if !(exists && newer(is.epoch, is.ver, pulled.epoch, pulled.ver)) {
		if err := w.saveBase(h.table, pulled); err != nil {
			return err
		}
	}
	return w.rebuild(h.table, h.row.id)
}

// indexAll indexes all cards in the order in which they lie in the file.
func (w *session) indexAll() error {
	setting, err := w.setting(settingRequired)
	if err != nil {
		return err
	}
	if w.day, err = w.setting(settingDay); err != nil {
		return err
	}
	w.indexed, w.fresh = true, true
	required := requiredOf(setting)
	for after := int64(0); ; {
		if err := w.s.alive(w.caller); err != nil {
			return err
		}
		b, err := w.readBatch(after)
		if err != nil {
			return err
		}
		for i := range b.cards {
			c := &b.cards[i]
			facts, err := w.batchFacts(b, &c.Customer)
			if err == nil {
				err = w.indexCard(c.rid, &c.Customer, facts, required, false, 0)
			}
			if err != nil {
				return err
			}
			after = c.rid
		}
		if len(b.cards) < batchCards {
			w.fresh = false
			return nil
		}
	}
}
