package centre

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// User is a member of staff as the centre's administrator enters one. An empty SupervisorNo, Unit, Licence or Phone keeps
// what is stored.
type User struct {
	StaffNo      string
	Name         string
	Roles        []string
	SupervisorNo string
	Unit         string
	Licence      string
	Phone        string
}

// AddUser adds a person, or updates the one with that staff number, and returns a fresh one-time code for enrolling a
// laptop within seven days; codes given before and not yet used stop working. Error: app.ErrInvalid.
func (c *Centre) AddUser(ctx context.Context, u User) (code string, err error) {
	u.StaffNo, u.SupervisorNo, u.Name = strings.TrimSpace(u.StaffNo), strings.TrimSpace(u.SupervisorNo), strings.TrimSpace(u.Name)
	if err := u.check(); err != nil {
		return "", err
	}
	if code, err = newCode(); err != nil {
		return "", err
	}
	err = c.update(ctx, func(t *txn) error {
		id := app.PersonID(u.StaffNo)
		if err := t.putPerson(id, u); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM code WHERE person = ? AND device = ''`, id); err != nil {
			return err
		}
		if err := t.exec(`INSERT INTO code (hash, person, expires_at) VALUES (?, ?, ?)`,
			hashOf(wire.PlainCode(code)), id, int64(t.now)+codeLife.Milliseconds()); err != nil {
			return err
		}
		return t.audit(auditAccount, "", map[string]any{"person": id, "roles": u.Roles})
	})
	return code, err
}

func (u User) check() error {
	switch {
	case u.StaffNo == "" || len(u.StaffNo) > 32 || strings.ContainsFunc(u.StaffNo, func(r rune) bool { return r <= ' ' }):
		return app.FieldErrorf(app.ErrInvalid, "staff", "工号不能为空，不能有空格，最长 32 个字符")
	case u.Name == "" || utf8.RuneCountInString(u.Name) > 60 || !utf8.ValidString(u.Name):
		return app.FieldErrorf(app.ErrInvalid, "name", "姓名不能为空，最长 60 个字")
	case len(u.Roles) == 0:
		return app.FieldErrorf(app.ErrInvalid, "role", "至少要有一个角色")
	case u.SupervisorNo == u.StaffNo:
		return app.FieldErrorf(app.ErrInvalid, "supervisor", "主管不能是本人")
	}
	for _, r := range u.Roles {
		if !slices.Contains(app.AllRoles, r) {
			return app.FieldErrorf(app.ErrInvalid, "role", "没有角色 %q", r)
		}
	}
	return nil
}

func (t *txn) putPerson(id string, u User) error {
	r, err := t.get(app.KindPerson.Name, id)
	if err != nil {
		return err
	}
	p := app.Person{ID: id}
	if r != nil {
		if p, err = decodePerson(r); err != nil {
			return err
		}
	}
	p.StaffNo, p.Name, p.Roles = u.StaffNo, u.Name, nil
	for _, role := range app.AllRoles {
		if slices.Contains(u.Roles, role) {
			p.Roles = append(p.Roles, role)
		}
	}
	if u.SupervisorNo != "" {
		p.SupervisorID = app.PersonID(u.SupervisorNo)
	}
	for to, from := range map[*string]string{&p.Unit: u.Unit, &p.Licence: u.Licence, &p.Phone: u.Phone} {
		if from != "" {
			*to = from
		}
	}
	body := app.KindPerson.Encode(p)
	if r == nil {
		_, err = t.insert(app.KindPerson.Name, id, app.StreamPeople, body, centreWriter(t.now))
		return err
	}
	_, err = t.change(r, whole(app.KindPerson, r, body), nil, centreWriter(t.now))
	return err
}

// whole returns what turns the known fields of a row into those of body: its fields, and nothing where it has none.
func whole(k *record.Kind, r *row, body record.Body) record.Body {
	set := body.Clone()
	for _, f := range k.Fields {
		if _, ok := set[f.Name]; !ok && r.body[f.Name] != nil {
			set[f.Name] = []byte("null")
		}
	}
	return set
}
