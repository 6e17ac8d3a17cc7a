package main

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/pdf"
)

// The picture of a printed questionnaire, whatever the file is called, comes back to its record; what is none of our forms is
// left to others.
func TestReturn(t *testing.T) {
	st, clock := apptest.NewStoreClock(t)
	me := app.Person{ID: apptest.Planner, Name: "陈思", Roles: []string{app.RolePlanner}}
	st.SetAuthor(me.ID, apptest.Device)
	c := apptest.Customer(1, "林秀英")
	if _, err := st.Apply(t.Context(), apptest.Page(app.SeatStream(me.ID), 1, c)); err != nil {
		t.Fatal(err)
	}
	s := &session{Service: service.New(service.Config{Store: st, Clock: clock.Now, Person: me})}
	survey, err := s.PrintSurvey(t.Context(), c.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	file := func(code string) string {
		pages, _, err := pdf.Pages(pdf.Questionnaire{Sheet: pdf.Sheet{FormNo: code, FormID: code}}, 110)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "IMG_2044.png")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, pages[0]); err != nil {
			t.Fatal(err)
		}
		return path
	}
	r, undo, known, err := s.Return(t.Context(), file(survey.FormNo))
	if err != nil || !known || undo == nil || r.Customer != "林秀英" || r.Attachment.RecordID != survey.ID || r.Attachment.Name != "IMG_2044.jpg" {
		t.Fatalf("%+v %v %v", r, known, err)
	}
	if _, _, known, err := s.Return(t.Context(), file("MY20260101-ABCDEF")); !known || app.Code(err) != app.ErrNotFound {
		t.Errorf("a form of nobody here: %v %v", known, err)
	}
	text := filepath.Join(t.TempDir(), "note.png")
	if err := os.WriteFile(text, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file("https://example.org"), file(""), text, "nowhere.png"} {
		if r, _, known, err := s.Return(t.Context(), path); known || err != nil {
			t.Errorf("%s: %+v %v %v", path, r, known, err)
		}
	}
}
