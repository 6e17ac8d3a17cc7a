package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// printed runs `fangce print` where there is no display, and returns what it said and its exit status.
func printed(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	c := exec.Command(built(t, ".", "fangce"), append([]string{"print"}, args...)...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "DISPLAY=") && !strings.HasPrefix(v, "WAYLAND_DISPLAY=") && !strings.HasPrefix(v, "XDG_RUNTIME_DIR=") {
			c.Env = append(c.Env, v)
		}
	}
	var out, complaints bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &out, &complaints
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), complaints.String(), c.ProcessState.ExitCode()
}

// printedText returns the text of a PDF as another program reads it.
func printedText(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext %s: %v", path, err)
	}
	return string(out)
}

// Every form the program lists prints its own example, blank and filled in, without a display.
func TestPrintEveryForm(t *testing.T) {
	list, _, status := printed(t, "", "-list")
	names := strings.Fields(list)
	if status != 0 || len(names) < 4 || strings.Count(list, "\n") != len(names) {
		t.Fatalf("status %d, list %q", status, list)
	}
	dir := t.TempDir()
	for _, name := range names {
		facts, complaints, status := printed(t, "", name, "-example")
		if status != 0 || complaints != "" || !json.Valid([]byte(facts)) {
			t.Errorf("%s -example: status %d %s", name, status, complaints)
			continue
		}
		path := filepath.Join(dir, name+".pdf")
		if _, complaints, status := printed(t, facts, name, "-in", "-", "-o", path); status != 0 || complaints != "" {
			t.Errorf("%s does not print its example: status %d %s", name, status, complaints)
		}
		if text := printedText(t, path); len(text) < 100 {
			t.Errorf("%s says %q", name, text)
		}
		blank, complaints, status := printed(t, "", "-o", "-", name)
		if name == "personal_data" {
			if status != 2 || blank != "" {
				t.Errorf("a blank copy of personal data: status %d", status)
			}
		} else if status != 0 || complaints != "" || !strings.HasPrefix(blank, "%PDF-") {
			t.Errorf("blank %s: status %d %s", name, status, complaints)
		}
	}
}

// Facts of many make one file with a bookmark each, or a file each.
func TestPrintBatch(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "facts.json")
	facts := `[{"customer": "王𬱖"}, {"customer": "𠮷田/../x"}, {"customer": "王𬱖"}, {}]`
	if err := os.WriteFile(in, []byte(facts), 0o600); err != nil {
		t.Fatal(err)
	}
	merged := filepath.Join(dir, "all.pdf")
	if _, complaints, status := printed(t, "", "questionnaire", "-in", in, "-o", merged); status != 0 || complaints != "" {
		t.Fatalf("status %d %s", status, complaints)
	}
	if text := printedText(t, merged); strings.Count(text, "王𬱖") != 2 || !strings.Contains(text, "𠮷田/../x") {
		t.Errorf("the text is %s", text)
	}
	data, err := os.ReadFile(merged)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte("/Dest [")); n != 4 {
		t.Errorf("%d bookmarks", n)
	}
	each := filepath.Join(dir, "each")
	if _, complaints, status := printed(t, "", "-each", "-o", each, "questionnaire", "-in", in); status != 0 || complaints != "" {
		t.Fatalf("status %d %s", status, complaints)
	}
	files, err := os.ReadDir(each)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	const title = "客户服务满意度调查问卷"
	want := "1-" + title + "-王𬱖.pdf 2-" + title + "-𠮷田_.._x.pdf 3-" + title + "-王𬱖.pdf 4-" + title + ".pdf"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("files %s, want %s", got, want)
	}
}

// What no font has is told by character and field and does not stop the printing; the same facts give the same bytes.
func TestPrintUnknownCharacters(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "card.pdf")
	facts := `{"name": "王😀", "policies": [{"insured": "\uD888\uDFAF"}]}`
	_, complaints, status := printed(t, facts, "service_card", "-in", "-", "-o", out)
	if status != 0 || complaints != "glyph U+1F600 name\nglyph U+323AF policies[0].insured\n" {
		t.Errorf("status %d, said %q", status, complaints)
	}
	if text := printedText(t, out); strings.Count(text, "〓") < 2 {
		t.Errorf("the text is %s", text)
	}
	first, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	again, _, _ := printed(t, facts, "-in", "-", "service_card", "-o", "-")
	if string(first) != again {
		t.Error("the same facts give other bytes")
	}
	_, complaints, _ = printed(t, `[{"name": "王"}, {"name": "`+strings.Repeat("长", 2000)+`"}]`, "service_card", "-in", "-", "-o", out)
	if !regexp.MustCompile(`(?m)^annex \[1\]\.客户姓名$`).MatchString(complaints) {
		t.Errorf("said %q", complaints)
	}
}

// Wrong input leaves the old file as it was, with status 2 and a word on what is wrong.
func TestPrintRefuses(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, stdin, want string
		args              []string
	}{
		{"no form", "", "须写明打印哪种表单", nil},
		{"unknown form", "", "没有叫 nothing 的表单", []string{"nothing", "-o", out}},
		{"no output", "", "须用 -o", []string{"questionnaire"}},
		{"two forms", "", "多余", []string{"questionnaire", "service_card", "-o", out}},
		{"unknown flag", "", "参数有误", []string{"questionnaire", "-p", "-o", out}},
		{"no such file", "", "无法读取", []string{"questionnaire", "-in", filepath.Join(dir, "none.json"), "-o", out}},
		{"not JSON", "客户", "不是完整的 JSON", []string{"questionnaire", "-in", "-", "-o", out}},
		{"unknown field", `[{}, {"custmer": "甲"}]`, "questionnaire 第 2 份 字段 custmer", []string{"questionnaire", "-in", "-", "-o", out}},
		{"a code no scanner reads", `{"form_id": "表单"}`, "form_id", []string{"questionnaire", "-in", "-", "-o", out}},
		{"a picture cut short", `{"logo": "iVBORw0KGgoAAAANSUhEUg=="}`, "图片不完整或已损坏", []string{"questionnaire", "-in", "-", "-o", out}},
		{"a folder for a file", "", "是文件夹", []string{"questionnaire", "-o", dir}},
		{"into a folder that is not there", "", "不存在", []string{"questionnaire", "-o", filepath.Join(dir, "none", "out.pdf")}},
		{"each to standard output", "", "-each", []string{"questionnaire", "-each", "-o", "-"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			stdout, complaints, status := printed(t, c.stdin, c.args...)
			if status != 2 || stdout != "" || !strings.HasPrefix(complaints, "fangce: ") || !strings.Contains(complaints, c.want) {
				t.Errorf("status %d, said %s%s", status, stdout, complaints)
			}
		})
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("files left behind: %v %v", files, err)
	}
	if data, err := os.ReadFile(out); err != nil || string(data) != "old" {
		t.Errorf("the old file says %q: %v", data, err)
	}
}

// A link stays a link and a device a device.
func TestPrintThroughLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.pdf"), filepath.Join(dir, "link.pdf")
	if err := os.WriteFile(real, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if _, complaints, status := printed(t, "", "questionnaire", "-o", link); status != 0 {
		t.Fatalf("status %d %s", status, complaints)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is a %v: %v", info.Mode(), err)
	}
	if data, err := os.ReadFile(real); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("the file says %.20q: %v", data, err)
	}
	if _, complaints, status := printed(t, "", "questionnaire", "-o", os.DevNull); status != 0 {
		t.Errorf("to a device: status %d %s", status, complaints)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%s is a file now: %v", os.DevNull, err)
	}
}
