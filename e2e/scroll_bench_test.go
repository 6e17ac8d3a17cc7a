package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkMemory scrolls through the list of 5 000 customers with the mouse wheel, to its end, and reports the medians of
// the memory the program holds, in MiB: three seconds after Today is in sight, at most while scrolling, and ten seconds after.
func BenchmarkMemory(b *testing.B) {
	fangce := built(b, ".", "fangce")
	laptop := benchLaptop(b, b.TempDir(), fangce)
	s := startScreen(b)
	var before, most, after []float64
	for b.Loop() {
		p := s.open(fangce, "-uitest", "-data", laptop, "-now", begins, "-lang", "zh_Hans", "-theme", "light")
		p.shown("start.passphrase", nil)
		p.typePassphrase()
		s.do("xdotool", "key", "Return")
		p.shown("today.list.0", nil)
		time.Sleep(3 * time.Second)
		before = append(before, p.resident())
		x, y, w, h, _ := p.where("nav.cards")
		s.do("xdotool", "mousemove", strconv.Itoa(x+w/2), strconv.Itoa(y+h/2))
		time.Sleep(100 * time.Millisecond)
		s.do("xdotool", "click", "1")
		p.shown("cards.list.0", nil)
		last := fmt.Sprint("cards.list.", benchCustomers-1)
		x, y, w, h, _ = p.where("cards.list")
		s.do("xdotool", "mousemove", strconv.Itoa(x+w/2), strconv.Itoa(y+h/2))
		peak := 0.0
		for deadline := time.Now().Add(5 * patience); ; {
			s.do("xdotool", "click", "--repeat", "50", "--delay", "2", "5")
			peak = max(peak, p.resident())
			if _, _, _, _, end := p.where(last); end {
				break
			}
			if time.Now().After(deadline) {
				b.Fatal("the end of the list did not come")
			}
		}
		most = append(most, peak)
		time.Sleep(10 * time.Second)
		after = append(after, p.resident())
		p.stop()
	}
	b.ReportMetric(median(before), "today-MiB")
	b.ReportMetric(median(most), "scrolling-MiB")
	b.ReportMetric(median(after), "after-MiB")
	b.ReportMetric(0, "ns/op")
}

// resident returns the program's resident memory in MiB; what a driver without a graphics card draws into counts too.
func (p *started) resident() float64 {
	p.s.t.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "status"))
	if err != nil {
		p.s.t.Skip("this system does not tell the memory of a process")
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kib, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		p.s.t.Fatal(err)
	}
	return kib / 1024
}
