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
	codes := map[rune]rune{0xE000: '𬱖'}
	for _, r := range "王é(（123abc，。〓ǖ" {
		codes[r] = r
	}
	whole, err := sfnt.Parse(assets.Regular)
	if err != nil {
		t.Fatal(err)
	}
	data := font.Cut(codes)
	small, err := sfnt.Parse(data)
	if err != nil {
		t.Fatalf("the cut is no font: %v", err)
	}
	if len(data) > 20_000 {
		t.Errorf("the cut has %d bytes", len(data))
	}
	const size = fixed.Int26_6(1000 << 6)
	var a, b sfnt.Buffer
	for code, r := range codes {
		from, _ := whole.GlyphIndex(&a, r)
		to, err := small.GlyphIndex(&b, code)
		if err != nil || to == 0 {
			t.Errorf("%c is not in the cut: %v", r, err)
			continue
		}
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
	codes := map[rune]rune{}
	for _, r := range "客户服务满意度调查问卷保险规划师" {
		codes[r] = r
	}
	first := font.Cut(codes)
	for range 5 {
		if !bytes.Equal(first, font.Cut(codes)) {
			t.Fatal("two cuts of the same characters differ")
		}
	}
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
