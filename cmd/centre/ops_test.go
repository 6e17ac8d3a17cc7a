package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/fangce/fangce/sync/device"
)

// started is a centre that runs as a process of its own.
type started struct {
	t    *testing.T
	db   string
	url  string
	log  *bytes.Buffer
	kill func()
}

// get asks a path and returns the status and the body.
func get(t *testing.T, client *http.Client, url string) (int, string) {
	t.Helper()
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

// A certificate that centre cert has made serves laptops that know the address it printed, by TLS 1.3 only.
func TestServingWithAPrivateAuthority(t *testing.T) {
	dir := t.TempDir()
	certs := filepath.Join(dir, "certs")
	address := strings.TrimSpace(must(t, "cert", "-dir", certs, "-host", "127.0.0.1,centre.example.cn", "-port", "9443"))
	base, pin, ok := strings.Cut(address, "#")
	if !ok || base != "https://127.0.0.1:9443" || !regexp.MustCompile(`^[A-Z2-7]{32}$`).MatchString(pin) {
		t.Fatalf("cert printed %q", address)
	}
	if again := strings.TrimSpace(must(t, "cert", "-dir", certs, "-host", "127.0.0.1", "-port", "9443")); again != address {
		t.Errorf("a new certificate changed the address to %q", again)
	}
	for _, name := range []string{authorityKey, serverKey, serverCert} {
		if info, err := os.Stat(filepath.Join(certs, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info, err)
		}
	}
	s := serving(t, "-cert", filepath.Join(certs, serverCert), "-key", filepath.Join(certs, serverKey))
	if !strings.HasPrefix(s.url, "https://127.0.0.1:") {
		t.Fatal(s.url)
	}
	code := strings.TrimSpace(must(t, "user", "add", "-db", s.db, "-staff", "1001", "-name", "李静", "-role", "planner"))
	enrol := func(url string) error {
		_, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: url, Code: code, DeviceName: "test"})
		return err
	}
	if err := enrol(s.url); err == nil {
		t.Error("enrolled without the pin, at a centre nobody vouches for")
	}
	if err := enrol(s.url + "#" + strings.Repeat("A", 32)); err == nil {
		t.Error("enrolled with another pin")
	}
	if err := enrol(s.url + "#" + pin); err != nil {
		t.Errorf("enrolling with the address that was printed: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(certs, authorityCert))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(raw)
	for most, good := range map[uint16]bool{tls.VersionTLS12: false, tls.VersionTLS13: true} {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: most}}}
		res, err := client.Get(s.url + "/healthz")
		if (err == nil) != good {
			t.Errorf("TLS %x: %v", most, err)
		}
		if err == nil {
			_ = res.Body.Close()
		}
	}
	if err := os.WriteFile(filepath.Join(certs, authorityKey), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := centreRun(t, "cert", "-dir", certs, "-host", "127.0.0.1"); code != 1 || !strings.Contains(errs, "根证书") {
		t.Errorf("with a damaged authority: %d %s", code, errs)
	}
}

func TestFiguresAreForThisMachine(t *testing.T) {
	s := serving(t, "-metrics-addr", "127.0.0.1:0")
	for path, want := range map[string]string{
		"/metrics": "fangce_lock_wait_seconds_bucket", "/readyz": `"ok":true`, "/healthz": `"ok":true`,
	} {
		if status, body := get(t, http.DefaultClient, s.url+path); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.300s", path, status, body)
		}
	}
	_, body := get(t, http.DefaultClient, s.url+"/metrics")
	for _, name := range []string{
		`fangce_outbox_age_seconds{device=""} 0`, `fangce_outbox_operations{device=""} 0`, "fangce_digest_mismatches_total 0",
		"fangce_kept_total 0", "fangce_refused_total 0", `fangce_request_seconds_count{path="/healthz",status="200"}`, "go_goroutines",
	} {
		if !strings.Contains(body, name) {
			t.Errorf("/metrics does not tell %s", name)
		}
	}
	req, _ := http.NewRequest(http.MethodGet, s.url+"/metrics", nil)
	req.Header.Set("X-Forwarded-For", "192.0.2.7")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("/metrics through a proxy: %d", res.StatusCode)
	}
	s.kill()
	for line := range strings.Lines(s.log.String()) {
		var l map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil || l["msg"] == "request" && (len(l["request"].(string)) != 16 || l["status"] == nil) {
			t.Errorf("log line %s: %v", line, err)
		}
	}
	if !strings.Contains(s.log.String(), `"path":"/readyz"`) {
		t.Errorf("log: %s", s.log)
	}
}

// The list of laptops and the audit log, while another process serves them.
func TestLaptopsAndTheAuditLogFromTheCommandLine(t *testing.T) {
	s := serving(t)
	code := strings.TrimSpace(must(t, "user", "add", "-db", s.db, "-staff", "1001", "-name", "李静", "-role", "planner"))
	e, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: s.url, Code: code, DeviceName: "ThinkPad\x1b[31m"})
	if err != nil {
		t.Fatal(err)
	}
	list := must(t, "device", "-db", s.db, "-list")
	if !strings.Contains(list, e.Reply.DeviceID) || !strings.Contains(list, "李静") || !strings.Contains(list, "使用中") || strings.Contains(list, "\x1b") {
		t.Errorf("device -list:\n%s", list)
	}
	if out := must(t, "device", "-db", s.db, "-revoke", e.Reply.DeviceID, "-mode", "drain"); !strings.Contains(out, "先发送") {
		t.Errorf("device -revoke: %s", out)
	}
	must(t, "device", "-db", s.db, "-revoke", e.Reply.DeviceID, "-mode", "wipe")
	if _, errs, code := centreRun(t, "device", "-db", s.db, "-revoke", e.Reply.DeviceID, "-mode", "drain"); code != 1 || !strings.Contains(errs, "不能再改为先发送") {
		t.Errorf("draining what is to be wiped: %d %s", code, errs)
	}
	if out := must(t, "adopt", "-db", s.db); !strings.Contains(out, "没有待收回的内容") {
		t.Errorf("adopt: %s", out)
	}
	if out := must(t, "adopt", "-db", s.db, "-take", "-from", "1001"); !strings.Contains(out, "已收回 0 条") {
		t.Errorf("adopt -take: %s", out)
	}
	log := must(t, "audit", "-db", s.db)
	for _, want := range []string{"账号与登记码", "登记电脑", "停用电脑", "1001 李静", operator()} {
		if !strings.Contains(log, want) {
			t.Errorf("the audit log does not say %s:\n%s", want, log)
		}
	}
	if out := must(t, "audit", "-db", s.db, "-verify"); !strings.Contains(out, "完整：共 4 条") {
		t.Errorf("audit -verify: %s", out)
	}
	if err := os.WriteFile(s.db+".audit", []byte("1 0 00\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := centreRun(t, "audit", "-db", s.db, "-verify"); code != 1 || !strings.Contains(errs, "第 1 条") {
		t.Errorf("audit -verify with other anchors: %d %s", code, errs)
	}
}

func TestWrongCommandLinesOfOperations(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner")
	for _, c := range []struct {
		what string
		code int
		says string
		args []string
	}{
		{"plain HTTP beyond this machine", 2, "plain HTTP", []string{"serve", "-db", db, "-addr", "0.0.0.0:0"}},
		{"plain HTTP on all addresses", 2, "plain HTTP", []string{"serve", "-db", db, "-addr", ":0"}},
		{"no certificate there", 1, "证书", []string{"serve", "-db", db, "-cert", db, "-key", db}},
		{"no port", 1, "监听", []string{"serve", "-db", db, "-addr", "127.0.0.1:x"}},
		{"a lease of years", 2, "-lease", []string{"serve", "-db", db, "-lease", "4000"}},
		{"revoke how", 2, "-mode", []string{"device", "-db", db, "-revoke", "d1"}},
		{"which laptop", 2, "-revoke", []string{"device", "-db", db, "-mode", "wipe"}},
		{"both", 2, "different", []string{"device", "-db", db, "-list", "-revoke", "d1", "-mode", "wipe"}},
		{"no such laptop", 1, "没有这台电脑", []string{"device", "-db", db, "-revoke", "d1", "-mode", "wipe"}},
		{"take and drop", 2, "different", []string{"adopt", "-db", db, "-take", "-drop"}},
		{"whose offers", 2, "-take", []string{"adopt", "-db", db, "-from", "1001"}},
		{"anchors of what", 2, "-verify", []string{"audit", "-db", db, "-anchors", db}},
		{"back up where", 2, "missing -out", []string{"backup", "-db", db}},
		{"back up nothing", 1, "找不到", []string{"backup", "-db", db + ".none", "-out", db + ".copy"}},
		{"no host", 2, "missing -host", []string{"cert", "-dir", db + ".certs"}},
		{"a URL for a host", 2, "no name", []string{"cert", "-dir", db + ".certs", "-host", "https://x"}},
	} {
		out, errs, code := centreRun(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%s: exit %d, out %q, err %q", c.what, code, out, errs)
		}
	}
}
