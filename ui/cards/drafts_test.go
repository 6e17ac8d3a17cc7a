package cards_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/widgets"
)

// crash goes on in another window: nothing is closed in the one before, no field is left and no dialog.
func (b *bench) crash() {
	b.stage = widgets.NewStage(nil)
	b.window = test.NewTempWindow(b.t, b.stage)
	b.enter()
}

func (b *bench) typeInto(id, text string) {
	b.t.Helper()
	o := widgets.Find(id)
	if o == nil {
		b.t.Fatalf("no field is called %s", id)
	}
	b.window.Canvas().Focus(o.(fyne.Focusable))
	test.Type(o.(fyne.Focusable), text)
}

func textOf(id string) string {
	switch e := widgets.Find(id).(type) {
	case *widgets.Entry:
		return e.Text
	case *widgets.DateEntry:
		return e.Text
	case *widgets.TimeEntry:
		return e.Text
	}
	return ""
}

func (b *bench) dialogOpen() bool { return b.window.Canvas().Overlays().Top() != nil }

// Every dialog of a card is kept as it is typed in, opens again from the list of what was begun, and is used up by the
// commit that hands it in.
func TestDialogsAreKept(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	c.Family = []app.Relative{{Name: "李雷", Relation: "配偶"}}
	number, place := c.Phones[0].Number, c.Addresses[0].Text
	for _, x := range []struct {
		form, key     string
		open          func(b *bench)
		typed         map[string]string // text by the id of its field
		field, kept   string            // one of them as it lies on the disk
		submit        string
		before, after func(b *bench) // what the dialog needs beside the texts; what must have come of it
	}{
		{
			form: "cards.visit", key: "cards.visit/" + c.ID, open: func(b *bench) { b.Rune('v') },
			typed: map[string]string{"cards.visit.day": "2026-03-20", "cards.visit.time": "1430", "cards.visit.purpose": "保单整理"}, field: "purpose", kept: "保单整理",
			submit: "cards.visit.form.submit",
			after: func(b *bench) {
				if all := b.card(c.ID).Appointments; len(all) != 1 || all[0].Purpose != "保单整理" || all[0].At.Clock() != "14:30" {
					b.t.Errorf("planned %+v", all)
				}
			},
		},
		{
			form: "cards.prospect", key: "cards.prospect", open: func(b *bench) { b.Rune('n') },
			typed: map[string]string{"cards.prospect.name": "张三", "cards.prospect.phone": "13912345678"}, field: "name", kept: "张三", submit: "cards.prospect.form.submit",
		},
		{
			form: "cards.phone", key: "cards.phone/" + c.ID + "/", open: func(b *bench) { b.press("cards.phone.add") },
			typed: map[string]string{"cards.phone.number": "13912345678", "cards.phone.label": "单位"}, field: "number", kept: "13912345678", submit: "cards.phone.form.submit",
		},
		{
			form: "cards.phone", key: "cards.phone/" + c.ID + "/" + number, open: func(b *bench) { b.press("cards.phone.0.edit") },
			typed: map[string]string{"cards.phone.label": "儿子"}, field: "label", kept: "儿子", submit: "cards.phone.form.submit",
			after: func(b *bench) {
				if n := b.customer(c.ID).Phones; len(n) != 1 || n[0].Label != "儿子" || n[0].Number != number {
					b.t.Errorf("phones %+v", n)
				}
			},
		},
		{
			form: "cards.address", key: "cards.address/" + c.ID + "/" + place, open: func(b *bench) { b.press("cards.address.0.edit") },
			typed: map[string]string{"cards.address.label": "家"}, field: "label", kept: "家", submit: "cards.address.form.submit",
		},
		{
			form: "cards.family", key: "cards.family/" + c.ID + "/", open: func(b *bench) { b.press("cards.family.add") },
			typed: map[string]string{"cards.family.name": "李明"}, field: "name", kept: "李明", submit: "cards.family.form.submit",
			before: func(*bench) {
				widgets.Find("cards.family.relation").(*widgets.Select).Set("子女")
			},
		},
		{
			form: "cards.verify", key: "cards.verify/" + c.ID + "/phones/" + number, open: func(b *bench) { b.press("cards.phone.0.verify") },
			before: func(b *bench) { b.press("cards.verify.result.wrong") }, field: "result", kept: "wrong", submit: "cards.verify.form.submit",
			after: func(b *bench) {
				if n := b.customer(c.ID).Phones; !n[0].Wrong {
					b.t.Error("the number is not marked wrong")
				}
			},
		},
		{
			form: "cards.record", key: "cards.record/" + c.ID, open: func(b *bench) { b.Rune('r') },
			typed: map[string]string{"cards.record.content": "送批单", "cards.record.attitude": "满意", "cards.record.answer": "已说明"}, field: "attitude", kept: "满意",
			submit: "cards.record.form.submit",
		},
	} {
		t.Run(x.key, func(t *testing.T) {
			b := open(t, c)
			x.open(b)
			if x.before != nil && x.typed == nil {
				x.before(b)
			}
			for id, text := range x.typed {
				b.typeInto(id, text)
			}
			d := b.keep.Keeps(x.key, x.field, x.kept)
			if d.Form == "cards.prospect" && d.Title != "张三" {
				t.Errorf("called %q", d.Title)
			}
			if d.Form != x.form || d.Room != "cards" || d.About != "" && (d.About != c.ID || !strings.HasPrefix(d.Title, "王芳")) {
				t.Errorf("kept as %+v", d)
			}
			b.crash()
			b.Show(d)
			if !b.dialogOpen() || widgets.Find("draft.discard") == nil {
				t.Fatal("the form is not there again, or does not say so")
			}
			for id, text := range x.typed {
				if got := textOf(id); got != text && !strings.Contains(id, ".time") {
					t.Errorf("%s holds %q", id, got)
				}
			}
			if x.before != nil && x.typed != nil {
				x.before(b)
			}
			b.checkCommit(x.key)
			b.press(x.submit)
			if b.dialogOpen() {
				t.Fatal("not handed in")
			}
			if x.after != nil {
				x.after(b)
			}
			b.keep.Gone(x.key)
		})
	}
}

// checkCommit has the next use case look, as it returns, whether its commit has left the draft.
func (b *bench) checkCommit(key string) {
	var once bool
	b.after = func() {
		if once {
			return
		}
		once = true
		if _, ok, _ := b.store.Draft(context.Background(), key); ok {
			b.t.Errorf("the commit left the draft %s", key)
		}
	}
}

// A fact half typed in its place is kept, and its field opens again filled; leaving it stores the fact and the draft goes
// with the commit. Escape closes the field and keeps what was typed, as it does in a dialog.
func TestFactHalfTypedIsKept(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	b := open(t, c)
	b.press("cards.facts.employer")
	test.Type(b.window.Canvas().Focused(), "市第一医院")
	key := "cards.fact/" + c.ID + "/employer"
	d := b.keep.Keeps(key, "employer", "市第一医院")
	b.crash()
	b.Show(d)
	field, ok := b.window.Canvas().Focused().(*widgets.Entry)
	if !ok || field.Text != "市第一医院" {
		t.Fatalf("the field is not open again: %T", b.window.Canvas().Focused())
	}
	b.checkCommit(key)
	field.OnEnter()
	if got := b.customer(c.ID).Employer; got != "市第一医院" {
		t.Errorf("stored %q", got)
	}
	b.keep.Gone(key)

	b.press("cards.facts.notes")
	field = b.window.Canvas().Focused().(*widgets.Entry)
	test.Type(field, "想了想")
	b.keep.Keeps("cards.fact/"+c.ID+"/notes", "notes", "想了想")
	field.OnEscape()
	b.keep.Keeps("cards.fact/"+c.ID+"/notes", "notes", "想了想")
	if got := b.customer(c.ID).Notes; got != c.Notes {
		t.Errorf("Escape stored %q", got)
	}
	b.press("cards.facts.notes")
	field = b.window.Canvas().Focused().(*widgets.Entry)
	if !strings.Contains(field.Text, "想了想") {
		t.Fatalf("the field opens again with %q", field.Text)
	}
	field.OnEscape() // what was restored and not touched stays as well
	b.keep.Keeps("cards.fact/"+c.ID+"/notes", "notes", "想了想")
	b.press("cards.facts.notes")
	field = b.window.Canvas().Focused().(*widgets.Entry)
	field.SetText(c.Notes)
	field.OnEscape() // nothing is left of it
	b.keep.Gone("cards.fact/" + c.ID + "/notes")
}

// A number that somebody else has changed under the draft is not overwritten: the draft is shown to be read.
func TestDraftOfANumberChangedSince(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	b := open(t, c)
	b.press("cards.phone.0.edit")
	b.typeInto("cards.phone.label", "儿子")
	d := b.keep.Keeps("cards.phone/"+c.ID+"/"+c.Phones[0].Number, "label", "儿子")
	b.crash()
	before := b.customer(c.ID)
	after := before
	after.Phones = []app.Phone{{Number: "13912345678"}}
	if err := b.use.SaveCustomer(ctx, before, after); err != nil {
		t.Fatal(err)
	}
	b.Show(d)
	if widgets.Find("draft.stale.submit") == nil {
		t.Fatal("the draft of a number that is no more opens another one's form")
	}
	b.press("draft.stale.submit")
	b.keep.Gone(d.Key)
}

// The label of a number was changed meanwhile: the form says so and holds what was typed.
func TestDraftOfALabelChangedSince(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	b := open(t, c)
	b.press("cards.phone.0.edit")
	b.typeInto("cards.phone.label", "儿子")
	d := b.keep.Keeps("cards.phone/"+c.ID+"/"+c.Phones[0].Number, "label", "儿子")
	b.crash()
	before := b.customer(c.ID)
	after := before
	after.Phones = []app.Phone{before.Phones[0]}
	after.Phones[0].Label = "单位"
	if err := b.use.SaveCustomer(ctx, before, after); err != nil {
		t.Fatal(err)
	}
	b.Show(d)
	if got := widgets.Find("draft").(*widgets.Banner).Value(); !strings.Contains(got, "“备注”此后已有改动") {
		t.Errorf("says %q", got)
	}
	if textOf("cards.phone.label") != "儿子" {
		t.Errorf("holds %q", textOf("cards.phone.label"))
	}
	b.press("draft.discard")
	if textOf("cards.phone.label") != "单位" {
		t.Errorf("given up it holds %q", textOf("cards.phone.label"))
	}
}

// A correction goes with the record it is of.
func TestDraftOfACorrection(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	b := open(t, c)
	id, err := b.use.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelOnline, At: app.InstantOf(apptest.Now), Content: "送批单", Attitude: "满意", Answer: "无"})
	if err != nil {
		t.Fatal(err)
	}
	b.Refresh()
	b.press("cards.records." + id)
	b.typeInto("cards.record.content", "两份")
	key := "cards.correct/" + c.ID + "/" + id
	d := b.keep.Keeps(key, "content", textOf("cards.record.content"))
	b.crash()
	b.Show(d)
	if !strings.Contains(textOf("cards.record.content"), "两份") {
		t.Fatalf("holds %q", textOf("cards.record.content"))
	}
	b.press("cards.record.withdraw")
	b.press("cards.withdraw.submit")
	if _, err := store.Get[app.ServiceRecord](ctx, b.store, id); err != nil {
		t.Fatal(err)
	}
	b.keep.Gone(key)
}
