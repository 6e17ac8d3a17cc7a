package centre

import (
	"crypto/sha256"
	"database/sql"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
)

// indexHolder remembers by which keys a customer is found again. Keys are only added: the insurer's files go on naming a
// phone that a planner has since put right. They are hashed, so that no second copy of the facts lies about.
func (t *txn) indexHolder(r *row) error {
	var c app.Customer
	if _, err := app.KindCustomer.Decode(r.body, &c); err != nil {
		return err
	}
	return t.addHolderKeys(r.id, intake.HolderKeys(c))
}

func (t *txn) addHolderKeys(id string, keys []string) error {
	for _, key := range keys {
		if err := t.exec(`INSERT INTO holder_key (key, customer) VALUES (?, ?) ON CONFLICT DO NOTHING`, keyHash(key), id); err != nil {
			return err
		}
	}
	return nil
}

// findHolder returns the customer a holder with these keys is known as, nil if the holder is new. The first key that leads
// to somebody decides; of several customers the one that came first.
func (t *txn) findHolder(keys []string) (*row, error) {
	for _, key := range keys {
		var id string
		err := t.each(`SELECT customer FROM holder_key WHERE key = ? ORDER BY customer LIMIT 1`, []any{keyHash(key)}, func(rows *sql.Rows) error {
			return rows.Scan(&id)
		})
		if err != nil {
			return nil, err
		}
		if id != "" {
			return t.get(app.KindCustomer.Name, id)
		}
	}
	return nil, nil
}

func keyHash(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:16]
}
