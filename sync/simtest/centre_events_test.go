package simtest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// What the centre may be able to do, by the methods it has.
type (
	handsOver interface {
		HandOver(ctx context.Context, customers []string, to, by string) (int, error)
	}
	startEpoch interface {
		StartEpoch(ctx context.Context) error
	}
)

// centreActs lets the centre, or those who look after it, do something.
func (w *world) centreActs() {
	switch n := w.rnd.IntN(44); {
	case n < 5:
		w.newCards()
	case n < 10:
		w.changePolicies()
	case n < 24:
		w.handOver()
	case n < 30:
		w.moveStaff()
	case n < 33:
		w.office.restart(w.rnd.one(2))
	case n < 39:
		w.office.backUp()
	case n < 42:
		w.office.restore()
	default:
		w.revoke()
	}
}

func (w *world) newCards() {
	p := pick(w.rnd, w.planners())
	w.step("the centre gives %s new cards", p.no)
	w.office.put(w.portfolio(p, w.rnd.between(1, 2))...)
}

func (w *world) changePolicies() {
	w.step("the centre changes policies")
	for range w.rnd.between(1, 3) {
		w.changeRows("SELECT kind, id FROM row WHERE kind = 'policy' ORDER BY seq LIMIT 1 OFFSET ?", w.rnd.IntN(6))
	}
}

// changeRows changes customers and policies a query over the centre's tables names, one after the other.
func (w *world) changeRows(query string, args ...any) {
	var rows []rowKey
	var key rowKey
	w.office.each(query, args, []any{&key.kind, &key.id}, func() { rows = append(rows, key) })
	for _, key := range rows {
		body := app.KindPolicy.Encode(app.Policy{Product: w.value("险种")})
		if key.kind == app.KindCustomer.Name {
			body = app.KindCustomer.Encode(app.Customer{Occupation: w.value("职业")})
		}
		w.office.put(centre.Row{Kind: key.kind, ID: key.id, Body: body})
	}
}

// handOver gives cards to another planner, or to nobody.
func (w *world) handOver() {
	if len(w.cards) == 0 {
		return
	}
	to := ""
	if !w.rnd.one(6) {
		to = pick(w.rnd, w.planners()).id
	}
	var ids []string
	for range w.rnd.between(1, 3) {
		list := w.cards
		if len(w.moved) > 0 && w.rnd.one(2) {
			list = w.moved // back, or on
		}
		if id := pick(w.rnd, list); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	w.handTo(ids, to)
}

// handTo gives those of the cards that are at the centre to a planner, or to nobody.
func (w *world) handTo(cards []string, to string) {
	c, can := any(w.office.centre).(handsOver)
	if !can {
		return
	}
	ids := slices.DeleteFunc(slices.Clone(cards), func(id string) bool { return !w.office.has(app.KindCustomer.Name, id) })
	n, err := c.HandOver(context.Background(), ids, to, w.staff[0].id)
	w.must(err, "hand over")
	w.moved = append(w.moved, ids...)
	w.step("the centre hands %d of %d cards %v to %q", n, len(ids), ids, to)
	w.office.note()
}

func (o *office) has(kind, id string) (there bool) {
	var n int
	o.each("SELECT count(*) FROM row WHERE kind = ? AND id = ?", []any{kind, id}, []any{&n}, func() { there = n > 0 })
	return there
}

// moveStaff gives somebody another supervisor or other roles, so that streams are granted and taken away.
func (w *world) moveStaff() {
	p := pick(w.rnd, w.staff)
	var supervisors []*person
	for _, s := range w.staff {
		if s != p && !s.is(app.RolePlanner) {
			supervisors = append(supervisors, s)
		}
	}
	switch {
	case len(supervisors) > 0 && w.rnd.one(2):
		p.supervisor = pick(w.rnd, supervisors).no
	case p.is(app.RolePlanner):
		if w.rnd.one(2) {
			p.roles = []string{app.RolePlanner}
		} else {
			p.roles = []string{app.RolePlanner, app.RoleSupervisor}
		}
	case w.rnd.one(4):
		p.roles = []string{app.RoleDepartmentManager}
	case w.rnd.one(2):
		p.roles = []string{app.RoleSeniorSupervisor}
	default:
		p.roles = []string{app.RoleSupervisor}
	}
	w.hire(p)
	w.step("%s has roles %v and supervisor %q", p.no, p.roles, p.supervisor)
	w.office.note()
}

// restart ends the centre's program, or kills it, and starts it again.
func (o *office) restart(kill bool) {
	was := o.path
	if kill {
		o.path = o.file()
		o.copyTo(o.path, was)
	}
	o.close()
	if kill {
		o.takeContents(was)
		o.remove(was)
	}
	o.open()
	o.w.step("the centre starts again, killed: %v", kill)
}

// file returns the name of a new file of the centre's.
func (o *office) file() string {
	o.files++
	return o.w.path("centre-%d.db", o.files)
}

// copyTo copies a database, with the anchors of its audit log, as a crash would leave it.
func (o *office) copyTo(to, from string) {
	o.w.must(copyFile(from, to), "copy the centre")
	for _, beside := range []string{"-wal", ".audit"} {
		if _, err := os.Stat(from + beside); err == nil {
			o.w.must(copyFile(from+beside, to+beside), "copy the centre")
		}
	}
}

func (o *office) remove(path string) {
	for _, end := range []string{"", "-wal", "-shm", ".audit"} {
		_ = os.Remove(path + end)
	}
	_ = os.RemoveAll(centre.BlobsOf(path))
}

// takeContents brings the contents of a killed centre to the place it goes on at, parts included.
func (o *office) takeContents(was string) {
	if o.w.album.taken {
		_ = os.Rename(centre.BlobsOf(was), centre.BlobsOf(o.path)) // there may be none
	}
}

// linkContents copies the contents of one database to another as a backup does: whole ones, which never change.
func (o *office) linkContents(to, from string) {
	if !o.w.album.taken {
		return
	}
	files, _ := filepath.Glob(filepath.Join(centre.BlobsOf(from), "??", "*"))
	for _, f := range files {
		if filepath.Ext(f) != "" {
			continue
		}
		into := filepath.Join(centre.BlobsOf(to), filepath.Base(filepath.Dir(f)))
		o.w.must(os.MkdirAll(into, 0o700), "copy contents")
		if err := os.Link(f, filepath.Join(into, filepath.Base(f))); !errors.Is(err, fs.ErrExist) {
			o.w.must(err, "copy contents")
		}
	}
}

// backUp copies the centre's database aside.
func (o *office) backUp() {
	path := o.file()
	o.copyTo(path, o.path)
	o.linkContents(path, o.path)
	o.copies = append(o.copies, path)
	o.w.step("the centre is backed up")
}

// restore puts a backup in the place of the centre's database.
func (o *office) restore() {
	if _, can := any(o.centre).(startEpoch); !can || len(o.copies) == 0 || !renames() || o.w.damaged {
		return
	}
	w := o.w
	i := w.rnd.IntN(len(o.copies))
	w.living()
	o.readTaken()
	for _, k := range w.works {
		k.sent = k.sent || o.taken[k.key]
	}
	o.close()
	was := o.path
	o.path = o.file()
	o.copyTo(o.path, o.copies[i])
	o.linkContents(o.path, o.copies[i])
	if w.album.taken && w.album.rnd.one(2) {
		o.linkContents(o.path, was) // restored where the contents still lie
	}
	o.remove(was)
	o.open()
	w.must(any(o.centre).(startEpoch).StartEpoch(context.Background()), "start an epoch")
	o.close()
	o.open()
	o.copies = o.copies[:i+1]
	o.restores++
	o.read, o.taken = 0, map[string]bool{}
	o.readTaken()
	for _, k := range w.works {
		w.excuse(k)
	}
	w.recall()
	w.forfeit()
	w.step("the centre is restored from backup %d", i)
}

// revoke takes a laptop out of use; its owner gets another.
func (w *world) revoke() {
	l := pick(w.rnd, w.laptops)
	if !l.alive() || !l.ready || len(w.laptops) > 20 {
		return
	}
	mode := wire.DeviceDraining
	if w.rnd.one(3) {
		mode = wire.DeviceWiping
	}
	err := w.office.centre.Revoke(context.Background(), l.id(), mode, "", w.staff[0].id)
	w.step("%s is taken out of use: %s %v", l.name, mode, said(err))
	switch app.Code(err) {
	case "":
		l.order = mode
	case app.ErrNotFound, app.ErrConflict:
	default:
		w.must(err, "revoke")
	}
	w.revoked = true
}

// forfeit lets go of what laptops had of streams the restored centre does not grant to their people.
func (w *world) forfeit() {
	rows := w.office.rows()
	for _, l := range w.laptops {
		streams := granted(l.owner.id, rows)
		for key, row := range l.had {
			if !streams[row.stream] && strings.HasPrefix(row.stream, "work:") && row.stream != app.WorkStream(l.owner.id) {
				delete(l.had, key)
			}
		}
	}
}

// recall learns from the centre's rows what it knows of its staff after a restore.
func (w *world) recall() {
	people := map[string]app.Person{}
	for key, row := range w.office.rows() {
		if key.kind == app.KindPerson.Name {
			people[key.id] = decodePerson(row.body)
		}
	}
	for _, p := range w.staff {
		is, there := people[p.id]
		if !there {
			continue
		}
		p.roles, p.supervisor = is.Roles, ""
		for _, s := range w.staff {
			if s.id == is.SupervisorID {
				p.supervisor = s.no
			}
		}
	}
}
