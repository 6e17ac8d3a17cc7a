//go:build linux

package platform

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

const cupsPolicy = `Listen %s/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
`

const cupsFiles = `ServerRoot %[1]s/root
RequestRoot %[1]s/spool
CacheDir %[1]s/cache
StateDir %[1]s/state
TempDir %[1]s/tmp
ServerBin /usr/lib/cups
DataDir /usr/share/cups
AccessLog %[1]s/log/access
ErrorLog %[1]s/log/error
PageLog %[1]s/log/page
SystemGroup root
`

// cups starts a print service of its own, reached through a socket in a folder, with one printer that makes PDFs.
func cups(t *testing.T) (log string) {
	t.Helper()
	const driver = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
	for _, need := range []string{"/usr/sbin/cupsd", "/usr/lib/cups/backend/cups-pdf", driver} {
		if _, err := os.Stat(need); err != nil {
			t.Skip("no print service to try: ", err)
		}
	}
	if os.Getuid() != 0 {
		t.Skip("cupsd starts its printers' programs as root only")
	}
	dir, err := os.MkdirTemp("", "cups") // not t.TempDir: its filters run as another user
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for name, mode := range map[string]os.FileMode{"": 0o755, "root": 0o755, "root/ppd": 0o755, "spool": 0o710, "cache": 0o770, "state": 0o755, "tmp": 0o1777, "log": 0o755} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode&0o777|(mode&0o1000)<<11); err != nil { // Go keeps the sticky bit elsewhere
			t.Fatal(err)
		}
	}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	d := exec.CommandContext(t.Context(), "/usr/sbin/cupsd", "-f", "-c", write("cupsd.conf", fmt.Sprintf(cupsPolicy, dir)), "-s", write("files.conf", fmt.Sprintf(cupsFiles, dir)))
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Process.Kill(); _ = d.Wait() })
	t.Setenv("CUPS_SERVER", dir+"/cups.sock")
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		out, err := exec.CommandContext(t.Context(), "lpadmin", "-p", "fangce", "-v", "cups-pdf:/", "-P", driver, "-E").CombinedOutput()
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("lpadmin: %v: %s", err, out)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "lpadmin", "-d", "fangce").CombinedOutput(); err != nil {
		t.Fatalf("lpadmin: %v: %s", err, out)
	}
	return filepath.Join(dir, "log/error")
}

// blankPDF returns a PDF of so many A4 pages.
func blankPDF(t *testing.T, pages int) string {
	t.Helper()
	var b strings.Builder
	var at []int
	object := func(text string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 3+i)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>", pages, kids.String()))
	for range pages {
		object("<</Type/Page/Parent 2 0 R>>")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	path := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A real print service takes what is printed and puts all its pages on paper, which here is a file.
func TestCUPS(t *testing.T) {
	log := cups(t)
	list, err := Printers(t.Context())
	if err != nil || len(list) != 1 || list[0] != (Printer{"fangce", true}) {
		t.Fatalf("printers %v, %v", list, err)
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	// cups-pdf names its files after user and title or job; where they go is fixed by the system's own setting.
	printed := func() map[string]bool {
		found := map[string]bool{}
		for _, pattern := range []string{filepath.Join(me.HomeDir, "PDF", "*.pdf"), "/var/spool/cups-pdf/" + me.Username + "/*.pdf", "/var/spool/cups-pdf/ANONYMOUS/*.pdf"} {
			names, _ := filepath.Glob(pattern)
			for _, name := range names {
				found[name] = true
			}
		}
		return found
	}
	before := printed()
	if err := Print(t.Context(), PrintJob{Path: blankPDF(t, 3), Title: "fangce-test", Printer: "fangce", Copies: 1}); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		for name := range printed() {
			if before[name] {
				continue
			}
			info, err := exec.CommandContext(t.Context(), "pdfinfo", name).Output()
			if err != nil {
				continue // still being written
			}
			defer func() {
				_ = os.Remove(name)
				_ = os.Remove(filepath.Dir(name)) // where the folder was made for it
			}()
			text := string(info)
			if !strings.Contains(text, "Pages:           3") || !strings.Contains(text, "595 x 842") {
				t.Errorf("printed:\n%s", text)
			}
			return
		}
		if time.Now().After(deadline) {
			said, _ := os.ReadFile(log)
			t.Fatalf("nothing was printed; the service said\n%s", said)
		}
	}
}

func TestCUPSRefuses(t *testing.T) {
	cups(t)
	err := Print(t.Context(), PrintJob{Path: blankPDF(t, 1), Printer: "nowhere"})
	if app.Code(err) != app.ErrInternal {
		t.Errorf("a printer that is not there: %v", err)
	}
}
