package prepared

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the driver underneath
)

// Driver is the name for sql.Open. Names of databases are those of the driver "sqlite".
const Driver = "sqlite-prepared"

func init() {
	db, err := sql.Open("sqlite", "")
	if err != nil {
		panic(err) // it is registered above
	}
	sql.Register(Driver, &wrapper{db.Driver()})
	_ = db.Close() // nothing was opened
}

// wrapper is the driver.
type wrapper struct{ inner driver.Driver }

// Open implements driver.Driver.
func (w *wrapper) Open(name string) (driver.Conn, error) {
	c, err := w.inner.Open(name)
	if err != nil {
		return nil, err
	}
	inner, ok := c.(connection)
	if !ok {
		return nil, fmt.Errorf("prepared: %T lacks what this package builds on", c)
	}
	return &conn{connection: inner, kept: map[string]*statement{}}, nil
}

// connection is what the connections of the driver underneath can do.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.Pinger
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

// worth reports whether a text is kept compiled. What is not run often is not, nor what acts while it is compiled, as some
// pragmas do.
func worth(query string) bool {
	text := strings.TrimLeft(query, " \t\n")
	end := strings.IndexAny(text, " \t\n")
	if end < 0 {
		end = len(text)
	}
	switch text[:end] {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return len(query) <= longest
	case "BEGIN", "COMMIT", "ROLLBACK":
		return true
	}
	return false
}

// Bounds of what a connection keeps. A compiled statement takes some kilobytes.
const (
	most    = 300
	longest = 8 << 10 // bytes of text; what is longer lists values
)

// conn is one connection. database/sql uses it from one goroutine at a time.
type conn struct {
	connection
	kept   map[string]*statement // not in use
	oldest *statement            // of those kept, by use; a ring by next and before
}

// ExecContext implements driver.ExecerContext.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if !worth(query) {
		return c.connection.ExecContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	defer c.give(s)
	return s.inner.ExecContext(ctx, args)
}

// QueryContext implements driver.QueryerContext.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if !worth(query) {
		return c.connection.QueryContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	r, err := s.inner.QueryContext(ctx, args)
	if err != nil {
		c.give(s)
		return nil, err
	}
	return &rows{r, s}, nil
}

// Prepare implements driver.Conn.
func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

// PrepareContext implements driver.ConnPrepareContext.
func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if !worth(query) {
		return c.connection.PrepareContext(ctx, query)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	return &handle{s}, nil
}

// Close implements driver.Conn.
func (c *conn) Close() error {
	for c.oldest != nil {
		c.drop(c.oldest)
	}
	return c.connection.Close()
}
