package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/vault"
)

// SQLite's result codes, extended ones where they say more.
const (
	codeBusy      = 5
	codeLocked    = 6
	codeReadOnly  = 8
	codeCorrupt   = 11
	codeFull      = 13
	codeNotADB    = 26
	codeIOWrite   = 10 | 3<<8
	codeIOShmSize = 10 | 19<<8 // the index of the WAL cannot grow: only a full disk does that
	codeIOData    = 10 | 32<<8 // a page that the vault cannot authenticate
	codeIOFS      = 10 | 33<<8 // the file system itself is damaged
)

// resultCode returns SQLite's code in an error, 0 if there is none.
func resultCode(err error) int {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return coded.Code()
	}
	return 0
}

// FieldForeign is the field of an app.ErrDamaged that says: the database belongs to another account or another
// installation.
const FieldForeign = "foreign"

// broken reports whether an error says that the database is damaged.
func broken(err error) bool {
	c := resultCode(err)
	return c == codeIOData || c == codeIOFS || c&0xff == codeCorrupt || c&0xff == codeNotADB
}

// full reports whether an error says that there is no room left on the disk.
func full(err error) bool {
	c := resultCode(err)
	return c&0xff == codeFull || c == codeIOShmSize || noRoom(err)
}

// fail maps errors of the database and its files to those a person is told about.
func fail(err error) error {
	if err == nil {
		return nil
	}
	var e *app.Error
	switch c := resultCode(err); {
	case errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, sql.ErrNoRows):
		return &app.Error{Code: app.ErrNotFound, Message: "没有找到这条记录", Cause: err}
	case errors.Is(err, vault.ErrKey):
		return &app.Error{Code: app.ErrDamaged, Field: FieldForeign, Message: "数据库不属于本账户，不能用这把密钥打开", Cause: err}
	case errors.Is(err, vault.ErrDamaged) || broken(err):
		return &app.Error{Code: app.ErrDamaged, Message: "数据库已损坏，请修复", Cause: err}
	case full(err):
		return diskFull(err)
	case c&0xff == codeReadOnly || errors.Is(err, fs.ErrPermission):
		return &app.Error{Code: app.ErrInternal, Message: "账户文件夹或其中的文件不能写入，请检查权限后再试", Cause: err}
	case c&0xff == codeBusy || c&0xff == codeLocked || errors.Is(err, vault.ErrInUse):
		return &app.Error{Code: app.ErrInUse, Message: "数据库正被另一个程序使用", Cause: err}
	}
	return err
}

func diskFull(cause error) error {
	return &app.Error{Code: app.ErrDiskFull, Message: "磁盘空间不足，未能保存，请清理磁盘后再试", Cause: cause}
}

// fail is the function of that name for errors of this store's own statements: it remembers damage, and knows a write that
// failed for want of room where the system gives another reason.
func (s *Store) fail(err error) error {
	if err == nil {
		return nil
	}
	if broken(err) {
		s.damage.note()
	}
	if resultCode(err) == codeIOWrite && s.room.isFull() {
		return diskFull(err)
	}
	return fail(err)
}

// damage remembers that the open database has turned out to be damaged.
type damage struct {
	mu    sync.Mutex
	found bool
	tell  []func()
}

// note tells the listeners once, each from a goroutine of its own: one of them will close the store, which waits for
// whoever noticed.
func (d *damage) note() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.found {
		return
	}
	d.found = true
	for _, f := range d.tell {
		go f()
	}
}

// Damaged reports whether a query or a commit has met damage since the store was opened. What can still be read may be
// read; the account should be locked and repaired (Rescue).
func (s *Store) Damaged() bool {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	return s.damage.found
}

// OnDamaged registers a function that is called, once and from a goroutine of its own, when damage is met; at once if it
// has been met already.
func (s *Store) OnDamaged(f func()) {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	if s.damage.found {
		go f()
		return
	}
	s.damage.tell = append(s.damage.tell, f)
}
