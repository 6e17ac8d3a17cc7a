package wire

// EnrolRequest binds a laptop's key to a person, for a one-time code.
type EnrolRequest struct {
	V          int    `json:"v"`
	Code       string `json:"code"`
	PublicKey  []byte `json:"public_key"` // Ed25519
	DeviceName string `json:"device_name"`
	Schema     int    `json:"schema"`
}

// EnrolReply is the answer to an EnrolRequest.
type EnrolReply struct {
	V        int    `json:"v"`
	Epoch    string `json:"epoch"`
	DeviceID string `json:"device_id"`
	Person   Person `json:"person"`
	Centre   string `json:"centre"` // the centre's name as forms print it
	Tokens   Tokens `json:"tokens"`
	// Recovery is the key to which the laptop seals its data key; empty from a centre that has none.
	Recovery RecoveryKey `json:"recovery"`
}

// Person is who a laptop belongs to.
type Person struct {
	ID      string   `json:"id"`
	StaffNo string   `json:"staff_no"`
	Name    string   `json:"name"`
	Roles   []string `json:"roles"`
	Licence string   `json:"licence,omitempty"`
}

// TokenRequest asks for a new access token. Sig is the Ed25519 signature by the device key of
// "fangce-token/1\n" + DeviceID + "\n" + Refresh + "\n" + decimal At.
type TokenRequest struct {
	V        int    `json:"v"`
	DeviceID string `json:"device_id"`
	Refresh  string `json:"refresh"`
	At       int64  `json:"at"` // milliseconds since 1970 UTC, by the laptop's clock
	Sig      []byte `json:"sig"`
}

// TokenReply carries new tokens; asking again with the same refresh token gives an equally good answer, so a lost reply
// costs nothing. Person tells changed roles.
type TokenReply struct {
	V      int    `json:"v"`
	Tokens Tokens `json:"tokens"`
	Person Person `json:"person"`
	// Recovery is the centre's present recovery key; empty from a centre that has none.
	Recovery RecoveryKey `json:"recovery"`
	// LeaseDays is for how many days after a contact customers' data may be shown; 0 leaves it to the laptop.
	LeaseDays int `json:"lease_days,omitempty"`
}

// Tokens are what a laptop shows for itself: Access in "Authorization: Bearer", Refresh to get the next ones.
type Tokens struct {
	Access    string `json:"access"`
	ExpiresAt int64  `json:"expires_at"` // of Access, milliseconds since 1970 UTC
	Refresh   string `json:"refresh"`
	Now       int64  `json:"now"` // the centre's clock, to measure the laptop's offset
}

// TokenMessage returns the bytes that TokenRequest.Sig signs.
func TokenMessage(deviceID, refresh string, at int64) []byte {
	return []byte("fangce-token/1\n" + deviceID + "\n" + refresh + "\n" + itoa(at))
}

// Problem is the body of every reply that is not a success.
type Problem struct {
	Code    string `json:"code"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
	// Expected is the number of the next operation, with code "expected".
	Expected int64 `json:"expected,omitempty"`
	// Epoch is the present epoch of the centre, with code "epoch".
	Epoch string `json:"epoch,omitempty"`
	// N is the number of the operation that came with other content, with code "cloned" from a push.
	N int64 `json:"n,omitempty"`
	// Now is the centre's clock, with code "clock".
	Now int64 `json:"now,omitempty"`
}

// Codes of problems beyond those of app errors.
const (
	CodeCloned   = "cloned"   // the same operation number came with other content: two disks share one device id
	CodeExpected = "expected" // operations are missing before this one
	CodeEpoch    = "epoch"    // the centre was restored: start over with its new epoch
	CodeUpgrade  = "upgrade"  // the laptop is too old to pull; it may still push
	CodeToken    = "token"    // the access token has expired or is unknown: refresh it
	CodeClock    = "clock"    // the request was signed at a moment too far from the centre's clock
	CodeRevoked  = "revoked"  // the laptop is no longer wanted: it may push what it has, then must wipe itself
	CodeWipe     = "wipe"     // the laptop must wipe itself at once
	CodeTooLarge = "too_large"
	CodeTooMany  = "too_many" // too many attempts: wait as long as Retry-After says
)
