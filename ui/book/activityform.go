package book

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// edit opens the form of an activity, of a new one where it has no id.
func (p *activityPage) edit(a app.Activity) {
	r := p.room
	if !r.deps.Service.MayPlanActivities() {
		return
	}
	var kinds []widgets.Option
	for _, k := range app.ActivityKinds {
		kinds = append(kinds, widgets.Option{ID: k, Label: lang.X("activity.kind."+k, "")})
	}
	today := string(r.deps.Clock.Today())
	title := widgets.Tag("book.activity.form.title", widgets.NewEntry(lang.X("book.activity.title.hint", "")))
	kind := widgets.Tag("book.activity.form.kind", widgets.NewSelect(kinds, nil))
	day := widgets.Tag("book.activity.form.day", widgets.NewDateEntry(today, nil))
	from := widgets.Tag("book.activity.form.from", widgets.NewTimeEntry(nil))
	to := widgets.Tag("book.activity.form.to", widgets.NewTimeEntry(nil))
	place := widgets.Tag("book.activity.form.place", widgets.NewEntry(lang.X("book.activity.place.hint", "")))
	host := widgets.Tag("book.activity.form.host", widgets.NewEntry(lang.X("book.activity.host.hint", "")))
	capacity := widgets.Tag("book.activity.form.capacity", widgets.NewEntry(lang.X("book.activity.capacity.hint", "")))
	note := widgets.Tag("book.activity.form.note", widgets.NewMultiEntry(lang.X("book.activity.note.hint", ""), 3))
	head := lang.X("book.activities.new", "")
	key := "book.activity/new"
	if a.ID != "" {
		head, key = lang.X("book.activities.edit", ""), "book.activity/"+a.ID
		title.Set(a.Title)
		kind.Set(a.Kind)
		day.Set(string(a.StartsAt.Date()))
		from.Set(a.StartsAt.Clock())
		if a.EndsAt != 0 {
			to.Set(a.EndsAt.Clock())
		}
		place.Set(a.Place)
		host.Set(a.Host)
		if a.Capacity > 0 {
			capacity.Set(strconv.FormatInt(a.Capacity, 10))
		}
		note.Set(a.Note)
	} else {
		kind.Set(app.ActivityParty)
	}
	kept := []drafts.Field{
		drafts.Text("title", lang.X("book.activity.title", ""), title), drafts.Choice("kind", lang.X("book.activity.kind", ""), kind),
		drafts.Date("day", lang.X("common.date", ""), day), drafts.Clock("from", lang.X("book.activity.from", ""), from), drafts.Clock("to", lang.X("book.activity.to", ""), to),
		drafts.Text("place", lang.X("book.activity.place", ""), place), drafts.Text("host", lang.X("book.activity.host_label", ""), host),
		drafts.Text("capacity", lang.X("book.activity.capacity", ""), capacity), drafts.Text("note", lang.X("book.activity.note", ""), note),
	}
	spec := drafts.Spec{Key: key, Room: "book", About: a.ID, Form: "book.activity", Named: title.Value, Edits: a.ID != ""}
	r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, kept, widgets.Form{
		ID: "book.activity.form", Title: head, Submit: lang.X("common.save", ""), Width: 560,
		Fields: []widgets.FormField{
			{Label: lang.X("book.activity.title", ""), Input: title, Required: true},
			{Label: lang.X("book.activity.kind", ""), Input: kind, Required: true},
			{Label: lang.X("common.time", ""), Required: true, Input: widgets.HStack(8, widgets.FixedWidth(150, day), widgets.FixedWidth(90, from), widgets.MutedText("–"), widgets.FixedWidth(90, to))},
			{Label: lang.X("book.activity.place", ""), Input: place, Required: true},
			{Label: lang.X("book.activity.host_label", ""), Input: host},
			{Label: lang.X("book.activity.capacity", ""), Input: capacity},
			{Label: lang.X("book.activity.note", ""), Input: note},
		},
	}, func(ctx context.Context) error {
		switch {
		case !day.Valid():
			return words.Invalid("starts_at", lang.X("date.invalid", ""))
		case !from.Valid() || !to.Valid():
			return words.Invalid("starts_at", lang.X("time.invalid", ""))
		}
		b := a
		b.Title, b.Kind, b.Place, b.Host, b.Note = title.Value(), kind.Value(), place.Value(), host.Value(), note.Value()
		b.StartsAt, b.EndsAt, b.Capacity = momentOf(day.Value(), from.Value()), momentOf(day.Value(), to.Value()), 0
		if text := capacity.Value(); text != "" {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < 0 {
				return words.Invalid("capacity", lang.X("book.activity.capacity.wrong", ""))
			}
			b.Capacity = n
		}
		id, err := r.deps.Service.SaveActivity(ctx, b)
		if err != nil {
			return err
		}
		p.want = id
		r.deps.Toast(lang.X("book.activity.saved", "", map[string]any{"Title": b.Title}), "", nil)
		r.Refresh()
		return nil
	})
}

// momentOf is a time of a day; 0 where either is missing.
func momentOf(day, clock string) app.Instant {
	d := app.Date(day)
	if !d.Valid() || len(clock) != 5 {
		return 0
	}
	hour, _ := strconv.Atoi(clock[:2])
	minute, _ := strconv.Atoi(clock[3:])
	return app.InstantOf(d.Time()) + app.Instant((hour*60+minute)*60_000)
}
