package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// busyCentre is a centre that is being served, with a laptop that has pushed and one content of an attachment.
type busyCentre struct {
	*started
	*sender
	sha string
}

func newBusyCentre(t *testing.T) *busyCentre {
	t.Helper()
	s := serving(t)
	code := strings.TrimSpace(must(t, "user", "add", "-db", s.db, "-staff", "1001", "-name", "李静", "-role", "planner"))
	e, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: s.url, Code: code, DeviceName: "test", Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	b := &busyCentre{started: s, sender: &sender{t: t, e: e, url: s.url, client: http.DefaultClient}}
	content := []byte("a photo")
	sum := sha256.Sum256(content)
	b.sha = hex.EncodeToString(sum[:])
	dir := filepath.Join(s.db+".blobs", b.sha[:2])
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, b.sha), content, 0o600); err != nil {
		t.Fatal(err)
	}
	query(t, s.db, `INSERT INTO blob (sha, person, at) VALUES (?, ?, 1)`, b.sha, e.Reply.Person.ID)
	return b
}

// query runs a statement on a database and returns the first value of its first row, if there is one.
func query(t *testing.T, db, statement string, args ...any) (v string) {
	t.Helper()
	raw, err := sql.Open("sqlite", db+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	rows, err := raw.Query(statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() {
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// work pushes n new customers.
func (b *busyCentre) work(n int) {
	b.sender.t.Helper()
	k := record.Of(app.Customer{})
	for range n {
		made := app.Customer{ID: app.NewID(time.Now()), Name: "王芳"}
		if _, err := b.try(b.pack(b.op(wire.Op{Tx: made.ID, Kind: k.Name, ID: made.ID, New: true, Set: k.Encode(made)}))); err != nil {
			b.sender.t.Fatal(err)
		}
	}
}

func (b *busyCentre) customers(db string) string {
	b.sender.t.Helper()
	return query(b.sender.t, db, `SELECT count(*) FROM row WHERE kind = 'customer'`)
}

func TestBackupAndRestore(t *testing.T) {
	b := newBusyCentre(t)
	b.work(5)
	dir := t.TempDir()

	// While laptops push.
	pushing, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-pushing:
				return
			default:
				b.work(1)
			}
		}
	}()
	file := strings.TrimSpace(must(t, "backup", "-db", b.db, "-out", dir))
	named := filepath.Join(dir, "named.db")
	must(t, "backup", "-db", b.db, "-out", named)
	close(pushing)
	<-done
	for _, f := range []string{file, named} {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 || filepath.Dir(f) != dir {
			t.Errorf("%s: %v %v", f, info, err)
		}
		// Any moment will do, but it must be one: each operation with the row it made.
		if ops, rows := query(t, f, `SELECT count(*) FROM device_op`), b.customers(f); ops != rows || rows == "0" {
			t.Errorf("%s holds %s operations and %s customers", f, ops, rows)
		}
		if raw, err := os.ReadFile(filepath.Join(f+".blobs", b.sha[:2], b.sha)); err != nil || string(raw) != "a photo" {
			t.Errorf("the content of an attachment: %q %v", raw, err)
		}
		must(t, "audit", "-db", f, "-verify")
	}
	if _, errs, code := centreRun(t, "backup", "-db", b.db, "-out", named); code != 1 || !strings.Contains(errs, "不会覆盖") {
		t.Errorf("backing up over a backup: %d %s", code, errs)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.partial*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}

	before, sent := b.customers(named), b.n
	b.work(3)
	must(t, "device", "-db", b.db, "-revoke", b.e.Reply.DeviceID, "-mode", "drain")
	epoch := query(t, b.db, `SELECT value FROM meta WHERE key = 'epoch'`)
	for what, c := range map[string]struct {
		says string
		args []string
	}{
		"over a database":      {"-replace", []string{"restore", "-db", b.db, "-from", named}},
		"while it is served":   {"正在使用", []string{"restore", "-db", b.db, "-from", named, "-replace"}},
		"from nothing":         {"找不到备份文件", []string{"restore", "-db", b.db, "-from", named + ".none"}},
		"from a folder":        {"是文件夹", []string{"restore", "-db", b.db, "-from", dir}},
		"from something else":  {"不是中心的数据库", []string{"restore", "-db", b.db + ".new", "-from", write(t, "x.db", []byte(strings.Repeat("no database ", 100)))}},
		"from a damaged one":   {"损坏", []string{"restore", "-db", b.db + ".new", "-from", damaged(t, named)}},
		"to the backup's name": {"-replace", []string{"restore", "-db", named, "-from", named}},
	} {
		if _, errs, code := centreRun(t, c.args...); code != 1 || !strings.Contains(errs, c.says) {
			t.Errorf("restoring %s: %d %s", what, code, errs)
		}
	}
	b.work(0)
	b.kill()

	out := must(t, "restore", "-db", b.db, "-from", named, "-replace")
	if got := b.customers(b.db); got != before || !strings.Contains(out, "1 个附件") {
		t.Errorf("%s customers after the restore, want %s: %s", got, before, out)
	}
	if query(t, b.db, `SELECT value FROM meta WHERE key = 'epoch'`) == epoch {
		t.Error("a restored centre speaks of the same epoch")
	}
	if aside, _ := filepath.Glob(b.db + ".before-*"); len(aside) != 1 || b.customers(aside[0]) == before {
		t.Errorf("the database before: %v", aside)
	}
	if state := query(t, b.db, `SELECT state FROM device`); state != wire.DeviceDraining {
		t.Errorf("a laptop that was taken out of use after the backup is %s", state)
	}
	if out := must(t, "audit", "-db", b.db, "-verify"); !strings.Contains(out, "从备份恢复 1 次") {
		t.Errorf("audit -verify: %s", out)
	}
	if log := must(t, "audit", "-db", b.db); !strings.Contains(log, "从备份恢复") {
		t.Errorf("audit: %s", log)
	}

	// Laptops meet it anew, by the tokens they have, and are asked for what it lacks.
	b.started = servingAt(t, b.db)
	b.sender.url = b.started.url
	status, raw := b.post(wire.PathPush, b.pack(), wire.ContentType)
	var p wire.Problem
	if _ = json.Unmarshal(raw, &p); status != http.StatusConflict && status != http.StatusUnauthorized {
		t.Errorf("a push of the old epoch: %d %s", status, raw)
	}
	b.refresh()
	status, raw = b.post(wire.PathPush, b.pack(), wire.ContentType)
	if _ = json.Unmarshal(raw, &p); status != http.StatusConflict || p.Code != wire.CodeEpoch {
		t.Errorf("a push of the old epoch: %d %s", status, raw)
	}
	if next := query(t, b.db, `SELECT next_n FROM device`); next == fmt.Sprint(b.n+1) || sent == b.n {
		t.Errorf("the restored centre wants %s next, as if it had all", next)
	}
}

// post sends one signed request.
func (s *sender) post(path string, body []byte, content string) (int, []byte) {
	s.t.Helper()
	res, err := s.client.Do(s.request(path, body, content))
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw := make([]byte, 1<<16)
	n, _ := res.Body.Read(raw)
	return res.StatusCode, raw[:n]
}

// refresh gets new tokens.
func (s *sender) refresh() {
	s.t.Helper()
	r := s.e.Reply
	at := time.Now().UnixMilli()
	body, err := json.Marshal(wire.TokenRequest{V: wire.V, DeviceID: r.DeviceID, Refresh: r.Tokens.Refresh, At: at, Sig: sign(s.e.Key, wire.TokenMessage(r.DeviceID, r.Tokens.Refresh, at))})
	if err != nil {
		s.t.Fatal(err)
	}
	status, raw := s.post(wire.PathToken, body, "application/json")
	var reply wire.TokenReply
	if err := json.Unmarshal(raw, &reply); status != http.StatusOK || err != nil {
		s.t.Fatalf("token: %d %s", status, raw)
	}
	s.e.Reply.Tokens = reply.Tokens
}

// damaged returns a copy of a database with bytes in its middle changed.
func damaged(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(raw) / 4; i < len(raw)*3/4; i++ {
		raw[i] ^= 0x5a
	}
	return write(t, "damaged.db", raw)
}

// A new machine: nothing is there but the backup.
func TestRestoringOnANewMachine(t *testing.T) {
	b := newBusyCentre(t)
	b.work(2)
	file := filepath.Join(t.TempDir(), "b.db")
	must(t, "backup", "-db", b.db, "-out", file)
	db := filepath.Join(t.TempDir(), "new", "centre.db")
	if _, errs, code := centreRun(t, "restore", "-db", db, "-from", file); code != 0 || !strings.Contains(errs, "停用过哪些电脑无从得知") || !strings.Contains(errs, "登记码一律作废") {
		t.Errorf("restore: exit %d: %s", code, errs)
	}
	if b.customers(db) != "2" {
		t.Errorf("%s customers", b.customers(db))
	}
	if raw, err := os.ReadFile(filepath.Join(db+".blobs", b.sha[:2], b.sha)); err != nil || string(raw) != "a photo" {
		t.Errorf("the content of an attachment: %q %v", raw, err)
	}
	if out := must(t, "audit", "-db", db, "-verify"); !strings.Contains(out, "从备份恢复 1 次") {
		t.Errorf("audit -verify: %s", out)
	}
	// A damaged content where the centre goes does not stand in the way of the good one.
	photo := filepath.Join(db+"3.blobs", b.sha[:2], b.sha)
	if err := errors.Join(os.MkdirAll(filepath.Dir(photo), 0o700), os.WriteFile(photo, []byte("a phot0"), 0o600)); err != nil {
		t.Fatal(err)
	}
	must(t, "restore", "-db", db+"3", "-from", file)
	if raw, err := os.ReadFile(photo); err != nil || string(raw) != "a photo" {
		t.Errorf("a damaged content after a restore: %q %v", raw, err)
	}
	// Nor does one that was damaged in an earlier backup get into the next.
	dir := filepath.Dir(file)
	earlier := filepath.Join(file+".blobs", b.sha[:2], b.sha)
	if err := os.WriteFile(earlier, []byte("a phot0"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "backup", "-db", b.db, "-out", filepath.Join(dir, "c.db"))
	if raw, err := os.ReadFile(filepath.Join(dir, "c.db.blobs", b.sha[:2], b.sha)); err != nil || string(raw) != "a photo" {
		t.Errorf("a content in a backup after a damaged one: %q %v", raw, err)
	}
	// Without the backup's contents they are said to be missing, and the database is there all the same.
	if err := os.RemoveAll(file + ".blobs"); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := centreRun(t, "restore", "-db", db+"2", "-from", file); code != 1 || !strings.Contains(errs, "1 个附件") || b.customers(db+"2") != "2" {
		t.Errorf("without contents: %d %s", code, errs)
	}
}

// A restore that is killed at any moment loses neither database, and can be done again.
func TestRestoreKilled(t *testing.T) {
	b := newBusyCentre(t)
	b.work(3)
	file := filepath.Join(t.TempDir(), "b.db")
	must(t, "backup", "-db", b.db, "-out", file)
	b.work(2)
	b.kill()
	for i := range 12 {
		cmd := program(t, "restore", "-db", b.db, "-from", file, "-replace", "-now", fmt.Sprintf("2026-11-23T09:00:%02d+08:00", i))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i*8) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if got := b.customers(b.db); got != "5" && got != "3" {
			t.Fatalf("killed after %d ms: %s customers", i*8, got)
		}
	}
	must(t, "restore", "-db", b.db, "-from", file, "-replace")
	if b.customers(b.db) != "3" {
		t.Errorf("%s customers in the end", b.customers(b.db))
	}
	aside, _ := filepath.Glob(b.db + ".before-*")
	most := "0"
	for _, a := range aside {
		most = max(most, b.customers(a))
	}
	if most != "5" {
		t.Errorf("what was there before is gone: %v", aside)
	}
}
