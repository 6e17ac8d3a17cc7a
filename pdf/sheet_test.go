package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/fangce/fangce/pdf"
)

// logo is a green square as a file.
func logo(t testing.TB) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 60, 60))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{20, 160, 60, 255}), image.Point{}, draw.Src)
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// withSheet returns the form with another sheet.
func withSheet(f pdf.Form, s pdf.Sheet) pdf.Form {
	v := reflect.New(reflect.TypeOf(f)).Elem()
	v.Set(reflect.ValueOf(f))
	v.FieldByName("Sheet").Set(reflect.ValueOf(s))
	return v.Interface().(pdf.Form)
}

// Every form shows the centre, the number, who printed when and the mark of its stage, and following pages too.
func TestSheetOnEveryForm(t *testing.T) {
	each(t, func(t *testing.T, f pdf.Form) {
		for stage, words := range map[pdf.Stage]string{pdf.StageDraft: "草稿", pdf.StageSubmitted: "已提交", pdf.StageConfirmed: "已确认"} {
			s := sheet()
			s.Stage, s.Logo, s.Accent = stage, logo(t), pdf.Colour{R: 122, G: 31, B: 46}
			file, report := write(t, withSheet(f, s))
			got := text(t, file)
			for _, want := range []string{s.Centre, s.FormNo, "打印人" + s.PrintedBy, "打印时间2026年11月23日09:30", words} {
				if !strings.Contains(got, want) {
					t.Errorf("%s is not in the text: %s", want, got)
				}
			}
			if n := strings.Count(got, words); n < report.Pages {
				t.Errorf("%s stands %d times on %d pages", words, n, report.Pages)
			}
			staysInside(t, file)
		}
	})
}

// The watermark says who printed when, can be left out, and does not get between the words that are copied.
func TestWatermark(t *testing.T) {
	q := sampleQuestionnaire()
	with, _ := write(t, q)
	q.NoWatermark = true
	without, _ := write(t, q)
	if text(t, with) != text(t, without) {
		t.Error("the watermark is in the copied text")
	}
	a, b := page(t, with), page(t, without)
	darkest, dots := uint8(255), 0
	for y := range a {
		for x := range a[y] {
			if a[y][x] != b[y][x] {
				dots++
				if b[y][x] == 255 {
					darkest = min(darkest, a[y][x])
				}
			}
		}
	}
	if dots < 300 || darkest < 225 {
		t.Errorf("the watermark covers %d dots, the darkest %d of 255", dots, darkest)
	}
	shown, _, err := pdf.Pages(sampleQuestionnaire(), 100)
	if err != nil {
		t.Fatal(err)
	}
	hidden, _, err := pdf.Pages(q, 100)
	if err != nil {
		t.Fatal(err)
	}
	// The words rise in the window as they do in the file.
	file, window := rowsChanged(a, b), rowsChanged(greys(shown[0]), greys(hidden[0]))
	if window < file*8/10 || window > file*12/10 {
		t.Errorf("the watermark covers %d rows of dots in the window, %d in the file", window, file)
	}
	if bare, _ := write(t, pdf.Questionnaire{}); bytes.Contains(bare, []byte("ActualText")) {
		t.Error("a blank form that nobody printed has a watermark")
	}
}

// rowsChanged returns in how many rows of dots two pictures differ.
func rowsChanged(a, b [][]uint8) int {
	rows := 0
	for y := range min(len(a), len(b)) {
		if !bytes.Equal(a[y], b[y]) {
			rows++
		}
	}
	return rows
}

// greys returns a picture as page does.
func greys(img image.Image) [][]uint8 {
	rows := make([][]uint8, img.Bounds().Dy())
	for y := range rows {
		rows[y] = make([]uint8, img.Bounds().Dx())
		for x := range rows[y] {
			r, _, _, _ := img.At(x, y).RGBA()
			rows[y][x] = uint8(r >> 8)
		}
	}
	return rows
}

// The logo stands left of the centre's name, on every page, and once in the file.
func TestLogo(t *testing.T) {
	card := sampleCard()
	card.Logo = logo(t)
	file, report := write(t, card)
	if n := bytes.Count(file, []byte("/Subtype /Image")); n != 1 || report.Pages != 2 {
		t.Errorf("%d pictures on %d pages", n, report.Pages)
	}
	pages, _, err := pdf.Pages(card, 72)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pages { // 23 and 13.5 mm from the corner
		r, g, b, _ := p.At(65, 38).RGBA()
		if g <= r || g <= b {
			t.Errorf("page %d: no logo", i+1)
		}
	}
	sound(t, file)
}

// Eight at a time, in every way there is: each gets what it would get alone.
func TestEightAtOnce(t *testing.T) {
	card := sampleCard()
	card.Logo, card.Name, card.Stage = logo(t), "𠮷田䶮", pdf.StageDraft
	forms := []pdf.Form{card, sampleQuestionnaire()}
	for _, k := range pdf.Kinds() {
		forms = append(forms, k.Example())
	}
	var want bytes.Buffer
	if _, err := pdf.WriteAll(&want, forms); err != nil {
		t.Fatal(err)
	}
	alone := make([][]byte, len(forms))
	for i, f := range forms {
		alone[i], _ = write(t, f)
	}
	var wait sync.WaitGroup
	for writer := range 8 {
		wait.Go(func() {
			var got bytes.Buffer
			if _, err := pdf.WriteAll(&got, forms); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("writer %d: the batch differs: %v", writer, err)
			}
			for i := range forms {
				f := forms[(i+writer*3)%len(forms)]
				var one bytes.Buffer
				if _, err := f.Write(&one); err != nil || !bytes.Equal(one.Bytes(), alone[(i+writer*3)%len(forms)]) {
					t.Errorf("writer %d: a form differs: %v", writer, err)
				}
			}
			if _, _, err := pdf.Pages(forms[writer], 30); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

// Nothing that is written is lost: what does not fit its place follows on the annex, and the report names it.
func TestNothingIsLost(t *testing.T) {
	each(t, func(t *testing.T, f pdf.Form) {
		n := 0
		var marks, paths []string
		file, _ := write(t, remade(f, func(path, s string) string {
			if s == "" || path == "Sex" || strings.HasSuffix(path, ".Kind") || strings.HasPrefix(path, "Sheet.") || strings.HasSuffix(path, ".ID") {
				return s
			}
			n++
			mark := "〔" + string(rune('A'+n%26)) + string(rune('a'+n/26%26)) + string(rune('a'+n/676)) + "〕"
			marks, paths = append(marks, mark), append(paths, path)
			return strings.Repeat("内容很长的一段文字，", 60) + mark
		}, first(2)))
		got := text(t, file)
		for i, m := range marks {
			if !strings.Contains(got, m) {
				t.Errorf("the end of %s is lost", paths[i])
			}
		}
	})
}
