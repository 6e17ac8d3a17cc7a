package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Unsent returns the changes the centre does not have yet, oldest first.
func (s *Store) Unsent(ctx context.Context) ([]app.UnsentItem, error) {
	var out []app.UnsentItem
	titles := s.titles()
	err := s.each(ctx, "SELECT n, kind, id, at, line FROM outbox WHERE state = 0 ORDER BY n", nil, func(scan func(...any) error) error {
		var it app.UnsentItem
		var id string
		var line []byte
		if err := scan(&it.N, &it.Kind, &id, &it.At, &line); err != nil {
			return err
		}
		it.Title = titles.want(it.Kind, id, line)
		out = append(out, it)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = titles.load(ctx)
	for i := range out {
		out[i].Title = titles.of(out[i].Title)
	}
	return out, err
}

// Refused returns the changes the centre did not apply, newest first. Nothing of them is lost.
func (s *Store) Refused(ctx context.Context) ([]app.RefusedItem, error) {
	var out []app.RefusedItem
	titles := s.titles()
	err := s.each(ctx, "SELECT n, kind, id, at, line, reason FROM outbox WHERE state = 2 ORDER BY n DESC", nil, func(scan func(...any) error) error {
		var it app.RefusedItem
		var id string
		var line []byte
		if err := scan(&it.N, &it.Kind, &id, &it.At, &line, &it.Reason); err != nil {
			return err
		}
		it.Title = titles.want(it.Kind, id, line)
		out = append(out, it)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = titles.load(ctx)
	for i := range out {
		out[i].Title = titles.of(out[i].Title)
	}
	return out, err
}

// KeptOpen returns the values that lost against another person's and are not settled, newest first.
func (s *Store) KeptOpen(ctx context.Context) ([]app.KeptItem, error) {
	kept, err := list[app.Kept](ctx, s, "WHERE r.status = ? ORDER BY r.at DESC, r.id", app.KeptOpen)
	if err != nil {
		return nil, err
	}
	titles := s.titles()
	out := make([]app.KeptItem, len(kept))
	for i, k := range kept {
		about := "customer\x00" + k.CustomerID
		if k.CustomerID == "" {
			about = k.Kind + "\x00" + k.RowID
		}
		titles.keys[about], titles.keys["person\x00"+k.Author] = "", ""
		out[i] = app.KeptItem{Kept: k, Title: about}
	}
	if err := titles.load(ctx); err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Title = titles.of(out[i].Title)
		out[i].Author = titles.of("person\x00" + out[i].Kept.Author)
	}
	return out, nil
}

// titles finds what to call rows: the customer's name, a person's, a log's day.
type titles struct {
	s    *Store
	keys map[string]string // kind + NUL + id → title
}

func (s *Store) titles() *titles { return &titles{s, map[string]string{}} }

// want notes that an operation's row needs a title, and returns its key.
func (t *titles) want(kind, id string, line []byte) string {
	key := kind + "\x00" + id
	k := record.Lookup(kind)
	if k != nil && k.Customer != "" && k.Customer != "id" {
		var op wire.Op
		customer := ""
		if json.Unmarshal(line, &op) == nil {
			customer = op.Set.Text(k.Customer)
		}
		if customer == "" {
			// the operation does not name it: the row does
			_ = t.s.each(context.Background(), "SELECT "+k.Customer+" FROM "+k.Table+" WHERE id = ?", []any{id},
				func(scan func(...any) error) error { return scan(&customer) })
		}
		key = "customer\x00" + customer
	}
	t.keys[key] = ""
	return key
}

// titleColumns says what a row of a kind without a customer is called.
var titleColumns = map[string]string{
	"customer": "name", "person": "name", "work_log": "date", "script": "title",
}

// load looks the titles up, kind by kind.
func (t *titles) load(ctx context.Context) error {
	wanted := map[string][]string{}
	for key := range t.keys {
		kind, id, _ := cutKey(key)
		wanted[kind] = append(wanted[kind], id)
	}
	for kind, ids := range wanted {
		query := ""
		if k := record.Lookup(kind); k != nil && titleColumns[kind] != "" {
			query = "SELECT t.id, t." + titleColumns[kind] + " FROM json_each(?) j JOIN " + k.Table + " t ON t.id = j.value"
		} else if k != nil && (kind == app.KindLogMark.Name || kind == app.KindLogAddition.Name) {
			query = "SELECT t.id, coalesce(p.name || ' ', '') || coalesce(l.date, '') FROM json_each(?) j JOIN " + k.Table +
				" t ON t.id = j.value LEFT JOIN work_logs l ON l.id = t.log_id LEFT JOIN people p ON p.id = t.person_id"
		}
		if query == "" {
			continue
		}
		all, err := json.Marshal(ids)
		if err != nil {
			return err
		}
		err = t.s.each(ctx, query, []any{string(all)}, func(scan func(...any) error) error {
			var id, title string
			err := scan(&id, &title)
			t.keys[kind+"\x00"+id] = title
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *titles) of(key string) string { return t.keys[key] }
