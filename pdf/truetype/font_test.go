package truetype_test

import (
	"bytes"
	"errors"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/pdf/truetype"
)

func parse(t testing.TB) *truetype.Font {
	t.Helper()
	font, err := truetype.Parse(assets.Regular)
	if err != nil {
		t.Fatal(err)
	}
	return font
}

func TestWidth(t *testing.T) {
	font := parse(t)
	for r, want := range map[rune]int{'王': 1000, '𬱖': 1000, '，': 1000, '1': 555, 'i': 275} {
		if got := font.Width(r); got != want {
			t.Errorf("Width(%c) = %d, want %d", r, got, want)
		}
	}
}

func TestHas(t *testing.T) {
	font := parse(t)
	for r, want := range map[rune]bool{'王': true, '𬱖': true, '䶮': true, '〓': true, '·': true, '𠮷': false, '😀': false} {
		if got := font.Has(r); got != want {
			t.Errorf("Has(%c) = %v, want %v", r, got, want)
		}
	}
}

// Another reader must see, in the cut, the outlines of the whole font.
func TestCutKeepsOutlines(t *testing.T) {
	font := parse(t)
	runes := []rune("王é(（123abc，。〓ǖ𬱖王")
	whole, err := sfnt.Parse(assets.Regular)
	if err != nil {
		t.Fatal(err)
	}
	data := font.Cut(runes)
	small, err := sfnt.Parse(data)
	if err != nil {
		t.Fatalf("the cut is no font: %v", err)
	}
	if len(data) > 20_000 {
		t.Errorf("the cut has %d bytes", len(data))
	}
	const size = fixed.Int26_6(1000 << 6)
	var a, b sfnt.Buffer
	for i, r := range runes {
		from, _ := whole.GlyphIndex(&a, r)
		to := sfnt.GlyphIndex(i + 1)
		want, err := whole.LoadGlyph(&a, from, size, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := small.LoadGlyph(&b, to, size, nil)
		if err != nil || len(got) != len(want) {
			t.Errorf("%c: %d segments, want %d: %v", r, len(got), len(want), err)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%c: segment %d differs", r, i)
				break
			}
		}
	}
}

func TestCutIsReproducible(t *testing.T) {
	font := parse(t)
	runes := []rune("客户服务满意度调查问卷保险规划师é")
	first := font.Cut(runes)
	for range 5 {
		if !bytes.Equal(first, font.Cut(runes)) {
			t.Fatal("two cuts of the same characters differ")
		}
	}
}

// The character map answers as another reader's does, for every character there is.
func TestHasAsAnotherReader(t *testing.T) {
	for name, data := range map[string][]byte{"regular": assets.Regular, "bold": assets.Bold, "rare": assets.Rare} {
		ours, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for r := rune(0); r < 0x33000; r++ {
			glyph, err := theirs.GlyphIndex(&buf, r)
			if err != nil || ours.Has(r) != (glyph != 0) {
				t.Fatalf("%s: Has(%U) = %v, want glyph %d: %v", name, r, ours.Has(r), glyph, err)
			}
		}
	}
}

// A damaged font is refused or read as far as it goes, never more than that.
func FuzzParse(f *testing.F) {
	font := parse(f)
	cut := font.Cut([]rune("王é"))
	f.Add(cut, 0, 0)
	f.Add(assets.Rare[:2000], 12, 255)
	f.Fuzz(func(t *testing.T, data []byte, at, value int) {
		data = bytes.Clone(data)
		if at >= 0 && at < len(data) {
			data[at] = byte(value)
		}
		font, err := truetype.Parse(data)
		if err != nil {
			return
		}
		font.Metrics()
		font.Cut([]rune("a王𠮷é"))
		for _, r := range "a王𠮷\x00" {
			font.Width(r)
		}
	})
}

func TestParseRefusesWhatIsNoFont(t *testing.T) {
	cases := map[string][]byte{
		"empty": nil, "text": []byte("客户服务满意度调查问卷"), "cut short": assets.Bold[:4000],
		"no tables": append(bytes.Clone(assets.Bold[:4]), make([]byte, 8)...),
	}
	for name, data := range cases {
		if _, err := truetype.Parse(data); !errors.Is(err, truetype.ErrFont) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
