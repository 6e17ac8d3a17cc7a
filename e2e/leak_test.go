package e2e

import (
	"crypto/aes"
	"crypto/hkdf"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app/store"
)

// What is known of the two customers of the day, and what is typed about them. The planner's own name and number are not
// secret: the list of accounts shows them before anybody unlocks.
var personal = []string{
	"王建国", "尉迟秀英", "13856912345", "13955101234", "62345678", "340104196503127510", "340102197208153021", "合肥市蜀山区黄山路12号",
	"合肥市庐阳区长江中路8号", "2008440101", "2008440102", "瑞丰安康终身寿险", "核实保单信息，提醒12月应缴保费", "热情接待", "问分红查询，已现场演示",
	"客户有意为女儿配置教育金", "女儿明年上大学", "13700001234", "还没写完的话", passphrase,
}

// TestNothingLeaks spends a busy day in the real program and then looks at every byte of every file it may have written:
// its data, its home with settings and caches, and the folder of temporary files. Neither what is personal nor a key may
// be there, while the account is open and after it is locked; locked, no key is left in memory either.
func TestNothingLeaks(t *testing.T) {
	if testing.Short() {
		t.Skip("drives real windows")
	}
	fangce, centreBin := built(t, ".", "fangce"), built(t, "./cmd/centre", "centre")
	work, place := t.TempDir(), t.TempDir()
	home, temp, data := filepath.Join(place, "home"), filepath.Join(place, "tmp"), filepath.Join(place, "data")
	for _, dir := range []string{home, temp, data, filepath.Join(home, "run")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	o := &office{t: t, bin: centreBin, db: filepath.Join(work, "centre.db"), now: begins}
	codes := map[string]string{
		"2001": o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner"),
		"2050": o.do("user", "add", "-staff", "2050", "-name", "汪立新", "-role", "resource_manager"),
	}
	o.serve()
	d := startDisplay(t, "1366x768")
	d.env = []string{
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "HOME=" + home, "XDG_CACHE_HOME=" + filepath.Join(home, ".cache"), "XDG_DATA_HOME=" + filepath.Join(home, ".local/share"),
		"XDG_STATE_HOME=" + filepath.Join(home, ".local/state"), "XDG_RUNTIME_DIR=" + filepath.Join(home, "run"), "TMPDIR=" + temp,
	}
	manager := open(t, d, "manager", fangce, data)
	manager.enrol(o.url, codes["2050"])
	importFile(manager, work)
	manager.stop()

	p := open(t, d, "planner", fangce, data)
	p.enrol(o.url, codes["2001"])
	busyDay(p, o, work)

	account := accountDir(t, filepath.Join(data, "planner"))
	key, err := store.Unlock(account, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	keys := derived(t, account, key)
	needles := append(words(personal...), secrets(keys)...)
	clean := func(when string) {
		t.Helper()
		found, files, size := scanFiles(t, needles, data, home, temp)
		t.Logf("%s: %d values in %d files, %d bytes", when, len(needles), files, size)
		if len(found) > 0 {
			t.Errorf("%s, in the open:\n%s", when, strings.Join(found, "\n"))
		}
		if files < 8 {
			t.Errorf("%s, only %d files were looked at", when, files)
		}
	}
	clean("while the account is open")
	if found, size, ok := scanMemory(t, p.cmd.Process.Pid, needles); ok && found["data key"] == 0 {
		t.Errorf("the key of an open account is not found in %d bytes of memory: this test looks in the wrong place", size)
	}

	// A form is being viewed while somebody locks.
	viewed := view(t, account)
	p.click("nav.lock")
	p.wait("start.passphrase")
	time.Sleep(3 * time.Second) // closing goes on behind the start screen
	if _, err := os.Stat(viewed); err == nil {
		t.Error("locked, a viewed file is there")
	}
	clean("locked")
	if found, size, ok := scanMemory(t, p.cmd.Process.Pid, needles); ok {
		for what := range keys {
			if found[what] > 0 {
				t.Errorf("locked, the %s stands in memory %d times", what, found[what])
			}
		}
		t.Logf("locked: %d bytes of memory hold the passphrase %d times, a customer's name %d times, a number %d times",
			size, found[passphrase], found["王建国"], found["13856912345"])
	} else {
		t.Log("this system does not let a test look into memory")
	}
	p.stop()
	clean("ended")
}

// busyDay does a bit of everything: sync, search, a call, a visit, forms on paper, facts, half a form, the log, history.
func busyDay(p *program, o *office, work string) {
	p.t.Helper()
	p.sync()
	p.click("nav.cards")
	p.write("cards.search", "wjg")
	p.click("cards.list.0")
	p.wait("cards.policies.0")
	callWithScript(p, o)
	visit(p, o)
	questionnaire(p, work)
	p.click("cards.phone.add")
	p.write("cards.phone.number", "13700001234")
	p.write("cards.phone.label", "女儿明年上大学")
	p.click("cards.phone.form.submit")
	p.gone("cards.phone.form.submit")
	p.click("cards.changes")
	p.wait("cards.history.items")
	p.click("cards.history.reveal")
	p.key("Escape")
	p.gone("cards.history.items")
	closeDay(p, o)
	p.click("nav.cards")
	p.click("cards.record")
	p.wait("cards.record.form.submit")
	p.write("cards.record.content", "还没写完的话")
	time.Sleep(1500 * time.Millisecond) // for the draft
	p.key("Escape")
	p.gone("cards.record.form.submit")
}

// derived returns the data key of an account with the keys that its files are sealed with, as they are derived from it:
// see vault.newKeys, store.newSealer and oplog.newCodec.
func derived(t testing.TB, account string, key []byte) map[string][]byte {
	t.Helper()
	keys := map[string][]byte{"data key": key}
	root, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	for i, what := range []string{"key of pages", "key of frame headers", "tweak of frame headers", "key of checksums"} {
		k := make([]byte, 32)
		copy(k, "fangce vault")
		copy(k[16:], "fangce vault")
		k[13], k[14], k[15] = 1, byte(i+1), 0
		k[29], k[30], k[31] = 1, byte(i+1), 1
		root.Encrypt(k[:16], k[:16])
		root.Encrypt(k[16:], k[16:])
		keys[what] = k
	}
	if keys["key of secrets"], err = hkdf.Key(sha256.New, key, nil, "fangce/secrets/1", 32); err != nil {
		t.Fatal(err)
	}
	logs, _ := filepath.Glob(filepath.Join(account, "outbox*.log"))
	for _, path := range logs {
		b, err := os.ReadFile(path)
		if err != nil || len(b) < 24 {
			t.Fatalf("%s: %d bytes, %v", path, len(b), err)
		}
		if keys["key of the log"], err = hkdf.Key(sha256.New, key, b[8:24], "fangce/outbox.log/1", 32); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}
