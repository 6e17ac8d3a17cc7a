package wire

import "strconv"

// HLC is a hybrid logical clock: milliseconds since 1970 UTC in the upper 48 bits, a counter in the lower 16. It orders
// concurrent edits; ties are broken by device and operation number.
type HLC uint64

// NextHLC returns the clock value after last at wall-clock time now (milliseconds since 1970 UTC).
func NextHLC(last HLC, now int64) HLC {
	if h := HLC(now) << 16; h > last {
		return h
	}
	return last + 1
}

// Millis returns the wall-clock part.
func (h HLC) Millis() int64 { return int64(h >> 16) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
