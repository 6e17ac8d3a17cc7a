package centre

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"time"

	"github.com/fangce/fangce/sync/wire"
)

// Copies of one disk within a day that get an id of their own; more are no accident.
const (
	maxCopies  = 20
	copiesSpan = 24 * time.Hour
)

// rejoin gives a copy of a laptop's disk an id of its own, for a signature by the laptop's key: nobody needs to come to the
// centre because two disks have one identity. The same fresh key gets the same new laptop again, so that a lost reply costs
// nothing. A copy of a laptop that is to be drained is to be drained, too.
func (c *Centre) rejoin(ctx context.Context, req wire.RejoinRequest) (*wire.EnrolReply, error) {
	if len(req.PublicKey) != ed25519.PublicKeySize {
		return nil, errPublicKey
	}
	name, err := c.meta(ctx, "name")
	if err != nil {
		return nil, err
	}
	reply := &wire.EnrolReply{V: wire.V, Epoch: c.Epoch(), Centre: name}
	err = c.update(ctx, func(t *txn) error {
		old, known, err := t.device(req.DeviceID)
		switch {
		case err != nil:
			return err
		case !known || !ed25519.Verify(old.key, wire.RejoinMessage(req.DeviceID, req.PublicKey, req.At), req.Sig),
			bytes.Equal(old.key, req.PublicKey):
			return errNotKnown
		case old.state == wire.DeviceWiping || old.state == wire.DeviceWiped:
			return errWipe
		}
		if err := c.near(req.At); err != nil {
			return err
		}
		p, err := t.person(old.person)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return errNotKnown
		}
		if reply.DeviceID, err = t.copyOf(req, old); err != nil {
			return err
		}
		reply.Person = wirePerson(p)
		if reply.Recovery, err = t.recoveryKey(); err != nil {
			return err
		}
		reply.Tokens, err = t.issue(reply.DeviceID, nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	c.log.Info("rejoined", "device", reply.DeviceID, "copy_of", req.DeviceID)
	return reply, nil
}

// copyOf returns the laptop with the fresh key of a request, enrolling it if it is new.
func (t *txn) copyOf(req wire.RejoinRequest, old registered) (string, error) {
	var id, state string
	found, err := t.one(`SELECT id, state FROM device WHERE parent = ? AND public_key = ?`, []any{req.DeviceID, req.PublicKey}, &id, &state)
	switch {
	case err != nil:
		return "", err
	case found && (state == wire.DeviceWiping || state == wire.DeviceWiped):
		return "", errWipe
	case found:
		return id, nil
	}
	var copies int
	if _, err := t.one(`SELECT count(*) FROM device WHERE parent = ? AND created_at > ?`,
		[]any{req.DeviceID, int64(t.now) - copiesSpan.Milliseconds()}, &copies); err != nil {
		return "", err
	}
	if copies >= maxCopies {
		return "", tooMany(time.Hour)
	}
	if id, err = t.newDevice(old.person, req.DeviceName, req.PublicKey, old.state, req.DeviceID); err != nil {
		return "", err
	}
	return id, t.audit(auditRejoin, old.person, map[string]string{"device": id, "copy_of": req.DeviceID})
}
