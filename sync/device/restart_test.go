package device_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// A laptop that had rows which neither the restored centre nor their author has any more offers them; tokens of after the
// backup are unknown, and the line is cut at every step.
func TestARestoredCentreIsOfferedWhatOthersWrote(t *testing.T) {
	for _, lose := range []string{"", wire.PathToken, wire.PathPull, wire.PathPush, wire.PathAdopt} {
		t.Run(lose, func(t *testing.T) {
			o := open(t)
			a, gone := o.laptop(planner), o.laptop(planner)
			a.sync()
			gone.sync()
			saved := o.backup()
			ids := []string{gone.call("写的人的电脑已丢失")}
			gone.change(func(c *app.Customer) { c.Occupation = "教师" })
			gone.sync()
			o.pass(20 * time.Minute) // new tokens
			ids = append(ids, a.call("自己的"))
			a.sync()
			was := a.id()
			o.pass(20 * time.Minute)
			o.restore(saved)
			var sum device.Report
			if lose != "" {
				o.lose(lose, 1)
				r, err := a.Sync(t.Context())
				wantCode(t, err, app.ErrOffline)
				sum.Adopted += r.Adopted
			}
			ids = append(ids, a.call("恢复之后"))
			r := a.sync()
			if sum.Adopted += r.Adopted; sum.Adopted < 1 && lose == "" {
				t.Errorf("%+v", r)
			}
			if r = a.sync(); r.Offered != 0 || r.Pushed != 0 {
				t.Errorf("again: %+v", r)
			}
			o.calledExactly(ids...)
			if a.id() != was || a.pending() != 0 {
				t.Errorf("was %s, is %s, %d pending", was, a.id(), a.pending())
			}
			b := o.laptop(planner)
			b.sync()
			for _, l := range []*laptop{a, b} {
				if got := get[app.Customer](l, lin.ID).Occupation; got != "教师" {
					t.Errorf("occupation %q", got)
				}
				for _, id := range ids {
					get[app.ServiceRecord](l, id)
				}
			}
		})
	}
}

// backup copies the centre's database aside.
func (o *office) backup() string {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), "backup.db")
	o.query(o.path, "VACUUM INTO '"+path+"'")
	return path
}

// restore puts a centre with a new epoch in place, made of a backup.
func (o *office) restore(backup string) {
	o.t.Helper()
	if err := o.centre.Close(); err != nil {
		o.t.Fatal(err)
	}
	if err := centre.StartEpoch(o.t.Context(), backup, centre.Options{Clock: o.clock}); err != nil {
		o.t.Fatal(err)
	}
	c, err := centre.Open(o.t.Context(), backup, centre.Options{Clock: o.clock})
	if err != nil {
		o.t.Fatal(err)
	}
	o.centre, o.path = c, backup
	o.server.Config.Handler = o.network(c.Handler())
}

func (o *office) query(path, statement string) {
	o.t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		o.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		o.t.Fatal(err)
	}
}

func TestARestoredCentreGetsBackWhatItForgot(t *testing.T) {
	for name, writes := range map[string]bool{"with something unsent": true, "with nothing unsent": false} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			a := o.laptop(planner)
			a.sync()
			a.call("备份之前")
			a.sync()
			saved := o.backup()
			forgotten := a.call("备份之后")
			a.change(func(c *app.Customer) { c.Occupation = "教师" })
			a.sync()
			want := 2
			if writes {
				a.call("恢复之后")
				want++
			}
			o.restore(saved)
			if n := len(o.rows("service_record")); n != 1 {
				t.Fatalf("the backup has %d records", n)
			}
			if r := a.sync(); r.Pushed != want || r.Refused != 0 || a.pending() != 0 {
				t.Fatalf("report %+v, %d pending; want %d sent", r, a.pending(), want)
			}
			if n := len(o.rows("service_record")); n != want {
				t.Errorf("the centre has %d records, want %d", n, want)
			}
			if got := get[app.Customer](a, lin.ID).Occupation; got != "教师" {
				t.Errorf("the laptop shows occupation %q", got)
			}
			b := o.laptop(planner)
			b.sync()
			get[app.ServiceRecord](b, forgotten)
			if got := get[app.Customer](b, lin.ID).Occupation; got != "教师" {
				t.Errorf("another laptop shows occupation %q", got)
			}
			if r := a.sync(); r.Pushed != 0 {
				t.Errorf("sent again: %+v", r)
			}
		})
	}
}

func TestARefusedOperationDoesNotBlockTheQueue(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	// Only the centre manager publishes scripts.
	a.commit(store.Create(app.Script{ID: app.NewID(o.clock()), Title: "自己写的话术"}))
	id := a.call("之后的电话")
	if r := a.sync(); r.Pushed != 2 || r.Refused != 1 || a.pending() != 0 {
		t.Fatalf("report %+v, %d pending", r, a.pending())
	}
	if rows := o.rows("service_record"); len(rows) != 1 || rows[0]["id"] != id {
		t.Errorf("the centre has %v", rows)
	}
	s, err := a.State(t.Context())
	if err != nil || len(s.Refused) != 1 || s.Refused[0].Kind != "script" || s.Refused[0].Reason == "" {
		t.Errorf("refused %+v, %v", s.Refused, err)
	}
	var _ device.Store = a.store
}

// The backup is older than what the laptop keeps of its work: what is kept goes on under the numbers the centre expects,
// and the rest is offered.
func TestABackupOlderThanWhatIsKept(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	ids := []string{a.call("一")}
	a.sync()
	saved := o.backup()
	ids = append(ids, a.call("二"))
	a.sync()
	for range 2 {
		o.pass(50 * 24 * time.Hour)
		a.sync()
	}
	ids = append(ids, a.call("三"))
	a.sync()
	if err := a.store.PruneOutbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.restore(saved)
	ids = append(ids, a.call("四"))
	if r := a.sync(); r.Pushed != 2 || a.pending() != 0 {
		t.Errorf("%+v, %d pending: the second call should be too old to be sent again", r, a.pending())
	}
	a.sync()
	o.calledExactly(ids...)
}

// Two copies of one disk, of which one has sent its work before the centre lost that, and the other afterwards, under the
// same numbers: the work of both arrives, once.
func TestARestoredCentreHasTheNumbersOfACopy(t *testing.T) {
	for name, lose := range map[string]string{"": "", "the answer is lost": wire.PathRejoin} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			a := o.folder(planner)
			a.sync()
			ids := []string{a.call("以前")}
			a.sync()
			saved := o.backup()
			a.close()
			twin := a.copied()
			a.start(a.openStore())
			ids = append(ids, a.call("原来的电脑一"), a.call("原来的电脑二"))
			a.sync()
			was := a.id()
			o.restore(saved)
			ids = append(ids, twin.call("拷贝的电脑一"), twin.call("拷贝的电脑二"))
			twin.sync()
			if lose != "" {
				o.lose(lose, 1)
				_, err := a.Sync(t.Context())
				wantCode(t, err, app.ErrOffline)
			}
			for range 2 {
				a.sync()
				twin.sync()
			}
			o.calledExactly(ids...)
			if a.id() == was || twin.id() != was || a.pending()+twin.pending() > 0 {
				t.Errorf("it was %s; they are %s and %s, %d and %d pending", was, a.id(), twin.id(), a.pending(), twin.pending())
			}
			for _, id := range ids {
				get[app.ServiceRecord](a.laptop, id)
				get[app.ServiceRecord](twin.laptop, id)
			}
		})
	}
}
