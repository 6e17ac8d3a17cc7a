package pdf

import (
	"bytes"
	"io"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"github.com/fangce/fangce/assets"
)

// BenchmarkQuestionnaire measures one questionnaire as the program makes it.
func BenchmarkQuestionnaire(b *testing.B) {
	q := Questionnaire{Customer: "王颖", Product: "鑫享人生年金保险（分红型）", Planner: "陈雅琴"}
	for b.Loop() {
		if _, err := q.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuestionnaireWholeFonts is the baseline: the same pages, the whole fonts handed to the backend.
func BenchmarkQuestionnaireWholeFonts(b *testing.B) {
	q := Questionnaire{Customer: "王颖", Product: "鑫享人生年金保险（分红型）", Planner: "陈雅琴"}
	for b.Loop() {
		f, err := q.lay()
		if err != nil {
			b.Fatal(err)
		}
		doc := gofpdf.New("P", "mm", "A4", "")
		doc.SetAutoPageBreak(false, 0)
		doc.AddUTF8FontFromBytes("regular", "", bytes.Clone(assets.Regular))
		doc.AddUTF8FontFromBytes("bold", "", bytes.Clone(assets.Bold))
		for i := range f.pages {
			doc.AddPage()
			f.pages[i].replay(wholeFonts{&backend{doc: doc}})
		}
		if err := doc.Output(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// wholeFonts is the backend with its own text.
type wholeFonts struct{ *backend }

func (w wholeFonts) text(face int, x, y, _, _ float64, text string, st style) {
	w.doc.SetFont([faceCount]string{"regular", "bold", "regular"}[face], "", st.points)
	w.doc.SetTextColor(st.ink.ints())
	w.doc.Text(x, y, text)
}
