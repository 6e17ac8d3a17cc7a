package allot_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app/allot"
)

// Texts whose hashes are equal stay apart, also where the table comes to its end.
func TestTextsOfOneHash(t *testing.T) {
	for _, hash := range []uint64{0, 1<<64 - 1, 15} {
		got := allot.FirstOfEqual([]string{"a", "b", "a", "c", "b", "", ""}, hash)
		if want := []uint32{0, 1, 0, 3, 1, 5, 5}; !slices.Equal(got, want) {
			t.Errorf("%x: %v, want %v", hash, got, want)
		}
	}
}
