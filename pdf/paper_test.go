package pdf_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/fangce/fangce/pdf"
)

// form is what every form of the package is.
type form interface {
	Write(io.Writer) (pdf.Report, error)
}

// write writes a form and returns the file.
func write(t testing.TB, f form) ([]byte, pdf.Report) {
	t.Helper()
	var out bytes.Buffer
	report, err := f.Write(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), report
}

// poppler runs one of the poppler tools on the file and returns what it printed.
func poppler(t testing.TB, tool string, file []byte, args ...string) []byte {
	t.Helper()
	return reads(t, file, tool, args...)
}

// reads runs another reader of PDF on the file and returns what it printed; complaints fail the test.
func reads(t testing.TB, file []byte, tool string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("%s is not installed (scripts/setup.sh test)", tool)
	}
	path := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		if args[i] == "FILE" {
			args[i] = path
		}
	}
	var complaints bytes.Buffer
	cmd := exec.Command(tool, args...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	said := strings.ReplaceAll(complaints.String(), "warning: ICC support is not available\n", "") // of Debian's MuPDF, about itself
	if err != nil || said != "" {
		t.Fatalf("%s: %v %s", tool, err, said)
	}
	return out
}

// text returns the text another reader finds in the file, in the order it was drawn, without white space.
func text(t testing.TB, file []byte) string {
	t.Helper()
	return squeeze(string(poppler(t, "pdftotext", file, "-raw", "-enc", "UTF-8", "FILE", "-")))
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// wants fails unless the file's text has all facts.
func wants(t *testing.T, file []byte, facts ...string) {
	t.Helper()
	got := text(t, file)
	for _, fact := range facts {
		if !strings.Contains(got, squeeze(fact)) {
			t.Errorf("%q is not in the text", fact)
		}
	}
	if t.Failed() {
		t.Logf("text: %s", got)
	}
}

// staysInside fails if a word of the file stands outside the margins.
func staysInside(t *testing.T, file []byte) {
	t.Helper()
	const left, right, bottom = 20 * 72 / 25.4, 190 * 72 / 25.4, 290 * 72 / 25.4
	decoder := xml.NewDecoder(bytes.NewReader(poppler(t, "pdftotext", file, "-bbox", "FILE", "-")))
	decoder.Strict = false
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "word" {
			continue
		}
		at := map[string]float64{}
		for _, a := range start.Attr {
			at[a.Name.Local], _ = strconv.ParseFloat(a.Value, 64)
		}
		if at["xMin"] < left-1 || at["xMax"] > right+1 || at["yMin"] < 20 || at["yMax"] > bottom {
			t.Errorf("a word stands at %v", at)
		}
	}
}
