package wire

import (
	"crypto/hpke"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
)

// PathRecover is where a laptop asks the centre for its data key, after its passphrase was forgotten.
const PathRecover = "/v1/recover"

// States of a RecoveryReply.
const (
	RecoveryWaiting = "waiting" // nobody at the centre has decided yet
	RecoveryGranted = "granted" // Sealed holds the key
	RecoveryRefused = "refused" // by the centre's staff, or nobody decided in time
)

// Limits of a RecoveryRequest, in bytes.
const (
	maxRecoveryText = 256
	maxRecoverySlot = 4 << 10
)

// dataKeySize is the size of what a recovery slot holds.
const dataKeySize = 32

// RecoveryKey is the public key to which laptops seal their data key, so that the centre can help when a passphrase is
// forgotten. Its ID is derived from it.
type RecoveryKey struct {
	ID     string `json:"id"`
	Public []byte `json:"public"` // of MLKEM768X25519
}

// RecoveryRequest asks for a data key. Nothing in it is secret: Sealed opens with the centre's private key only, and the
// answer with that of OneTime only, which does not leave the laptop's memory. What it cannot prove is who asks; that is
// checked by telephone, see Code.
type RecoveryRequest struct {
	V          int    `json:"v"`
	StaffNo    string `json:"staff_no"`
	DeviceID   string `json:"device_id"`   // of the laptop's enrolment; "" where it was not noted
	DeviceName string `json:"device_name"` // as the laptop calls itself
	DatabaseID string `json:"database_id"`
	KeyID      string `json:"key_id"`   // of the RecoveryKey Sealed is sealed to
	Sealed     []byte `json:"sealed"`   // by SealSlot
	OneTime    []byte `json:"one_time"` // public key of MLKEM768X25519
}

// RecoveryReply answers a RecoveryRequest; asking again with the same request asks how things stand.
type RecoveryReply struct {
	V      int    `json:"v"`
	State  string `json:"state"`
	Sealed []byte `json:"sealed,omitempty"` // by SealAnswer
}

// SlotOwner is what a recovery slot is bound to: it opens for nobody else's staff number, laptop or database.
type SlotOwner struct {
	StaffNo    string
	DeviceID   string
	DatabaseID string
}

// Errors of opening what is sealed.
var (
	ErrRecoveryKey    = errors.New("wire: this is no recovery key")
	ErrRecoverySlot   = errors.New("wire: the recovery slot does not belong to this request")
	ErrRecoveryAnswer = errors.New("wire: the answer does not belong to this request")
)

// RecoveryKeyID returns the ID of a public key.
func RecoveryKeyID(public []byte) string {
	sum := sha256.Sum256(append([]byte("fangce/recovery-key/1\x00"), public...))
	return hex.EncodeToString(sum[:8])
}

// Valid reports whether the key can be sealed to and its ID is its own.
func (k RecoveryKey) Valid() bool {
	_, err := hpke.MLKEM768X25519().NewPublicKey(k.Public)
	return err == nil && k.ID == RecoveryKeyID(k.Public)
}

// NewRecoveryPair makes a key pair, of the centre or for one request.
func NewRecoveryPair() (hpke.PrivateKey, error) { return hpke.MLKEM768X25519().GenerateKey() }

// ParseRecoveryPair reads a key pair that Bytes of the private key has returned.
func ParseRecoveryPair(b []byte) (hpke.PrivateKey, error) {
	k, err := hpke.MLKEM768X25519().NewPrivateKey(b)
	if err != nil {
		return nil, ErrRecoveryKey
	}
	return k, nil
}

// SealSlot seals a data key to the centre's key.
func SealSlot(to RecoveryKey, o SlotOwner, key []byte) ([]byte, error) {
	if !to.Valid() {
		return nil, ErrRecoveryKey
	}
	public, err := hpke.MLKEM768X25519().NewPublicKey(to.Public)
	if err != nil {
		return nil, ErrRecoveryKey
	}
	return hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), slotInfo(to.ID, o), key)
}

// OpenSlot returns the data key of a request's slot, with the private key of the RecoveryKey it names. Error:
// ErrRecoverySlot if the slot was made for another person, laptop, database or key, or was tampered with.
func OpenSlot(k hpke.PrivateKey, r RecoveryRequest) ([]byte, error) {
	key, err := hpke.Open(k, hpke.HKDFSHA256(), hpke.AES256GCM(), slotInfo(r.KeyID, r.Owner()), r.Sealed)
	if err != nil || len(key) != dataKeySize {
		return nil, ErrRecoverySlot
	}
	return key, nil
}

// SealAnswer seals a data key to the one-time key of a request; it opens for this very request only.
func SealAnswer(r RecoveryRequest, key []byte) ([]byte, error) {
	public, err := hpke.MLKEM768X25519().NewPublicKey(r.OneTime)
	if err != nil {
		return nil, ErrRecoveryKey
	}
	return hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), r.answerInfo(), key)
}

// OpenAnswer returns the data key of an answer, with the private half of the request's one-time key. Error:
// ErrRecoveryAnswer if it answers another request or was tampered with.
func OpenAnswer(k hpke.PrivateKey, r RecoveryRequest, sealed []byte) ([]byte, error) {
	key, err := hpke.Open(k, hpke.HKDFSHA256(), hpke.AES256GCM(), r.answerInfo(), sealed)
	if err != nil || len(key) != dataKeySize {
		return nil, ErrRecoveryAnswer
	}
	return key, nil
}

// Owner returns whom the request says its slot belongs to.
func (r RecoveryRequest) Owner() SlotOwner { return SlotOwner{r.StaffNo, r.DeviceID, r.DatabaseID} }

// Valid reports whether the request has everything, within bounds. It says nothing about whose it is.
func (r RecoveryRequest) Valid() bool {
	for _, s := range []string{r.StaffNo, r.DeviceID, r.DeviceName, r.DatabaseID, r.KeyID} {
		if len(s) > maxRecoveryText {
			return false
		}
	}
	if r.StaffNo == "" || r.DatabaseID == "" || r.KeyID == "" || len(r.Sealed) == 0 || len(r.Sealed) > maxRecoverySlot {
		return false
	}
	_, err := hpke.MLKEM768X25519().NewPublicKey(r.OneTime)
	return err == nil
}

// Hash returns what the request is known by: every part of it counts.
func (r RecoveryRequest) Hash() []byte {
	sum := sha256.Sum256(framed("fangce/recovery-request/1", []byte(r.StaffNo), []byte(r.DeviceID), []byte(r.DeviceName),
		[]byte(r.DatabaseID), []byte(r.KeyID), r.Sealed, r.OneTime))
	return sum[:]
}

// CodeAlphabet has 32 letters and digits, none of which is mistaken for another when read out: no I, O, 0, 1.
const CodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// Code is what the planner reads out and the centre's staff compare: 60 bits that stand for the whole request, as
// XXXX-XXXX-XXXX. Somebody between the two who puts in a key of his own would have to find a request with the same
// code; the rounds of PBKDF2 make each try cost 2^16 hashes, 2^76 in all.
func (r RecoveryRequest) Code() string {
	const letters, rounds = 12, 1 << 16
	sum, err := pbkdf2.Key(sha256.New, string(r.Hash()), []byte("fangce/recovery-code/1"), rounds, letters)
	if err != nil {
		return "" // only for lengths no hash can give
	}
	for i, c := range sum {
		sum[i] = CodeAlphabet[int(c)%len(CodeAlphabet)]
	}
	return SpellCode(string(sum))
}

// SpellCode writes a code as PlainCode returns it in groups of four, as it is read out.
func SpellCode(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// PlainCode returns a code, of enrolment or recovery, as it is compared: case, spaces and hyphens do not count, nor does
// full width.
func PlainCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, code)
}

func slotInfo(keyID string, o SlotOwner) []byte {
	return framed("fangce/recovery-slot/1", []byte(keyID), []byte(o.StaffNo), []byte(o.DeviceID), []byte(o.DatabaseID))
}

func (r RecoveryRequest) answerInfo() []byte { return framed("fangce/recovery-answer/1", r.Hash()) }

// framed joins parts so that no two lists of parts give the same bytes.
func framed(domain string, parts ...[]byte) []byte {
	b := append([]byte(domain), 0)
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b
}
