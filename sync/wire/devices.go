package wire

import (
	"crypto/sha256"
	"encoding/hex"
)

// Headers by which a laptop proves, beside its access token, that it holds the key the token is bound to: a token alone
// is worth nothing.
const (
	HeaderAt        = "Fangce-At"  // the laptop's clock, corrected, decimal milliseconds since 1970 UTC
	HeaderContent   = "Fangce-Sum" // Content of the body
	HeaderSignature = "Fangce-Sig" // Ed25519 over RequestMessage, raw URL base64
)

// signedHeaders are the headers that say what a request is about, beside its target and body.
var signedHeaders = []string{HeaderUploadOffset, "Range"}

// Content returns what HeaderContent says of a body: its SHA-256 in lower-case hexadecimal. As it is signed, the centre knows
// who is asking before it reads a body.
func Content(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// MaxSkew is how far HeaderAt may be from the centre's clock, in milliseconds.
const MaxSkew = 5 * 60 * 1000

// RequestMessage returns the bytes that HeaderSignature signs. target is the path of the request with its query, if it has
// one; content is HeaderContent, and header gives other headers of the request, "" for those it has not.
func RequestMessage(method, target, access string, at int64, content string, header func(name string) string) []byte {
	token := sha256.Sum256([]byte(access))
	message := "fangce-request/2\n" + method + "\n" + target + "\n" + itoa(at) + "\n" + content + "\n" + hex.EncodeToString(token[:])
	for _, name := range signedHeaders {
		message += "\n" + header(name)
	}
	return []byte(message)
}

// RejoinRequest asks for a device id of its own for a copy of a laptop's disk. PublicKey is a fresh one; Sig is made with
// the key of DeviceID over RejoinMessage. The reply is an EnrolReply. The same PublicKey gives the same new device again,
// so that a lost reply costs nothing.
type RejoinRequest struct {
	V          int    `json:"v"`
	DeviceID   string `json:"device_id"`
	PublicKey  []byte `json:"public_key"`
	DeviceName string `json:"device_name"`
	At         int64  `json:"at"`
	Sig        []byte `json:"sig"`
}

// RejoinMessage returns the bytes that RejoinRequest.Sig signs.
func RejoinMessage(deviceID string, publicKey []byte, at int64) []byte {
	return []byte("fangce-rejoin/1\n" + deviceID + "\n" + hex.EncodeToString(publicKey) + "\n" + itoa(at))
}

// States of a device.
const (
	DeviceActive   = "active"
	DeviceDraining = "draining" // revoked: it may push, then wipes itself
	DeviceWiping   = "wiping"   // revoked: it wipes itself at its next contact
	DeviceWiped    = "wiped"    // it has said that it is wiped
)

// Device is a laptop as lists show it.
type Device struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Person  Person `json:"person"`
	State   string `json:"state"`
	Created int64  `json:"created"`           // milliseconds since 1970 UTC
	Seen    int64  `json:"seen"`              // last contact
	Unsent  int    `json:"unsent"`            // operations waiting there at the last contact
	Oldest  int64  `json:"oldest"`            // how long the oldest had waited then, milliseconds
	This    bool   `json:"this"`              // the one that asks
	CopyOf  string `json:"copy_of,omitempty"` // the one whose disk it was made from: taken out of use with it
}

// DevicesReply lists the person's own laptops; everybody's for a centre manager.
type DevicesReply struct {
	V       int      `json:"v"`
	Devices []Device `json:"devices"`
}

// RevokeRequest, to PathDevices + "/" + id + "/revoke", takes a laptop out of use. Mode is DeviceDraining or DeviceWiping.
type RevokeRequest struct {
	V    int    `json:"v"`
	Mode string `json:"mode"`
}

// WipedRequest says that a laptop is wiped. It carries no token: HeaderSignature over RequestMessage without one, made with
// the key of DeviceID, which must be kept until the answer has come.
type WipedRequest struct {
	V        int    `json:"v"`
	DeviceID string `json:"device_id"`
}

// WipedReply is the answer.
type WipedReply struct {
	V int `json:"v"`
}
