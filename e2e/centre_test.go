package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// office is a real centre: its program, its database and, while it serves, its address.
type office struct {
	t        testing.TB
	bin, db  string
	now, url string
}

// serve starts the centre on a free port of loopback; it ends with the test, or when stop is called.
func (o *office) serve() (stop func()) {
	o.t.Helper()
	return o.serveAt("127.0.0.1:0")
}

// serveAt starts the centre at an address, such as that at which it was stopped before.
func (o *office) serveAt(addr string) (stop func()) {
	o.t.Helper()
	c := exec.Command(o.bin, "serve", "-db", o.db, "-addr", addr, "-now", o.now)
	out, err := c.StdoutPipe()
	if err != nil {
		o.t.Fatal(err)
	}
	stop = run(o.t, c)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "listening ") {
		o.t.Fatalf("the centre said %q: %v", line, err)
	}
	o.url = strings.TrimSpace(strings.TrimPrefix(line, "listening "))
	return stop
}

// do runs one of the centre's commands and returns its standard output.
func (o *office) do(args ...string) string {
	o.t.Helper()
	args = append(args, "-db", o.db, "-now", o.now)
	c := exec.Command(o.bin, args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		o.t.Fatalf("centre %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return strings.TrimSpace(string(out))
}

// rows returns the rows of a kind as the centre has them.
func (o *office) rows(kind string) []map[string]any {
	o.t.Helper()
	var rows []map[string]any
	for line := range strings.Lines(o.do("export", "-kind", kind)) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			o.t.Fatalf("export %s: %v: %s", kind, err, line)
		}
		rows = append(rows, row)
	}
	return rows
}

// await waits until the centre has a row of a kind that is wanted, and returns it.
func (o *office) await(kind, what string, wanted func(row map[string]any) bool) map[string]any {
	o.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(300 * time.Millisecond) {
		rows := o.rows(kind)
		for _, row := range rows {
			if wanted(row) {
				return row
			}
		}
		if time.Now().After(deadline) {
			o.t.Fatalf("the centre has no %s (%s) among %v", kind, what, rows)
		}
	}
}
