package simtest

import (
	"database/sql"

	"github.com/fangce/fangce/app"
)

// damaging changes rows in a laptop's database behind its program's back. The comparison with the centre finds it.
func (w *world) damaging(able []*laptop) {
	l := pick(w.rnd, able)
	switch n := w.rnd.IntN(10); {
	case !l.ready || n < 4:
		_, _ = l.sync()
	case n < 7:
		l.work()
	default:
		l.damage()
	}
}

// damage takes a row away or makes it an older one with other content. It starts the program anew, which compares what it
// has with the centre.
func (l *laptop) damage() {
	w := l.w
	if len(l.pending()) > 0 {
		return
	}
	w.must(l.store.Close(), "%s: close", l.name)
	db := w.openSealed(l.dir)
	k, column := app.KindCustomer, "employer"
	if w.rnd.one(2) {
		k, column = app.KindPolicy, "product"
	}
	var id string
	var ver int64
	err := db.QueryRow("SELECT id, ver FROM "+k.Table+" WHERE ver > 0 ORDER BY id LIMIT 1 OFFSET ?", w.rnd.IntN(3)).Scan(&id, &ver)
	switch {
	case err == sql.ErrNoRows:
	case err == nil && ver > 1 && w.rnd.one(2):
		_, err = db.Exec("UPDATE "+k.Table+" SET ver = ver - 1, "+column+" = '坏' WHERE id = ?", id)
	case err == nil:
		_, err = db.Exec("DELETE FROM "+k.Table+" WHERE id = ?", id)
	}
	if err != sql.ErrNoRows {
		w.must(err, "damage")
	}
	w.must(db.Close(), "damage")
	w.damaged = true
	w.step("%s: %s %s is damaged", l.name, k.Name, id)
	l.open()
	l.learn(true)
}
