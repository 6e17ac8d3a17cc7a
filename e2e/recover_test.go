package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// A forgotten passphrase, with the real programs: a laptop that `fangce enrol` has set up, a centre that serves, and
// `centre recover` beside it. The screen for it is tested in its room.
func TestRecoverWithTheCentre(t *testing.T) {
	work := t.TempDir()
	fangce := built(t, ".", "fangce")
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner")
	o.serve()
	laptop := filepath.Join(work, "laptop")
	c := exec.Command(fangce, "enrol", "-data", laptop, "-centre", o.url, "-code", code, "-now", begins)
	c.Stdin = strings.NewReader(passphrase + "\n")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("fangce enrol: %v\n%s", err, out)
	}
	all, err := store.Accounts(laptop)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	dir := all[0].Dir

	for _, way := range []string{"network", "file"} {
		t.Run(way, func(t *testing.T) {
			attempt, err := store.NewRecovery(dir)
			if err != nil {
				t.Fatal(err)
			}
			r := attempt.Request()
			var key []byte
			if way == "network" {
				ask := func(want string) wire.RecoveryReply {
					t.Helper()
					reply, err := device.Recover(t.Context(), device.RecoverConfig{CentreURL: all[0].CentreURL}, r)
					if err != nil || reply.State != want {
						t.Fatalf("%+v %v, want %s", reply, err, want)
					}
					return reply
				}
				ask(wire.RecoveryWaiting)
				if list := o.do("recover"); !strings.Contains(list, "林晓燕") || !strings.Contains(list, attempt.Code()) {
					t.Errorf("the list says\n%s", list)
				}
				o.do("recover", "-code", attempt.Code(), "-staff", "2001")
				key, err = attempt.Take(ask(wire.RecoveryGranted))
			} else {
				request, answer := filepath.Join(work, "申请.json"), filepath.Join(work, "答复.json")
				if err := attempt.Save(request); err != nil {
					t.Fatal(err)
				}
				if said := o.do("recover", "-request", request, "-answer", answer, "-code", attempt.Code()); !strings.Contains(said, "林晓燕") {
					t.Errorf("the centre said %s", said)
				}
				key, err = attempt.TakeFile(answer)
			}
			if err != nil {
				t.Fatal(err)
			}
			fresh := "新口令 by " + way
			if err := store.SetPassphrase(dir, key, fresh); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Unlock(dir, passphrase); app.Code(err) != app.ErrPassphrase {
				t.Errorf("the forgotten passphrase still opens: %v", err)
			}
			if key, err = store.Unlock(dir, fresh); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(t.Context(), dir, key, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			if url, err := s.Setting(t.Context(), device.SettingURL); err != nil || url != o.url {
				t.Errorf("the enrolment is %q, %v", url, err)
			}
		})
	}
	// Nothing the laptop wrote tells the key or either passphrase.
	err = filepath.WalkDir(work, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, secret := range []string{passphrase, "新口令"} {
			if strings.Contains(string(b), secret) {
				t.Errorf("%s holds a passphrase", path)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
