package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hpke"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	osuser "os/user"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// desk is a centre that is being served, and the file the commands work on meanwhile.
type desk struct {
	t   *testing.T
	db  string
	url string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, db: filepath.Join(t.TempDir(), "centre.db")}
	c, err := centre.Open(t.Context(), d.db, centre.Options{})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(c.Handler())
	t.Cleanup(func() {
		srv.Close()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	d.url = srv.URL
	return d
}

func (d *desk) post(path string, ask, reply any) int {
	d.t.Helper()
	body, err := json.Marshal(ask)
	if err != nil {
		d.t.Fatal(err)
	}
	res, err := http.Post(d.url+path, "application/json", bytes.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if err := json.NewDecoder(res.Body).Decode(reply); err != nil {
		d.t.Fatal(err)
	}
	return res.StatusCode
}

var dataKey = []byte("0123456789abcdef0123456789abcdef")

// forgot enrols a laptop that has forgotten its passphrase.
func (d *desk) forgot(staff, name, laptop string) (wire.RecoveryRequest, hpke.PrivateKey) {
	d.t.Helper()
	code := strings.TrimSpace(must(d.t, "user", "add", "-db", d.db, "-staff", staff, "-name", name, "-role", "planner"))
	public, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	var reply wire.EnrolReply
	if status := d.post(wire.PathEnrol, wire.EnrolRequest{V: wire.V, Code: code, PublicKey: public, DeviceName: laptop, Schema: wire.Schema}, &reply); status != http.StatusOK {
		d.t.Fatalf("enrol: %d", status)
	}
	oneTime, err := wire.NewRecoveryPair()
	if err != nil {
		d.t.Fatal(err)
	}
	r := wire.RecoveryRequest{
		V: wire.V, StaffNo: staff, DeviceID: reply.DeviceID, DeviceName: laptop, DatabaseID: "db" + staff, KeyID: reply.Recovery.ID,
		OneTime: oneTime.PublicKey().Bytes(),
	}
	if r.Sealed, err = wire.SealSlot(reply.Recovery, r.Owner(), dataKey); err != nil {
		d.t.Fatal(err)
	}
	return r, oneTime
}

func (d *desk) ask(r wire.RecoveryRequest) wire.RecoveryReply {
	d.t.Helper()
	var reply wire.RecoveryReply
	if status := d.post(wire.PathRecover, r, &reply); status != http.StatusOK {
		d.t.Fatalf("recover: %d", status)
	}
	return reply
}

func TestRecoverCommand(t *testing.T) {
	d := newDesk(t)
	if out, errs, code := centreRun(t, "recover", "-db", d.db); code != exitOK || out != "" || !strings.Contains(errs, "没有待处理") {
		t.Errorf("nobody waits: exit %d, %q %q", code, out, errs)
	}
	lin, oneTime := d.forgot("1001", "林晓燕", "ThinkPad")
	lei, _ := d.forgot("1002", "李雷", "bad\x1b[31mname\r")
	d.ask(lin)
	d.ask(lei)
	out := must(t, "recover", "-db", d.db)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 3 || !strings.Contains(lines[1], "林晓燕") || !strings.Contains(lines[1], "ThinkPad") || !strings.HasSuffix(lines[1], lin.Code()) || strings.ContainsAny(out, "\x1b\r") {
		t.Errorf("list:\n%q", out)
	}

	refused := func(says string, args ...string) {
		t.Helper()
		out, errs, code := centreRun(t, append([]string{"recover", "-db", d.db}, args...)...)
		if code != exitFailed || out != "" || !strings.Contains(errs, says) {
			t.Errorf("%v: exit %d, %q %q", args, code, out, errs)
		}
	}
	refused("没有这个核对码", "-code", "AAAA-BBBB-CCCC")
	refused("不要批准", "-code", lin.Code(), "-staff", "1002")
	if out := must(t, "recover", "-db", d.db, "-code", strings.ToLower(lin.Code()), "-staff", "1001"); !strings.HasPrefix(out, "已批准：工号 1001 林晓燕，电脑 ThinkPad，核对码 "+lin.Code()) {
		t.Errorf("granting said %q", out)
	}
	if reply := d.ask(lin); reply.State != wire.RecoveryGranted {
		t.Errorf("%+v", reply)
	} else if key, err := wire.OpenAnswer(oneTime, lin, reply.Sealed); err != nil || !bytes.Equal(key, dataKey) {
		t.Error(err)
	}
	refused("已经处理过", "-code", lin.Code())
	if out := must(t, "recover", "-db", d.db, "-code", lei.Code(), "-refuse"); !strings.HasPrefix(out, "已拒绝：工号 1002 李雷") {
		t.Errorf("refusing said %q", out)
	}
	if reply := d.ask(lei); reply.State != wire.RecoveryRefused {
		t.Errorf("%+v", reply)
	}

	log := must(t, "recover", "-db", d.db, "-log")
	me, err := osuser.Current()
	if err != nil {
		t.Fatal(err)
	}
	for i, what := range []string{"核对码不符", "工号不符", "批准", "已处理", "拒绝"} {
		if line := strings.Split(log, "\n")[i]; !strings.Contains(line, what) || !strings.Contains(line, me.Username) || i > 0 && !strings.Contains(line, "-") {
			t.Errorf("line %d of the log is %q, want %s", i, line, what)
		}
	}
	id := strings.TrimSpace(must(t, "recover", "-db", d.db, "-new-key"))
	if next, _ := d.forgot("1003", "韩梅梅", "x"); next.KeyID != id || id == lin.KeyID {
		t.Errorf("laptops seal to %s, want %s", next.KeyID, id)
	}
}

func TestRecoverByFile(t *testing.T) {
	d := newDesk(t)
	r, oneTime := d.forgot("1001", "林晓燕", "ThinkPad")
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	request := write(t, "申请.json", raw)
	answer := filepath.Join(t.TempDir(), "答复.json")
	file := []string{"recover", "-db", d.db, "-request", request, "-answer", answer}
	if _, errs, code := centreRun(t, append(file, "-code", "AAAA-BBBB-CCCC")...); code != exitFailed || !strings.Contains(errs, "请勿答复") {
		t.Errorf("another code: exit %d %q", code, errs)
	}
	tampered := r
	tampered.StaffNo = "1002"
	other, err := json.Marshal(tampered)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, code := centreRun(t, "recover", "-db", d.db, "-request", write(t, "b.json", other), "-answer", answer); code != exitFailed || !strings.Contains(errs, "不能批准") {
		t.Errorf("another person: exit %d %q", code, errs)
	}
	if _, err := os.Stat(answer); err == nil {
		t.Fatal("a refused request was answered")
	}
	out, errs, code := centreRun(t, file...)
	if code != exitOK || !strings.Contains(out, "林晓燕") || !strings.Contains(errs, r.Code()) || !strings.Contains(errs, "致电本人") {
		t.Fatalf("exit %d %q %q", code, out, errs)
	}
	var reply wire.RecoveryReply
	if raw, err = os.ReadFile(answer); err != nil || json.Unmarshal(raw, &reply) != nil {
		t.Fatal(err)
	}
	if key, err := wire.OpenAnswer(oneTime, r, reply.Sealed); err != nil || !bytes.Equal(key, dataKey) {
		t.Error(err)
	}
}

func TestRecoverCommandLines(t *testing.T) {
	d := newDesk(t)
	text := write(t, "a.txt", []byte("你好"))
	for _, c := range []struct {
		says string
		args []string
	}{
		{"missing -db", []string{}},
		{"give its -code", []string{"-db", d.db, "-refuse"}},
		{"-staff goes with", []string{"-db", d.db, "-staff", "1001"}},
		{"-answer goes with", []string{"-db", d.db, "-answer", "x"}},
		{"-request goes with", []string{"-db", d.db, "-request", text}},
		{"different things", []string{"-db", d.db, "-log", "-code", "x"}},
		{"cannot open", []string{"-db", d.db, "-request", text + "x", "-answer", "y"}},
		{"no recovery request", []string{"-db", d.db, "-request", text, "-answer", "y"}},
	} {
		out, errs, code := centreRun(t, append([]string{"recover"}, c.args...)...)
		if code != exitUsage || out != "" || !strings.Contains(errs, c.says) {
			t.Errorf("%v: exit %d, %q %q", c.args, code, out, errs)
		}
	}
	if out, _, code := centreRun(t, "recover", "-db", filepath.Join(t.TempDir(), "none.db")); code != exitFailed || out != "" {
		t.Errorf("no such database: exit %d %q", code, out)
	}
}
