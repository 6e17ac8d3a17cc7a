package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"reflect"
	"strconv"
	"sync"
	"testing"

	"github.com/fangce/fangce/pdf"
)

// fine is how much finer than the comparison the pages are drawn.
const fine = 6

// The window shows what the file shows: a PDF reader's picture of the file is the same picture. Both are
// drawn six times as fine and brought down to 72 dots to the inch, because readers move text to whole
// dots and smooth edges in their own ways. Text one point off, a weight mistaken or a tint forgotten makes
// the difference several times as large.
func TestPagesAgreeWithTheFile(t *testing.T) {
	const mostMean, mostWorst = 1.5, 16.0 // of 255
	ticked := sampleQuestionnaire()
	ticked.Items = pdf.DefaultItems()
	for i := range ticked.Items {
		ticked.Items[i].Importance, ticked.Items[i].Satisfaction = 1+i%5, 5-i%3
	}
	rare := sampleQuestionnaire()
	rare.Customer, rare.Planner, rare.Logo, rare.Stage, rare.Accent = "𠮷田", "欧阳䶮𬱖㛃", logo(t), pdf.StageConfirmed, pdf.Colour{R: 122, G: 31, B: 46}
	for name, f := range map[string]pdf.Form{"questionnaire": ticked, "card": sampleCard(), "rare": rare, "blank": pdf.Questionnaire{}} {
		file, wrote := write(t, f)
		pages, report, err := pdf.Pages(f, fine*72)
		if err != nil {
			t.Fatal(err)
		}
		if len(pages) != wrote.Pages || !reflect.DeepEqual(report, wrote) {
			t.Errorf("%s: %d pages, report %+v; the file has %+v", name, len(pages), report, wrote)
		}
		for i, page := range pages {
			ours, theirs := coarse(t, page), poppled(t, file, i+1)
			if ours.w != theirs.w || len(ours.parts) != len(theirs.parts) {
				t.Fatalf("%s: page %d is %d dots wide, the file's %d", name, i+1, ours.w, theirs.w)
			}
			mean, worst := ours.differs(theirs)
			t.Logf("%s page %d differs by %.3f, worst %.1f", name, i+1, mean, worst)
			if mean > mostMean || worst > mostWorst {
				t.Errorf("%s: page %d differs from the file by %.3f (worst place %.1f), want at most %.1f (%.1f)",
					name, i+1, mean, worst, mostMean, mostWorst)
			}
		}
	}
}

// dots is a picture: the three parts of each of its dots, 0 to 255.
type dots struct {
	w     int
	parts []float64
}

// differs returns the mean difference of two pictures, and that of the square of half a centimetre where
// they differ most.
func (d dots) differs(other dots) (mean, worst float64) {
	const side = 14
	squares := map[[2]int]float64{}
	for i, v := range d.parts {
		off := math.Abs(v - other.parts[i])
		mean += off / float64(len(d.parts))
		dot := i / 3
		squares[[2]int{dot % d.w / side, dot / d.w / side}] += off / (3 * side * side)
	}
	for _, v := range squares {
		worst = max(worst, v)
	}
	return mean, worst
}

// coarse brings a picture down to 72 dots to the inch.
func coarse(t *testing.T, img image.Image) dots {
	t.Helper()
	rgba, ok := img.(*image.RGBA)
	if !ok {
		t.Fatalf("a page is a %T", img)
	}
	out := dots{w: rgba.Rect.Dx() / fine}
	for y := 0; y+fine <= rgba.Rect.Dy(); y += fine {
		for x := 0; x+fine <= rgba.Rect.Dx(); x += fine {
			var sum [3]int
			for k := range fine * fine {
				at := rgba.PixOffset(x+k%fine, y+k/fine)
				for part, v := range rgba.Pix[at : at+3] {
					sum[part] += int(v)
				}
			}
			for _, v := range sum {
				out.parts = append(out.parts, float64(v)/(fine*fine))
			}
		}
	}
	return out
}

// poppled returns a page of the file as another program draws it, as coarse does.
func poppled(t *testing.T, file []byte, page int) dots {
	t.Helper()
	n := strconv.Itoa(page)
	ppm := poppler(t, "pdftoppm", file, "-r", strconv.Itoa(fine*72), "-f", n, "-l", n, "-singlefile", "FILE")
	var w, h, depth int
	if _, err := fmt.Sscanf(string(ppm[:min(40, len(ppm))]), "P6\n%d %d\n%d\n", &w, &h, &depth); err != nil || depth != 255 {
		t.Fatalf("not a picture: %v", err)
	}
	data := ppm[len(ppm)-3*w*h:]
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		copy(img.Pix[4*i:], data[3*i:3*i+3])
	}
	return coarse(t, img)
}

// Every page is as large as the paper at that resolution, and a resolution that would take all memory is refused.
func TestPagesSize(t *testing.T) {
	pages, _, err := pdf.Pages(sampleQuestionnaire(), 110)
	if err != nil {
		t.Fatal(err)
	}
	if got := pages[0].Bounds().Size(); got != image.Pt(910, 1287) {
		t.Errorf("A4 at 110 dots to the inch is %v", got)
	}
	for _, dpi := range []float64{0, -110, 5000, math.NaN(), math.Inf(1)} {
		if _, _, err := pdf.Pages(pdf.Questionnaire{}, dpi); err == nil {
			t.Errorf("pages of %g dots to the inch were made", dpi)
		}
	}
	q := sampleQuestionnaire()
	q.FormID = "表单"
	if _, _, err := pdf.Pages(q, 110); err == nil {
		t.Error("an id that is not ASCII was taken")
	}
}

// A character no font has is reported and shown as the geta mark, not as a hole.
func TestPagesMissingGlyph(t *testing.T) {
	q := sampleQuestionnaire()
	q.Customer = "王\U000323AF"
	q.Sex = ""
	pages, report, err := pdf.Pages(q, 72)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Missing) != 1 || report.Missing[0].Rune != 0x323AF {
		t.Errorf("report %+v", report)
	}
	q.Customer = "王〓"
	same, _, _ := pdf.Pages(q, 72)
	if !bytes.Equal(pages[0].(*image.RGBA).Pix, same[0].(*image.RGBA).Pix) {
		t.Error("the mark for a missing character is not shown")
	}
}

// Values far beyond any form do not break the drawing, and pages made at the same time do not differ.
func TestPagesAtTheSameTime(t *testing.T) {
	card := sampleCard()
	for range 200 {
		card.Notes += "很长的备注𠮷龘鿍"
	}
	want, _, err := pdf.Pages(card, 60)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			pages, _, err := pdf.Pages(card, 60)
			if err != nil || !reflect.DeepEqual(pages, want) {
				t.Errorf("pages differ: %v", err)
			}
		})
	}
	wait.Wait()
}

// BenchmarkPages measures pages as the window shows them on an ordinary screen.
func BenchmarkPages(b *testing.B) {
	for _, f := range []pdf.Form{sampleQuestionnaire(), sampleCard()} {
		b.Run(reflect.TypeOf(f).Name(), func(b *testing.B) {
			pages := 0
			for b.Loop() {
				made, _, err := pdf.Pages(f, 110)
				if err != nil {
					b.Fatal(err)
				}
				pages += len(made)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(pages), "ms/page")
		})
	}
}
