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
const indexVersion = "4"

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
		if err := w.setSetting(settingDay, string(w.now.Date())); err != nil {
			return err
		}
		for _, q := range []string{"DELETE FROM search", "DELETE FROM card_index", "DELETE FROM work_days"} {
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

// reindexTouched indexes every customer touched since it was called last.
func (w *session) reindexTouched() error {
	if len(w.touched) == 0 {
		return nil
	}
	setting, err := w.setting(settingRequired)
	if err != nil {
		return err
	}
	required := requiredOf(setting)
	if w.day, err = w.setting(settingDay); err != nil {
		return err
	}
	w.indexed = true
	for id := range w.touched {
		if err := w.reindex(id, required); err != nil {
			return err
		}
	}
	clear(w.touched)
	return nil
}

// cardColumns are the columns of card_index as upsertCard writes them.
const cardColumns = "rid, id, sort_name, phone, policies, records, last_contact, unsigned, completeness, keys, next_due, " +
	"key_customer, prospect, callable, return_months, reached, last_call, tries, open_cases, " +
	"card_no, name, sex, grade, states, visited, refused"

var upsertCard = func() string {
	columns := strings.Split(cardColumns, ", ")
	set := make([]string, 0, len(columns))
	for _, c := range columns[1:] {
		set = append(set, c+" = excluded."+c)
	}
	return "INSERT INTO card_index (" + cardColumns + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) +
		") ON CONFLICT (rid) DO UPDATE SET " + strings.Join(set, ", ")
}()

// reindex writes a customer's line of the list and words of the search index, or removes both with the customer, and what
// the due work of the customer's policies and records follows from.
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
	c.ID = id
	facts, err := w.cardFacts(&c)
	if err != nil || !exists {
		return err
	}
	return w.indexCard(rid, &c, facts, required, had, oldKeys)
}

// indexCard writes a customer's line of the list and words of the search index, which are there already if had is true.
func (w *session) indexCard(rid int64, c *app.Customer, facts cardFacts, required []string, had bool, oldKeys int64) error {
	keys := keysOf(c, facts.numbers)
	hash := keys.hash()
	if !had || hash != oldKeys {
		if err := w.indexWords(rid, keys, had); err != nil {
			return err
		}
	}
	percent, _ := app.CardCompleteness(*c, required)
	return w.exec(upsertCard, rid, c.ID, pinyin.Sort(c.Name)+"\x1f"+c.Name, app.UsablePhone(c.Phones), len(facts.numbers), facts.records,
		string(facts.lastContact.Date()), facts.unsigned, percent, hash, string(facts.nextDue), c.Key, c.Prospect, !c.DoNotContact,
		app.ReturnMonths(c.Grade), int64(facts.done.Reached), int64(facts.done.LastCall), facts.done.Tries, facts.openCases,
		c.CardNo, c.Name, c.Sex, c.Grade, facts.states, int64(facts.done.Visited), int64(facts.done.Refused))
}

func (w *session) indexWords(rid int64, keys searchKeys, had bool) error {
	if had {
		if err := w.exec("DELETE FROM search WHERE rowid = ?", rid); err != nil {
			return err
		}
	}
	return w.exec("INSERT INTO search (rowid, han, py, num, tail) VALUES (?, ?, ?, ?, ?)", rid, keys.han, keys.py, keys.num, keys.tail)
}

func (w *session) unindex(rid int64) error {
	if err := w.exec("DELETE FROM search WHERE rowid = ?", rid); err != nil {
		return err
	}
	return w.exec("DELETE FROM card_index WHERE rid = ?", rid)
}
