package wire

import (
	"bytes"
	"crypto/hpke"
	"encoding/json"
	"errors"
	"regexp"
	"testing"
)

func pair(t testing.TB) (hpke.PrivateKey, RecoveryKey) {
	t.Helper()
	k, err := NewRecoveryPair()
	if err != nil {
		t.Fatal(err)
	}
	public := k.PublicKey().Bytes()
	return k, RecoveryKey{ID: RecoveryKeyID(public), Public: public}
}

var dataKey = []byte("0123456789abcdef0123456789abcdef")

// asked returns a request for dataKey, the centre's private key and that of the one-time key.
func asked(t testing.TB) (r RecoveryRequest, centre, oneTime hpke.PrivateKey) {
	t.Helper()
	centre, to := pair(t)
	oneTime, once := pair(t)
	r = RecoveryRequest{V: V, StaffNo: "1001", DeviceID: "d1", DeviceName: "ThinkPad", DatabaseID: "db", KeyID: to.ID, OneTime: once.Public}
	var err error
	if r.Sealed, err = SealSlot(to, r.Owner(), dataKey); err != nil {
		t.Fatal(err)
	}
	return r, centre, oneTime
}

// Changes to a request that must not go unnoticed.
var tampering = map[string]func(*RecoveryRequest){
	"person":   func(r *RecoveryRequest) { r.StaffNo = "1002" },
	"laptop":   func(r *RecoveryRequest) { r.DeviceID = "d2" },
	"database": func(r *RecoveryRequest) { r.DatabaseID = "db2" },
	"key":      func(r *RecoveryRequest) { r.KeyID = "other" },
	"slot":     func(r *RecoveryRequest) { r.Sealed = flip(r.Sealed) },
	"moved":    func(r *RecoveryRequest) { r.StaffNo, r.DeviceID = "1001d", "1" },
}

func flip(b []byte) []byte {
	b = bytes.Clone(b)
	b[len(b)/2] ^= 1
	return b
}

func TestRecovery(t *testing.T) {
	r, centre, oneTime := asked(t)
	if !r.Valid() {
		t.Error("the request is not valid")
	}
	key, err := OpenSlot(centre, r)
	if err != nil || !bytes.Equal(key, dataKey) {
		t.Fatal(err)
	}
	answer, err := SealAnswer(r, key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := OpenAnswer(oneTime, r, answer); err != nil || !bytes.Equal(got, dataKey) {
		t.Fatal(err)
	}
	raw, err := json.Marshal(r)
	var again RecoveryRequest
	if err != nil || json.Unmarshal(raw, &again) != nil || again.Code() != r.Code() {
		t.Error("a request that travelled has another code")
	}

	for name, change := range tampering {
		c := r
		change(&c)
		if _, err := OpenSlot(centre, c); !errors.Is(err, ErrRecoverySlot) {
			t.Errorf("another %s: slot %v", name, err)
		}
		if _, err := OpenAnswer(oneTime, c, answer); !errors.Is(err, ErrRecoveryAnswer) {
			t.Errorf("another %s: answer %v", name, err)
		}
		if c.Code() == r.Code() {
			t.Errorf("another %s: the same code", name)
		}
	}
	// Somebody between the two puts in a key of his own: the slot opens, but the code that is read out is another.
	stranger, his := pair(t)
	c := r
	c.OneTime = his.Public
	if c.Code() == r.Code() {
		t.Error("a one-time key of somebody else has the same code")
	}
	if _, err := OpenAnswer(stranger, c, answer); !errors.Is(err, ErrRecoveryAnswer) {
		t.Errorf("somebody else's key: %v", err)
	}
	// An answer to an earlier request, or one that was changed, is none.
	other, _, _ := asked(t)
	replayed, err := SealAnswer(RecoveryRequest{StaffNo: r.StaffNo, DeviceID: r.DeviceID, DatabaseID: r.DatabaseID, KeyID: r.KeyID, Sealed: other.Sealed, OneTime: r.OneTime}, dataKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, sealed := range map[string][]byte{"replayed": replayed, "flipped": flip(answer), "empty": nil} {
		if _, err := OpenAnswer(oneTime, r, sealed); !errors.Is(err, ErrRecoveryAnswer) {
			t.Errorf("%s answer: %v", name, err)
		}
	}
	if _, err := OpenSlot(oneTime, r); !errors.Is(err, ErrRecoverySlot) {
		t.Errorf("another centre's key: %v", err)
	}
}

func TestRecoveryCode(t *testing.T) {
	r, _, _ := asked(t)
	if !regexp.MustCompile(`^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$`).MatchString(r.Code()) || len(CodeAlphabet) != 32 {
		t.Errorf("code %q", r.Code())
	}
	if PlainCode(" ａbCd－2345 ") != "ABCD2345" {
		t.Errorf("%q", PlainCode(" ａbCd－2345 "))
	}
	if SpellCode(PlainCode(r.Code())) != r.Code() || SpellCode("") != "" {
		t.Errorf("%q is spelled %q", r.Code(), SpellCode(PlainCode(r.Code())))
	}
	// What both ends must agree on may not change by accident.
	fixed := RecoveryRequest{StaffNo: "1001", DatabaseID: "db", KeyID: "k", Sealed: []byte("sealed"), OneTime: []byte("once")}
	if got := fixed.Code(); got != "XQAG-X7LW-MJHF" {
		t.Errorf("code of a fixed request: %s", got)
	}
}

func TestRecoveryLimits(t *testing.T) {
	r, _, _ := asked(t)
	long := string(bytes.Repeat([]byte("a"), 300))
	for name, change := range map[string]func(*RecoveryRequest){
		"no person":     func(r *RecoveryRequest) { r.StaffNo = "" },
		"no database":   func(r *RecoveryRequest) { r.DatabaseID = "" },
		"no key id":     func(r *RecoveryRequest) { r.KeyID = "" },
		"no slot":       func(r *RecoveryRequest) { r.Sealed = nil },
		"large slot":    func(r *RecoveryRequest) { r.Sealed = make([]byte, 5000) },
		"long name":     func(r *RecoveryRequest) { r.DeviceName = long },
		"no key":        func(r *RecoveryRequest) { r.OneTime = nil },
		"half a key":    func(r *RecoveryRequest) { r.OneTime = r.OneTime[:600] },
		"long staff no": func(r *RecoveryRequest) { r.StaffNo = long },
	} {
		c := r
		change(&c)
		if c.Valid() {
			t.Errorf("%s: valid", name)
		}
	}
	_, k := pair(t)
	for name, bad := range map[string]RecoveryKey{"empty": {}, "other id": {ID: "x", Public: k.Public}, "half": {ID: k.ID, Public: k.Public[:10]}} {
		if _, err := SealSlot(bad, SlotOwner{}, dataKey); !errors.Is(err, ErrRecoveryKey) || bad.Valid() {
			t.Errorf("%s key: %v", name, err)
		}
	}
	if _, err := ParseRecoveryPair([]byte("no key")); !errors.Is(err, ErrRecoveryKey) {
		t.Errorf("%v", err)
	}
}

func FuzzRecoveryRequest(f *testing.F) {
	// The same keys in every process that takes part.
	centre, err := hpke.MLKEM768X25519().DeriveKeyPair(dataKey)
	if err != nil {
		f.Fatal(err)
	}
	public := centre.PublicKey().Bytes()
	r := RecoveryRequest{StaffNo: "1001", DeviceID: "d1", DatabaseID: "db", KeyID: RecoveryKeyID(public), OneTime: public}
	if r.Sealed, err = SealSlot(RecoveryKey{ID: r.KeyID, Public: public}, r.Owner(), dataKey); err != nil {
		f.Fatal(err)
	}
	raw, err := json.Marshal(r)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"staff_no":"1001","sealed":"AAAA","one_time":"AAAA"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var c RecoveryRequest
		if json.Unmarshal(b, &c) != nil || !c.Valid() {
			return
		}
		if key, err := OpenSlot(centre, c); err == nil && (!bytes.Equal(key, dataKey) || c.Owner() != r.Owner() || c.KeyID != r.KeyID) {
			t.Error("a slot opened for somebody else")
		}
		if _, err := SealAnswer(c, dataKey); err != nil {
			t.Errorf("a valid request cannot be answered: %v", err)
		}
	})
}

// BenchmarkRecovery reports what a request costs a laptop and the centre.
func BenchmarkRecovery(b *testing.B) {
	r, centre, oneTime := asked(b)
	b.Run("code", func(b *testing.B) {
		for b.Loop() {
			_ = r.Code()
		}
	})
	b.Run("answer", func(b *testing.B) {
		for b.Loop() {
			key, err := OpenSlot(centre, r)
			if err != nil {
				b.Fatal(err)
			}
			sealed, err := SealAnswer(r, key)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := OpenAnswer(oneTime, r, sealed); err != nil {
				b.Fatal(err)
			}
		}
	})
}
