package privacy

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// mostNotes is how many notes are listed.
const mostNotes = 2000

// ShowStaff opens the list of who got at personal data: the person of this account, and those whose work this laptop gets.
func ShowStaff(d Deps) {
	var all []app.AccessView
	d.run(func(ctx context.Context) (err error) {
		all, err = d.Service.Accesses(ctx, app.AccessQuery{Most: mostNotes})
		return err
	}, func() { openStaff(d, all) })
}

func openStaff(d Deps, all []app.AccessView) {
	c := d.Window.Canvas()
	table := widgets.Tag("privacy.staff", widgets.NewTable(accessColumns(true), func(a app.AccessView) string { return a.ID },
		widgets.EmptyState(theme.Named("eye"), lang.X("privacy.looked.none", ""), lang.X("privacy.staff.none.hint", ""), nil)))
	how := ""
	person := ""
	show := func() {
		table.SetFilter(func(a app.AccessView) bool {
			return (how == "" || a.How == how) && (person == "" || a.PersonID == person)
		})
	}
	ways := append([]widgets.Option{{ID: "", Label: lang.X("common.all", "")}}, labelled("access.how.", app.AccessReveal, app.AccessCopy, app.AccessPrint, app.AccessExport)...)
	filter := widgets.Tag("privacy.staff.how", widgets.NewSegmented(ways, "", func(id string) {
		how = id
		show()
	}))
	head := widgets.HStack(10, filter, widgets.Spring())
	if people := staff(all); len(people) > 2 {
		who := widgets.Tag("privacy.staff.who", widgets.NewSelect(people, func(id string) {
			person = id
			show()
		}))
		who.Set("")
		head = widgets.HStack(10, filter, widgets.FixedWidth(150, who), widgets.Spring())
	}
	table.SetRows(all)
	widgets.ShowForm(c, widgets.Form{
		ID: "privacy.staff.form", Title: lang.X("privacy.staff.title", ""), Intro: lang.X("privacy.staff.intro", ""), Width: 940, Submit: "-", Cancel: lang.X("common.close", ""), First: filter,
		Body: widgets.VStack(10, head, widgets.FixedHeight(least(c, 300), table)),
	})
}

// staff are those the notes are of, after everybody.
func staff(all []app.AccessView) []widgets.Option {
	out := []widgets.Option{{ID: "", Label: lang.X("privacy.everybody", "")}}
	seen := map[string]bool{}
	for _, a := range all {
		if !seen[a.PersonID] {
			seen[a.PersonID] = true
			out = append(out, widgets.Option{ID: a.PersonID, Label: somebody(a.Person)})
		}
	}
	return out
}
