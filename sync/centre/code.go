package centre

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"github.com/fangce/fangce/sync/wire"
)

// codeLife is how long a one-time code may be used.
const codeLife = 7 * 24 * time.Hour

// newCode returns a one-time code of 60 random bits: XXXX-XXXX-XXXX.
func newCode() (string, error) {
	var raw [12]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", err
	}
	var b strings.Builder
	for i, r := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(wire.CodeAlphabet[int(r)%len(wire.CodeAlphabet)])
	}
	return b.String(), nil
}

// newToken returns 256 random bits as text.
func newToken() (string, error) {
	var raw [32]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw[:]), nil
}

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
