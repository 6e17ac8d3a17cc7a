package centre

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Lives of tokens (architecture §3).
const (
	accessLife  = 15 * time.Minute
	refreshLife = 60 * 24 * time.Hour
)

// errBadCode is the answer to a code that is unknown, used or expired: which of them is nobody's business.
var errBadCode = &problem{status: http.StatusForbidden, Problem: wire.Problem{Code: app.ErrCode, Field: "code", Message: "登记码不对、已用过或已过期，请向中心索取新的登记码"}}

var (
	errToken     = &problem{status: http.StatusUnauthorized, Problem: wire.Problem{Code: wire.CodeToken, Message: "访问凭证已过期"}}
	errNotKnown  = &problem{status: http.StatusUnauthorized, Problem: wire.Problem{Code: app.ErrUnauthorised, Message: "本机的登记已失效，请用新的登记码重新登记"}}
	errCopied    = &problem{status: http.StatusConflict, Problem: wire.Problem{Code: wire.CodeCloned, Message: "本机的登记已在别处继续使用：有两份数据使用同一台设备的身份，请重新登记本机"}}
	errPublicKey = &problem{status: http.StatusBadRequest, Problem: wire.Problem{Code: app.ErrInvalid, Field: "public_key", Message: "设备公钥不对"}}
)

// enrol binds a laptop's key to the person of a one-time code. The same code with the same key gives the same laptop
// again, so that a lost reply costs nothing; with another key it is used up.
func (c *Centre) enrol(ctx context.Context, req wire.EnrolRequest) (*wire.EnrolReply, error) {
	if len(req.PublicKey) != ed25519.PublicKeySize {
		return nil, errPublicKey
	}
	name, err := c.meta(ctx, "name")
	if err != nil {
		return nil, err
	}
	reply := &wire.EnrolReply{V: wire.V, Epoch: c.Epoch(), Centre: name}
	err = c.update(ctx, func(t *txn) error {
		var person, device string
		var expires int64
		hash := hashOf(wire.PlainCode(req.Code))
		found, err := t.one(`SELECT person, device, expires_at FROM code WHERE hash = ?`, []any{hash}, &person, &device, &expires)
		if err != nil {
			return err
		}
		if !found || expires <= int64(t.now) {
			return errBadCode
		}
		p, err := t.person(person)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return errBadCode
		}
		if device == "" {
			device, err = t.firstUse(person, hash, req)
		} else {
			err = t.sameDevice(device, req.PublicKey)
		}
		if err != nil {
			return err
		}
		reply.DeviceID, reply.Person = device, wirePerson(p)
		if reply.Recovery, err = t.recoveryKey(); err != nil {
			return err
		}
		reply.Tokens, err = t.issue(device, nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	c.log.Info("enrolled", "device", reply.DeviceID)
	return reply, nil
}

// newDevice enrols a laptop of a person. parent is the one whose disk it is a copy of, "" for none.
func (t *txn) newDevice(person, name string, key []byte, state, parent string) (string, error) {
	var raw [10]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", err
	}
	id := "d" + hex.EncodeToString(raw[:])
	if len(name) > maxName || !utf8.ValidString(name) {
		name = ""
	}
	return id, t.exec(`INSERT INTO device (id, person, public_key, name, created_at, seen_at, state, parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, person, key, name, t.now, t.now, state, parent)
}

// firstUse enrols the laptop a one-time code is used for.
func (t *txn) firstUse(person string, code []byte, req wire.EnrolRequest) (string, error) {
	id, err := t.newDevice(person, req.DeviceName, req.PublicKey, wire.DeviceActive, "")
	if err != nil {
		return "", err
	}
	if err := t.exec(`UPDATE code SET device = ? WHERE hash = ?`, id, code); err != nil {
		return "", err
	}
	return id, t.audit(auditEnrol, person, map[string]string{"device": id})
}

func (t *txn) sameDevice(device string, key []byte) error {
	stored, _, err := t.device(device)
	switch {
	case err != nil:
		return err
	case !stored.key.Equal(ed25519.PublicKey(key)):
		return errBadCode
	case stored.state != wire.DeviceActive:
		return errWipe
	}
	return nil
}

// refresh gives new tokens for a refresh token and the signature of the device's key. The old refresh token keeps
// working until one that replaced it is shown for the first time. Afterwards only a copy of the laptop's disk, or an older
// state of it, still has the old one: it is told so.
func (c *Centre) refresh(ctx context.Context, req wire.TokenRequest) (*wire.TokenReply, error) {
	reply := &wire.TokenReply{V: wire.V}
	err := c.update(ctx, func(t *txn) error {
		d, known, err := t.device(req.DeviceID)
		switch {
		case err != nil:
			return err
		case !known || !ed25519.Verify(d.key, wire.TokenMessage(req.DeviceID, req.Refresh, req.At), req.Sig):
			return errNotKnown
		case d.state == wire.DeviceWiping || d.state == wire.DeviceWiped:
			return errWipe
		}
		if err := c.near(req.At); err != nil { // one that was overheard is worth nothing later
			return err
		}
		hash, err := t.shown(req)
		if err != nil {
			return err
		}
		p, err := t.person(d.person)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return errNotKnown
		}
		if err := t.exec(`UPDATE device SET seen_at = ? WHERE id = ?`, t.now, req.DeviceID); err != nil {
			return err
		}
		reply.Person = wirePerson(p)
		if reply.Recovery, err = t.recoveryKey(); err != nil {
			return err
		}
		if reply.LeaseDays, err = t.lease(); err != nil {
			return err
		}
		reply.Tokens, err = t.issue(req.DeviceID, hash)
		return err
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// shown takes in the refresh token of a request and returns its hash. A token that is not known is that of a copy, or was
// given out after the backup the database goes on from.
func (t *txn) shown(req wire.TokenRequest) ([]byte, error) {
	var device string
	var parent []byte
	var expires int64
	hash := hashOf(req.Refresh)
	found, err := t.one(`SELECT device, parent, expires_at FROM refresh WHERE hash = ?`, []any{hash}, &device, &parent, &expires)
	if err != nil {
		return nil, err
	}
	returns, err := t.returns(req.DeviceID)
	switch {
	case err != nil:
		return nil, err
	case !found && returns:
		return hash, t.exec(`INSERT INTO refresh (hash, device, expires_at) VALUES (?, ?, ?)`, hash, req.DeviceID, int64(t.now)+refreshLife.Milliseconds())
	case !found || device != req.DeviceID:
		return nil, errCopied
	case expires <= int64(t.now):
		return nil, errNotKnown
	case parent == nil:
		return hash, nil
	}
	// The laptop has stored this one: what came before it, and answers that were lost, are done with.
	if err := t.exec(`DELETE FROM refresh WHERE device = ? AND hash <> ?`, device, hash); err != nil {
		return nil, err
	}
	return hash, t.exec(`UPDATE refresh SET parent = NULL WHERE hash = ?`, hash)
}

// issue makes new tokens for a laptop; parent is the hash of the refresh token they replace.
func (t *txn) issue(device string, parent []byte) (wire.Tokens, error) {
	access, err := newToken()
	if err != nil {
		return wire.Tokens{}, err
	}
	refresh, err := newToken()
	if err != nil {
		return wire.Tokens{}, err
	}
	now := int64(t.now)
	tokens := wire.Tokens{Access: access, ExpiresAt: now + accessLife.Milliseconds(), Refresh: refresh, Now: now}
	if err := t.exec(`DELETE FROM access WHERE expires_at <= ?`, now); err != nil {
		return tokens, err
	}
	if err := t.exec(`INSERT INTO access (hash, device, expires_at) VALUES (?, ?, ?)`, hashOf(access), device, tokens.ExpiresAt); err != nil {
		return tokens, err
	}
	return tokens, t.exec(`INSERT INTO refresh (hash, device, parent, expires_at) VALUES (?, ?, ?, ?)`,
		hashOf(refresh), device, parent, now+refreshLife.Milliseconds())
}

// authenticate returns whom an access token speaks for.
func (c *Centre) authenticate(ctx context.Context, token string) (session, error) {
	var who session
	err := c.view(ctx, func(t *txn) error {
		var expires int64
		found, err := t.one(`SELECT device, expires_at FROM access WHERE hash = ?`, []any{hashOf(token)}, &who.device, &expires)
		if err != nil {
			return err
		}
		if !found || expires <= int64(t.now) {
			return errToken
		}
		d, _, err := t.device(who.device)
		if err != nil {
			return err
		}
		who.key, who.state = d.key, d.state
		if who.person, err = t.person(d.person); err == nil && who.person.ID == "" {
			return errNotKnown
		}
		return err
	})
	return who, err
}

func wirePerson(p app.Person) wire.Person {
	return wire.Person{ID: p.ID, StaffNo: p.StaffNo, Name: p.Name, Roles: p.Roles, Licence: p.Licence}
}
