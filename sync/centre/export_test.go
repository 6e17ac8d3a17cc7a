package centre

import "testing"

// Restoring holds a database as a restore does until release.
func Restoring(t *testing.T, path string) (release func()) {
	t.Helper()
	h, err := holdAlone(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := h.release(); err != nil {
			t.Error(err)
		}
	}
}

// BoundOffers sets how much may wait of one laptop's offers until the test ends.
func BoundOffers(t testing.TB, rows, bytes int64) {
	r, b := mostOffers, mostOfferBytes
	mostOffers, mostOfferBytes = rows, bytes
	t.Cleanup(func() { mostOffers, mostOfferBytes = r, b })
}
