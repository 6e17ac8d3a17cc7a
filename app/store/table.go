package store

import (
	"strings"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// table is the SQL of one kind.
type table struct {
	kind   *record.Kind
	local  localColumns
	load   string // the row of an id: rid, stream, ver, epoch, extra, fields
	upsert string
	remove string
	probe  string // rid, stream, ver, epoch, customer of an id
}

// localColumns are columns of a kind's table that follow from its fields and exist only here.
type localColumns struct {
	names []string
	args  func(v any) []any
	later []string // follow from other rows as well, and are written when the customer's card is indexed
}

// computed names the kinds that have local columns.
var computed = map[string]localColumns{
	"policy": {
		names: []string{"b_due", "b_grace_end", "b_reinstate_end", "b_matures", "b_said"},
		args: func(v any) []any {
			p := v.(*app.Policy)
			b := p.Boundaries()
			return []any{string(b.Due), string(b.GraceEnd), string(b.ReinstateEnd), string(b.Matures), string(p.Said())}
		},
		later: []string{"reminded_at", "spoken_at"},
	},
	"service_record": {later: []string{"open_next", "open_promise"}},
}

var tables = sync.OnceValue(func() map[string]*table {
	m := map[string]*table{}
	for _, k := range record.Kinds() {
		m[k.Name] = newTable(k)
	}
	return m
})

func newTable(k *record.Kind) *table {
	t := &table{kind: k, local: computed[k.Name]}
	fields := strings.Join(k.Columns(), ", ")
	all := append([]string{"id", "stream", "ver", "epoch", "extra"}, k.Columns()...)
	all = append(all, t.local.names...)
	set := make([]string, 0, len(all))
	for _, c := range all[1:] {
		set = append(set, c+" = excluded."+c)
	}
	customer := "''"
	if k.Customer != "" {
		customer = k.Customer
	}
	t.load = "SELECT rid, stream, ver, epoch, extra, " + fields + " FROM " + k.Table + " WHERE id = ?"
	t.upsert = "INSERT INTO " + k.Table + " (" + strings.Join(all, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(all)-1) +
		") ON CONFLICT (id) DO UPDATE SET " + strings.Join(set, ", ")
	t.remove = "DELETE FROM " + k.Table + " WHERE id = ?"
	t.probe = "SELECT rid, stream, ver, epoch, " + customer + " FROM " + k.Table + " WHERE id = ?"
	return t
}

// args returns what upsert takes.
func (t *table) args(r row, v any) []any {
	a := append([]any{r.id, r.stream, r.ver, r.epoch, r.extraText()}, t.kind.Args(v)...)
	if t.local.args != nil {
		a = append(a, t.local.args(v)...)
	}
	return a
}
