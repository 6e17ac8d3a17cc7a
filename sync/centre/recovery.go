package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Limits of what anybody may leave at the centre without a token.
const (
	// recoveryLife is how long a request waits, and how long its answer can be fetched.
	recoveryLife = 24 * time.Hour
	// recoveryKept is how long a request is known, so that one that has expired is not taken for a new one.
	recoveryKept = 30 * 24 * time.Hour
	// maxRecoveries bounds those that wait, of all laptops and of one.
	maxRecoveries       = 500
	maxDatabaseRecovery = 20
)

// errNoSlot is the answer to a request whose slot does not open for whom it names: which part is wrong is nobody's
// business.
var errNoSlot = &problem{status: http.StatusUnprocessableEntity, Problem: wire.Problem{Code: app.ErrRefused, Message: "中心没有这台电脑寄存的密钥，无法受理，请与中心联系"}}

// Recovery is a laptop that asked for its data key.
type Recovery struct {
	Code       string // as Code of the request returns it
	StaffNo    string
	Name       string // of the person at the centre
	DeviceName string // as the laptop calls itself
	Device     string // as the centre enrolled it, "" if the request does not say which it is
	Asked      app.Instant
	Origin     string // address it came from, "" for a file
	State      string // wire.RecoveryWaiting …
}

// askRecovery takes a laptop's request for its data key, or says how things stand with one it has taken. It decides
// nothing: the passphrase is lost and the tokens lie behind it, so anybody may ask, and people at the centre find out who.
func (c *Centre) askRecovery(ctx context.Context, r wire.RecoveryRequest, origin string) (wire.RecoveryReply, error) {
	reply := wire.RecoveryReply{V: wire.V}
	if !r.Valid() {
		return reply, invalid("request", "恢复申请不完整")
	}
	known := false
	err := c.view(ctx, func(t *txn) (err error) {
		known, err = t.recoveryState(r.Hash(), &reply)
		return err
	})
	if err == nil && known && reply.State == wire.RecoveryRefused {
		err = c.update(ctx, (*txn).expireRecoveries)
	}
	if err != nil || known {
		return reply, err
	}
	if wait := c.asked.wait(origin, c.clock()); wait > 0 {
		return reply, tooMany(wait)
	}
	c.asked.failed(origin, c.clock())
	code := r.Code()
	err = c.update(ctx, func(t *txn) error {
		if err := t.expireRecoveries(); err != nil {
			return err
		}
		// Twice at once, over a slow line.
		if known, err := t.recoveryState(r.Hash(), &reply); err != nil || known {
			return err
		}
		if full, err := t.tooManyRecoveries(r.DatabaseID); err != nil {
			return err
		} else if full {
			return tooMany(time.Hour)
		}
		if _, key, err := t.recoverable(r); err != nil {
			return err
		} else {
			clear(key)
		}
		reply.State = wire.RecoveryWaiting
		return t.putRecovery(r, code, origin, reply)
	})
	if err != nil {
		return reply, err
	}
	c.log.Info("recovery asked for", "device", r.DeviceID)
	return reply, nil
}

// recoveryState fills in how things stand with a request and reports whether it is known.
func (t *txn) recoveryState(hash []byte, reply *wire.RecoveryReply) (known bool, err error) {
	var asked int64
	known, err = t.one(`SELECT state, sealed, asked_at FROM recovery WHERE hash = ?`, []any{hash}, &reply.State, &reply.Sealed, &asked)
	if known && asked+recoveryLife.Milliseconds() <= int64(t.now) {
		reply.State, reply.Sealed = wire.RecoveryRefused, nil
	}
	return known, err
}

// expireRecoveries ends requests nobody has decided on, and forgets answers that were not fetched.
func (t *txn) expireRecoveries() error {
	if err := t.exec(`UPDATE recovery SET state = ?, sealed = NULL WHERE asked_at <= ? AND state <> ?`,
		wire.RecoveryRefused, int64(t.now)-recoveryLife.Milliseconds(), wire.RecoveryRefused); err != nil {
		return err
	}
	return t.exec(`DELETE FROM recovery WHERE asked_at <= ?`, int64(t.now)-recoveryKept.Milliseconds())
}

func (t *txn) tooManyRecoveries(databaseID string) (bool, error) {
	var all, same int
	if _, err := t.one(`SELECT count(*) FROM recovery WHERE state = ?`, []any{wire.RecoveryWaiting}, &all); err != nil {
		return false, err
	}
	_, err := t.one(`SELECT count(*) FROM recovery WHERE database_id = ? AND asked_at > ?`,
		[]any{databaseID, int64(t.now) - recoveryLife.Milliseconds()}, &same)
	return all >= maxRecoveries || same >= maxDatabaseRecovery, err
}

// recoverable returns whose laptop a request is of, and the data key in its slot. Error: errNoSlot unless the slot was
// made for that very person, laptop and database, and the laptop is one the centre has enrolled for the person and has not
// taken out of use.
func (t *txn) recoverable(r wire.RecoveryRequest) (Recovery, []byte, error) {
	who := Recovery{StaffNo: r.StaffNo, DeviceName: r.DeviceName, State: wire.RecoveryWaiting}
	p, err := t.person(app.PersonID(r.StaffNo))
	if err != nil {
		return who, nil, err
	}
	if p.ID == "" || p.StaffNo != r.StaffNo {
		return who, nil, errNoSlot
	}
	who.Name = p.Name
	// A laptop that was enrolled by an earlier version does not know its own id.
	enrolled, err := t.one(`SELECT name FROM device WHERE person = ? AND (id = ? OR ? = '') AND state = ?
		ORDER BY created_at DESC LIMIT 1`, []any{p.ID, r.DeviceID, r.DeviceID, wire.DeviceActive}, &who.Device)
	if err != nil {
		return who, nil, err
	}
	if r.DeviceID == "" {
		who.Device = ""
	}
	pair, err := t.recoveryPair(r.KeyID)
	if err != nil {
		return who, nil, err
	}
	if !enrolled || pair == nil {
		return who, nil, errNoSlot
	}
	key, err := wire.OpenSlot(pair, r)
	if err != nil {
		return who, nil, errNoSlot
	}
	return who, key, nil
}

func (t *txn) putRecovery(r wire.RecoveryRequest, code, origin string, reply wire.RecoveryReply) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO recovery (hash, code, staff_no, database_id, request, origin, asked_at, state, sealed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Hash(), wire.PlainCode(code), r.StaffNo, r.DatabaseID, string(raw), origin, t.now, reply.State, reply.Sealed)
}

// Recoveries returns the laptops that wait for an answer, in the order they asked in.
func (c *Centre) Recoveries(ctx context.Context) ([]Recovery, error) {
	var out []Recovery
	err := c.view(ctx, func(t *txn) error {
		type asked struct {
			raw, code, origin string
			at                int64
		}
		var all []asked
		err := t.each(`SELECT request, code, origin, asked_at FROM recovery WHERE state = ? AND asked_at > ? ORDER BY asked_at`,
			[]any{wire.RecoveryWaiting, int64(t.now) - recoveryLife.Milliseconds()}, func(rows *sql.Rows) error {
				var a asked
				err := rows.Scan(&a.raw, &a.code, &a.origin, &a.at)
				all = append(all, a)
				return err
			})
		if err != nil {
			return err
		}
		for _, a := range all {
			var r wire.RecoveryRequest
			if err := json.Unmarshal([]byte(a.raw), &r); err != nil {
				return err
			}
			who, key, err := t.recoverable(r)
			if err != nil {
				continue // the person has left meanwhile
			}
			clear(key)
			who.Code, who.Origin, who.Asked = wire.SpellCode(a.code), a.origin, app.Instant(a.at)
			out = append(out, who)
		}
		return nil
	})
	return out, err
}
