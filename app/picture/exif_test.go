package picture

import "testing"

func FuzzExif(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x08\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n := parseExif(b); !n.orientation.known() {
			t.Errorf("orientation %d", n.orientation)
		}
		for _, k := range []Kind{JPEG, PNG, WebP, TIFF} {
			if len(b) >= minPictureLen {
				exif(k, b)
			}
		}
		progressive(b)
	})
}
