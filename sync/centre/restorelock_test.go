package centre

import (
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
)

// While a backup is copied into the place of a database, nobody opens that, and no second restore begins.
func TestADatabaseBeingReplacedIsLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "centre.db")
	c, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := before(t.Context(), path, true); app.Code(err) != app.ErrInUse {
		t.Errorf("a database that is open: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := before(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer old.release()
	if _, err := before(t.Context(), path, true); app.Code(err) != app.ErrInUse {
		t.Errorf("a second restore: %v", err)
	}
	db, err := connectTo(path, "?_pragma=busy_timeout(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	read := func() error {
		return db.QueryRowContext(t.Context(), `SELECT count(*) FROM device`).Scan(new(int))
	}
	if err := read(); !busy(err) {
		t.Errorf("opened meanwhile: %v", err)
	}
	old.release()
	if err := read(); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
