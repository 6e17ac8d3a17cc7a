package keyfile

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
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
		"newer":           {func(f, _ map[string]any) { f["version"] = 2 }, app.ErrNewerStore},
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
	const centre = `{"kind":"centre","key_id":"2027","sealed":"QUJD","more":{"x":[1,2]}}`
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

// encryption.md: at least 250 ms, memory first, within the bounds, whatever the machine.
func TestTune(t *testing.T) {
	for name, perMiB := range map[string]time.Duration{"slow": 10 * time.Millisecond, "usual": 2 * time.Millisecond, "fast": 300 * time.Microsecond, "absurd": 1} {
		cost := func(p Params) time.Duration { return time.Duration(p.Time) * time.Duration(p.MemoryKiB>>10) * perMiB }
		p := tune(cost)
		if err := p.check(); err != nil {
			t.Errorf("%s: %+v", name, p)
		}
		if cost(p) < TuneTime && p.Time < maxTime {
			t.Errorf("%s: %+v takes %v", name, p, cost(p))
		}
		if p.Time > 1 && p.MemoryKiB < maxMemoryKiB || p.MemoryKiB < startMemoryKiB {
			t.Errorf("%s: %+v", name, p)
		}
	}
	_, _, err := New("x", Params{Time: 1000, MemoryKiB: 1 << 10, Threads: 1})
	wantCode(t, err, app.ErrInvalid)
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"version":1,"database_id":"a","slots":[{"kind":"passphrase","params":{"time":1,"memory_kib":8,"threads":1}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := Parse(b)
		if err != nil {
			return
		}
		if _, err := k.Unlock("x"); err == nil {
			t.Error("it opened")
		}
	})
}
