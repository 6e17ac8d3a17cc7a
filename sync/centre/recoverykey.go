package centre

import (
	"context"
	"crypto/hpke"
	"database/sql"
	_ "embed" // the schema

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

//go:embed schema_recovery.sql
var schemaRecovery string

// insertRecoveryKey is the one statement that is also run by a migration.
const insertRecoveryKey = `INSERT INTO recovery_key (id, private, public, made_at) VALUES (?, ?, ?, ?)`

// newRecoveryKey returns what insertRecoveryKey stores: a fresh pair.
func newRecoveryKey(now app.Instant) (id string, row []any, err error) {
	k, err := wire.NewRecoveryPair()
	if err != nil {
		return "", nil, err
	}
	private, err := k.Bytes()
	if err != nil {
		return "", nil, err
	}
	public := k.PublicKey().Bytes()
	id = wire.RecoveryKeyID(public)
	return id, []any{id, private, public, now}, nil
}

// firstRecoveryKey gives a centre that has none its key pair.
func firstRecoveryKey(ctx context.Context, tx *sql.Tx, now app.Instant) error {
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM recovery_key`).Scan(&n); err != nil || n > 0 {
		return err
	}
	_, row, err := newRecoveryKey(now)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, insertRecoveryKey, row...)
	return err
}

// NewRecoveryKey makes another key pair and returns its id. Laptops seal to it from their next token on; what they sealed
// to earlier ones still opens. by says who wanted it.
func (c *Centre) NewRecoveryKey(ctx context.Context, by string) (id string, err error) {
	err = c.update(ctx, func(t *txn) error {
		var row []any
		if id, row, err = newRecoveryKey(t.now); err != nil {
			return err
		}
		if err := t.exec(insertRecoveryKey, row...); err != nil {
			return err
		}
		return t.logRecovery(RecoveryEvent{What: RecoveryNewKey, KeyID: id, By: by})
	})
	return id, err
}

// recoveryKey returns the key laptops are told.
func (t *txn) recoveryKey() (wire.RecoveryKey, error) {
	var k wire.RecoveryKey
	_, err := t.one(`SELECT id, public FROM recovery_key ORDER BY rid DESC LIMIT 1`, nil, &k.ID, &k.Public)
	return k, err
}

// recoveryPair returns the private half of a key, nil if the centre has none of that id.
func (t *txn) recoveryPair(id string) (hpke.PrivateKey, error) {
	var raw []byte
	if found, err := t.one(`SELECT private FROM recovery_key WHERE id = ?`, []any{id}, &raw); err != nil || !found {
		return nil, err
	}
	return wire.ParseRecoveryPair(raw)
}
