package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
	"modernc.org/sqlite"
)

// Restored says what a database goes on from.
type Restored struct {
	Rows    int64
	Blobs   int    // contents of attachments
	Missing int    // contents the database speaks of that are nowhere
	Aside   string // where the database before lies now, "" for none
	Revoked int    // laptops that were taken out of use after the backup, and stay so
	// Unknown is set where the database before could not be asked which laptops were taken out of use after the backup, and
	// Noted where the anchors beside it say so up to the moment they were kept.
	Unknown, Noted bool
}

// Restore makes the database at path go on from a backup, in a new epoch: laptops send again what the backup lacks. A
// database that lies there is refused; with replace it is set aside under another name, and laptops it has taken out of use
// stay so. A stop at any moment loses neither: what is not complete has another name. Errors: app.ErrNotFound,
// app.ErrConflict if there is a database, app.ErrInUse if somebody has it open, app.ErrDamaged if the backup is not sound.
func Restore(ctx context.Context, backup, path string, replace bool, o Options) (Restored, error) {
	var r Restored
	if info, err := os.Stat(backup); errors.Is(err, fs.ErrNotExist) {
		return r, app.Errorf(app.ErrNotFound, "找不到备份文件 %s", backup)
	} else if err != nil {
		return r, err
	} else if info.IsDir() {
		return r, app.Errorf(app.ErrInvalid, "%s 是文件夹，请指明其中的备份文件", backup)
	}
	if _, err := taken(path, replace); err != nil {
		return r, err // before whoever has it open is told to stop
	}
	alone, err := holdAlone(ctx, path)
	if err != nil {
		return r, err
	}
	defer func() { _ = alone.release() }()
	old, err := before(ctx, path, replace)
	if err != nil {
		return r, err
	}
	r.Unknown = !old.read
	if r.Noted, err = old.readNoted(backup, path); err != nil {
		return r, err
	}
	defer old.release()
	partial := path + partialEnd
	if err := removePartial(partial); err != nil {
		return r, err
	}
	defer func() { _ = removePartial(partial) }()
	if err := r.prepare(ctx, backup, partial, old, o); err != nil {
		return r, err
	}
	if r.Blobs, r.Missing, err = copyContents(ctx, partial, BlobsOf(backup), BlobsOf(path), false); err != nil {
		return r, err
	}
	if err := carryAnchors(backup, partial, path); err != nil {
		return r, err
	}
	old.release() // not every system renames a file that is open
	if r.Aside, err = setAside(path, old.there, o); err != nil {
		return r, err
	}
	return r, takePlace(partial, path)
}

// predecessor is what lies where a backup is restored to.
type predecessor struct {
	there   bool
	read    bool              // it could be asked
	release func()            // lets others open it again; until then it is locked, so that no work gets into what is set aside
	revoked map[string]string // states of laptops that are out of use, as far as it can be known
	conn    *sql.Conn         // to it, nil where there is none
}

// taken reports whether there is a database at path. Errors: those of Restore for what may not be replaced.
func taken(path string, replace bool) (bool, error) {
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return false, app.Errorf(app.ErrInvalid, "%s 是文件夹，不是数据库文件", path)
	case !replace:
		return false, app.Errorf(app.ErrConflict, "已经有数据库 %s；确定要用备份代替它，请加 -replace，原数据库会另存", path)
	}
	return true, nil
}

// before looks at what lies at path and makes sure that nobody has it open.
func before(ctx context.Context, path string, replace bool) (predecessor, error) {
	p := predecessor{revoked: map[string]string{}, release: func() {}}
	there, err := taken(path, replace)
	if err != nil || !there {
		return p, err
	}
	p.there = true
	db, err := connectTo(path, "?_pragma=busy_timeout(0)")
	if err != nil {
		return p, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return p, errors.Join(err, db.Close())
	}
	p.conn = conn
	p.release = sync.OnceFunc(func() { _, _ = conn.Close(), db.Close() }) // the connection's end gives up its lock
	// Leaving the write-ahead log needs the database alone, and puts all of it into the one file.
	var mode string
	err = conn.QueryRowContext(ctx, `PRAGMA journal_mode = DELETE`).Scan(&mode)
	used := busy(err) || err == nil && mode != "delete"
	if !used {
		_, err = conn.ExecContext(ctx, `BEGIN EXCLUSIVE`) // a damaged one cannot be locked, nor used
		used = busy(err)
	}
	if used {
		p.release()
		return p, app.Errorf(app.ErrInUse, "数据库 %s 正在使用，请先停止 centre serve", path)
	}
	p.ask(ctx, conn)
	return p, nil
}

// busy reports whether SQLite says that somebody else has a database.
func busy(err error) bool {
	var e *sqlite.Error
	const code, locked = 0xff, 5
	return errors.As(err, &e) && e.Code()&code == locked
}

// ask learns which laptops are out of use. A database that is being replaced may be damaged: what cannot be read is left.
func (p *predecessor) ask(ctx context.Context, conn *sql.Conn) {
	rows, err := conn.QueryContext(ctx, `SELECT id, state FROM device WHERE state <> ?`, wire.DeviceActive)
	if err != nil {
		return
	}
	defer func() { _ = rows.Close() }()
	whole := true
	for rows.Next() {
		var id, state string
		if rows.Scan(&id, &state) != nil {
			whole = false
			continue
		}
		p.revoked[id] = state
	}
	p.read = whole && rows.Err() == nil
}

// readNoted adds what the anchors say of laptops that were taken out of use: they may have outlasted the database. It
// reports whether there are any beside the database.
func (p *predecessor) readNoted(backup, path string) (noted bool, err error) {
	for _, file := range []string{AnchorsOf(backup), AnchorsOf(path)} {
		list, err := readAnchors(file)
		if err != nil {
			return false, err
		}
		noted = !list.missing
		for id, state := range list.revoked {
			if worse(state, p.revoked[id]) {
				p.revoked[id] = state
			}
		}
	}
	return noted, nil
}

// prepare copies a backup, checks it, and begins a new epoch in the copy.
func (r *Restored) prepare(ctx context.Context, backup, partial string, old predecessor, o Options) error {
	for _, end := range []string{"", "-wal"} {
		if err := copyFile(backup+end, partial+end); err != nil && (end == "" || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	db, err := connectTo(partial, "")
	if err != nil {
		return err
	}
	if err := errors.Join(sound(ctx, db, &r.Rows), db.Close()); err != nil {
		return err
	}
	o.MustExist = true
	c, err := openUnheld(ctx, partial, o)
	if err != nil {
		return err
	}
	err = c.update(ctx, func(t *txn) error {
		for id, state := range old.revoked {
			d, found, err := t.device(id)
			if err != nil {
				return err
			}
			if !found || !worse(state, d.state) {
				continue
			}
			r.Revoked++
			if err := t.exec(`UPDATE device SET state = ? WHERE id = ?`, state, id); err != nil {
				return err
			}
		}
		return old.giveOffers(ctx, t)
	})
	if err == nil {
		err = c.StartEpoch(ctx)
	}
	if err = errors.Join(err, c.Close()); err != nil {
		return err
	}
	if _, err := os.Stat(partial + "-wal"); err == nil {
		return fmt.Errorf("centre: restore: the copy still has a write-ahead log")
	}
	return nil
}

// worse reports whether a state takes a laptop further out of use than another.
func worse(state, than string) bool {
	order := map[string]int{wire.DeviceActive: 0, wire.DeviceDraining: 1, wire.DeviceWiping: 2, wire.DeviceWiped: 3}
	return order[state] > order[than]
}

// carryAnchors adds to the anchors beside the database what the new epoch has noted beside the copy; where there are none,
// those of the backup come first.
func carryAnchors(backup, partial, path string) error {
	to := AnchorsOf(path)
	if _, err := os.Stat(to); errors.Is(err, fs.ErrNotExist) {
		if err := copyFile(AnchorsOf(backup), to); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	fresh, err := os.ReadFile(AnchorsOf(partial))
	if err != nil {
		return err
	}
	a := &anchors{path: to}
	return errors.Join(a.append(string(fresh), true), a.close())
}

// setAside gives the database at path a name of the past, which it keeps when another takes its place. What SQLite kept
// beside it goes there too, or would be taken for the new one's.
func setAside(path string, there bool, o Options) (string, error) {
	clock := o.Clock
	if clock == nil {
		clock = time.Now
	}
	aside := path + ".before-" + clock().In(app.Shanghai).Format("20060102-150405")
	if err := absent(aside); err != nil {
		return "", err
	}
	for _, end := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Rename(path+end, aside+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if !there {
		return "", nil
	}
	if err := os.Link(path, aside); err != nil {
		// A file system without links: for a moment neither has the name, but both are there.
		if err := os.Rename(path, aside); err != nil {
			return "", err
		}
	}
	return aside, syncDir(filepath.Dir(path))
}

// takePlace gives a copy its name, in place of the database that was set aside.
func takePlace(partial, path string) error {
	if err := os.Rename(partial, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// removePartial removes a copy that is not complete, with all that lies beside it.
func removePartial(partial string) error {
	err := os.Remove(AnchorsOf(partial))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, removeDatabase(partial))
}
