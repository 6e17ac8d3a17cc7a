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
		f, err := newForm(q.Sheet, questionnaireTitle, "", q.Customer)
		if err != nil {
			b.Fatal(err)
		}
		q.facts(f)
		q.ratings(f)
		q.opinion(f)
		q.signature(f)
		doc := gofpdf.New("P", "mm", "A4", "")
		doc.SetAutoPageBreak(false, 0)
		doc.AddUTF8FontFromBytes(families[regular], "", bytes.Clone(assets.Regular))
		doc.AddUTF8FontFromBytes(families[bold], "", bytes.Clone(assets.Bold))
		for _, page := range f.pages {
			doc.AddPage()
			for _, layer := range page {
				for _, draw := range layer {
					draw(&backend{doc: doc})
				}
			}
		}
		if err := doc.Output(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
