package scan

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/pdf"
)

const id = "DC-20261120-7F3K"

// printed returns the first page of a real form at 150 dots to the inch.
func printed(t *testing.T) *image.RGBA {
	t.Helper()
	pages, _, err := pdf.Pages(pdf.Questionnaire{Sheet: pdf.Sheet{
		Centre: "江州市银保理财中心", FormNo: id, FormID: id, PrintedBy: "陈雅琴", PrintedAt: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
	}}, 150)
	if err != nil {
		t.Fatal(err)
	}
	return pages[0].(*image.RGBA)
}

// photo lays a page on a w × h table with its corners at the given places, shades it and adds noise, as a phone would.
func photo(page *image.RGBA, w, h int, table color.RGBA, corners [4]point, noise int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	onPage := perspective(corners, square(float64(page.Rect.Dx()), float64(page.Rect.Dy())))
	dice := rand.New(rand.NewPCG(7, 7))
	for y := range h {
		for x := range w {
			c := table
			px, py := onPage(float64(x)+0.5, float64(y)+0.5)
			if image.Pt(int(math.Floor(px)), int(math.Floor(py))).In(page.Rect) {
				c = sample(page, px-0.5, py-0.5)
			}
			light := 0.72 + 0.28*float64(x+y)/float64(w+h)
			for k, v := range []byte{c.R, c.G, c.B} {
				out.Pix[y*out.Stride+4*x+k] = byte(min(max(float64(v)*light+float64(dice.IntN(2*noise+1)-noise), 0), 255))
			}
			out.Pix[y*out.Stride+4*x+3] = 255
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, out, &jpeg.Options{Quality: 75})
	img, _ := jpeg.Decode(&b)
	return img
}

// corners returns where a page of a given width lies when it is turned about the middle of a picture.
func corners(middle point, width, degrees float64) (c [4]point) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for i, p := range [4]point{{-0.5, -a4 / 2}, {0.5, -a4 / 2}, {0.5, a4 / 2}, {-0.5, a4 / 2}} {
		c[i] = point{middle.x + width*(p.x*cos-p.y*sin), middle.y + width*(p.x*sin+p.y*cos)}
	}
	return c
}

// unlike returns how far two pictures of a page differ: the mean difference of their greys, both made 300 pixels wide, after
// each was stretched to the same black and white.
func unlike(a, b image.Image) float64 {
	ga, gb := flat(a), flat(b)
	sum := 0.0
	for i := range ga.Pix {
		sum += math.Abs(float64(ga.Pix[i]) - float64(gb.Pix[i]))
	}
	return sum / float64(len(ga.Pix))
}

func flat(img image.Image) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 300, 424))
	small := grey(img, max(img.Bounds().Dx(), img.Bounds().Dy()))
	for y := range 424 {
		for x := range 300 {
			sum, n := 0, 0
			for sy := y * small.Rect.Dy() / 424; sy < (y+1)*small.Rect.Dy()/424; sy++ {
				for sx := x * small.Rect.Dx() / 300; sx < (x+1)*small.Rect.Dx()/300; sx++ {
					sum += int(small.Pix[sy*small.Stride+sx])
					n++
				}
			}
			g.Pix[y*g.Stride+x] = 255
			if n > 0 && sum/n < 150 {
				g.Pix[y*g.Stride+x] = 0
			}
		}
	}
	return g
}

func look(t *testing.T, name string, img image.Image) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func TestFormsComeBack(t *testing.T) {
	page := printed(t)
	oak := color.RGBA{120, 84, 52, 255}
	aslant := [4]point{{420, 260}, {1480, 330}, {1610, 1900}, {250, 1820}}
	for _, c := range []struct {
		name string
		img  image.Image
		most float64 // difference from what was printed
	}{
		{"as it was printed", page, 3},
		{"a scan turned by a quarter", turned(page, 90), 3},
		{"a scan upside down", turned(page, 180), 3},
		{"a scan turned the other way", turned(page, -90), 3},
		{"a scan fed askew", turned(page, 2.3), 12},
		{"a scan fed askew and upside down", turned(page, 178.4), 12},
		{"a photo on a table", photo(page, 1900, 2200, oak, corners(point{950, 1100}, 1150, 4), 10), 10},
		{"a photo upside down", photo(page, 1900, 2200, oak, corners(point{950, 1100}, 1150, 183), 10), 10},
		{"a photo taken aslant", photo(page, 1900, 2200, oak, aslant, 14), 12},
		{"a photo turned by 37 degrees", photo(page, 2200, 2200, oak, corners(point{1100, 1100}, 1100, 37), 10), 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := Find(t.Context(), c.img)
			if err != nil || m.Text != id {
				t.Fatalf("read %q, %v", m.Text, err)
			}
			out := Upright(c.img, m)
			look(t, c.name+"-before", c.img)
			look(t, c.name+"-after", out)
			if got := unlike(out, page); got > c.most {
				t.Errorf("the upright page differs by %.1f, at most %.1f", got, c.most)
			}
		})
	}
}

// A code as small as a stamp on the photo of a desk is read too.
func TestFarAway(t *testing.T) {
	img := photo(printed(t), 3000, 2400, color.RGBA{40, 60, 70, 255}, corners(point{2000, 1300}, 900, -12), 6)
	m, err := Find(t.Context(), img)
	if err != nil || m.Text != id {
		t.Fatalf("read %q, %v", m.Text, err)
	}
	if d := m.Turned(); math.Abs(d-12) > 2 {
		t.Errorf("to be turned by %.1f degrees, want 12", d)
	}
}

func TestNothingToFind(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 400, 300))
	dice := rand.New(rand.NewPCG(1, 1))
	for i := range noise.Pix {
		noise.Pix[i] = byte(dice.IntN(256))
	}
	for name, img := range map[string]image.Image{
		"empty": image.NewRGBA(image.Rect(0, 0, 0, 0)), "a dot": image.NewRGBA(image.Rect(0, 0, 1, 1)), "a line": image.NewRGBA(image.Rect(0, 0, 3000, 1)), "black": image.NewGray(image.Rect(0, 0, 800, 600)),
		"noise": noise,
	} {
		if m, err := Find(t.Context(), img); !errors.Is(err, ErrNoMark) {
			t.Errorf("%s: read %q, %v", name, m.Text, err)
		}
	}
}

// BenchmarkPhoto is what a person waits after a photo was dropped, beside what decoding it costs anyway.
func BenchmarkPhoto(b *testing.B) {
	page, _, err := pdf.Pages(pdf.Questionnaire{Sheet: pdf.Sheet{FormNo: id, FormID: id}}, 150)
	if err != nil {
		b.Fatal(err)
	}
	img := photo(page[0].(*image.RGBA), 1900, 2200, color.RGBA{120, 84, 52, 255}, corners(point{950, 1100}, 1150, 4), 10)
	var file bytes.Buffer
	_ = jpeg.Encode(&file, img, nil)
	var decode, back time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := jpeg.Decode(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
		decode += time.Since(start)
		start = time.Now()
		m, err := Find(b.Context(), img)
		if err != nil {
			b.Fatal(err)
		}
		Upright(img, m)
		back += time.Since(start)
	}
	b.ReportMetric(float64(back)/float64(decode), "×decode")
}
