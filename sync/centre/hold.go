package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app"
)

// lockEnd ends the name of the file that says who has a database: many together who have it open, or one who puts another
// in its place. The database itself cannot say it, as it is another file afterwards. It stays where it is: removing it would
// let a third take a new one beside somebody who still waits for this one.
const lockEnd = ".lock"

// hold is one's part in the file of that name. It ends with the process, however that ends.
type hold struct {
	db   *sql.DB
	conn *sql.Conn
}

// holdShared keeps restores out. Error: app.ErrInUse while one is under way.
func holdShared(ctx context.Context, path string) (*hold, error) {
	// One who is refused a hold of its own is in the way for a moment.
	h, err := newHold(ctx, path, 1000, `BEGIN; SELECT count(*) FROM sqlite_master`)
	if busy(err) {
		return nil, &app.Error{Code: app.ErrInUse, Message: fmt.Sprintf("数据库 %s 正在从备份恢复，请等恢复完成后再试", path), Cause: err}
	}
	return h, err
}

// holdAlone keeps everybody else out. Error: app.ErrInUse if somebody has the database.
func holdAlone(ctx context.Context, path string) (*hold, error) {
	h, err := newHold(ctx, path, 0, `BEGIN EXCLUSIVE`)
	if busy(err) {
		return nil, &app.Error{Code: app.ErrInUse, Message: fmt.Sprintf("数据库 %s 正在使用，请先停止 centre serve；如有另一次恢复正在进行，请等它完成", path), Cause: err}
	}
	return h, err
}

// newHold lets SQLite lock the file, as it does so on every system the centre runs on.
func newHold(ctx context.Context, path string, patience int, begin string) (*hold, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path+lockEnd, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	h := &hold{}
	if h.db, err = connectTo(path+lockEnd, fmt.Sprintf("?_pragma=busy_timeout(%d)", patience)); err != nil {
		return nil, err
	}
	if h.conn, err = h.db.Conn(ctx); err == nil {
		_, err = h.conn.ExecContext(ctx, begin)
	}
	if err != nil {
		return nil, errors.Join(err, h.release())
	}
	return h, nil
}

// release ends a hold; of nil it is no error.
func (h *hold) release() error {
	if h == nil {
		return nil
	}
	var err error
	if h.conn != nil {
		err = h.conn.Close()
	}
	return errors.Join(err, h.db.Close())
}
