package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

var update = flag.Bool("update", false, "write the goldens anew")

// recorder writes down what a page shows and where, to a tenth of a millimetre.
type recorder struct{ out strings.Builder }

func (r *recorder) text(face int, x, y, gap, turn float64, text string, st style) {
	fmt.Fprintf(&r.out, "%6.1f %6.1f  %s%g %s", x, y, [faceCount]string{"", "b", "r"}[face], st.points, text)
	if turn != 0 {
		r.out.WriteString("  (turned)")
	}
	if gap > 0 {
		fmt.Fprintf(&r.out, "  (+%.2f)", gap)
	}
	r.out.WriteByte('\n')
}

func (r *recorder) fill(x, y, w, h float64, fill Colour) {
	if fill != black { // a code's dots
		ink, _ := fill.MarshalText()
		fmt.Fprintf(&r.out, "%6.1f %6.1f  tint %.1f x %.1f %s\n", x, y, w, h, ink)
	}
}

func (r *recorder) line(x1, y1, x2, y2 float64, p pen) {
	fmt.Fprintf(&r.out, "%6.1f %6.1f  line to %.1f %.1f\n", x1, y1, x2, y2)
}

func (r *recorder) frame(x, y, w, h float64, p pen) {
	fmt.Fprintf(&r.out, "%6.1f %6.1f  frame %.1f x %.1f\n", x, y, w, h)
}

func (r *recorder) picture(x, y, w, h float64, _ *picture) {
	fmt.Fprintf(&r.out, "%6.1f %6.1f  picture %.1f x %.1f\n", x, y, w, h)
}

// What every form shows and where stands in testdata/golden, for the example and for the blank form. A change that is meant
// is written down by `go test ./pdf -run TestGoldens -update` and looked at.
func TestGoldens(t *testing.T) {
	sheet := Sheet{
		Centre: "江州市银保理财中心", FormNo: "BH-2026-000001", FormID: "BH-2026-000001", PrintedBy: "陈雅琴", PrintedAt: time.Date(2026, 11, 23, 9, 30, 0, 0, app.Shanghai),
	}
	for _, k := range Kinds() {
		looks := map[string]Form{k.Name: k.Example()}
		if blank, ok := k.Blank(sheet); ok {
			looks[k.Name+"-blank"] = blank
		}
		for name, form := range looks {
			t.Run(name, func(t *testing.T) {
				f, err := form.lay()
				if err != nil {
					t.Fatal(err)
				}
				var got recorder
				for i := range f.pages {
					fmt.Fprintf(&got.out, "page %d\n", i+1)
					f.pages[i].replay(&got)
				}
				path := filepath.Join("testdata", "golden", name+".txt")
				if *update {
					if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(got.out.String()), 0o600); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatalf("%v: write it by go test ./pdf -run TestGoldens -update", err)
				}
				if diff := firstDifference(string(want), got.out.String()); diff != "" {
					t.Errorf("%s\nif that is meant: go test ./pdf -run TestGoldens -update, and look at the form", diff)
				}
			})
		}
	}
}

// firstDifference returns the first lines in which two texts differ, "" if they do not.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		x, y := "nothing more", "nothing more"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("line %d is\n\t%s\nwant\n\t%s", i+1, y, x)
		}
	}
	return ""
}
