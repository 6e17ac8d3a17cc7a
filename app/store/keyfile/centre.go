package keyfile

import (
	"crypto/hpke"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// centreSlot seals the data key to the centre's recovery key, bound to the owner and the database id.
type centreSlot struct {
	Kind  string `json:"kind"`
	KeyID string `json:"key_id"`
	Owner
	Sealed []byte `json:"sealed"`
}

// SetCentre seals the data key to the centre's recovery key, in place of an earlier one, for the file's owner. Errors:
// app.ErrInvalid for a key that is none or a file without an owner, app.ErrDamaged if the data key is not the file's.
func (f *File) SetCentre(key []byte, to wire.RecoveryKey) error {
	if f.owner.StaffNo == "" {
		return app.FieldErrorf(app.ErrInvalid, "staff_no", "没有工号，不能向中心寄存密钥")
	}
	if err := f.own(key); err != nil {
		return err
	}
	sealed, err := wire.SealSlot(to, wire.SlotOwner{StaffNo: f.owner.StaffNo, DeviceID: f.owner.DeviceID, DatabaseID: f.databaseID}, key)
	if err != nil {
		return &app.Error{Code: app.ErrInvalid, Message: "中心的恢复公钥无效", Cause: err}
	}
	return f.put(slotCentre, centreSlot{slotCentre, to.ID, f.owner, sealed})
}

// CentreKeyID returns the id of the centre's key that can open the file, "" if none can.
func (f *File) CentreKeyID() string {
	var s centreSlot
	if found, err := f.find(slotCentre, &s); err != nil || !found {
		return ""
	}
	return s.KeyID
}

// CentreSealed reports whether the centre's key of that id can open the file for its present owner.
func (f *File) CentreSealed(keyID string) bool {
	var s centreSlot
	found, err := f.find(slotCentre, &s)
	return err == nil && found && s.KeyID == keyID && s.Owner == f.owner
}

// RecoveryRequest returns what the centre is asked with: the slot and the public half of a key pair of this request
// alone. Errors: app.ErrNotFound if the file has no slot for the centre, app.ErrDamaged.
func (f *File) RecoveryRequest(deviceName string, oneTime hpke.PrivateKey) (wire.RecoveryRequest, error) {
	var s centreSlot
	if found, err := f.find(slotCentre, &s); err != nil {
		return wire.RecoveryRequest{}, err
	} else if !found {
		return wire.RecoveryRequest{}, app.Errorf(app.ErrNotFound, "本机还没有向中心寄存过密钥，中心无法帮助找回口令")
	}
	r := wire.RecoveryRequest{
		V: wire.V, StaffNo: s.StaffNo, DeviceID: s.DeviceID, DeviceName: deviceName, DatabaseID: f.databaseID,
		KeyID: s.KeyID, Sealed: s.Sealed, OneTime: oneTime.PublicKey().Bytes(),
	}
	if !r.Valid() {
		return wire.RecoveryRequest{}, damaged("密钥文件已损坏", nil)
	}
	return r, nil
}

// Recover returns the data key from the centre's answer to a request. Errors: app.ErrRefused if it answers another request
// or was tampered with, app.ErrDamaged if the key in it is not the file's.
func (f *File) Recover(r wire.RecoveryRequest, oneTime hpke.PrivateKey, sealed []byte) ([]byte, error) {
	key, err := wire.OpenAnswer(oneTime, r, sealed)
	if err != nil {
		return nil, &app.Error{Code: app.ErrRefused, Message: "这不是对本次申请的答复，请重新申请", Cause: err}
	}
	return f.checked(key)
}
