package device_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
)

// Staff of the office every test starts with.
const (
	planner    = "1001"
	other      = "1002"
	supervisor = "2001"
	resource   = "3001"
)

var lin = app.Customer{ID: app.DerivedID("customer", "lin"), Name: "林秀英", Sex: app.SexFemale, Grade: "B"}

// office is a real centre on loopback, with a network in front of it that tests can break.
type office struct {
	t      *testing.T
	centre *centre.Centre
	path   string // of the centre's database
	server *httptest.Server
	ahead  atomic.Int64 // how far the office's time runs before the machine's, milliseconds

	mu    sync.Mutex
	drop  map[string]int // path → how many answers get lost after the centre has taken the request in
	twice bool           // every request arrives twice, and the first answer is lost
	down  bool
	codes map[string]string
	calls map[string]int // path → requests that reached the centre
}

var began = time.Date(2026, 11, 23, 9, 0, 0, 0, app.Shanghai)

func (o *office) clock() time.Time {
	return o.base().Add(time.Duration(o.ahead.Load()) * time.Millisecond)
}

func (o *office) base() time.Time { return began.Add(time.Since(started)) }

var started = time.Now()

// pass lets time pass for the centre and all laptops.
func (o *office) pass(d time.Duration) { o.ahead.Add(d.Milliseconds()) }

// openEmpty opens a centre without anybody in it.
func openEmpty(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, path: filepath.Join(t.TempDir(), "centre.db"), drop: map[string]int{}, codes: map[string]string{}, calls: map[string]int{}}
	var err error
	o.centre, err = centre.Open(t.Context(), o.path, centre.Options{Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	o.server = httptest.NewServer(o.network(o.centre.Handler()))
	t.Cleanup(func() {
		o.server.Close()
		if err := o.centre.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func open(t *testing.T) *office {
	t.Helper()
	o := openEmpty(t)
	for _, u := range []centre.User{
		{StaffNo: supervisor, Name: "赵敏", Roles: []string{app.RoleSupervisor}},
		{StaffNo: planner, Name: "李雷", Roles: []string{app.RolePlanner}, SupervisorNo: supervisor, Licence: "02000131000080020260001"},
		{StaffNo: other, Name: "韩梅梅", Roles: []string{app.RolePlanner}, SupervisorNo: supervisor},
		{StaffNo: resource, Name: "周正", Roles: []string{app.RoleResourceManager}},
	} {
		o.addUser(u)
	}
	row := centre.RowOf(lin)
	row.Stream = app.SeatStream(app.PersonID(planner))
	if err := o.centre.PutRows(t.Context(), app.PersonID(resource), []centre.Row{row}); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) addUser(u centre.User) {
	o.t.Helper()
	code, err := o.centre.AddUser(o.t.Context(), u)
	if err != nil {
		o.t.Fatal(err)
	}
	o.codes[u.StaffNo] = code
}

// addUserAgain makes a new code for somebody.
func (o *office) addUserAgain(staffNo string) {
	o.t.Helper()
	name := map[string]string{planner: "李雷", other: "韩梅梅", supervisor: "赵敏"}[staffNo]
	role := app.RolePlanner
	if staffNo == supervisor {
		role = app.RoleSupervisor
	}
	o.addUser(centre.User{StaffNo: staffNo, Name: name, Roles: []string{role}})
}

// code returns a one-time code nobody has used.
func (o *office) code(staffNo string) string {
	o.t.Helper()
	if code := o.codes[staffNo]; code != "" {
		delete(o.codes, staffNo)
		return code
	}
	for _, u := range []centre.User{
		{StaffNo: planner, Name: "李雷", Roles: []string{app.RolePlanner}},
		{StaffNo: supervisor, Name: "赵敏", Roles: []string{app.RoleSupervisor}},
	} {
		if u.StaffNo == staffNo {
			o.addUser(u)
			return o.code(staffNo)
		}
	}
	o.t.Fatalf("no code for %s", staffNo)
	return ""
}

// network hands requests to the centre and loses what the test asked it to lose.
func (o *office) network(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		down, lose, twice := o.down, o.drop[r.URL.Path] > 0, o.twice
		if !down {
			o.calls[r.URL.Path]++
		}
		if !down && lose {
			o.drop[r.URL.Path]--
		}
		o.mu.Unlock()
		if down {
			panic(http.ErrAbortHandler)
		}
		if lose {
			next.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		if twice {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			again := r.Clone(r.Context())
			again.Body, r.Body = io.NopCloser(bytes.NewReader(body)), io.NopCloser(bytes.NewReader(body))
			next.ServeHTTP(httptest.NewRecorder(), again)
		}
		next.ServeHTTP(w, r)
	})
}

func (o *office) lose(path string, answers int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.drop[path] = answers
}

func (o *office) setTwice(twice bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.twice = twice
}

func (o *office) setDown(down bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.down = down
}

func (o *office) count(path string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.calls[path]
}

// rows returns the centre's rows of a kind, as its export shows them.
func (o *office) rows(kind string) []map[string]any {
	o.t.Helper()
	var b bytes.Buffer
	if err := o.centre.Export(o.t.Context(), kind, &b); err != nil {
		o.t.Fatal(err)
	}
	var out []map[string]any
	for line := range strings.Lines(b.String()) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			o.t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

// laptop is one enrolled laptop with its store.
type laptop struct {
	*device.Engine
	t     *testing.T
	store *store.Store
}

func (o *office) enrol(staffNo string) device.Enrolment {
	o.t.Helper()
	e, err := device.Enrol(o.t.Context(), device.EnrolConfig{
		CentreURL: o.server.URL, Code: o.code(staffNo), DeviceName: "test", Clock: o.clock,
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return e
}

// laptop enrols a new laptop of a person; it has not synced yet.
func (o *office) laptop(staffNo string) *laptop {
	o.t.Helper()
	return o.boot(o.enrol(staffNo))
}

func (o *office) boot(e device.Enrolment) *laptop { return o.bootWith(e, device.Config{}) }

// bootWith starts a laptop with a new store, the rest as the test wants it.
func (o *office) bootWith(e device.Enrolment, cfg device.Config) *laptop {
	o.t.Helper()
	if cfg.Clock == nil {
		cfg.Clock = o.clock
	}
	st := newStore(o.t, cfg.Clock)
	if err := device.SaveEnrolment(o.t.Context(), st, e); err != nil {
		o.t.Fatal(err)
	}
	cfg.Store = st
	engine, err := device.New(cfg)
	if err != nil {
		o.t.Fatal(err)
	}
	return &laptop{engine, o.t, st}
}

// calledExactly checks that the centre has these calls and no other, once each.
func (o *office) calledExactly(ids ...string) {
	o.t.Helper()
	count := map[string]int{}
	for _, r := range o.rows("service_record") {
		count[r["id"].(string)]++
	}
	for _, id := range ids {
		if count[id] != 1 {
			o.t.Errorf("call %s arrived %d times", id, count[id])
		}
	}
	if len(count) != len(ids) {
		o.t.Errorf("the centre has %d calls, want %d", len(count), len(ids))
	}
}

func newStore(t *testing.T, clock app.Clock) *store.Store {
	t.Helper()
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	st, err := store.Open(context.Background(), t.TempDir(), key, store.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// sync runs a round that must succeed.
func (l *laptop) sync() device.Report {
	l.t.Helper()
	r, err := l.Sync(l.t.Context())
	if err != nil {
		l.t.Fatalf("sync: %v", err)
	}
	return r
}

func (l *laptop) commit(edits ...store.Edit) {
	l.t.Helper()
	if err := l.store.Commit(l.t.Context(), edits...); err != nil {
		l.t.Fatalf("commit: %v", err)
	}
}

// change edits the customer as the laptop shows it.
func (l *laptop) change(edit func(*app.Customer)) {
	l.t.Helper()
	before := get[app.Customer](l, lin.ID)
	after := before
	edit(&after)
	e, differs := store.Change(before, after)
	if !differs {
		l.t.Fatal("nothing changed")
	}
	l.commit(e)
}

// call records a telephone call and returns its id.
func (l *laptop) call(content string) string {
	l.t.Helper()
	id := app.NewID(l.store.Clock()())
	l.commit(store.Create(app.ServiceRecord{
		ID: id, CustomerID: lin.ID, PersonID: l.Person().ID, Channel: app.ChannelPhone, At: l.store.Clock().Now(),
		Outcome: app.OutcomeAgreed, Content: content, Attitude: "客气", Answer: "已答复",
	}))
	return id
}

func (l *laptop) pending() int {
	l.t.Helper()
	ops, err := l.store.Pending(l.t.Context(), 10_000)
	if err != nil {
		l.t.Fatal(err)
	}
	return len(ops)
}

func get[T any](l *laptop, id string) T {
	l.t.Helper()
	v, err := store.Get[T](l.t.Context(), l.store, id)
	if err != nil {
		l.t.Fatalf("get %s: %v", id, err)
	}
	return v
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if app.Code(err) != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
}
