package simtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// judge compares, after everything has come to rest, every laptop with the centre, and every piece of work with what
// became of it.
func (w *world) judge() {
	w.step("judgement")
	w.pictured()
	centre := w.office.rows()
	dumps := map[*laptop]*dump{}
	for _, l := range w.laptops {
		if !l.alive() {
			continue
		}
		l.indexed()
		w.must(l.store.Close(), "%s: close", l.name)
		l.store = nil
		d := w.readLaptop(l.dir, record.Kinds())
		dumps[l] = d
		w.sameRows(l, d, centre)
		if d.pending > 0 {
			w.fail("%s still has %d operations to send", l.name, d.pending)
		}
		for _, table := range passing {
			if d.waiting[table] > 0 {
				w.fail("%s still has %d rows in %s", l.name, d.waiting[table], table)
			}
		}
	}
	w.office.counted()
	w.office.digested(centre)
	w.office.audited()
	w.arrived(dumps, centre)
	w.remembered(centre)
}

// granted works out from the people's rows at the centre which streams a person may pull (architecture §3), without the
// centre's own code.
func granted(id string, centre map[rowKey]held) map[string]bool {
	people := map[string]app.Person{}
	streams := map[string]bool{app.StreamPeople: true, app.StreamScripts: true, "user:" + id: true}
	for key, row := range centre {
		if strings.HasPrefix(row.stream, "ref:") {
			streams[row.stream] = true
		}
		if key.kind != "person" {
			continue
		}
		var p struct {
			Roles      []string `json:"roles"`
			Supervisor string   `json:"supervisor_id"`
		}
		_ = json.Unmarshal([]byte(row.body), &p)
		people[key.id] = app.Person{ID: key.id, Roles: p.Roles, SupervisorID: p.Supervisor}
	}
	me := people[id]
	if me.Is(app.RolePlanner) {
		streams["seat:"+id] = true
	}
	if me.Is(app.RolePlanner) || me.Is(app.RoleSupervisor) || me.Is(app.RoleSeniorSupervisor) {
		streams["work:"+id] = true
	}
	all := me.Is(app.RoleDepartmentManager) || me.Is(app.RoleQualityController) || me.Is(app.RoleCentreManager)
	direct := me.Is(app.RoleSupervisor) || me.Is(app.RoleSeniorSupervisor)
	for other, p := range people {
		above := people[p.SupervisorID]
		if all || direct && p.SupervisorID == id || me.Is(app.RoleSeniorSupervisor) && above.SupervisorID == id {
			streams["work:"+other] = true
		}
	}
	return streams
}

// sameRows compares the rows of a laptop with those of the streams its person may pull.
func (w *world) sameRows(l *laptop, d *dump, centre map[rowKey]held) {
	streams := granted(l.owner.id, centre)
	for _, key := range sorted(centre) {
		is := centre[key]
		if !streams[is.stream] {
			continue
		}
		has, there := d.rows[key]
		switch {
		case !there:
			w.fail("%s lacks %s %s of %s, version %d", l.name, key.kind, key.id, is.stream, is.ver)
		case has.ver != is.ver || has.stream != is.stream:
			w.fail("%s has version %d of %s %s in %s, the centre %d in %s", l.name, has.ver, key.kind, key.id, has.stream, is.ver, is.stream)
		case has.body != is.body:
			w.fail("%s has another %s %s than the centre in version %d:\n%s\n%s", l.name, key.kind, key.id, is.ver, has.body, is.body)
		}
	}
	for _, key := range sorted(d.rows) {
		is, there := centre[key]
		if there && streams[is.stream] {
			continue
		}
		w.fail("%s has %s %s in %s, which it may not hold (centre: %q)", l.name, key.kind, key.id, d.rows[key].stream, is.stream)
	}
}

func sorted[V any](m map[rowKey]V) []rowKey {
	return slices.SortedFunc(maps.Keys(m), func(a, b rowKey) int {
		if c := strings.Compare(a.kind, b.kind); c != 0 {
			return c
		}
		return strings.Compare(a.id, b.id)
	})
}

// counted checks that the numbers of each stream are given out once and without end: its head is the greatest.
func (o *office) counted() {
	var stream string
	var head, rows, seqs, greatest int64
	o.each(`WITH entry AS (SELECT stream, seq FROM row UNION ALL SELECT stream, seq FROM leave)
		SELECT s.name, s.head, count(e.seq), count(DISTINCT e.seq), coalesce(max(e.seq), 0)
		FROM stream s LEFT JOIN entry e ON e.stream = s.name GROUP BY s.name`, nil,
		[]any{&stream, &head, &rows, &seqs, &greatest}, func() {
			if rows != seqs || head != greatest {
				o.w.fail("stream %s has head %d, %d entries with %d numbers up to %d", stream, head, rows, seqs, greatest)
			}
		})
	var check string
	o.each("PRAGMA integrity_check", nil, []any{&check}, func() {
		if check != "ok" {
			o.w.fail("the centre's database: %s", check)
		}
	})
}
