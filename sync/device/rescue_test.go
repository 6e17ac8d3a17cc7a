package device_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
)

// folder is an enrolled laptop with a folder of its own, which a test can break.
type folder struct {
	*laptop
	o   *office
	dir string
	key []byte
}

const passphrase = "一二三四五六"

func (o *office) folder(staffNo string) *folder {
	o.t.Helper()
	apptest.FastKeys(o.t)
	dir, key, err := store.CreateAccount(o.t.TempDir(), store.Account{StaffNo: staffNo}, passphrase)
	if err != nil {
		o.t.Fatal(err)
	}
	a := &folder{o: o, dir: dir, key: key}
	st := a.openStore()
	if err := device.SaveEnrolment(o.t.Context(), st, o.enrol(staffNo)); err != nil {
		o.t.Fatal(err)
	}
	a.start(st)
	return a
}

func (a *folder) openStore() *store.Store {
	a.o.t.Helper()
	st, err := store.Open(a.o.t.Context(), a.dir, a.key, store.Options{Clock: a.o.clock})
	if err != nil {
		a.o.t.Fatal(err)
	}
	a.o.t.Cleanup(func() { _ = st.Close() })
	return st
}

func (a *folder) start(st *store.Store) {
	a.o.t.Helper()
	engine, err := device.New(device.Config{Store: st, Clock: a.o.clock})
	if err != nil {
		a.o.t.Fatal(err)
	}
	a.laptop = &laptop{engine, a.o.t, st}
}

func (a *folder) close() {
	a.o.t.Helper()
	if err := a.store.Close(); err != nil {
		a.o.t.Fatal(err)
	}
}

func (a *folder) file(pattern string) string {
	a.o.t.Helper()
	found, err := filepath.Glob(filepath.Join(a.dir, pattern))
	if err != nil || len(found) != 1 {
		a.o.t.Fatal(pattern, found, err)
	}
	return found[0]
}

// beside leaves nothing of the enrolment but a backup.
const beside = "deleted with the rescue file"

// harm is a way to destroy a database, or its log too.
var harm = map[string]struct {
	do    func(a *folder) error
	again bool // for a backup it makes no difference from another way
}{
	"header zeroed": {func(a *folder) error { return overwrite(a.file("fangce*.db"), 0, make([]byte, 4096)) }, true},
	"emptied":       {func(a *folder) error { return os.Truncate(a.file("fangce*.db"), 0) }, true},
	"cut":           {func(a *folder) error { return os.Truncate(a.file("fangce*.db"), 20_000) }, true},
	"deleted":       {func(a *folder) error { return os.Remove(a.file("fangce*.db")) }, false},
	"noise in every page": {func(a *folder) error {
		path := a.file("fangce*.db")
		i, err := os.Stat(path)
		for off := int64(4096 + 100); err == nil && off < i.Size(); off += 4096 {
			err = overwrite(path, off, []byte("noise"))
		}
		return err
	}, true},
	"another installation's": {func(a *folder) error {
		other := a.o.folder(planner)
		other.close()
		b, err := os.ReadFile(other.file("fangce*.db"))
		return errors.Join(err, os.WriteFile(a.file("fangce*.db"), b, 0o600))
	}, false},
	beside: {func(a *folder) error {
		return errors.Join(os.Remove(a.file("fangce*.db")), os.RemoveAll(a.file("rescue*")))
	}, false},
}

func overwrite(path string, off int64, b []byte) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(b, off)
	return errors.Join(err, f.Close())
}

// Work done offline, the database destroyed: every operation arrives exactly once, and everything else is back.
func TestADestroyedDatabaseComesBack(t *testing.T) {
	for name, destroy := range harm {
		for _, backup := range []bool{false, true} {
			if backup && destroy.again || !backup && name == beside {
				continue
			}
			t.Run(fmt.Sprintf("%s, backup %v", name, backup), func(t *testing.T) {
				o := open(t)
				a := o.folder(planner)
				a.sync()
				sent := []string{a.call("已发送")}
				a.sync()
				if backup {
					a.call("备份之前")
					if _, err := a.store.Backup(t.Context()); err != nil {
						t.Fatal(err)
					}
					a.sync()
					sent = append(sent, a.call("备份之后，已发送"))
					a.sync()
				}
				ids := append(sent, a.call("离线一"))
				a.change(func(c *app.Customer) { c.Occupation = "教师" })
				prospect := app.Customer{ID: app.NewID(o.clock()), Name: "陈新", Sex: app.SexMale}
				a.commit(store.Create(prospect))
				ids = append(ids, a.call("离线二"))
				unsent := a.pending()
				a.close()
				if err := destroy.do(a); err != nil {
					t.Fatal(err)
				}
				st, err := store.Open(t.Context(), a.dir, a.key, store.Options{Clock: o.clock})
				if err == nil { // the damage shows later only
					if err := st.Close(); err != nil {
						t.Fatal(err)
					}
				} else if app.Code(err) != app.ErrDamaged {
					t.Fatal(err)
				}
				r, err := store.Rescue(t.Context(), a.dir, a.key, store.Options{Clock: o.clock})
				if err != nil {
					t.Fatal(err)
				}
				if r.Ops != unsent || r.Lost != 0 || (r.From != "") != backup || r.FetchAll == backup {
					t.Errorf("rescued %+v, want %d operations", r, unsent)
				}
				a.start(a.openStore())
				if get[app.Customer](a.laptop, prospect.ID).Name != "陈新" {
					t.Error("the new customer is not shown before the next sync")
				}
				if c, err := store.Get[app.Customer](t.Context(), a.store, lin.ID); !backup && app.Code(err) != app.ErrNotFound {
					t.Errorf("half a customer is shown: %+v, %v", c, err)
				}
				ids = append(ids, a.call("修复之后"))
				a.sync()
				o.exactly(ids, backup)
				if a.pending() != 0 {
					t.Errorf("%d still pending", a.pending())
				}
				if c := get[app.Customer](a.laptop, lin.ID); c.Occupation != "教师" || c.Name != lin.Name {
					t.Errorf("shows %+v", c)
				}
				for _, id := range ids {
					get[app.ServiceRecord](a.laptop, id)
				}
				b := o.laptop(planner)
				b.sync()
				if c := get[app.Customer](b, lin.ID); c.Occupation != "教师" || get[app.Customer](b, prospect.ID).Name != "陈新" {
					t.Errorf("another laptop shows %+v", c)
				}
			})
		}
	}
}

// exactly checks that the centre has these calls, once each, and, of a laptop that made one before its backup, that one.
func (o *office) exactly(ids []string, one bool) {
	o.t.Helper()
	rows := o.rows("service_record")
	count := map[string]int{}
	for _, r := range rows {
		count[r["id"].(string)]++
	}
	for _, id := range ids {
		if count[id] != 1 {
			o.t.Errorf("call %s arrived %d times", id, count[id])
		}
	}
	want := len(ids)
	if one {
		want++
	}
	if len(rows) != want {
		o.t.Errorf("the centre has %d calls, want %d", len(rows), want)
	}
	for _, k := range o.rows("kept") {
		o.t.Errorf("the centre found a conflict: %v", k)
	}
	if n := o.operations(); n != want+2 { // a change and a new customer
		o.t.Errorf("the centre took %d operations, want %d", n, want+2)
	}
}

// The log is gone or damaged too: what it held is lost, and said to be; everything written afterwards arrives, under numbers
// the centre has not seen.
func TestDatabaseAndLogDamaged(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(log string) error
		lost int // of three calls made offline
		said int
	}{
		"log deleted":        {os.Remove, 3, 0},
		"log emptied":        {func(p string) error { return os.Truncate(p, 0) }, 3, 1},
		"a frame overwriten": {func(p string) error { return overwriteFrame(p, 2) }, 1, 1},
	} {
		for _, backup := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, backup %v", name, backup), func(t *testing.T) {
				o := open(t)
				a := o.folder(planner)
				a.sync()
				a.call("一")
				a.sync()
				if backup {
					if _, err := a.store.Backup(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				a.call("二")
				a.sync()
				before := len(o.rows("service_record"))
				a.call("三")
				a.call("四")
				a.call("五")
				a.close()
				if err := errors.Join(os.Remove(a.file("fangce*.db")), c.harm(a.file("outbox*.log"))); err != nil {
					t.Fatal(err)
				}
				r, err := store.Rescue(t.Context(), a.dir, a.key, store.Options{Clock: o.clock})
				if err != nil {
					t.Fatal(err)
				}
				if r.Ops != 3-c.lost || r.Lost != c.said {
					t.Errorf("rescued %+v", r)
				}
				a.start(a.openStore())
				later := []string{a.call("六"), a.call("七")}
				a.sync()
				later = append(later, a.call("八"))
				if report := a.sync(); report.Pushed != 1 || a.pending() != 0 {
					t.Errorf("%+v, %d pending", report, a.pending())
				}
				rows := o.rows("service_record")
				if len(rows) != before+3-c.lost+len(later) {
					t.Errorf("the centre has %d calls", len(rows))
				}
				for _, id := range later {
					get[app.ServiceRecord](a.laptop, id)
				}
			})
		}
	}
}

// overwriteFrame destroys the frame that is that many from the end.
func overwriteFrame(path string, fromEnd int) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	at := len(b)
	for range fromEnd {
		at = bytes.LastIndex(b[:at], []byte("FRAME\n"))
	}
	return overwrite(path, int64(at)+60, []byte("!!!!"))
}

// operations returns how many operations the centre ever took.
func (o *office) operations() (n int) {
	o.t.Helper()
	db, err := sql.Open("sqlite", o.path)
	if err != nil {
		o.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM device_op").Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}
