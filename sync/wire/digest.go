package wire

import "encoding/binary"

// Digest says what a stream, or one bucket of it, holds: how many rows, and the sum of RowHash over them, wrapping around.
type Digest struct {
	Count int64  `json:"c"`
	Sum   uint64 `json:"s"`
}

// Buckets is into how many parts the rows of a stream fall when a digest differs.
const Buckets = 256

// Add counts a row in, with n = 1, or out, with n = -1.
func (d *Digest) Add(kind, id string, ver, n int64) {
	d.Count += n
	d.Sum += uint64(n) * RowHash(kind, id, ver)
}

// RowHash returns 64 bits that stand for one version of one row.
func RowHash(kind, id string, ver int64) uint64 {
	var v [8]byte
	binary.LittleEndian.PutUint64(v[:], uint64(ver))
	h := nameHash(kind, id)
	for _, b := range v {
		h = (h ^ uint64(b)) * fnvPrime
	}
	return mixed(h)
}

// Bucket returns the bucket a row falls into, whatever its version.
func Bucket(kind, id string) int { return int(mixed(nameHash(kind, id)) % Buckets) }

const (
	fnvOffset = 0xcbf29ce484222325
	fnvPrime  = 0x100000001b3
)

func nameHash(kind, id string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(kind) {
		h = (h ^ uint64(kind[i])) * fnvPrime
	}
	h *= fnvPrime
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * fnvPrime
	}
	return h
}

// mixed spreads every bit over all others (the finaliser of SplitMix64): sums of FNV values alone cancel too easily.
func mixed(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// DigestRequest asks for the buckets of one stream, whose digest at Seq is not the laptop's.
type DigestRequest struct {
	V      int    `json:"v"`
	Epoch  string `json:"epoch"`
	Stream string `json:"stream"`
	Seq    int64  `json:"seq"` // the laptop's cursor
}

// DigestReply is the answer. Where Seq is not the request's, the stream has moved on: pull first.
type DigestReply struct {
	V       int            `json:"v"`
	Seq     int64          `json:"seq"`
	Buckets map[int]Digest `json:"buckets"` // those that hold anything
}

// RowVer names one version of one row.
type RowVer struct {
	Kind string `json:"k"`
	ID   string `json:"id"`
	Ver  int64  `json:"ver"`
}

// RepairRequest asks for what is different in some buckets of a stream. Rows is all the laptop has in them. The reply has
// the form of a pull (Page): a row for each that is missing or older on the laptop, a leave for each of the laptop's that
// the centre knows to lie elsewhere. Of a row that the centre does not know at all nothing is said: absence is not deletion.
type RepairRequest struct {
	V       int      `json:"v"`
	Epoch   string   `json:"epoch"`
	Stream  string   `json:"stream"`
	Seq     int64    `json:"seq"`
	Buckets []int    `json:"buckets"`
	Rows    []RowVer `json:"rows"`
}

// ManifestRequest asks, before many cards are removed at once, whether that is meant.
type ManifestRequest struct {
	V     int      `json:"v"`
	Epoch string   `json:"epoch"`
	Cards []string `json:"cards"` // ids of customers that would be removed
}

// ManifestReply names those of the request's cards that lie in no stream granted to the laptop's person.
type ManifestReply struct {
	V    int      `json:"v"`
	Gone []string `json:"gone"`
}

// AdoptHead is the first line of an offer of rows that a restored centre may lack: Count Entry lines follow, each the row
// as the laptop last had it from the centre before.
type AdoptHead struct {
	V     int    `json:"v"`
	Epoch string `json:"epoch"`
	Count int    `json:"count"`
}

// AdoptReply says what became of an offer. All of it is settled: nothing needs to be offered again.
type AdoptReply struct {
	V     int `json:"v"`
	Taken int `json:"taken"` // rows that were missing or older at the centre
}
