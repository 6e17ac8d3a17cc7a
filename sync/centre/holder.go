package centre

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"

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
		hash := keyHash(key)
		if t.holders[string(hash)] == id {
			continue
		}
		if err := t.exec(`INSERT INTO holder_key (key, customer) VALUES (?, ?) ON CONFLICT DO NOTHING`, hash, id); err != nil {
			return err
		}
		if first, learned := t.holders[string(hash)]; learned && (first == "" || id < first) {
			t.holders[string(hash)] = id
		}
	}
	return nil
}

// learnHolders reads at once to whom keys lead, for the lookups that follow in the transaction.
func (t *txn) learnHolders(keys []string) error {
	t.holders = make(map[string]string, len(keys))
	ask := make([]string, len(keys))
	for i, key := range keys {
		hash := keyHash(key)
		t.holders[string(hash)], ask[i] = "", hex.EncodeToString(hash)
	}
	list, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	return t.each(`SELECT key, min(customer) FROM holder_key WHERE key IN (SELECT unhex(value) FROM json_each(?)) GROUP BY key`,
		[]any{string(list)}, func(rows *sql.Rows) error {
			var hash, id string
			err := rows.Scan(&hash, &id)
			t.holders[hash] = id
			return err
		})
}

// firstHolder returns the customer a key leads to, of several the one that came first; "" if it leads to nobody.
func (t *txn) firstHolder(key string) (id string, err error) {
	hash := keyHash(key)
	if id, learned := t.holders[string(hash)]; learned {
		return id, nil
	}
	_, err = t.one(`SELECT customer FROM holder_key WHERE key = ? ORDER BY customer LIMIT 1`, []any{hash}, &id)
	return id, err
}

func keyHash(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:16]
}
