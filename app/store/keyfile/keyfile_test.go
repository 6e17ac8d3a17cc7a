package keyfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/sync/wire"
)

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if app.Code(err) != code {
		t.Fatalf("error %v, want code %q", err, code)
	}
}

func saved(t *testing.T) (path string, key []byte) {
	t.Helper()
	f, key, err := New("correct horse", Fast)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "keys.json")
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	return path, key
}

func TestUnlock(t *testing.T) {
	path, key := saved(t)
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", st, err)
	}
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Unlock("correct horse")
	if err != nil || !bytes.Equal(got, key) || len(key) != KeySize {
		t.Fatalf("%x %v", got, err)
	}
	for _, wrong := range []string{"", "correct horse ", "Correct horse"} {
		_, err := f.Unlock(wrong)
		wantCode(t, err, app.ErrPassphrase)
	}
	if err := f.SetPassphrase(key, "new", Fast); err != nil {
		t.Fatal(err)
	}
	_, err = f.Unlock("correct horse")
	wantCode(t, err, app.ErrPassphrase)
	if got, err := f.Unlock("new"); err != nil || !bytes.Equal(got, key) {
		t.Errorf("%v", err)
	}
	other, otherKey, err := New("correct horse", Fast)
	if err != nil || bytes.Equal(key, otherKey) || other.DatabaseID() == f.DatabaseID() {
		t.Error("two files share a key or an id")
	}
}

// edit changes a key file's JSON and returns what unlocking it says.
func edit(t *testing.T, change func(file map[string]any, slot map[string]any)) error {
	t.Helper()
	path, _ := saved(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var d map[string]any
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	change(d, d["slots"].([]any)[0].(map[string]any))
	if b, err = json.Marshal(d); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Load(path)
	if err == nil {
		_, err = f.Unlock("correct horse")
	}
	return err
}

func TestTampering(t *testing.T) {
	params := func(s map[string]any) map[string]any { return s["params"].(map[string]any) }
	for name, c := range map[string]struct {
		change func(f, s map[string]any)
		code   string
	}{
		"too much memory": {func(_, s map[string]any) { params(s)["memory_kib"] = 4 << 20 }, app.ErrDamaged},
		"too much time":   {func(_, s map[string]any) { params(s)["time"] = 1000000 }, app.ErrDamaged},
		"too many lanes":  {func(_, s map[string]any) { params(s)["threads"] = 255 }, app.ErrDamaged},
		"no time":         {func(_, s map[string]any) { params(s)["time"] = 0 }, app.ErrDamaged},
		"no memory":       {func(_, s map[string]any) { params(s)["memory_kib"] = 0 }, app.ErrDamaged},
		"negative":        {func(_, s map[string]any) { params(s)["time"] = -1 }, app.ErrDamaged},
		"other params":    {func(_, s map[string]any) { params(s)["time"] = 2 }, app.ErrPassphrase},
		"other database":  {func(f, _ map[string]any) { f["database_id"] = "another" }, app.ErrPassphrase},
		"other salt":      {func(_, s map[string]any) { s["salt"] = "AAAAAAAAAAAAAAAAAAAAAA==" }, app.ErrPassphrase},
		"short salt":      {func(_, s map[string]any) { s["salt"] = "AA==" }, app.ErrDamaged},
		"short nonce":     {func(_, s map[string]any) { s["nonce"] = "AA==" }, app.ErrDamaged},
		"short seal":      {func(_, s map[string]any) { s["sealed"] = "AA==" }, app.ErrDamaged},
		"other kdf":       {func(_, s map[string]any) { s["kdf"] = "md5" }, app.ErrDamaged},
		"no slot":         {func(f, _ map[string]any) { f["slots"] = []any{} }, app.ErrDamaged},
		"no such slot":    {func(_, s map[string]any) { s["kind"] = "keyring" }, app.ErrDamaged},
		"slot is no slot": {func(f, _ map[string]any) { f["slots"] = []any{"x", 1} }, app.ErrDamaged},
		"newer":           {func(f, _ map[string]any) { f["version"] = 3 }, app.ErrNewerStore},
		"generation":      {func(f, _ map[string]any) { f["generation"] = -1 }, app.ErrDamaged},
		"vast generation": {func(f, _ map[string]any) { f["generation"] = 1 << 40 }, app.ErrDamaged},
		"other check":     {func(f, _ map[string]any) { f["check"] = "AAAAAAAAAAAAAAAAAAAAAA==" }, app.ErrDamaged},
		"short check":     {func(f, _ map[string]any) { f["check"] = "AA==" }, app.ErrDamaged},
		"many slots":      {func(f, s map[string]any) { f["slots"] = slices.Repeat([]any{s}, 65) }, app.ErrDamaged},
		"no version":      {func(f, _ map[string]any) { delete(f, "version") }, app.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) { wantCode(t, edit(t, c.change), c.code) })
	}
}

// Every cut and every flipped bit is an error, never a key.
func TestDamage(t *testing.T) {
	path, key := saved(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(b []byte) {
		f, err := Parse(b)
		if err != nil {
			return
		}
		if got, err := f.Unlock("correct horse"); err == nil && !bytes.Equal(got, key) {
			t.Fatal("a damaged file gave another key")
		} else if app.Code(err) == app.ErrInternal {
			t.Fatalf("a damaged file: %v", err)
		}
	}
	for i := range b[:len(b)-2] {
		if _, err := Parse(b[:i]); app.Code(err) != app.ErrDamaged {
			t.Fatalf("cut at %d: %v", i, err)
		}
		for _, bit := range []byte{1, 32} {
			d := bytes.Clone(b)
			d[i] ^= bit
			try(d)
		}
	}
	_, err = Load(filepath.Join(t.TempDir(), "none"))
	wantCode(t, err, app.ErrDamaged)
}

func TestUnknownSlotsAreKept(t *testing.T) {
	path, key := saved(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const centre = `{"kind":"card","key_id":"2027","sealed":"QUJD","more":{"x":[1,2]}}`
	b = bytes.Replace(b, []byte(`"slots": [`), []byte(`"slots": [`+centre+","), 1)
	f, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetPassphrase(key, "new", Fast); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	if b, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	var flat bytes.Buffer
	if err := json.Compact(&flat, b); err != nil || !strings.Contains(flat.String(), centre) {
		t.Errorf("%s", b)
	}
	if f, err = Load(path); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Unlock("new"); err != nil || !bytes.Equal(got, key) {
		t.Error(err)
	}
}

// A file of version 1 has no check value and no generation; it gets both with its next change.
func TestVersion1(t *testing.T) {
	path, key := saved(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var d map[string]any
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	d["version"] = 1
	delete(d, "check")
	if b, err = json.Marshal(d); err != nil {
		t.Fatal(err)
	}
	f, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.Unlock("correct horse"); err != nil || !bytes.Equal(got, key) || f.Generation() != 0 {
		t.Fatal(err)
	}
	f.SetGeneration(1)
	f.SetOwner(Owner{StaffNo: "1001", DeviceID: "d1"})
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	if f, err = Load(path); err != nil || f.Generation() != 1 || f.Owner() != (Owner{"1001", "d1"}) {
		t.Fatalf("%+v %v", f, err)
	}
	if b, err = os.ReadFile(path); err != nil || !bytes.Contains(b, []byte(`"version": 2`)) || !bytes.Contains(b, []byte(`"check"`)) {
		t.Errorf("%s", b)
	}
}

func TestAnotherKeyIsNotSealed(t *testing.T) {
	f, key, err := New("correct horse", Fast)
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Clone(key)
	other[0] ^= 1
	wantCode(t, f.SetPassphrase(other, "new", Fast), app.ErrDamaged)
	wantCode(t, f.SetPassphrase(key[:31], "new", Fast), app.ErrDamaged)
	wantCode(t, f.SetKeyring(other, NewKeyringSecret()), app.ErrDamaged)
	if got, err := f.Unlock("correct horse"); err != nil || !bytes.Equal(got, key) {
		t.Error(err)
	}
}

func TestRekeyed(t *testing.T) {
	path, key := saved(t)
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	f.SetOwner(Owner{StaffNo: "1001"})
	secret := NewKeyringSecret()
	if err := f.SetKeyring(key, secret); err != nil {
		t.Fatal(err)
	}
	next, nextKey, err := f.Rekeyed("battery staple", Fast)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(key, nextKey) || next.DatabaseID() == f.DatabaseID() || next.Generation() != 1 || next.HasKeyring() || next.Owner() != f.Owner() {
		t.Errorf("%+v", next)
	}
	_, err = next.Unlock("correct horse")
	wantCode(t, err, app.ErrPassphrase)
	_, err = next.UnlockKeyring(secret)
	wantCode(t, err, app.ErrPassphrase)
	if got, err := next.Unlock("battery staple"); err != nil || !bytes.Equal(got, nextKey) {
		t.Error(err)
	}
	// A slot of the old file opens nothing in the new one.
	next.slots = f.slots
	_, err = next.Unlock("correct horse")
	wantCode(t, err, app.ErrPassphrase)
}

func TestSaveIsWatched(t *testing.T) {
	path, key := saved(t)
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	f.SetGeneration(1)
	steps := 0
	if err := f.SaveWatched(path, func(disk.Event) error { steps++; return nil }); err != nil || steps < 4 {
		t.Fatalf("%d steps, %v", steps, err)
	}
	f.SetGeneration(2)
	full := errors.New("disk full")
	for broken := range steps {
		n := 0
		err := f.SaveWatched(path, func(disk.Event) error {
			if n++; n > broken {
				return full
			}
			return nil
		})
		got, loadErr := Load(path)
		if !errors.Is(err, full) || loadErr != nil {
			t.Fatalf("step %d: %v %v", broken, err, loadErr)
		}
		if k, err := got.Unlock("correct horse"); err != nil || !bytes.Equal(k, key) {
			t.Errorf("step %d: %v", broken, err)
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("%d files left", len(left))
	}
}

func FuzzParse(f *testing.F) {
	// The same in every process that takes part.
	key, secret := []byte("0123456789abcdef0123456789abcdef"), []byte("fedcba9876543210fedcba9876543210")
	k := &File{databaseID: "00112233445566778899aabbccddeeff", owner: Owner{StaffNo: "1001"}}
	if err := errors.Join(k.SetPassphrase(key, "correct horse", Fast), k.SetKeyring(key, secret), k.SetCentre(key, centreKey(f).key)); err != nil {
		f.Fatal(err)
	}
	path := filepath.Join(f.TempDir(), "keys.json")
	if err := k.Save(path); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"version":1,"database_id":"a","slots":[{"kind":"passphrase","params":{"time":1,"memory_kib":8,"threads":1}}]}`))
	f.Add([]byte(`{"version":2,"database_id":"a","slots":[{"kind":"keyring","nonce":"","sealed":""},{"kind":"centre"},1]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := Parse(b)
		if err != nil {
			return
		}
		var p passphraseSlot
		if _, err := k.find(slotPassphrase, &p); err == nil && p.Params.check() == nil && p.Params.Time*p.Params.MemoryKiB > 1<<10 {
			t.Skip("dear, and nothing new")
		}
		one, err := wire.NewRecoveryPair()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = k.RecoveryRequest("", one)
		_ = k.CentreKeyID()
		for _, open := range []func() ([]byte, error){
			func() ([]byte, error) { return k.Unlock("correct horse") },
			func() ([]byte, error) { return k.UnlockKeyring(secret) },
		} {
			if got, err := open(); err == nil && !bytes.Equal(got, key) {
				t.Error("another key came out")
			} else if app.Code(err) == app.ErrInternal {
				t.Errorf("%v", err)
			}
		}
		if err := k.SetPassphrase(key, "new", Fast); err != nil {
			return
		}
		if got, err := k.Unlock("new"); err != nil || !bytes.Equal(got, key) {
			t.Errorf("a file that took the key does not give it back: %v", err)
		}
	})
}
