package visit

import (
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/inking"
	"github.com/fangce/fangce/ui/widgets"
)

// tagged returns an element in sight by its id.
func (d *desk) tagged(id string) fyne.CanvasObject {
	d.t.Helper()
	if !d.seen(id) {
		d.t.Fatalf("%s cannot be seen", id)
	}
	return widgets.Find(id)
}

func (d *desk) seen(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, d.window.Canvas())
	return ok
}

func (d *desk) tapped(id string) {
	d.t.Helper()
	test.Tap(d.tagged(id).(fyne.Tappable))
}

// draw signs in the field in sight.
func (d *desk) draw() {
	d.t.Helper()
	ink := d.tagged("inking.ink").(*widgets.Ink)
	w, h := ink.Size().Width, ink.Size().Height
	for _, line := range [][]fyne.Position{
		{{X: .2, Y: .3}, {X: .28, Y: .29}, {X: .4, Y: .27}},
		{{X: .22, Y: .45}, {X: .3, Y: .44}, {X: .38, Y: .43}},
		{{X: .3, Y: .29}, {X: .3, Y: .5}, {X: .29, Y: .64}},
		{{X: .17, Y: .65}, {X: .3, Y: .64}, {X: .43, Y: .62}},
		{{X: .5, Y: .3}, {X: .56, Y: .28}, {X: .6, Y: .5}, {X: .52, Y: .66}},
		{{X: .66, Y: .25}, {X: .67, Y: .5}, {X: .74, Y: .66}, {X: .8, Y: .55}},
	} {
		at := func(p fyne.Position) fyne.Position { return fyne.NewPos(p.X*w, p.Y*h) }
		ink.MouseMoved(&desktop.MouseEvent{})
		ink.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(line[0])}, Button: desktop.MouseButtonPrimary})
		for i, p := range line[1:] {
			from := at(line[i])
			for k := 1; k <= 5; k++ {
				to := fyne.NewPos(from.X+(at(p).X-from.X)*float32(k)/5, from.Y+(at(p).Y-from.Y)*float32(k)/5)
				ink.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
			}
		}
		ink.DragEnd()
	}
}

// rate answers the questionnaire in sight.
func (d *desk) rate(answer func(item, question int) int) {
	d.t.Helper()
	for i, item := range app.SurveyItems() {
		for q, code := range []string{"importance", "rating"} {
			if n := answer(i, q); n > 0 {
				d.tagged("survey." + code + "." + item.ID).(*widgets.Rating).Part(strconv.Itoa(n)).(fyne.Tappable).Tapped(nil)
			}
		}
	}
}

func (d *desk) key(k fyne.KeyName) { d.page.Key(&fyne.KeyEvent{Name: k}) }

// arrived arrives and serves something.
func (d *desk) arrived() {
	d.t.Helper()
	test.Tap(d.pane.there.arrive)
	d.tick(d.pane.there.items, app.ItemFacts)
}

func TestTheCustomerSignsTheVisit(t *testing.T) {
	d, a := newDesk(t)
	d.askSign()
	if d.page != nil || d.window.Canvas().Overlays().Top() == nil {
		t.Fatal("nothing was done yet, and it can be signed")
	}
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())
	d.arrived()
	d.askSign()
	if d.page == nil || !d.private {
		t.Fatal("other customers can be seen beside the signature")
	}
	d.tapped("inking.confirm")
	if d.page == nil || len(d.pane.sheet.Signatures) != 0 {
		t.Fatal("an empty field was signed")
	}
	d.draw()
	d.key(fyne.KeyEscape)
	if d.page == nil {
		t.Fatal("Escape leaves the page")
	}
	d.tapped("inking.confirm")
	d.tagged("inking.thanks")
	d.key(fyne.KeyF11)
	if d.page != nil {
		t.Fatal("the key does not leave")
	}
	s := d.pane.sheet.Signatures
	if len(s) != 1 || s[0].RecordID != app.VisitID(a.ID) || s[0].Signer != "王颖" || s[0].State != app.SignatureValid {
		t.Fatalf("signed: %+v", s)
	}
	d.tick(d.pane.there.items, app.ItemTransfer)
	d.Refresh()
	if s = d.pane.sheet.Signatures; s[0].State != app.SignatureChanged {
		t.Errorf("another service, and the signature is %q", s[0].State)
	}
	d.askUnsign(s[0])
	d.submit()
	if len(d.pane.sheet.Signatures) != 0 {
		t.Error("taken back, it is still there")
	}
}

// What was drawn and not handed in is there after a crash.
func TestADrawnNameSurvives(t *testing.T) {
	d, a := newDesk(t)
	d.arrived()
	d.askSign()
	d.draw()
	ink := d.tagged("inking.ink").(*widgets.Ink)
	w, h := ink.Field()
	strokes, err := json.Marshal(struct {
		Strokes       [][]int
		Width, Height int
	}{ink.Strokes(), w, h})
	if err != nil {
		t.Fatal(err)
	}
	d.keep.Keeps("visit.sign/"+a.ID, "strokes", string(strokes))
	d.crash()
	d.page = nil
	d.pane.show(pageThere)
	d.askSign()
	if ink = d.tagged("inking.ink").(*widgets.Ink); len(ink.Strokes()) != 6 {
		t.Errorf("%d strokes are left", len(ink.Strokes()))
	}
	d.tapped("inking.confirm")
	d.key(fyne.KeyF11)
	if len(d.pane.sheet.Signatures) != 1 {
		t.Errorf("signed %v of %s", d.pane.sheet.Signatures, a.ID)
	}
}

func TestTheCustomerFillsInTheQuestionnaire(t *testing.T) {
	d, a := newDesk(t)
	d.window.Resize(fyne.NewSize(1366, 768))
	d.askSurvey()
	if d.page == nil || !d.private {
		t.Fatal("other customers can be seen beside the questionnaire")
	}
	last := app.SurveyItems()[9].ID
	if o := d.tagged("survey.rating." + last); fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y+o.Size().Height > 690 {
		t.Error("the last item does not fit the screen")
	}
	d.rate(func(i, q int) int { return 5 * (1 - i/9*q) })
	d.tapped("survey.next")
	if d.seen("survey.submit") {
		t.Fatal("with an answer missing it goes on to the signature")
	}
	d.rate(func(i, q int) int { return 5 - (i+q)%2 })
	d.tapped("survey.next")
	d.tagged("survey.comment").(*widgets.Entry).SetText("服务周到")
	d.tapped("survey.submit")
	if len(d.pane.sheet.Card.Surveys) != 0 {
		t.Fatal("it was handed in without a signature")
	}
	d.draw()
	d.key(fyne.KeyBackspace)
	d.tapped("survey.submit")
	d.tagged("inking.thanks")
	d.key(fyne.KeyF11)
	all := d.pane.sheet.Card.Surveys
	if len(all) != 1 || all[0].SignedAt == 0 || all[0].Comment != "服务周到" || len(all[0].Rating) != 10 || all[0].Importance["manner"] != 5 || all[0].Rating["manner"] != 4 {
		t.Fatalf("stored: %+v", all)
	}
	if !d.visit(a.ID).SurveySigned || !d.pane.there.proof.survey.Part("signed").(*widgets.Check).Value() {
		t.Error("the visit does not show it")
	}
	if s := d.pane.sheet.Signatures; len(s) != 1 || s[0].Form != app.FormSurvey || len(s[0].Strokes) != 5 {
		t.Errorf("signature %+v", s)
	}
}

func TestAQuestionnaireBegunSurvives(t *testing.T) {
	d, a := newDesk(t)
	d.askSurvey()
	d.rate(func(i, _ int) int { return max(0, 3-i) })
	d.key(fyne.KeyF11)
	d.keep.Keeps("visit.survey/"+a.ID, "rating", `{"acceptance":1,"manner":3,"skill":2}`)
	if len(d.pane.sheet.Card.Surveys) != 0 {
		t.Fatal("left half-way, it was stored")
	}
	d.crash()
	d.askSurvey()
	if got := d.tagged("survey.count").(*widgets.Text).Value(); got != "已评 6/20" {
		t.Errorf("after a crash: %s", got)
	}
}

func TestAnswersWithoutASignature(t *testing.T) {
	d, a := newDesk(t)
	d.askSurvey()
	d.rate(func(int, int) int { return 3 })
	d.tapped("survey.next")
	d.tapped("survey.decline")
	d.key(fyne.KeyF11)
	all := d.pane.sheet.Card.Surveys
	if len(all) != 1 || all[0].SignedAt != 0 || d.visit(a.ID).SurveySigned {
		t.Errorf("stored %+v", all)
	}
}

func TestOnSiteOnTheWholeScreen(t *testing.T) {
	d, a := newDesk(t)
	d.Key(&fyne.KeyEvent{Name: fyne.KeyF11})
	if d.page == nil {
		t.Fatal("F11 shows nothing")
	}
	d.clock.Add(25 * time.Minute)
	d.tapped("visit.onsite.arrive")
	d.tick(d.site.steps, "bow")
	d.page.Rune('2')
	d.tick(d.site.items, app.ItemFacts)
	for _, id := range []string{"visit.onsite.finish", "visit.onsite.leave", "visit.onsite.page.record", "visit.onsite.exit"} {
		if h := d.tagged(id).Size().Height; h < widgets.LargeSize {
			t.Errorf("%s is %v high", id, h)
		}
	}
	v := d.visit(a.ID)
	if v.ArrivedAt == 0 || !slices.Equal(v.Steps, []string{"bow"}) || !slices.Equal(v.Items, []string{app.ItemFacts}) {
		t.Fatalf("on disk: %+v", v)
	}
	d.page.Rune('4')
	d.tapped("visit.onsite.sign")
	d.draw()
	d.tapped("inking.confirm")
	d.key(fyne.KeyF11)
	if d.page == nil || !d.site.stands() || len(d.pane.sheet.Signatures) != 1 {
		t.Fatal("after signing the visit is not on the whole screen again")
	}
	d.clock.Add(30 * time.Minute)
	left := app.InstantOf(d.clock.At)
	d.tapped("visit.onsite.leave")
	d.clock.Add(10 * time.Minute)
	for i, text := range []string{"核实保单信息", "热情", "无疑问"} {
		d.pane.record.three[i].SetText(text)
	}
	d.tapped("visit.onsite.finish")
	if got := d.visit(a.ID); d.appointment(a.ID).Status != app.AppointmentDone || got.LeftAt != left {
		t.Errorf("finished: left at %v, want %v; the banner says %q", got.LeftAt, left, d.pane.record.banner.Value())
	}
	d.key(fyne.KeyF11)
	if d.page != nil || d.pane.tabs.Value() != pageRecord || len(d.pane.body.Objects) != 1 {
		t.Error("the room does not show the record afterwards")
	}
}

func TestTimeLeft(t *testing.T) {
	newDesk(t)
	at := app.InstantOf(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	minute := app.Instant(60_000)
	a := app.Appointment{At: at, EndAt: at + 60*minute, Status: app.AppointmentPlanned}
	v := app.Visit{ArrivedAt: at}
	for _, c := range []struct {
		after app.Instant
		want  string
	}{{20 * minute, "距约定结束 40 分钟"}, {56 * minute, "还有 4 分钟，请准备道别"}, {63 * minute, "已超过约定时间 3 分钟"}} {
		if got, _ := timeLeft(v, a, at+c.after); got != c.want {
			t.Errorf("after %v: %s", c.after, got)
		}
	}
	v.LeftAt = at
	if got, _ := timeLeft(v, a, at); got != "" {
		t.Errorf("after leaving: %s", got)
	}
}

// photo writes a picture to the disk.
func photo(t *testing.T, name string, width int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	img := image.NewNRGBA(image.Rect(0, 0, width, 30))
	img.Set(3, 3, color.White)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	f.Close()
	return path
}

func TestPhotosHangOnTheVisit(t *testing.T) {
	d, a := newDesk(t)
	path := photo(t, "回执.png", 40)
	d.showSite()
	d.page.DropFiles([]string{path})
	photos := d.pane.sheet.Photos
	if len(photos) != 1 || photos[0].RecordID != app.VisitID(a.ID) || photos[0].RecordKind != "visit" || photos[0].Name != "回执.png" {
		t.Errorf("photos %+v", photos)
	}
}

// A photo shows itself small, and while the visit is open can be taken anew or taken away.
func TestPhotosAreSeenAndTakenAnew(t *testing.T) {
	d, _ := newDesk(t)
	d.pane.show(pageThere)
	d.file = photo(t, "模糊.png", 40)
	d.askPhoto()
	first := d.pane.sheet.Photos[0]
	if d.small[first.ID] == nil {
		t.Fatal("no small picture is shown")
	}
	d.file = photo(t, "清楚.png", 60)
	d.tapped("visit.photo.0.retake")
	if got := d.pane.sheet.Photos; len(got) != 1 || got[0].Name != "清楚.png" || d.small[got[0].ID] == nil {
		t.Fatalf("taken anew: %+v", got)
	}
	d.file = ""
	d.tapped("visit.photo.0.retake") // and nothing chosen
	d.showSite()
	d.site.show(siteProof)
	d.tapped("visit.onsite.photo.0.delete")
	if len(d.pane.sheet.Photos) != 1 {
		t.Fatal("deleted without a question")
	}
	d.tapped("visit.photo.sure.submit")
	if got := d.pane.sheet.Photos; len(got) != 0 {
		t.Fatalf("deleted: %+v", got)
	}
}

// The policy review during a visit belongs to the visit: from the room and from the whole screen, to which it returns.
func TestReviewDuringTheVisit(t *testing.T) {
	d, a := newDesk(t)
	d.pane.show(pageThere)
	d.tapped("visit.review")
	if d.page == nil || !d.private || !d.seen("review.save") {
		t.Fatal("the review does not cover the window for the customer")
	}
	test.Type(d.tagged("review.advice").(fyne.Focusable), "补充意外险")
	d.tapped("review.save")
	reviews, err := d.service.FamilyReview(ctx, wang().ID)
	if err != nil || reviews.Last == nil || reviews.Last.VisitID != app.VisitID(a.ID) {
		t.Fatalf("the review is not of the visit: %+v %v", reviews.Last, err)
	}
	d.key(inking.LeaveKey)
	if !slices.Contains(d.pane.visit.Items, app.ItemReview) {
		t.Errorf("served: %v", d.pane.visit.Items)
	}
	d.showSite()
	d.site.show(siteItems)
	d.tapped("visit.onsite.review")
	if !d.seen("review.save") {
		t.Fatal("no review on the whole screen")
	}
	d.key(inking.LeaveKey)
	if d.page != d.site.sheet || !d.site.stands() {
		t.Error("the review does not return to the visit on the whole screen")
	}
}

// The customer's own card can be shown from the whole screen, which stands again afterwards.
func TestTheCustomersCardFromTheVisit(t *testing.T) {
	d, _ := newDesk(t)
	if d.Present() != wang().ID {
		t.Errorf("%q is in sight", d.Present())
	}
	d.showSite()
	d.key(fyne.KeyF9)
	if !slices.Equal(d.shows, []string{wang().ID}) {
		t.Fatalf("shown: %v", d.shows)
	}
	d.deps.Uncover()
	d.left()
	if d.page != d.site.sheet || !d.site.stands() {
		t.Error("the visit does not stand again")
	}
}
