package logcheck

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Seed decides a draw. The centre makes one of 32 random bytes for every draw, shows its Commitment before anybody knows
// which logs will lie in the pot, and the seed itself once the checks are published: everybody can then repeat the draw,
// and nobody could steer it.
type Seed [32]byte

// Commitment is what is shown before the draw: it gives nothing away and fits one seed only.
func (s Seed) Commitment() string {
	sum := sha256.Sum256(append([]byte("fangce draw\n"), s[:]...))
	return hex.EncodeToString(sum[:])
}

// PotHash names what lay in the pot, whatever the order it is given in.
func PotHash(logs []string) string {
	sorted := slices.Compact(slices.Sorted(slices.Values(logs)))
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\n")))
	return hex.EncodeToString(sum[:])
}

// Draw takes n logs from the pot, or all where there are fewer. Every log is as likely as every other. The result is in
// the order in which they were drawn, and does not depend on the order of the pot.
func Draw(seed Seed, logs []string, n int) []string {
	pot := slices.Compact(slices.Sorted(slices.Values(logs)))
	name := PotHash(pot)
	lot := make(map[string][]byte, len(pot))
	for _, id := range pot {
		mac := hmac.New(sha256.New, seed[:])
		mac.Write([]byte(name + "\n" + id))
		lot[id] = mac.Sum(nil)
	}
	slices.SortFunc(pot, func(a, b string) int { return bytes.Compare(lot[a], lot[b]) })
	return pot[:max(0, min(n, len(pot)))]
}
