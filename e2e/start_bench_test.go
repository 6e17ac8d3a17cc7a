package e2e

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app/store"
)

// benchCustomers is the size of portfolio the figures are reported for.
const benchCustomers = 5000

// BenchmarkStart starts the workbench on a laptop with 5 000 customers and an empty window with the same font, in turns
// on one display, and reports the medians in milliseconds: until the start screen can be used, from Enter after the
// passphrase until Today can be used, how much of that the passphrase costs by intent, and the empty window. Usable means
// that the window answers on its UI goroutine that the element is visible and that its pixels are on the screen. The
// laptop is offline, as at a customer's home.
func BenchmarkStart(b *testing.B) {
	work := b.TempDir()
	fangce, empty := built(b, ".", "fangce"), built(b, "./e2e/emptywindow", "empty")
	laptop := benchLaptop(b, work, fangce)
	s := startScreen(b)
	var start, unlock, key, bare []time.Duration
	once := func() {
		w := s.open(empty)
		began := w.began
		bare = append(bare, w.shown("label", nil).Sub(began))
		w.stop()

		w = s.open(fangce, "-uitest", "-data", laptop, "-now", begins, "-lang", "zh_Hans", "-theme", "light")
		start = append(start, w.shown("start.passphrase", nil).Sub(w.began))
		w.typePassphrase()
		before := s.look(0, 0, screenWidth, screenHeight)
		began = time.Now() // so the time includes that of the program that presses the key
		s.do("xdotool", "key", "Return")
		unlock = append(unlock, w.shown("today.list.0", before).Sub(began))
		w.stop()

		began = time.Now()
		if _, err := store.Unlock(filepath.Join(laptop, "accounts", "2001"), passphrase); err != nil {
			b.Fatal(err)
		}
		key = append(key, time.Since(began))
	}
	once() // with cold files
	start, unlock, key, bare = nil, nil, nil, nil
	for b.Loop() {
		once()
	}
	report := func(name string, all []time.Duration) float64 {
		ms := float64(median(all).Microseconds()) / 1000
		b.ReportMetric(ms, name+"-ms")
		return ms
	}
	screen, today, passphrase, window := report("start", start), report("unlock", unlock), report("passphrase", key), report("empty", bare)
	b.ReportMetric(screen/window, "start/empty")
	b.ReportMetric((screen+today)/window, "today/empty")
	b.ReportMetric((screen+today-passphrase)/window, "today-without-passphrase/empty")
	b.ReportMetric(0, "ns/op")
}

func median(all []time.Duration) time.Duration {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// benchLaptop returns the data folder of a laptop that is bound to a centre and has fetched everything.
func benchLaptop(b testing.TB, work, fangce string) (folder string) {
	b.Helper()
	now, err := time.Parse(time.RFC3339, begins)
	if err != nil {
		b.Fatal(err)
	}
	o := &office{t: b, bin: built(b, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := fillCentre(b, o.db, now, benchCustomers)
	stop := o.serve()
	folder = filepath.Join(work, "laptop")
	c := exec.Command(fangce, "enrol", "-data", folder, "-centre", o.url, "-code", code, "-now", begins)
	c.Stdin = strings.NewReader(passphrase + "\n")
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("fangce enrol: %v\n%s", err, out)
	}
	stop()
	return folder
}

// started is a program just started on a screen.
type started struct {
	s     *screen
	began time.Time
	cmd   *exec.Cmd
	in    io.Writer
	out   *bufio.Reader
	said  strings.Builder
}

func (s *screen) open(bin string, args ...string) *started {
	s.t.Helper()
	p := &started{s: s, cmd: s.command(bin, args...)}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		s.t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	p.cmd.Stderr = &p.said
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// shown returns when an element could be used: it is visible, and its pixels are drawn and no longer those of before.
func (p *started) shown(id string, before []byte) time.Time {
	p.s.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if x, y, w, h, ok := p.where(id); ok && p.s.drawn(x, y, w, h) && (before == nil || p.s.differs(before, x, y, w, h)) {
			return time.Now()
		}
	}
	p.s.t.Fatalf("%s did not appear", id)
	return time.Time{}
}

func (p *started) where(id string) (x, y, w, h int, ok bool) {
	p.s.t.Helper()
	if _, err := fmt.Fprintln(p.in, id); err != nil {
		p.s.t.Fatal(err)
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		_ = p.cmd.Wait()
		p.s.t.Fatalf("the program has ended: %v\n%s", err, &p.said)
	}
	n, _ := fmt.Sscanf(strings.TrimPrefix(line, id+" "), "%d %d %d %d", &x, &y, &w, &h)
	return x, y, w, h, n == 4
}

// typePassphrase gives the window the keyboard and types; nothing is submitted.
func (p *started) typePassphrase() {
	found := p.s.do("xdotool", "search", "--onlyvisible", "--sync", "--pid", strconv.Itoa(p.cmd.Process.Pid))
	p.s.do("xdotool", "windowfocus", "--sync", strings.Fields(found)[0], "type", "--delay", "10", passphrase)
	time.Sleep(300 * time.Millisecond)
}

func (p *started) stop() {
	_ = p.cmd.Process.Signal(os.Interrupt)
	_ = p.cmd.Wait()
}
