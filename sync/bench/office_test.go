package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/centre/demo"
)

// Staff numbers of the office; apptest's portfolio is planner's.
const (
	planner  = "1001"
	neighbor = "1002"
)

// office is a centre that is served by a process of its own.
type office struct {
	b    testing.TB
	c    *centre.Centre // the same database beside it, for what commands do
	host string         // host:port it is served at
}

// program is the centre's program, built once for a run.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "fangce-bench-")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "centre")
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	out, err := exec.Command("go", "build", "-o", file, "../../cmd/centre").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return file, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if built && code == 0 {
		if file, err := program(); err == nil {
			_ = os.RemoveAll(filepath.Dir(file))
		}
	}
	os.Exit(code)
}

var built bool

// open makes a centre with what fill puts in, and serves it until the end of the test.
func open(b testing.TB, fill func(*centre.Centre) error) *office {
	b.Helper()
	o := &office{b: b}
	db := filepath.Join(b.TempDir(), "centre.db")
	var err error
	if o.c, err = centre.Open(b.Context(), db, centre.Options{}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = o.c.Close() })
	if err := fill(o.c); err != nil {
		b.Fatal(err)
	}
	if os.Getenv("FANGCE_BENCH_INSIDE") != "" { // so that a profile shows both ends
		s := httptest.NewServer(o.c.Handler())
		b.Cleanup(s.Close)
		o.host = s.Listener.Addr().String()
	} else {
		o.host = serve(b, db)
	}
	return o
}

// serve runs the centre's program on a database until the end of the test and returns where it listens.
func serve(b testing.TB, db string) string {
	b.Helper()
	built = true
	file, err := program()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(file, "serve", "-db", db, "-addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	log, err := os.Create(filepath.Join(filepath.Dir(db), "log"))
	if err != nil {
		b.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		_ = log.Close()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, found := strings.Cut(strings.TrimSpace(line), "http://")
	if err != nil || !found {
		b.Fatalf("the centre said %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return address
}

// code returns a one-time code of a planner, who is made if need be.
func (o *office) code(staffNo string) string {
	o.b.Helper()
	code, err := addPlanner(o.b.Context(), o.c, staffNo)
	if err != nil {
		o.b.Fatal(err)
	}
	return code
}

func addPlanner(ctx context.Context, c *centre.Centre, staffNo string) (string, error) {
	return c.AddUser(ctx, centre.User{StaffNo: staffNo, Name: "李静" + staffNo, Roles: []string{app.RolePlanner}})
}

// portfolio fills a centre with a planner's cards and everything that hangs on them.
func portfolio(ctx context.Context, p apptest.Portfolio) func(*centre.Centre) error {
	return func(c *centre.Centre) error {
		for _, no := range []string{planner, neighbor} {
			if _, err := addPlanner(ctx, c, no); err != nil {
				return err
			}
		}
		var rows []centre.Row
		for i := range p.Customers {
			for _, v := range p.Card(i) {
				r := centre.RowOf(v)
				if r.Kind == app.KindCustomer.Name {
					r.Stream = app.SeatStream(apptest.Planner)
				}
				r.At = app.InstantOf(apptest.Now)
				rows = append(rows, r)
			}
		}
		return c.PutRows(ctx, apptest.Planner, rows)
	}
}

// demoData fills a centre with the demo data.
func demoData(ctx context.Context) func(*centre.Centre) error {
	return func(c *centre.Centre) error {
		_, err := demo.Fill(ctx, c, demo.Options{Seed: 1, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, app.Shanghai)})
		return err
	}
}
