package centre

import (
	"database/sql"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// person returns a person by id; the zero Person if there is none.
func (t *txn) person(id string) (app.Person, error) {
	r, err := t.get(app.KindPerson.Name, id)
	if err != nil || r == nil {
		return app.Person{}, err
	}
	return decodePerson(r)
}

func decodePerson(r *row) (app.Person, error) {
	var p app.Person
	if _, err := app.KindPerson.Decode(r.body, &p); err != nil {
		return p, err
	}
	p.ID = r.id
	return p, nil
}

// people returns everybody, by id.
func (t *txn) people() ([]app.Person, error) {
	var all []app.Person
	err := t.each(`SELECT `+rowColumns+` FROM row WHERE kind = ? ORDER BY id`, []any{app.KindPerson.Name}, func(rows *sql.Rows) error {
		r, err := scanRow(rows)
		if err != nil {
			return err
		}
		p, err := decodePerson(r)
		all = append(all, p)
		return err
	})
	return all, err
}

// grants returns the streams a person may pull (architecture §3), in the order in which a page lists them: what everyone
// needs first, then the person's own, then what the person checks.
func (t *txn) grants(p app.Person) ([]string, error) {
	streams := []string{app.StreamPeople, app.StreamScripts}
	err := t.each(`SELECT name FROM stream WHERE name >= 'ref:' AND name < 'ref;' ORDER BY name`, nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		if !slices.Contains(streams, name) {
			streams = append(streams, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	streams = append(streams, userStream(p.ID))
	if p.Is(app.RolePlanner) {
		streams = append(streams, app.SeatStream(p.ID))
	}
	if p.Is(app.RolePlanner) || p.Is(app.RoleSupervisor) || p.Is(app.RoleSeniorSupervisor) {
		streams = append(streams, app.WorkStream(p.ID))
	}
	checked, err := t.checked(p)
	for _, id := range checked {
		if s := app.WorkStream(id); !slices.Contains(streams, s) {
			streams = append(streams, s)
		}
	}
	return streams, err
}

// checked returns the ids of those whose work the person checks: a supervisor's direct reports, a senior supervisor's
// also two steps down; department manager, quality control and centre manager everybody.
func (t *txn) checked(p app.Person) ([]string, error) {
	everybody := p.Is(app.RoleDepartmentManager) || p.Is(app.RoleQualityController) || p.Is(app.RoleCentreManager)
	senior := p.Is(app.RoleSeniorSupervisor)
	if !everybody && !senior && !p.Is(app.RoleSupervisor) {
		return nil, nil
	}
	all, err := t.people()
	if err != nil {
		return nil, err
	}
	supervisor := map[string]string{}
	for _, o := range all {
		supervisor[o.ID] = o.SupervisorID
	}
	var ids []string
	for _, o := range all {
		direct, above := supervisor[o.ID], supervisor[supervisor[o.ID]]
		if everybody || direct == p.ID || senior && above == p.ID {
			ids = append(ids, o.ID)
		}
	}
	slices.SortFunc(ids, strings.Compare)
	return ids, nil
}
