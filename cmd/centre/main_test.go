package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/fangce/fangce/app"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// asProgram makes the test's own binary run as the program, so that tests can start it as a process.
const asProgram = "FANGCE_CENTRE_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// centre runs a command within the test.
func centreRun(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), console{&out, &errs}, args)
	return out.String(), errs.String(), code
}

// must runs a command that has to succeed and returns its output.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := centreRun(t, args...)
	if code != 0 {
		t.Fatalf("centre %v: exit %d: %s", args, code, errs)
	}
	return out
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const sheet = "保单号,投保人,证件号码,联系电话,险种名称,每期保费,应缴日\n" +
	"2008440101,王芳,110101197005010021,13812345678,瑞丰年金,\"6,800.50元\",2026/11/28\n" +
	"2008440102,王芳,110101197005010021,13812345678,瑞丰终身寿险,20万,2026年12月1日\n" +
	"2.00844E+17,李雷,,,瑞丰年金,100,\n" +
	"2008440103,尉迟恭,,13900000001,瑞丰年金,100,2020-02-30\n"

func gb18030(t *testing.T, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A whole morning on one file while another process serves it.
func TestCommandsWhileServing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	srv := program(t, "serve", "-db", db, "-addr", "127.0.0.1:0", "-now", "2026-11-23T09:00:00+08:00")
	stdout, err := srv.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	srv.Stderr = &log
	if err := srv.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = srv.Process.Kill() }()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err, log.String())
	}
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening ")
	if !ok || !strings.HasPrefix(url, "http://127.0.0.1:") || strings.HasSuffix(url, ":0") {
		t.Fatalf("first line %q", line)
	}

	code := must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner", "-supervisor", "2001")
	if !regexp.MustCompile(`^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\n$`).MatchString(code) {
		t.Errorf("user add printed %q", code)
	}
	if again := must(t, "user", "add", "--db", db, "--staff=1001", "-name", "李静", "-role", "保险规划师,直接主管"); again == code {
		t.Error("the same code twice")
	}
	file := write(t, "瑞丰.csv", gb18030(t, sheet))
	var s summary
	if err := json.Unmarshal([]byte(must(t, "import", "-db", db, file, "-to", "1001", "-insurer", "RF", "-now", "2026-11-23T09:00:00+08:00")), &s); err != nil {
		t.Fatal(err)
	}
	if s.Rows != 4 || s.Customers != 2 || s.Policies != 3 || len(s.Refused) != 1 || s.Refused[0].Line != 4 {
		t.Errorf("import: %+v", s)
	}
	before := must(t, "export", "-db", db, "-kind", "Policy")
	if err := json.Unmarshal([]byte(must(t, "import", "-db", db, "-to", "1001", "-insurer", "RF", file)), &s); err != nil || s.Same != 3 || s.Policies+s.Customers+s.Changed != 0 {
		t.Errorf("import again: %+v %v", s, err)
	}
	if after := must(t, "export", "-db", db, "-kind", "policy"); after != before || strings.Count(after, "\n") != 3 {
		t.Errorf("importing twice changed\n%s to\n%s", before, after)
	}
	for kind, want := range map[string]string{"customers": `"card_no":"KF2026000001"`, "case": `"reason":"orphan"`, "ServiceRecord": "", "work-log": "", "person": `"roles":["planner","supervisor"]`} {
		if out := must(t, "export", "-db", db, "-kind", kind); !strings.Contains(out, want) || want == "" && out != "" {
			t.Errorf("export of %s: %s", kind, out)
		}
	}

	res, err := http.Get(url + "/healthz")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	_ = res.Body.Close()
	if err := srv.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := srv.Wait(); err != nil {
		t.Errorf("serve ended with %v: %s", err, log.String())
	}
	if strings.Contains(log.String(), "李静") || !strings.Contains(log.String(), `"path":"/healthz"`) {
		t.Errorf("log: %s", log.String())
	}
}

// issue: preview prints one object a line and stores nothing.
func TestPreview(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner")
	file := write(t, "a.csv", []byte(sheet))
	lines := func(args ...string) (out []app.ImportLine) {
		t.Helper()
		for l := range strings.Lines(must(t, append([]string{"import", "-preview"}, args...)...)) {
			var line app.ImportLine
			if err := json.Unmarshal([]byte(l), &line); err != nil || line.Problems == nil {
				t.Fatalf("%s: %v", l, err)
			}
			out = append(out, line)
		}
		return out
	}
	statuses := func(list []app.ImportLine) string {
		var b strings.Builder
		for _, l := range list {
			b.WriteString(l.Status + " ")
		}
		return strings.TrimSpace(b.String())
	}
	if got := statuses(lines(file)); got != "ok ok refused ok" {
		t.Errorf("preview: %s", got)
	}
	if got := statuses(lines("-db", db, "-insurer", "RF", file)); got != "ok ok refused ok" {
		t.Errorf("preview against an empty centre: %s", got)
	}
	must(t, "import", "-db", db, "-to", "1001", "-insurer", "RF", file)
	got := lines(file, "-db", db, "-insurer", "RF")
	if statuses(got) != "same same refused same" || got[2].PolicyNo != "2.00844E+17" || got[0].Line != 2 || got[3].Holder != "尉迟恭" {
		t.Errorf("preview after the import: %+v", got)
	}
	if got := statuses(lines("-db", db, file)); got != "same same refused same" {
		t.Errorf("preview after the import, without an insurer: %s", got)
	}
	if got := statuses(lines("-db", db, "-insurer", "ZX", file)); got != "ok ok refused ok" {
		t.Errorf("preview as another insurer's: %s", got)
	}
	// The insurer no longer has a due day for the first policy: news once, then no more.
	emptied := write(t, "b.csv", []byte(strings.Replace(sheet, "2026/11/28", "", 1)))
	if got := lines("-db", db, "-insurer", "RF", emptied); got[0].Status != "ok" || len(got[0].Problems) != 1 || got[0].Problems[0].Reason != "differs" {
		t.Errorf("preview of a changed row: %+v", got[0])
	}
	must(t, "import", "-db", db, "-to", "1001", "-insurer", "RF", emptied)
	if got := statuses(lines("-db", db, "-insurer", "RF", emptied)); got != "same same refused same" {
		t.Errorf("preview after the change was taken in: %s", got)
	}
}

func TestWrongCommandLines(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "centre.db")
	must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner")
	png := write(t, "a.xlsx", []byte("\x89PNG\r\n\x1a\n"))
	good := write(t, "a.csv", []byte(sheet))
	for _, c := range []struct {
		what string
		code int
		says string
		args []string
	}{
		{"nothing", 2, "usage", nil},
		{"no such command", 2, `no command "sing"`, []string{"sing"}},
		{"no database", 2, "missing -db", []string{"serve"}},
		{"unknown flag", 2, "-colour", []string{"serve", "-db", db, "-colour", "red"}},
		{"bad moment", 2, "RFC 3339", []string{"export", "-db", db, "-kind", "customer", "-now", "yesterday"}},
		{"unknown kind", 2, "service_record", []string{"export", "-db", db, "-kind", "cats"}},
		{"unknown role", 2, "quality_controller", []string{"user", "add", "-db", db, "-staff", "9", "-name", "王强", "-role", "boss"}},
		{"no role", 2, "missing -role", []string{"user", "add", "-db", db, "-staff", "9", "-name", "王强"}},
		{"user what", 2, "add", []string{"user", "drop"}},
		{"own supervisor", 2, "主管不能是本人", []string{"user", "add", "-db", db, "-staff", "9", "-name", "王强", "-role", "planner", "-supervisor", "9"}},
		{"no spreadsheet", 2, "图片", []string{"import", "-preview", png}},
		{"no spreadsheet to import", 2, "图片", []string{"import", "-db", db, "-to", "1001", "-insurer", "RF", png}},
		{"no such file", 2, "cannot open", []string{"import", "-preview", filepath.Join(dir, "none.csv")}},
		{"an empty file", 2, "空", []string{"import", "-preview", write(t, "empty.csv", nil)}},
		{"no policy numbers", 2, "保单号", []string{"import", "-preview", write(t, "names.csv", []byte("姓名,电话\n王芳,13812345678\n"))}},
		{"no file named", 2, "which file", []string{"import", "-preview"}},
		{"two files", 2, "unexpected", []string{"import", "-preview", good, good}},
		{"nothing below the header", 0, "没有数据", []string{"import", "-preview", write(t, "head.csv", []byte("保单号,投保人\n"))}},
		{"unknown reason", 2, "stripped", []string{"import", "-db", db, "-to", "1001", "-insurer", "RF", "-reason", "gift", good}},
		{"no such planner", 1, "4711", []string{"import", "-db", db, "-to", "4711", "-insurer", "RF", good}},
		{"no such database", 1, "找不到", []string{"export", "-db", filepath.Join(dir, "none.db"), "-kind", "customer"}},
		{"a certificate without its key", 2, "belong together", []string{"serve", "-db", db, "-cert", "x"}},
	} {
		out, errs, code := centreRun(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%s: exit %d, out %q, err %q", c.what, code, out, errs)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("an export made a database")
	}
	if out := must(t, "version"); !strings.HasPrefix(out, "centre ") {
		t.Errorf("version: %q", out)
	}
	if out := must(t, "help"); !strings.Contains(out, "user add") {
		t.Errorf("help: %q", out)
	}
}

// writing calls a function with whatever is written.
type writing func([]byte)

func (f writing) Write(b []byte) (int, error) { f(b); return len(b), nil }

func TestServeStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var errs bytes.Buffer
	said := writing(func([]byte) { cancel() }) // that it listens
	if code := run(ctx, console{said, &errs}, []string{"serve", "-db", filepath.Join(t.TempDir(), "c.db"), "-addr", "127.0.0.1:0", "-name", "临江银保理财中心"}); code != 0 {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}
