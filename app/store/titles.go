package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// titled is a row that needs something to be called by.
type titled struct {
	kind, id string
	line     []byte // an operation on it, for a row that is not here
}

// titles returns what to call rows: the customer's name, a person's, a log's day; "" for what has no name. It asks once
// per kind, however many rows there are.
func (s *Store) titles(ctx context.Context, rows []titled) ([]string, error) {
	found := map[[2]string]string{}
	ids := map[string][]string{}
	for _, r := range rows {
		ids[r.kind] = append(ids[r.kind], r.id)
	}
	for kind, of := range ids {
		if err := s.addTitles(ctx, kind, of, found); err != nil {
			return nil, err
		}
	}
	var customers []string // of rows that are not here, by what the operation says
	named := make([]string, len(rows))
	for i, r := range rows {
		if found[[2]string{r.kind, r.id}] != "" || r.line == nil {
			continue
		}
		k := record.Lookup(r.kind)
		op, err := parseOp(r.line)
		if err != nil || k == nil {
			continue
		}
		switch k.Customer {
		case "":
			found[[2]string{r.kind, r.id}] = op.Set.Text("date")
		case "id":
			found[[2]string{r.kind, r.id}] = op.Set.Text("name")
		default:
			named[i] = op.Set.Text(k.Customer)
			customers = append(customers, named[i])
		}
	}
	if err := s.addTitles(ctx, app.KindCustomer.Name, customers, found); err != nil {
		return nil, err
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = found[[2]string{r.kind, r.id}]
		if out[i] == "" && named[i] != "" {
			out[i] = found[[2]string{app.KindCustomer.Name, named[i]}]
		}
	}
	return out, nil
}

// addTitles looks up the titles of rows of one kind.
func (s *Store) addTitles(ctx context.Context, kind string, ids []string, found map[[2]string]string) error {
	query := titleQuery(kind)
	if query == "" || len(ids) == 0 {
		return nil
	}
	all, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return s.each(ctx, query, []any{string(all)}, func(scan func(...any) error) error {
		var id, title string
		err := scan(&id, &title)
		found[[2]string{kind, id}] = title
		return err
	})
}

func titleQuery(kind string) string {
	const from = " FROM json_each(?) j JOIN "
	k := record.Lookup(kind)
	switch {
	case k == nil:
		return ""
	case k == app.KindCustomer || k == app.KindPerson:
		return "SELECT t.id, t.name" + from + k.Table + " t ON t.id = j.value"
	case k == app.KindScript:
		return "SELECT t.id, t.title" + from + k.Table + " t ON t.id = j.value"
	case k == app.KindWorkLog:
		return "SELECT t.id, t.date" + from + k.Table + " t ON t.id = j.value"
	case k == app.KindLogMark || k == app.KindLogAddition:
		return "SELECT t.id, trim(coalesce(p.name, '') || ' ' || coalesce(l.date, ''))" + from + k.Table +
			" t ON t.id = j.value LEFT JOIN work_logs l ON l.id = t.log_id LEFT JOIN people p ON p.id = t.person_id"
	case k.Customer != "":
		return "SELECT t.id, c.name" + from + k.Table + " t ON t.id = j.value JOIN customers c ON c.id = t." + k.Customer
	}
	return ""
}
