package keyfile

import (
	"bytes"
	"crypto/hpke"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// recoveryPair is a centre's key pair.
type recoveryPair struct {
	private hpke.PrivateKey
	key     wire.RecoveryKey
}

func centreKey(t testing.TB) recoveryPair {
	t.Helper()
	k, err := wire.NewRecoveryPair()
	if err != nil {
		t.Fatal(err)
	}
	public := k.PublicKey().Bytes()
	return recoveryPair{k, wire.RecoveryKey{ID: wire.RecoveryKeyID(public), Public: public}}
}

// answer is what the centre answers to a request.
func (c recoveryPair) answer(t *testing.T, r wire.RecoveryRequest) []byte {
	t.Helper()
	key, err := wire.OpenSlot(c.private, r)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := wire.SealAnswer(r, key)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestCentreSlot(t *testing.T) {
	path, key := saved(t)
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	first, second := centreKey(t), centreKey(t)
	oneTime, err := wire.NewRecoveryPair()
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.RecoveryRequest("x", oneTime)
	wantCode(t, err, app.ErrNotFound)
	wantCode(t, f.SetCentre(key, first.key), app.ErrInvalid) // nobody's
	f.SetOwner(Owner{StaffNo: "1001", DeviceID: "d1"})
	wantCode(t, f.SetCentre(key, wire.RecoveryKey{ID: first.key.ID, Public: second.key.Public}), app.ErrInvalid)
	for _, c := range []recoveryPair{first, second} {
		if err := f.SetCentre(key, c.key); err != nil || f.CentreKeyID() != c.key.ID || !f.CentreSealed(c.key.ID) {
			t.Fatalf("%v, sealed to %s", err, f.CentreKeyID())
		}
	}
	if f.CentreSealed(first.key.ID) || len(f.slots) != 2 {
		t.Error("the older slot stayed")
	}
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	if f, err = Load(path); err != nil {
		t.Fatal(err)
	}
	r, err := f.RecoveryRequest("ThinkPad", oneTime)
	if err != nil || r.StaffNo != "1001" || r.DeviceID != "d1" || r.KeyID != second.key.ID {
		t.Fatalf("%+v %v", r, err)
	}
	answer := second.answer(t, r)
	got, err := f.Recover(r, oneTime, answer)
	if err != nil || !bytes.Equal(got, key) {
		t.Fatal(err)
	}
	if err := f.SetPassphrase(got, "new passphrase", Fast); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Unlock("new passphrase"); err != nil || !bytes.Equal(got, key) {
		t.Error(err)
	}

	another, err := wire.NewRecoveryPair()
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Recover(r, another, answer)
	wantCode(t, err, app.ErrRefused)
	later, err := f.RecoveryRequest("ThinkPad", another)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Recover(later, another, answer) // a replayed answer
	wantCode(t, err, app.ErrRefused)
	_, err = f.Recover(r, oneTime, answer[:len(answer)-1])
	wantCode(t, err, app.ErrRefused)
	// Whoever answers with a key of his own is found out before anything is sealed under it.
	poisoned, err := wire.SealAnswer(r, make([]byte, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Recover(r, oneTime, poisoned)
	wantCode(t, err, app.ErrDamaged)

	f.SetOwner(Owner{StaffNo: "1001", DeviceID: "d2"})
	if f.CentreSealed(second.key.ID) {
		t.Error("a slot for an earlier enrolment counts as the present one's")
	}
}

func TestKeyringSlot(t *testing.T) {
	path, key := saved(t)
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	secret := NewKeyringSecret()
	_, err = f.UnlockKeyring(secret)
	wantCode(t, err, app.ErrPassphrase)
	if err := f.SetKeyring(key, secret); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	if f, err = Load(path); err != nil || !f.HasKeyring() {
		t.Fatal(err)
	}
	if got, err := f.UnlockKeyring(secret); err != nil || !bytes.Equal(got, key) {
		t.Fatal(err)
	}
	for _, wrong := range [][]byte{nil, NewKeyringSecret(), secret[:31], append(bytes.Clone(secret), 0)} {
		_, err := f.UnlockKeyring(wrong)
		wantCode(t, err, app.ErrPassphrase)
	}
	other, _, err := New("x", Fast)
	if err != nil {
		t.Fatal(err)
	}
	other.slots = append(other.slots, f.slots[1])
	_, err = other.UnlockKeyring(secret) // the slot of another file
	wantCode(t, err, app.ErrPassphrase)
	f.DropKeyring()
	_, err = f.UnlockKeyring(secret)
	wantCode(t, err, app.ErrPassphrase)
	if f.HasKeyring() || len(f.slots) != 1 {
		t.Error("the slot stayed")
	}
}
