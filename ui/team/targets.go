package team

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// formTargets names the draft of targets begun; its argument is the month.
const formTargets = "team.targets"

// figureWidth is how wide a figure's field is.
const figureWidth = 76

// askTargets opens the targets of the team for the month of today.
func (r *Room) askTargets() { r.targetsOf(r.deps.Clock.Today().Month()) }

// targetsOf reads the targets of a month and of the one before, and opens the form.
func (r *Room) targetsOf(month string) {
	r.async(func() {
		list, err := r.deps.Service.TeamTargets(context.Background(), month)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		before, err := r.deps.Service.TeamTargets(context.Background(), app.Date(month+"-01").AddDays(-1).Month())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() { r.targetForm(month, list, before) })
	})
}

// targetForm asks for a figure of each person and kind.
func (r *Room) targetForm(month string, list, before []app.TeamTarget) {
	if len(list) == 0 {
		r.deps.Toast(lang.X("team.nobody", ""), "", nil)
		return
	}
	fields := make([][]*widgets.Entry, len(list))
	var kept []drafts.Field
	head := []fyne.CanvasObject{widgets.FixedWidth(96, widgets.Caption(lang.X("team.target.person", "")))}
	for _, name := range app.ProgressFigures {
		head = append(head, widgets.FixedWidth(figureWidth, widgets.Caption(lang.X("figure."+name, "")).Clipped()))
	}
	grid := widgets.VStack(6, widgets.HStack(8, head...))
	for i, t := range list {
		line := []fyne.CanvasObject{widgets.FixedWidth(96, widgets.NewText(t.Person.Name).Clipped())}
		for _, name := range app.ProgressFigures {
			e := widgets.Tag("team.target."+strconv.Itoa(i)+"."+name, widgets.NewEntry(""))
			e.Set(figureText(t.Target.FigureOf(name)))
			fields[i] = append(fields[i], e)
			kept = append(kept, drafts.Text(t.Person.ID+"."+name, t.Person.Name+" · "+lang.X("figure."+name, ""), e))
			line = append(line, widgets.FixedWidth(figureWidth, e))
		}
		grid.Add(widgets.HStack(8, line...))
	}
	again := widgets.Tag("team.target.again", widgets.Secondary(lang.X("team.target.again", ""), theme.IconCopy, func() {
		for i := range list {
			for k, name := range app.ProgressFigures {
				if n := before[i].Target.FigureOf(name); n > 0 {
					fields[i][k].SetText(figureText(n))
				}
			}
		}
	}).Compact())
	next := app.Date(month + "-01").AddMonths(1).Month()
	if month != r.deps.Clock.Today().Month() {
		next = r.deps.Clock.Today().Month()
	}
	var open *widgets.Dialog
	other := widgets.Tag("team.target.month", widgets.Quiet(lang.X("team.target.month", "", map[string]any{"Month": next}), nil, func() {
		open.Cancel()
		r.targetsOf(next)
	}).Compact())
	spec := drafts.Spec{
		Key: formTargets + "/" + month, Room: "team", About: month, Title: lang.X("team.target.title", "", map[string]any{"Month": month}), Form: formTargets, Args: []string{month}, Edits: true,
	}
	open, _ = r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, kept, widgets.Form{
		ID: "team.target.form", Title: spec.Title, Intro: lang.X("team.target.intro", ""), Width: 700, First: fields[0][0],
		Above: widgets.HStack(8, again, widgets.Spring(), other), Body: grid, Submit: lang.X("common.save", ""),
	}, func(ctx context.Context) error {
		var set []app.Target
		for i, t := range list {
			now, err := targetTyped(t.Target, fields[i], t.Person.Name)
			if err != nil {
				return err
			}
			if now != t.Target {
				set = append(set, now)
			}
		}
		if len(set) == 0 {
			return nil
		}
		was, err := r.deps.Service.SetTargets(ctx, set...)
		if err != nil {
			return err
		}
		r.deps.Toast(lang.X("team.target.saved", "", map[string]any{"N": len(set)}), lang.X("common.undo", ""), func() {
			r.async(func() {
				if _, err := r.deps.Service.SetTargets(context.Background(), was...); err != nil {
					r.deps.Fail(err)
				}
			})
		})
		return nil
	})
}

func figureText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// targetTyped reads the figures typed for a person.
func targetTyped(t app.Target, fields []*widgets.Entry, name string) (app.Target, error) {
	for k, figure := range app.ProgressFigures {
		n := 0
		if text := strings.TrimSpace(fields[k].Value()); text != "" {
			var err error
			if n, err = strconv.Atoi(text); err != nil || n < 0 {
				return t, words.Invalid(figure, lang.X("team.target.invalid", "", map[string]any{"Name": name, "Figure": lang.X("figure."+figure, "")}))
			}
		}
		t.SetFigure(figure, n)
	}
	return t, nil
}
