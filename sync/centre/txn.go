package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/fangce/fangce/app"
)

// txn is one transaction: a writing one holds the database's write lock from its start.
type txn struct {
	ctx   context.Context
	tx    *sql.Tx
	now   app.Instant
	stmts map[string]*sql.Stmt
	fresh map[string]bool // ids of rows it has written
	made  map[rowID]bool  // rows that laptops have made in it
	last  *row            // that it has written last
	floor *int64          // see floorNow
	card  *cardCounter
	// counters are those of the streams it looked at.
	counters map[string]*counter
	// uncounted are streams whose digest was asked for and is not kept yet.
	uncounted []string
	// devices are the names of all laptops by id, once nameDevices has read them.
	devices map[string]string
	// holders says to whom the hashes of holders' keys lead that learnHolders has read, "" for nobody; kept up to date.
	holders map[string]string
	chain   chain // of the audit log
	// revoked are the laptops it takes out of use, with their states.
	revoked [][2]string
	// tallies count what the transaction does, for the figures once it is done.
	tallies map[string]int
	// offers are how much waits of the laptops whose offers it keeps.
	offers map[string]*heap
	// operator runs the program.
	operator string
}

// update runs f in one writing transaction, with the stream counters written at its end. If f fails nothing is stored.
func (c *Centre) update(ctx context.Context, f func(*txn) error) error {
	asked := time.Now()
	tx, err := c.write.BeginTx(ctx, nil)
	c.metrics.waited(asked)
	if err != nil {
		return fmt.Errorf("centre: begin: %w", err)
	}
	t := newTxn(ctx, tx, c.clock.Now())
	t.operator = c.operator
	if err := errors.Join(t.run(f), t.close()); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	c.anchor(t)
	c.tallyAll(t)
	return nil
}

// view runs f in one reading transaction: it sees one state of the database throughout.
func (c *Centre) view(ctx context.Context, f func(*txn) error) error {
	tx, err := c.read.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("centre: begin: %w", err)
	}
	t := newTxn(ctx, tx, c.clock.Now())
	err = errors.Join(f(t), t.close())
	_ = tx.Rollback()
	c.tallyAll(t)
	return err
}

// newTxn wraps a transaction. Its statements cannot be cancelled one by one, as the driver would start a goroutine for
// each of them; transactions are short, and the context still ends the one it began.
func newTxn(ctx context.Context, tx *sql.Tx, now app.Instant) *txn {
	return &txn{ctx: context.WithoutCancel(ctx), tx: tx, now: now, stmts: map[string]*sql.Stmt{}, fresh: map[string]bool{}, made: map[rowID]bool{}, counters: map[string]*counter{}}
}

func (t *txn) run(f func(*txn) error) error {
	if err := f(t); err != nil {
		return err
	}
	if err := t.saveCards(); err != nil {
		return err
	}
	return t.saveCounters()
}

func (t *txn) close() error {
	var errs []error
	for _, s := range t.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// stmt prepares a statement once per transaction.
func (t *txn) stmt(query string) (*sql.Stmt, error) {
	if s, ok := t.stmts[query]; ok {
		return s, nil
	}
	s, err := t.tx.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("centre: %w", err)
	}
	t.stmts[query] = s
	return s, nil
}

func (t *txn) exec(query string, args ...any) error {
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	if _, err := s.ExecContext(t.ctx, args...); err != nil {
		return fmt.Errorf("centre: %w", err)
	}
	return nil
}

// one scans the only row of a query; found is false if there is none.
func (t *txn) one(query string, args []any, dest ...any) (found bool, err error) {
	s, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	switch err := s.QueryRowContext(t.ctx, args...).Scan(dest...); {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("centre: %w", err)
	}
	return true, nil
}

// each calls f for every row of a query.
func (t *txn) each(query string, args []any, f func(*sql.Rows) error) error {
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return fmt.Errorf("centre: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
