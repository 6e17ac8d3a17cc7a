package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// A store that pulls for the first time is filled another way, to the same end: nobody sees anything of it before all of
// it is there, so rows go straight into tables of their own, which lack the indexes; at the end they take the place of the
// empty ones, get their indexes in one go, and the cards are indexed once. A fill that is cut short goes on.

// settingFill says that tables are being filled.
const settingFill = "store.fill"

// fillPrefix begins the names of the tables that are being filled.
const fillPrefix = "fill_"

// fillEntries is how long a first page must be, if nothing follows it, to be worth tables of its own.
const fillEntries = 500

// tuning is how the writer's connection uses memory and the disk.
type tuning struct {
	cache int // KiB of pages kept
	wal   int // pages after which the WAL is brought into the database
}

var (
	ordinary = tuning{20_000, 1000}
	// bulk keeps the pages that many rows go to in memory, and brings what is written again and again into the database once.
	bulk = tuning{64_000, 24_000}
	// steady leaves the WAL to checkpointBeside, within bounds.
	steady = tuning{20_000, 8_000}
)

// tuneWriter sets how the writer's connection works. It is a matter of speed only.
func (s *Store) tuneWriter(ctx context.Context, to tuning) {
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	if s.write.conn == nil || s.write.tuned == to {
		return
	}
	s.write.tuned = to
	for _, q := range []string{"PRAGMA cache_size(-" + strconv.Itoa(to.cache) + ")", "PRAGMA wal_autocheckpoint(" + strconv.Itoa(to.wal) + ")"} {
		_, _ = s.write.conn.ExecContext(ctx, q)
	}
}

func (w *session) filling() (bool, error) {
	v, err := w.setting(settingFill)
	return v != "", err
}

// beginFill makes the tables to be filled where a page is the first of many, and reports whether they are there.
func (w *session) beginFill(p *wire.Page) (bool, error) {
	filling, err := w.filling()
	if err != nil || filling {
		return filling, err
	}
	if !p.Tail.More && len(p.Entries) < fillEntries {
		return false, nil
	}
	if filled, err := w.setting(settingFilled); err != nil || filled != "" {
		return false, err
	}
	var begun bool
	if err := w.get("SELECT EXISTS (SELECT 1 FROM cursors) OR EXISTS (SELECT 1 FROM inbox) OR EXISTS (SELECT 1 FROM leaving)", nil, &begun); err != nil || begun {
		return false, err
	}
	return true, w.makeFill()
}

// makeFill begins a fill without any table: each is made with its first row, since most kinds have none and to put a table
// in the place of another costs as much as many rows.
func (w *session) makeFill() error {
	kinds, err := w.filledKinds()
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if err := w.run1("DROP TABLE " + fillPrefix + k.Table); err != nil {
			return err
		}
	}
	return w.setSetting(settingFill, "1")
}

const selectFilled = "SELECT substr(name, 6) FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 5) = '" + fillPrefix + "'"

// filledKinds returns the kinds whose tables are being filled.
func (w *session) filledKinds() ([]*record.Kind, error) {
	names, err := w.ids(selectFilled, nil)
	var kinds []*record.Kind
	for _, k := range record.Kinds() {
		if slices.Contains(names, k.Table) {
			kinds = append(kinds, k)
		}
	}
	return kinds, err
}

// makeFillTable makes the empty table of a kind to be filled.
func (w *session) makeFillTable(k *record.Kind) error {
	var made string
	if err := w.get("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", []any{k.Table}, &made); err != nil {
		return err
	}
	_, columns, _ := strings.Cut(made, "(")
	return w.run1("CREATE TABLE " + fillPrefix + k.Table + " (" + columns)
}

// run1 runs a statement that is not worth keeping prepared.
func (w *session) run1(query string) error {
	_, err := w.s.write.conn.ExecContext(w.ctx, query)
	return err
}

// stageFill keeps a page in the tables that are being filled.
func (s *Store) stageFill(w *session, p *wire.Page) (int, error) {
	if err := w.beginPage(p); err != nil {
		return 0, err
	}
	f, err := newFiller(w)
	if err != nil {
		return 0, err
	}
	defer f.close()
	rows := prepareRows(p.Entries)
	defer rows.stop()
	kept := 0
	for batch := range rows.batches {
		if err := s.alive(w.caller); err != nil {
			return 0, err
		}
		for i := range batch {
			if err := f.take(&batch[i]); err != nil {
				return 0, err
			}
		}
		kept += len(batch)
	}
	return kept, w.endPage(p)
}

// alive returns why a long transaction should not go on, if it should not.
func (s *Store) alive(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.tasks.life().Err(); err != nil {
		return context.Canceled
	}
	return nil
}

// dropFill makes the tables that are being filled empty again: a centre of another epoch begins anew.
func (w *session) dropFill() error {
	filling, err := w.filling()
	if err != nil || !filling {
		return err
	}
	return w.makeFill()
}

// filledRows returns how many rows wait in the tables that are being filled.
func (s *Store) filledRows(ctx context.Context) (n int, err error) {
	v, err := s.Setting(ctx, settingFill)
	if err != nil || v == "" {
		return 0, err
	}
	var of []string
	err = s.each(ctx, selectFilled, nil, func(scan func(...any) error) error {
		var table string
		err := scan(&table)
		of = append(of, "(SELECT count(*) FROM "+fillPrefix+table+")")
		return err
	})
	if err != nil || len(of) == 0 {
		return 0, err
	}
	err = s.read.QueryRowContext(ctx, "SELECT "+strings.Join(of, " + ")).Scan(&n)
	return n, s.fail(err)
}
