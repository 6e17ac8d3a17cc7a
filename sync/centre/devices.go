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
		err := t.each(`SELECT id, name, person, state, created_at, seen_at, unsent, oldest, parent FROM device
			WHERE person = ? OR ? = '' ORDER BY seen_at DESC, id`, []any{person, person}, func(rows *sql.Rows) error {
			var d wire.Device
			err := rows.Scan(&d.ID, &d.Name, &d.Person.ID, &d.State, &d.Created, &d.Seen, &d.Unsent, &d.Oldest, &d.CopyOf)
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

// Revoke takes a laptop out of use, and with it those that got an id of their own as copies of its disk: whoever has one
// may have made the other. With wire.DeviceDraining it sends what it has and then wipes itself, with wire.DeviceWiping it
// wipes itself at its next contact. owner limits it to the laptops of that person, "" to none; by is noted in the audit log.
// Doing it again changes nothing. Errors: app.ErrInvalid for another mode, app.ErrNotFound, app.ErrConflict for less than
// was asked for before.
func (c *Centre) Revoke(ctx context.Context, id, mode, owner, by string) error {
	_, err := c.revoke(ctx, id, mode, revoker{owner: owner, by: by})
	return err
}

// RevokeCopies is Revoke for whoever runs the program; it returns the ids of the copies that were taken out of use, too.
func (c *Centre) RevokeCopies(ctx context.Context, id, mode string) (copies []string, err error) {
	return c.revoke(ctx, id, mode, revoker{})
}

// revoker is who takes a laptop out of use.
type revoker struct {
	owner string // whose laptops may be meant, "" for anybody's
	by    string // for the audit log
	// device is the laptop the order comes from, "" for none. It goes on where it is a copy of the one that is meant.
	device string
}

func (c *Centre) revoke(ctx context.Context, id, mode string, who revoker) (copies []string, err error) {
	if mode != wire.DeviceDraining && mode != wire.DeviceWiping {
		return nil, app.FieldErrorf(app.ErrInvalid, "mode", "停用方式只能是 draining（先发送再清除）或 wiping（立即清除）")
	}
	err = c.update(ctx, func(t *txn) error {
		d, found, err := t.device(id)
		if err != nil {
			return err
		}
		if !found || who.owner != "" && d.person != who.owner {
			return app.Errorf(app.ErrNotFound, "没有这台电脑")
		}
		if copies, err = t.copiesInUse(id, mode, who.device); err != nil {
			return err
		}
		changed := copies
		if worse(mode, d.state) {
			changed = append([]string{id}, copies...)
		}
		switch {
		case len(changed) > 0:
		case d.state == wire.DeviceWiped:
			return app.Errorf(app.ErrConflict, "这台电脑的数据已经清除")
		case d.state != mode:
			return app.Errorf(app.ErrConflict, "这台电脑已经要求立即清除，不能再改为先发送")
		default:
			return nil
		}
		for _, one := range changed {
			if err := t.setState(one, mode); err != nil {
				return err
			}
		}
		detail := map[string]any{"device": id, "mode": mode}
		if len(copies) > 0 {
			detail["copies"] = copies
		}
		return t.audit(auditRevoke, who.by, detail)
	})
	return copies, err
}

// copiesInUse returns the laptops made from the disk of one, directly or through others, that are less far out of use than
// a state.
func (t *txn) copiesInUse(id, state, except string) ([]string, error) {
	var out []string
	err := t.each(`WITH RECURSIVE copy (id) AS (SELECT id FROM device WHERE parent = ?1
		UNION SELECT d.id FROM device d JOIN copy ON d.parent = copy.id)
		SELECT d.id, d.state FROM device d JOIN copy ON copy.id = d.id WHERE d.id <> ?1 AND d.id <> ?2 ORDER BY d.id`, []any{id, except},
		func(rows *sql.Rows) error {
			var one, is string
			err := rows.Scan(&one, &is)
			if worse(state, is) {
				out = append(out, one)
			}
			return err
		})
	return out, err
}

// setState takes a laptop further out of use, and notes it beside the database, which may be lost.
func (t *txn) setState(id, state string) error {
	t.revoked = append(t.revoked, [2]string{id, state})
	return t.exec(`UPDATE device SET state = ? WHERE id = ?`, state, id)
}

// wiped takes a laptop's word that it is wiped; its tokens are worth nothing any more. Saying it again is good, too.
func (t *txn) wiped(id string, d registered) error {
	switch d.state {
	case wire.DeviceWiped:
		return nil
	case wire.DeviceActive:
		return app.Errorf(app.ErrConflict, "这台电脑没有被停用")
	}
	if err := t.setState(id, wire.DeviceWiped); err != nil {
		return err
	}
	for _, s := range []string{`DELETE FROM access WHERE device = ?`, `DELETE FROM refresh WHERE device = ?`} {
		if err := t.exec(s, id); err != nil {
			return err
		}
	}
	return t.audit(auditWiped, d.person, map[string]string{"device": id})
}
