package store_test

import (
	"bytes"
	"crypto/hpke"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

func newAccount(t *testing.T) (dir string, key []byte) {
	t.Helper()
	apptest.FastKeys(t)
	dir, key, err := store.CreateAccount(t.TempDir(), store.Account{StaffNo: "1001", DeviceID: "d1", Centre: "银保理财中心"}, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return dir, key
}

func opens(t *testing.T, dir, passphrase string, key []byte) {
	t.Helper()
	if got, err := store.Unlock(dir, passphrase); err != nil || !bytes.Equal(got, key) {
		t.Errorf("unlock: %v", err)
	}
}

func centrePair(t *testing.T) (hpke.PrivateKey, wire.RecoveryKey) {
	t.Helper()
	k, err := wire.NewRecoveryPair()
	if err != nil {
		t.Fatal(err)
	}
	public := k.PublicKey().Bytes()
	return k, wire.RecoveryKey{ID: wire.RecoveryKeyID(public), Public: public}
}

// grant is what the centre answers.
func grant(t *testing.T, k hpke.PrivateKey, r wire.RecoveryRequest) wire.RecoveryReply {
	t.Helper()
	key, err := wire.OpenSlot(k, r)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := wire.SealAnswer(r, key)
	if err != nil {
		t.Fatal(err)
	}
	return wire.RecoveryReply{V: wire.V, State: wire.RecoveryGranted, Sealed: sealed}
}

func TestRecoveringAKey(t *testing.T) {
	dir, key := newAccount(t)
	_, err := store.NewRecovery(dir)
	wantCode(t, err, app.ErrNotFound)
	if err := store.SetRecovery(dir, key, wire.RecoveryKey{}); err != nil {
		t.Errorf("a centre without a key: %v", err)
	}
	private, to := centrePair(t)
	if err := store.SetRecovery(dir, key, to); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SetRecovery(dir, key, to); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.ReadFile(filepath.Join(dir, "keys.json")); !bytes.Equal(before, after) {
		t.Error("sealing again to the same key wrote the file")
	}
	wantCode(t, store.SetRecovery(dir, make([]byte, 32), wire.RecoveryKey{ID: "other", Public: to.Public}), app.ErrDamaged)

	attempt, err := store.NewRecovery(dir)
	if err != nil {
		t.Fatal(err)
	}
	r := attempt.Request()
	if r.StaffNo != "1001" || r.DeviceID != "d1" || r.KeyID != to.ID || attempt.Code() != r.Code() {
		t.Errorf("%+v", r)
	}
	reply := grant(t, private, r)
	for state, code := range map[string]string{wire.RecoveryWaiting: app.ErrWaiting, wire.RecoveryRefused: app.ErrRefused, "": app.ErrRefused} {
		_, err := attempt.Take(wire.RecoveryReply{State: state, Sealed: reply.Sealed})
		wantCode(t, err, code)
	}
	got, err := attempt.Take(reply)
	if err != nil || !bytes.Equal(got, key) {
		t.Fatal(err)
	}
	second, err := store.NewRecovery(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = second.Take(reply) // the answer to another attempt
	wantCode(t, err, app.ErrRefused)

	wantCode(t, store.SetPassphrase(dir, got, "short"), app.ErrInvalid)
	wantCode(t, store.SetPassphrase(dir, make([]byte, 32), "new passphrase"), app.ErrDamaged)
	opens(t, dir, passphrase, key)
	if err := store.SetPassphrase(dir, got, "new passphrase"); err != nil {
		t.Fatal(err)
	}
	opens(t, dir, "new passphrase", key)
	_, err = store.Unlock(dir, passphrase)
	wantCode(t, err, app.ErrPassphrase)
}

func TestRecoveringByFile(t *testing.T) {
	dir, key := newAccount(t)
	private, to := centrePair(t)
	if err := store.SetRecovery(dir, key, to); err != nil {
		t.Fatal(err)
	}
	attempt, err := store.NewRecovery(dir)
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	path := filepath.Join(work, "申请.json")
	if err := attempt.Save(path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r wire.RecoveryRequest
	if err := json.Unmarshal(b, &r); err != nil || r.Code() != attempt.Code() {
		t.Fatalf("the file is another request: %v", err)
	}
	reply, err := json.Marshal(grant(t, private, r))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"request": b, "text": []byte("你好"), "empty": nil, "large": append(bytes.Repeat([]byte(" "), 70<<10), reply...)} {
		p := filepath.Join(work, name)
		if err := os.WriteFile(p, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := attempt.TakeFile(p)
		if app.Code(err) != app.ErrRefused {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = attempt.TakeFile(filepath.Join(work, "none"))
	wantCode(t, err, app.ErrNotFound)
	answer := filepath.Join(work, "answer")
	if err := os.WriteFile(answer, reply, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := attempt.TakeFile(answer); err != nil || !bytes.Equal(got, key) {
		t.Error(err)
	}
}

// ring keeps secrets as the system would.
type ring struct {
	kept map[string][]byte
	err  error
}

func (r ring) Get(id string) ([]byte, error) {
	if s, ok := r.kept[id]; ok || r.err != nil {
		return bytes.Clone(s), r.err
	}
	return nil, app.Errorf(app.ErrNotFound, "没有")
}

func (r ring) Set(id string, secret []byte) error {
	if r.err == nil {
		r.kept[id] = bytes.Clone(secret)
	}
	return r.err
}

func (r ring) Delete(id string) error { delete(r.kept, id); return r.err }

func TestRememberedPassphrase(t *testing.T) {
	dir, key := newAccount(t)
	r := ring{kept: map[string][]byte{}}
	broken := ring{err: errors.New("no keyring")}
	if err := store.Remember(dir, key, broken); err == nil || store.Remembered(dir) {
		t.Errorf("remembered without a keyring: %v", err)
	}
	_, err := store.UnlockRemembered(dir, r)
	wantCode(t, err, app.ErrPassphrase)
	wantCode(t, store.Remember(dir, make([]byte, 32), r), app.ErrDamaged)
	if len(r.kept) != 0 {
		t.Error("a secret that opens nothing was left in the keyring")
	}
	if err := store.Remember(dir, key, r); err != nil || !store.Remembered(dir) {
		t.Fatal(err)
	}
	if got, err := store.UnlockRemembered(dir, r); err != nil || !bytes.Equal(got, key) {
		t.Fatal(err)
	}
	for _, secret := range r.kept {
		if bytes.Contains(secret, key) {
			t.Error("the keyring holds the key itself")
		}
	}
	if err := store.ChangePassphrase(dir, passphrase, "new passphrase"); err != nil {
		t.Fatal(err)
	}
	if got, err := store.UnlockRemembered(dir, r); err != nil || !bytes.Equal(got, key) {
		t.Error(err)
	}
	_, err = store.UnlockRemembered(dir, ring{kept: map[string][]byte{}}) // another user, or the item was deleted
	wantCode(t, err, app.ErrPassphrase)
	saved := map[string][]byte{filepath.Base(dir): r.kept[filepath.Base(dir)]}
	if err := store.Forget(dir, r); err != nil || store.Remembered(dir) || len(r.kept) != 0 {
		t.Errorf("%v, left %v", err, r.kept)
	}
	_, err = store.UnlockRemembered(dir, ring{kept: saved})
	wantCode(t, err, app.ErrPassphrase)
}

// The sync seals to a new key of the centre while somebody changes the passphrase: neither undoes the other.
func TestKeysChangeAtOnce(t *testing.T) {
	dir, key := newAccount(t)
	r := ring{kept: map[string][]byte{}}
	var last wire.RecoveryKey
	for range 8 {
		var work sync.WaitGroup
		_, to := centrePair(t)
		last = to
		work.Go(func() {
			if err := store.SetRecovery(dir, key, to); err != nil {
				t.Error(err)
			}
		})
		work.Go(func() {
			if err := store.ChangePassphrase(dir, passphrase, passphrase); err != nil {
				t.Error(err)
			}
		})
		work.Go(func() {
			if err := store.Remember(dir, key, r); err != nil {
				t.Error(err)
			}
		})
		work.Wait()
		attempt, err := store.NewRecovery(dir)
		if err != nil || attempt.Request().KeyID != last.ID || !store.Remembered(dir) {
			t.Fatalf("a change was lost: %v", err)
		}
		opens(t, dir, passphrase, key)
	}
}
