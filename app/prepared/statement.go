package prepared

import (
	"context"
	"database/sql/driver"
)

// statement is a compiled statement: lent to one user at a time, or kept.
type statement struct {
	of    *conn
	query string
	inner interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}
	next, before *statement // among those kept
}

// take lends the compiled form of a text. Another user of the same text at the same time gets one of its own.
func (c *conn) take(ctx context.Context, query string) (*statement, error) {
	if s := c.kept[query]; s != nil {
		c.unlink(s)
		return s, nil
	}
	inner, err := c.connection.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s := &statement{of: c, query: query}
	s.inner = inner.(interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	})
	return s, nil
}

// give takes a statement back, and keeps it unless there is one of its text already. The one unused for longest gives way.
func (c *conn) give(s *statement) {
	if c.kept[s.query] != nil {
		_ = s.inner.Close()
		return
	}
	if len(c.kept) >= most {
		c.drop(c.oldest)
	}
	c.kept[s.query] = s
	if c.oldest == nil {
		c.oldest, s.next, s.before = s, s, s
		return
	}
	s.next, s.before = c.oldest, c.oldest.before
	s.before.next, s.next.before = s, s
}

func (c *conn) unlink(s *statement) {
	delete(c.kept, s.query)
	switch {
	case s.next == s:
		c.oldest = nil
	case c.oldest == s:
		c.oldest = s.next
	}
	s.before.next, s.next.before = s.next, s.before
	s.next, s.before = nil, nil
}

func (c *conn) drop(s *statement) {
	c.unlink(s)
	_ = s.inner.Close() // it was not running
}

// handle is a statement in the hands of database/sql.
type handle struct{ *statement }

// Close implements driver.Stmt.
func (h *handle) Close() error {
	if s := h.statement; s != nil {
		h.statement = nil
		s.of.give(s)
	}
	return nil
}

// NumInput implements driver.Stmt.
func (h *handle) NumInput() int { return h.inner.NumInput() }

// Exec implements driver.Stmt. database/sql calls ExecContext instead.
func (h *handle) Exec([]driver.Value) (driver.Result, error) { return nil, driver.ErrSkip }

// Query implements driver.Stmt. database/sql calls QueryContext instead.
func (h *handle) Query([]driver.Value) (driver.Rows, error) { return nil, driver.ErrSkip }

// ExecContext implements driver.StmtExecContext.
func (h *handle) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return h.inner.ExecContext(ctx, args)
}

// QueryContext implements driver.StmtQueryContext.
func (h *handle) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return h.inner.QueryContext(ctx, args)
}

// rows are the rows of a query that was not prepared by its caller.
type rows struct {
	driver.Rows
	s *statement
}

// Close implements driver.Rows.
func (r *rows) Close() error {
	err := r.Rows.Close()
	if s := r.s; s != nil {
		r.s = nil
		s.of.give(s)
	}
	return err
}
