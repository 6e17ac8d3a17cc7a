package store

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/pinyin"
)

// indexVersion changes whenever cards are indexed in another way, such as after a correction of the surname table: a
// store indexed before is indexed anew when it is opened.
const indexVersion = "1"

// Required returns the names of the Customer fields that a card must have filled.
func (s *Store) Required(ctx context.Context) ([]string, error) {
	v, err := s.Setting(ctx, settingRequired)
	return requiredOf(v), err
}

// SetRequired names the Customer fields that a card must have filled and counts every card anew; nil brings back
// app.RequiredFacts. Error: app.ErrInvalid for a name that is no field.
func (s *Store) SetRequired(ctx context.Context, names []string) error {
	v := ""
	if names != nil {
		for _, name := range names {
			if _, ok := app.KindCustomer.Field(name); !ok {
				return app.FieldErrorf(app.ErrInvalid, name, "客户资料没有 %s 这一项", name)
			}
		}
		b, err := json.Marshal(names)
		if err != nil {
			return err
		}
		v = string(b)
	}
	return s.update(ctx, func(w *session) error {
		if err := w.setSetting(settingRequired, v); err != nil {
			return err
		}
		return w.touchAll()
	})
}

func requiredOf(setting string) []string {
	var names []string
	if setting == "" || json.Unmarshal([]byte(setting), &names) != nil {
		return app.RequiredFacts
	}
	return names
}

// refreshIndex indexes all cards anew if that was done another way last time.
func (s *Store) refreshIndex(ctx context.Context) error {
	v, err := s.Setting(ctx, settingIndex)
	if err != nil || v == indexVersion {
		return err
	}
	return s.Reindex(ctx)
}

// Reindex builds the list of cards and the search index anew from the rows.
func (s *Store) Reindex(ctx context.Context) error {
	return s.update(ctx, func(w *session) error {
		for _, q := range []string{"DELETE FROM search", "DELETE FROM card_index"} {
			if err := w.exec(q); err != nil {
				return err
			}
		}
		if err := w.setSetting(settingIndex, indexVersion); err != nil {
			return err
		}
		return w.touchAll()
	})
}

func (w *session) touchAll() error {
	ids, err := w.ids("SELECT id FROM customers", nil)
	for _, id := range ids {
		w.touch(id)
	}
	if len(ids) > 0 {
		w.kinds[app.KindCustomer.Name] = true
	}
	return err
}

// reindexTouched indexes every touched customer once.
func (w *session) reindexTouched() error {
	if len(w.touched) == 0 {
		return nil
	}
	setting, err := w.setting(settingRequired)
	if err != nil {
		return err
	}
	required := requiredOf(setting)
	for id := range w.touched {
		if err := w.reindex(id, required); err != nil {
			return err
		}
	}
	return nil
}

// cardFacts collects what the list shows of a card besides the customer's own row. Records count while they stand; a
// contact is a record in which somebody was spoken to (see app.Spoke).
const cardFacts = `SELECT p.n, p.numbers, k.n, r.n, r.last FROM
	(SELECT count(*) AS n, coalesce(group_concat(number, char(31) ORDER BY number), '') AS numbers FROM policies WHERE customer_id = ?1) p,
	(SELECT count(*) AS n FROM cases WHERE customer_id = ?1 AND signed_at = 0) k,
	(SELECT count(*) AS n, coalesce(max(CASE WHEN r.outcome NOT IN ('` + app.OutcomeNoAnswer + `', '` + app.OutcomeWrong + `', '` +
	app.OutcomeNoShow + `') THEN r.at END), 0) AS last FROM service_records r WHERE r.customer_id = ?1 AND ` + standing + `) r`

// reindex writes a customer's line of the list and words of the search index, or removes both with the customer.
func (w *session) reindex(id string, required []string) error {
	var old, oldKeys int64
	had, err := w.find("SELECT rid, keys FROM card_index WHERE id = ?", []any{id}, &old, &oldKeys)
	if err != nil {
		return err
	}
	var rid int64
	var stream, extra string
	var ver, epoch int64
	var c app.Customer
	k := app.KindCustomer
	exists, err := w.find(tables()[k.Name].load, []any{id}, append([]any{&rid, &stream, &ver, &epoch, &extra}, k.Dest(&c)...)...)
	if err != nil {
		return err
	}
	if had && (!exists || rid != old) {
		if err := w.unindex(old); err != nil {
			return err
		}
		had = false
	}
	if !exists {
		return nil
	}
	var policies, unsigned, records int64
	var numbers string
	var last app.Instant
	if err := w.get(cardFacts, []any{id}, &policies, &numbers, &unsigned, &records, &last); err != nil {
		return err
	}
	keys := keysOf(&c, strings.Split(numbers, "\x1f"))
	if hash := keys.hash(); !had || hash != oldKeys {
		if had {
			if err := w.exec("DELETE FROM search WHERE rowid = ?", rid); err != nil {
				return err
			}
		}
		if err := w.exec("INSERT INTO search (rowid, han, py, num, tail) VALUES (?, ?, ?, ?, ?)",
			rid, keys.han, keys.py, keys.num, keys.tail); err != nil {
			return err
		}
	}
	percent, _ := app.CardCompleteness(c, required)
	return w.exec(`INSERT INTO card_index (rid, id, sort_name, phone, policies, records, last_contact, unsigned, completeness, keys)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rid) DO UPDATE SET id = excluded.id, sort_name = excluded.sort_name,
		phone = excluded.phone, policies = excluded.policies, records = excluded.records, last_contact = excluded.last_contact,
		unsigned = excluded.unsigned, completeness = excluded.completeness, keys = excluded.keys`,
		rid, id, pinyin.Sort(c.Name)+"\x1f"+c.Name, app.UsablePhone(c.Phones), policies, records, string(last.Date()), unsigned,
		percent, keys.hash())
}

func (w *session) unindex(rid int64) error {
	if err := w.exec("DELETE FROM search WHERE rowid = ?", rid); err != nil {
		return err
	}
	return w.exec("DELETE FROM card_index WHERE rid = ?", rid)
}
