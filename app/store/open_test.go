package store_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
)

var ctx = context.Background()

func open(t *testing.T, dir string, key []byte) (*store.Store, error) {
	t.Helper()
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now})
	if err == nil {
		t.Cleanup(func() { _ = s.Close() })
	}
	return s, err
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if app.Code(err) != code {
		t.Fatalf("error %v, want code %q", err, code)
	}
}

// Every field of every kind has its column of the right type, and no column is left over.
func TestColumnsAreTheRegistrys(t *testing.T) {
	s := apptest.NewStore(t)
	for _, k := range record.Kinds() {
		var want []string
		for _, c := range store.LocalColumns(k.Name) {
			typ := "TEXT"
			if slices.Contains([]string{"rid", "ver", "epoch", "reminded_at", "spoken_at", "open_next", "open_promise"}, c) {
				typ = "INTEGER"
			}
			want = append(want, c+"|"+typ)
		}
		for _, f := range k.Fields {
			typ := "TEXT"
			if f.Type == record.TypeInt || f.Type == record.TypeBool {
				typ = "INTEGER"
			}
			want = append(want, f.Name+"|"+typ)
		}
		have, err := s.Query(ctx, "SELECT name, type FROM pragma_table_info(?)", k.Table)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(have, want) {
			t.Errorf("%s:\nhave %v\nwant %v", k.Table, have, want)
		}
	}
}

// A commit that was reported survives a power cut: WAL with FULL. Readers cannot write.
func TestConnections(t *testing.T) {
	s := apptest.NewStore(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "temp_store": "2", "query_only": "1", "busy_timeout": "5000"} {
		got, err := s.Query(ctx, "PRAGMA "+pragma)
		if err != nil || got[0] != want {
			t.Errorf("reader: %s is %v, want %s (%v)", pragma, got, want, err)
		}
	}
	if _, err := s.Query(ctx, "DELETE FROM settings RETURNING key"); err == nil {
		t.Error("a reader could write")
	}
	got, err := store.WriterPragma(s, "synchronous")
	if err != nil || got != "2" {
		t.Errorf("writer: synchronous is %s, want 2 (%v)", got, err)
	}
}

func TestNewerDatabaseIsRefusedAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	s, err := open(t, dir, apptest.Key())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Exec(ctx, "PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, store.FileDatabase))
	if err != nil {
		t.Fatal(err)
	}
	_, err = open(t, dir, apptest.Key())
	wantCode(t, err, app.ErrNewerStore)
	after, err := os.ReadFile(filepath.Join(dir, store.FileDatabase))
	if err != nil || string(before) != string(after) {
		t.Errorf("the newer database was changed (%v)", err)
	}
}

func TestDamagedDatabase(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("这不是数据库。", 1000)
	if err := os.WriteFile(filepath.Join(dir, store.FileDatabase), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := open(t, dir, apptest.Key())
	wantCode(t, err, app.ErrDamaged)
	after, _ := os.ReadFile(filepath.Join(dir, store.FileDatabase))
	if string(after) != text {
		t.Error("the file was written to")
	}
}

func TestOtherKey(t *testing.T) {
	dir := t.TempDir()
	s, err := open(t, dir, apptest.Key())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = open(t, dir, []byte("fedcba9876543210fedcba9876543210"))
	wantCode(t, err, app.ErrDamaged)
	_, err = open(t, dir, []byte("short"))
	wantCode(t, err, app.ErrDamaged)
}

// What was committed is there after reopening, in folders with any name, and files are the owner's only.
func TestReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "王𬱖 100%#?&=+ 数据")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := open(t, dir, apptest.Key())
	if err != nil {
		t.Fatal(err)
	}
	s.SetAuthor(apptest.Planner, apptest.Device)
	c := apptest.Customer(1, "王𬱖")
	apptest.MustCommit(t, s, store.Create(c))
	if err := s.SetSecret(ctx, "k", []byte("秘密")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{store.FileDatabase, store.FileDatabase + "-wal"} {
		st, err := os.Stat(filepath.Join(dir, name))
		if err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, st, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = open(t, dir, apptest.Key()); err != nil {
		t.Fatal(err)
	}
	if person, device := s.Author(); person != apptest.Planner || device != apptest.Device {
		t.Errorf("author %q %q", person, device)
	}
	if got, err := store.Get[app.Customer](ctx, s, c.ID); err != nil || got.Name != c.Name || len(got.Phones) != 1 {
		t.Errorf("%+v %v", got, err)
	}
	if v, err := s.Secret(ctx, "k"); err != nil || string(v) != "秘密" {
		t.Errorf("secret %q %v", v, err)
	}
	changed := c
	changed.Grade = "A"
	e, _ := store.Change(c, changed)
	apptest.MustCommit(t, s, e)
	ops := pending(t, s)
	if len(ops) != 2 || ops[1].N != 2 || ops[1].HLC <= ops[0].HLC {
		t.Errorf("numbering did not go on: %+v", ops)
	}
}

func TestSecretsAndSettings(t *testing.T) {
	s := apptest.NewStore(t)
	if v, err := s.Setting(ctx, "none"); v != "" || err != nil {
		t.Errorf("%q %v", v, err)
	}
	if v, err := s.Secret(ctx, "none"); v != nil || err != nil {
		t.Errorf("%q %v", v, err)
	}
	for _, v := range []string{"a", "b"} {
		if err := s.SetSetting(ctx, "x", v); err != nil {
			t.Fatal(err)
		}
		if err := s.SetSecret(ctx, "x", []byte(v)); err != nil {
			t.Fatal(err)
		}
	}
	if v, _ := s.Setting(ctx, "x"); v != "b" {
		t.Errorf("setting %q", v)
	}
	if v, err := s.Secret(ctx, "x"); string(v) != "b" || err != nil {
		t.Errorf("secret %q %v", v, err)
	}
	// A sealed value is bound to its name.
	if err := s.Exec(ctx, "INSERT INTO secrets (key, sealed) SELECT 'y', sealed FROM secrets WHERE key = 'x'"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Secret(ctx, "y")
	wantCode(t, err, app.ErrDamaged)
	if rows, _ := s.Query(ctx, "SELECT 1 FROM secrets WHERE instr(sealed, 'b') = length(sealed)"); len(rows) != 0 {
		t.Error("a secret lies open")
	}
	if err := s.SetSecret(ctx, "x", nil); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Secret(ctx, "x"); v != nil || err != nil {
		t.Errorf("removed secret: %q %v", v, err)
	}
}
