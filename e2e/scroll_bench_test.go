package e2e

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// BenchmarkMemory scrolls through the list of 1 000 and of 100 000 customers in the real window, with the same keys and
// turns of the wheel, and reports the medians of the memory the program holds, in MiB: three seconds after Today is in
// sight, at most while scrolling, and ten seconds after. The accounts lie in folders that no centre knows.
func BenchmarkMemory(b *testing.B) {
	fangce := built(b, ".", "fangce")
	sizes := []apptest.Portfolio{{Customers: 1000, Records: 1}, {Customers: apptest.Big.Customers, Records: 1}}
	var before, most, after [2][]float64
	var folders [2]string
	for i, p := range sizes {
		folders[i] = portfolioLaptop(b, p)
	}
	s := startScreen(b)
	for b.Loop() {
		for i, p := range sizes {
			run := scrolled(b, s, fangce, folders[i], p.Customers)
			before[i], most[i], after[i] = append(before[i], run[0]), append(most[i], run[1]), append(after[i], run[2])
		}
	}
	for i, name := range []string{"1k", "100k"} {
		b.ReportMetric(median(before[i]), name+"-today-MiB")
		b.ReportMetric(median(most[i]), name+"-scrolling-MiB")
		b.ReportMetric(median(after[i]), name+"-after-MiB")
	}
	b.ReportMetric(median(most[1])/median(most[0]), "100k/1k-scrolling")
	b.ReportMetric(median(after[1])/median(after[0]), "100k/1k-after")
	b.ReportMetric(0, "ns/op")
}

// scrolled opens a laptop's account, scrolls and returns the memory before, at most and after.
func scrolled(b *testing.B, s *screen, fangce, folder string, customers int) (run [3]float64) {
	p := s.open(fangce, "-uitest", "-data", folder, "-now", apptest.Now.Format(time.RFC3339), "-lang", "zh_Hans", "-theme", "light")
	defer p.stop()
	p.shown("start.passphrase", nil)
	p.typePassphrase()
	s.do("xdotool", "key", "Return")
	p.shown("today.list.0", nil)
	time.Sleep(3 * time.Second)
	run[0] = p.resident()
	x, y, w, h, _ := p.where("nav.cards")
	s.do("xdotool", "mousemove", strconv.Itoa(x+w/2), strconv.Itoa(y+h/2))
	time.Sleep(100 * time.Millisecond)
	s.do("xdotool", "click", "1")
	p.shown("cards.list.0", nil)
	x, y, w, h, _ = p.where("cards.list")
	s.do("xdotool", "mousemove", strconv.Itoa(x+w/2), strconv.Itoa(y+h/2))
	turn := func(button string) {
		for range 40 {
			s.do("xdotool", "click", "--repeat", "50", "--delay", "2", button)
			run[1] = max(run[1], p.resident())
		}
	}
	turn("5")
	s.do("xdotool", "key", "End")
	p.shown(fmt.Sprint("cards.list.", customers-1), nil)
	turn("4")
	s.do("xdotool", "key", "Home")
	p.shown("cards.list.0", nil)
	turn("5")
	time.Sleep(10 * time.Second)
	run[2] = p.resident()
	return run
}

// portfolioLaptop returns a data folder with one account that holds a portfolio, whose centre never answers.
func portfolioLaptop(b *testing.B, p apptest.Portfolio) string {
	b.Helper()
	return apptest.Kept(b, fmt.Sprint("laptop ", p), func(dir string) error {
		apptest.FastKeys(b)
		all, err := store.Accounts(dir)
		if err != nil {
			return err
		}
		if len(all) == 1 { // made by an earlier version of the program
			key, err := store.Unlock(all[0].Dir, passphrase)
			if err != nil {
				return err
			}
			return filledLaptop(b, all[0].Dir, key, apptest.Portfolio{})
		}
		me := store.Account{StaffNo: "1001", Name: "林晓燕", Centre: "瑞禾人寿银保理财中心", CentreURL: noCentre, Roles: []string{app.RolePlanner}}
		making, err := store.NewAccount(dir, me, passphrase)
		if err != nil {
			return err
		}
		if err := filledLaptop(b, making.Dir(), making.Key(), p); err != nil {
			return err
		}
		_, err = making.Finish()
		return err
	})
}

// noCentre is an address at which nobody listens.
const noCentre = "http://127.0.0.1:9"

// filledLaptop writes an enrolment and a portfolio into an account.
func filledLaptop(b *testing.B, dir string, key []byte, p apptest.Portfolio) error {
	b.Helper()
	ctx := b.Context()
	s, err := store.Open(ctx, dir, key, store.Options{Clock: app.StartingAt(apptest.Now)})
	if err != nil {
		return err
	}
	s.SetAuthor(apptest.Planner, apptest.Device)
	me, err := json.Marshal(wire.Person{ID: apptest.Planner, StaffNo: "1001", Name: "林晓燕", Roles: []string{app.RolePlanner}})
	return errors.Join(err,
		s.SetSetting(ctx, device.SettingPerson, string(me)), s.SetSetting(ctx, device.SettingURL, noCentre),
		s.SetSecret(ctx, "sync.key", make([]byte, ed25519.PrivateKeySize)), s.SetSecret(ctx, "sync.tokens", []byte("{}")),
		p.Fill(s), s.Close())
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
