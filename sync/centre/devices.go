package centre

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"net/http"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

var (
	errRevoked = &problem{status: http.StatusForbidden, Problem: wire.Problem{Code: wire.CodeRevoked, Message: "本机已被中心停用：发送完尚未发送的内容后，本机数据将被清除"}}
	errWipe    = &problem{status: http.StatusForbidden, Problem: wire.Problem{Code: wire.CodeWipe, Message: "本机已被中心停用，本机数据须立即清除"}}
)

// registered is a laptop as the centre knows it.
type registered struct {
	key    ed25519.PublicKey
	person string
	state  string
}

// device returns what is known of a laptop; found is false if there is none.
func (t *txn) device(id string) (d registered, found bool, err error) {
	var raw []byte
	found, err = t.one(`SELECT public_key, person, state FROM device WHERE id = ?`, []any{id}, &raw, &d.person, &d.state)
	d.key = ed25519.PublicKey(raw)
	return d, found && len(raw) == ed25519.PublicKeySize, err
}

// expectReturns is called when the database goes on from a backup. The tokens laptops got since are unknown here: the key of
// each is good enough once, so that they need not all be taken for copies.
func (t *txn) expectReturns() error { return t.exec(`UPDATE device SET returns = 1`) }

// returns reports whether a laptop has not been heard of since the database went on from a backup, and notes that it has.
func (t *txn) returns(id string) (bool, error) {
	var first bool
	if _, err := t.one(`SELECT returns FROM device WHERE id = ?`, []any{id}, &first); err != nil || !first {
		return false, err
	}
	return true, t.exec(`UPDATE device SET returns = 0 WHERE id = ?`, id)
}

// Devices returns the laptops of a person, or everybody's for "", the one that was heard of last first.
func (c *Centre) Devices(ctx context.Context, person string) ([]wire.Device, error) {
	list := []wire.Device{}
	err := c.view(ctx, func(t *txn) error {
		err := t.each(`SELECT id, name, person, state, created_at, seen_at, unsent, oldest FROM device
			WHERE person = ? OR ? = '' ORDER BY seen_at DESC, id`, []any{person, person}, func(rows *sql.Rows) error {
			var d wire.Device
			err := rows.Scan(&d.ID, &d.Name, &d.Person.ID, &d.State, &d.Created, &d.Seen, &d.Unsent, &d.Oldest)
			list = append(list, d)
			return err
		})
		people := map[string]wire.Person{}
		for i := range list {
			id := list[i].Person.ID
			if _, known := people[id]; !known && err == nil {
				var p app.Person
				p, err = t.person(id)
				people[id] = wirePerson(p)
				if p.ID == "" {
					people[id] = wire.Person{ID: id}
				}
			}
			list[i].Person = people[id]
		}
		return err
	})
	for i := range list {
		c.heard.fill(&list[i])
	}
	return list, err
}

// Revoke takes a laptop out of use. With wire.DeviceDraining it sends what it has and then wipes itself, with
// wire.DeviceWiping it wipes itself at its next contact. owner limits it to the laptops of that person, "" to none;
// by is noted in the audit log. Doing it again changes nothing. Errors: app.ErrInvalid for another mode, app.ErrNotFound,
// app.ErrConflict for less than was asked for before.
func (c *Centre) Revoke(ctx context.Context, id, mode, owner, by string) error {
	if mode != wire.DeviceDraining && mode != wire.DeviceWiping {
		return app.FieldErrorf(app.ErrInvalid, "mode", "停用方式只能是 draining（先发送再清除）或 wiping（立即清除）")
	}
	return c.update(ctx, func(t *txn) error {
		d, found, err := t.device(id)
		switch {
		case err != nil:
			return err
		case !found || owner != "" && d.person != owner:
			return app.Errorf(app.ErrNotFound, "没有这台电脑")
		case d.state == mode:
			return nil
		case d.state == wire.DeviceWiped:
			return app.Errorf(app.ErrConflict, "这台电脑的数据已经清除")
		case d.state == wire.DeviceWiping:
			return app.Errorf(app.ErrConflict, "这台电脑已经要求立即清除，不能再改为先发送")
		}
		if err := t.exec(`UPDATE device SET state = ? WHERE id = ?`, mode, id); err != nil {
			return err
		}
		return t.audit(auditRevoke, by, map[string]string{"device": id, "mode": mode})
	})
}

// wiped takes a laptop's word that it is wiped; its tokens are worth nothing any more. Saying it again is good, too.
func (t *txn) wiped(id string, d registered) error {
	switch d.state {
	case wire.DeviceWiped:
		return nil
	case wire.DeviceActive:
		return app.Errorf(app.ErrConflict, "这台电脑没有被停用")
	}
	for _, s := range []string{
		`UPDATE device SET state = '` + wire.DeviceWiped + `' WHERE id = ?`, `DELETE FROM access WHERE device = ?`, `DELETE FROM refresh WHERE device = ?`,
	} {
		if err := t.exec(s, id); err != nil {
			return err
		}
	}
	return t.audit(auditWiped, d.person, map[string]string{"device": id})
}
