package centre

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// stamp says by which change a field got its value.
type stamp struct {
	Ver    int64    `json:"v"`
	HLC    wire.HLC `json:"h"`
	Device string   `json:"d,omitempty"`
	// N is the number of the operation, negative if it was refused at first, so that its laptop went on without it.
	N int64 `json:"n,omitempty"`
}

// compare orders concurrent changes: by clock, then device, then number. The greater one wins.
func (s stamp) compare(o stamp) int {
	return cmp.Or(cmp.Compare(s.HLC, o.HLC), strings.Compare(s.Device, o.Device), cmp.Compare(s.N, o.N))
}

// stamps holds the stamps of a row's fields. Those not named carry the one under allFields if they have a value.
type stamps map[string]stamp

const allFields = ""

// of returns the stamp of a field of a body; zero if nobody has ever written it.
func (s stamps) of(body record.Body, field string) stamp {
	if own, ok := s[field]; ok {
		return own
	}
	if _, ok := body[field]; ok {
		return s[allFields]
	}
	return stamp{}
}

// sameValue reports whether two field values are equal; a missing one equals the zero value.
func sameValue(a, b json.RawMessage) bool {
	if record.IsZero(a) && record.IsZero(b) {
		return true
	}
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return bytes.Equal(a, b) || canonical(a) == canonical(b)
}

func canonical(raw json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return string(raw)
	}
	return string(record.Value(v))
}
