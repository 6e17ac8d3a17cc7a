package e2e

import (
	"bufio"
	"cmp"
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

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// benchCustomers is the size of portfolio the figures are reported for.
const benchCustomers = 5000

// BenchmarkStart starts the workbench on a laptop with 5 000 customers and an empty window with the same font, in turns
// on one display, and reports the medians in milliseconds: the empty window; until the start screen can be used; and from
// Enter after the passphrase until Today can be used. Usable means that the window answers on its UI goroutine that the
// element is visible and that its pixels are on the screen. What the passphrase costs by intent is measured apart, and the
// laptop's keys are then wrapped anew at next to no cost. The laptop is offline, as at a customer's home.
func BenchmarkStart(b *testing.B) {
	work := b.TempDir()
	fangce, empty := built(b, ".", "fangce"), built(b, "./e2e/emptywindow", "empty")
	laptop := benchLaptop(b, work, fangce)
	all, err := store.Accounts(laptop)
	if err != nil || len(all) != 1 {
		b.Fatal(all, err)
	}
	passphraseMS := cheapen(b, all[0].Dir)
	s := startScreen(b)
	var start, today, bare []float64
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	once := func() {
		w := s.open(empty)
		bare = append(bare, ms(w.shown("label", nil).Sub(w.began)))
		w.stop()

		w = s.open(fangce, "-uitest", "-data", laptop, "-now", begins, "-lang", "zh_Hans", "-theme", "light")
		start = append(start, ms(w.shown("start.passphrase", nil).Sub(w.began)))
		w.typePassphrase()
		before := s.look(0, 0, screenWidth, screenHeight)
		began := time.Now() // so the time includes that of the program that presses the key
		s.do("xdotool", "key", "Return")
		today = append(today, ms(w.shown("today.list.0", before).Sub(began)))
		w.stop()
	}
	once() // with cold files
	start, today, bare = nil, nil, nil
	for b.Loop() {
		once()
	}
	b.ReportMetric(median(bare), "empty-ms")
	b.ReportMetric(median(start), "start-ms")
	b.ReportMetric(median(today), "today-ms")
	b.ReportMetric(passphraseMS, "passphrase-ms")
	b.ReportMetric(median(start)/median(bare), "start/empty")
	b.ReportMetric((median(start)+median(today))/median(bare), "both/empty")
	b.ReportMetric((median(start)+median(today)+passphraseMS)/median(bare), "with-passphrase/empty")
	b.ReportMetric(0, "ns/op")
}

// cheapen returns how many milliseconds an account's passphrase costs, and makes it cost next to nothing.
func cheapen(b *testing.B, dir string) float64 {
	b.Helper()
	var cost []float64
	for range 5 {
		began := time.Now()
		if _, err := store.Unlock(dir, passphrase); err != nil {
			b.Fatal(err)
		}
		cost = append(cost, float64(time.Since(began).Microseconds())/1000)
	}
	apptest.FastKeys(b)
	if err := store.ChangePassphrase(dir, passphrase, passphrase); err != nil {
		b.Fatal(err)
	}
	return median(cost)
}

func median[T cmp.Ordered](all []T) T {
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
	p.s.t.Fatalf("%s did not appear\n%s", id, &p.said)
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
	late := time.AfterFunc(10*time.Second, func() { _ = p.cmd.Process.Kill() })
	_ = p.cmd.Wait()
	late.Stop()
}
