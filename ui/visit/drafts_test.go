package visit

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/ui/widgets"
)

// crash leaves the room as a crash does: nothing is closed, and dialogs are gone with the window.
func (d *desk) crash() {
	if d.pane.timer != nil {
		d.pane.timer.Stop()
	}
	for o := d.window.Canvas().Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	d.window.Canvas().SetOnTypedKey(nil)
	d.enter()
}

func (d *desk) typeInto(e *widgets.Entry, text string) {
	d.t.Helper()
	d.window.Canvas().Focus(e)
	test.Type(e, text)
}

// watched is the real service, which looks after each use case what drafts its commit has left.
type watched struct {
	*service.Service
	left map[string]bool // by key, after the last use case
}

func (w *watched) look(err error) error {
	w.left = map[string]bool{}
	list, _ := w.Drafts(context.Background())
	for _, d := range list {
		w.left[d.Key] = true
	}
	return err
}

func (w *watched) SaveVisit(ctx context.Context, before, after app.Visit) error {
	return w.look(w.Service.SaveVisit(ctx, before, after))
}

func (w *watched) NoShow(ctx context.Context, v app.Visit, called bool, note string, next *app.Appointment) error {
	return w.look(w.Service.NoShow(ctx, v, called, note, next))
}

func (w *watched) CancelAppointment(ctx context.Context, id, why string) error {
	return w.look(w.Service.CancelAppointment(ctx, id, why))
}

func (w *watched) ChangeAppointment(ctx context.Context, before, after app.Appointment) error {
	return w.look(w.Service.ChangeAppointment(ctx, before, after))
}

func (w *watched) Plan(ctx context.Context, a app.Appointment) (string, error) {
	id, err := w.Service.Plan(ctx, a)
	return id, w.look(err)
}

// What is typed of a visit is a draft until it is in the visit, which a pause in typing brings about; then it is gone with
// the commit.
func TestTypedOfAVisitIsKeptUntilItIsStored(t *testing.T) {
	d, a := newDesk(t)
	d.pane.show(pageRecord)
	key := recordKey(app.VisitID(a.ID))
	d.typeInto(d.pane.record.three[0], "核实保单")
	draft := d.keep.Keeps(key, "content", "核实保单")
	if d.visit(a.ID).Content != "" {
		t.Fatal("stored at every key")
	}
	d.crash()
	if got := d.pane.record.three[0].Text; got != "核实保单" {
		t.Fatalf("after a crash the field holds %q", got)
	}
	d.Show(draft)
	if d.pane.tabs.Value() != pageRecord || widgets.Find("visit.restored").(*widgets.Banner).Value() == "" {
		t.Error("it is not in sight, or does not say that it was restored")
	}
	if d.visit(a.ID).Content != "" {
		t.Error("stored before anybody has looked at it")
	}
	d.typeInto(d.pane.record.three[1], "热情")
	d.Hide()
	if v := d.visit(a.ID); v.Content != "核实保单" || v.Attitude != "热情" {
		t.Errorf("stored %+v", v)
	}
	if d.watched.left[key] {
		t.Error("the commit left the draft")
	}
	d.keep.Gone(key)
	if !d.pane.record.restored.Content().Visible() {
		return
	}
	t.Error("it still says that it was restored")
}

// What was restored can be given up, also after it was looked at.
func TestRestoredOfAVisitIsGivenUp(t *testing.T) {
	d, a := newDesk(t)
	d.pane.show(pageRecord)
	d.typeInto(d.pane.record.three[0], "写错了")
	d.keep.Keeps(recordKey(app.VisitID(a.ID)), "content", "写错了")
	d.crash()
	d.pane.show(pageRecord)
	test.Tap(widgets.Find("visit.restored.discard").(fyne.Tappable))
	if d.pane.record.three[0].Text != "" {
		t.Errorf("holds %q", d.pane.record.three[0].Text)
	}
	d.keep.Gone(recordKey(app.VisitID(a.ID)))
}

// A visit that ended without what was typed shows it beside the record.
func TestLeftOverOfAVisitThatEnded(t *testing.T) {
	d, a := newDesk(t)
	d.pane.show(pageRecord)
	d.typeInto(d.pane.record.three[0], "补充了一句")
	key := recordKey(app.VisitID(a.ID))
	d.keep.Keeps(key, "content", "补充了一句")
	for o := d.pane.timer; o != nil; o = nil {
		o.Stop()
	}
	d.clock.Add(2 * time.Hour)
	v := d.visit(a.ID)
	v.ArrivedAt, v.Content, v.Attitude, v.Answer = app.InstantOf(d.clock.At), "核实", "好", "无"
	if _, err := d.service.FinishVisit(ctx, v); err != nil {
		t.Fatal(err)
	}
	d.crash()
	banner, ok := widgets.Find("visit.left_over").(*widgets.Banner)
	if !ok || !strings.Contains(banner.Value(), "补充了一句") {
		t.Fatal("what was typed is not shown")
	}
	test.Tap(widgets.Find("visit.left_over.discard").(fyne.Tappable))
	d.keep.Gone(key)
}

// The dialogs of a visit are kept as they are typed in, open again from the list of what was begun, and are used up by
// the commit.
func TestVisitDialogsAreKept(t *testing.T) {
	for _, x := range []struct {
		form  string
		open  func(d *desk)
		entry func(d *desk) *widgets.Entry
		field string
		more  func(d *desk)
	}{
		{"visit.cancel", func(d *desk) { d.askCancel() }, func(d *desk) *widgets.Entry { return d.forms.why }, "why", nil},
		{"visit.move", func(d *desk) { d.askMove() }, func(d *desk) *widgets.Entry { return d.forms.met.place }, "place", nil},
		{"visit.no_show", func(d *desk) {
			d.clock.Add(time.Hour)
			d.askNoShow()
		}, func(*desk) *widgets.Entry { return widgets.Find("visit.form.note").(*widgets.Entry) }, "note", func(d *desk) { d.forms.called.Toggle() }},
	} {
		t.Run(x.form, func(t *testing.T) {
			d, a := newDesk(t)
			x.open(d)
			was := x.entry(d).Text
			d.typeInto(x.entry(d), "写了一半")
			typed := x.entry(d).Text
			if typed == was {
				t.Fatal("nothing was typed")
			}
			key := x.form + "/" + a.ID
			draft := d.keep.Keeps(key, x.field, typed)
			if draft.About != wang().ID || draft.Title != "王颖" {
				t.Errorf("kept as %+v", draft)
			}
			d.crash()
			d.Show(draft)
			if !d.dialogOpen() || x.entry(d).Text != typed {
				t.Fatal("the form is not there again")
			}
			if x.more != nil {
				x.more(d)
			}
			d.submit()
			if d.dialogOpen() {
				t.Fatal("not handed in")
			}
			if d.watched.left[key] {
				t.Error("the commit left the draft")
			}
			d.keep.Gone(key)
		})
	}
}

// A search alone is nothing begun; what is agreed with somebody found is, and is there again with them.
func TestNewAppointmentIsKept(t *testing.T) {
	d, _ := newDesk(t)
	d.askNew()
	d.typeInto(d.forms.agreed.search, "lj")
	d.keep.Pass()
	d.keep.Gone("visit.new")
	d.typeInto(d.forms.agreed.meeting.purpose, "送资料")
	draft := d.keep.Keeps("visit.new", "purpose", "送资料")
	if draft.Title != "李军" {
		t.Errorf("called %q", draft.Title)
	}
	d.crash()
	d.Show(draft)
	n := d.dialogOf(t)
	if n.search.Text != "lj" || n.named() != "李军" || n.meeting.purpose.Text != "送资料" {
		t.Fatalf("filled with %q, %q, %q", n.search.Text, n.named(), n.meeting.purpose.Text)
	}
	d.submit()
	if d.dialogOpen() {
		t.Fatal("not handed in")
	}
	if d.watched.left["visit.new"] {
		t.Error("the commit left the draft")
	}
	d.keep.Gone("visit.new")
}
