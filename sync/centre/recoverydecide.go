package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// What a RecoveryEvent says.
const (
	RecoveryGranted     = "granted"
	RecoveryRefused     = "refused"
	RecoveryUnknownCode = "unknown_code" // nothing waits under the code that was given
	RecoveryOtherPerson = "other_person" // the code is that of another person than was named
	RecoverySettled     = "settled"      // it was decided on before, or too late
	RecoveryNoSlot      = "no_slot"      // its slot does not open for whom it names
	RecoveryNewKey      = "new_key"      // another key pair was made
)

// RecoveryEvent is what somebody at the centre decided, or tried to.
type RecoveryEvent struct {
	At      app.Instant
	What    string
	Code    string
	StaffNo string
	Device  string
	KeyID   string
	By      string // who, as far as the system knows
}

// Decision is what the centre's staff decide about a request, after they have made sure who asks.
type Decision struct {
	Code    string // as it was read out, in any form
	StaffNo string // whom they have on the telephone; "" if they do not say
	Grant   bool   // or refuse
	By      string // who decides
}

// DecideRecovery grants or refuses the request that has the code and returns whose it was. Every attempt is logged.
// Errors: app.ErrNotFound if nothing waits under the code, app.ErrConflict if it is another person's or was decided on
// before or too late, app.ErrRefused if the slot is not that person's any more.
func (c *Centre) DecideRecovery(ctx context.Context, d Decision) (Recovery, error) {
	var who Recovery
	return who, c.decide(ctx, d, func(t *txn, event *RecoveryEvent) error {
		r, origin, at, err := t.waiting(event)
		if err != nil {
			return err
		}
		who, err = t.settleRecovery(r, d, event)
		who.Code, who.Origin, who.Asked = wire.SpellCode(event.Code), origin, at
		return err
	})
}

// AnswerRecovery decides on a request that came as a file, and returns the answer to be carried back. A Code in the
// decision must be the request's. Errors: those of DecideRecovery, app.ErrInvalid if the file is incomplete.
func (c *Centre) AnswerRecovery(ctx context.Context, r wire.RecoveryRequest, d Decision) (Recovery, wire.RecoveryReply, error) {
	who, reply := Recovery{}, wire.RecoveryReply{V: wire.V}
	if !r.Valid() {
		return who, reply, app.Errorf(app.ErrInvalid, "该文件不是恢复申请，或不完整")
	}
	code := r.Code()
	given := d.Code
	d.Code = code
	err := c.decide(ctx, d, func(t *txn, event *RecoveryEvent) error {
		event.StaffNo, event.Device, event.KeyID = r.StaffNo, r.DeviceID, r.KeyID
		if given != "" && wire.PlainCode(given) != wire.PlainCode(code) {
			event.What = RecoveryUnknownCode
			return app.Errorf(app.ErrNotFound, "核对码与申请文件不符，请勿答复")
		}
		known, err := t.recoveryState(r.Hash(), &reply)
		if err != nil {
			return err
		}
		if known && reply.State == wire.RecoveryRefused {
			event.What = RecoverySettled
			return errSettled
		}
		if !known {
			if err := t.putRecovery(r, code, "", wire.RecoveryReply{State: wire.RecoveryWaiting}); err != nil {
				return err
			}
		}
		if who, err = t.settleRecovery(r, d, event); err != nil {
			if known {
				return err
			}
			// The log says what was tried; nothing waits.
			return errors.Join(err, t.exec(`DELETE FROM recovery WHERE hash = ?`, r.Hash()))
		}
		who.Code, who.Asked = code, t.now
		_, err = t.recoveryState(r.Hash(), &reply)
		return err
	})
	if err != nil {
		reply.State, reply.Sealed = "", nil
	}
	return who, reply, err
}

var errSettled = app.Errorf(app.ErrConflict, "这个申请已经处理过，或已过期")

// decide runs one decision and logs what came of it, whatever that is: a refusal must not undo its own log. It ends no other
// request, however old: the clock of whoever decides may be wrong, and only that of the serving centre tidies up.
func (c *Centre) decide(ctx context.Context, d Decision, f func(*txn, *RecoveryEvent) error) error {
	var refusal error
	err := c.update(ctx, func(t *txn) error {
		event := RecoveryEvent{Code: wire.PlainCode(d.Code), StaffNo: d.StaffNo, By: d.By}
		if refusal = f(t, &event); refusal != nil && event.What == "" {
			return refusal // nothing was decided
		}
		if err := t.logRecovery(event); err != nil {
			return err
		}
		return t.audit(auditRecovery, event.By, map[string]string{"what": event.What, "person": app.PersonID(event.StaffNo), "device": event.Device})
	})
	if err != nil {
		return err
	}
	return refusal
}

// waiting returns the request that waits under the event's code.
func (t *txn) waiting(event *RecoveryEvent) (r wire.RecoveryRequest, origin string, at app.Instant, err error) {
	var raw, state string
	var asked int64
	found, err := t.one(`SELECT request, origin, asked_at, state FROM recovery WHERE code = ?`, []any{event.Code}, &raw, &origin, &asked, &state)
	if err != nil {
		return r, "", 0, err
	}
	if !found {
		event.What = RecoveryUnknownCode
		return r, "", 0, app.Errorf(app.ErrNotFound, "没有这个核对码的申请，请让对方重新读一遍")
	}
	if state != wire.RecoveryWaiting || asked+recoveryLife.Milliseconds() <= int64(t.now) {
		event.What = RecoverySettled
		return r, "", 0, errSettled
	}
	return r, origin, app.Instant(asked), json.Unmarshal([]byte(raw), &r)
}

// settleRecovery stores a decision and says in the event what it was.
func (t *txn) settleRecovery(r wire.RecoveryRequest, d Decision, event *RecoveryEvent) (Recovery, error) {
	event.Device, event.KeyID = r.DeviceID, r.KeyID
	if d.StaffNo != "" && d.StaffNo != r.StaffNo {
		event.What = RecoveryOtherPerson
		return Recovery{}, app.FieldErrorf(app.ErrConflict, "staff", "这个核对码不是工号 %s 的，请核对来电人的身份，不要批准", d.StaffNo)
	}
	event.StaffNo = r.StaffNo
	who, key, err := t.recoverable(r)
	if errors.Is(err, errNoSlot) {
		event.What = RecoveryNoSlot
		return who, app.Errorf(app.ErrRefused, "申请里的密钥不属于工号 %s 登记的电脑，不能批准", r.StaffNo)
	}
	if err != nil {
		return who, err
	}
	defer clear(key)
	var sealed []byte
	what := RecoveryRefused
	who.State = wire.RecoveryRefused
	if d.Grant {
		what, who.State = RecoveryGranted, wire.RecoveryGranted
		if sealed, err = wire.SealAnswer(r, key); err != nil {
			return who, err
		}
	}
	if err := t.exec(`UPDATE recovery SET state = ?, sealed = ? WHERE hash = ?`, who.State, sealed, r.Hash()); err != nil {
		return who, err
	}
	event.What = what
	return who, nil
}

func (t *txn) logRecovery(e RecoveryEvent) error {
	return t.exec(`INSERT INTO recovery_log (at, what, code, staff_no, device, key_id, by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		t.now, e.What, wire.PlainCode(e.Code), e.StaffNo, e.Device, e.KeyID, e.By)
}

// RecoveryLog returns everything that was decided or tried, oldest first.
func (c *Centre) RecoveryLog(ctx context.Context) ([]RecoveryEvent, error) {
	var out []RecoveryEvent
	err := c.view(ctx, func(t *txn) error {
		return t.each(`SELECT at, what, code, staff_no, device, key_id, by FROM recovery_log ORDER BY rid`, nil, func(rows *sql.Rows) error {
			var e RecoveryEvent
			err := rows.Scan(&e.At, &e.What, &e.Code, &e.StaffNo, &e.Device, &e.KeyID, &e.By)
			out = append(out, e)
			return err
		})
	})
	return out, err
}
