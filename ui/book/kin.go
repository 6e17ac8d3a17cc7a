package book

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

type kinService interface {
	Kinships(ctx context.Context) ([]app.Kinship, error)
	LinkFamily(ctx context.Context, customerID, otherID, relation string) (back func(context.Context) error, err error)
}

// mostKin is how many proposals are shown at once; the next follow as these are settled.
const mostKin = 6

// kinDialog goes through the customers who may be of one family.
type kinDialog struct {
	room   *Room
	all    []app.Kinship
	passed map[[2]string]bool // those the user said no to, until the dialog is closed
	lines  *fyne.Container
	count  *widgets.Text
	dialog *widgets.Dialog
}

// families opens the proposals of family links.
func (r *Room) families() {
	d := &kinDialog{room: r, passed: map[[2]string]bool{}, lines: widgets.VStack(6), count: widgets.MutedText("")}
	d.load(func() {
		d.dialog = widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
			ID: "book.kin", Title: lang.X("book.kin", ""), Intro: lang.X("book.kin.intro", ""), Submit: "-", Cancel: lang.X("common.close", ""), Width: widgets.DialogWide,
			Body: widgets.VStack(8, d.count, d.lines),
		})
	})
}

func (d *kinDialog) load(then func()) {
	r := d.room
	r.async(func() {
		all, err := r.deps.Service.Kinships(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			d.all = all
			d.show()
			if then != nil {
				then()
			}
		})
	})
}

func (d *kinDialog) show() {
	var left []app.Kinship
	for _, k := range d.all {
		if !d.passed[[2]string{k.CustomerID, k.OtherID}] {
			left = append(left, k)
		}
	}
	d.count.Set(lang.X("book.kin.count", "", map[string]any{"N": len(left)}))
	d.lines.Objects = nil
	for i, k := range left[:min(len(left), mostKin)] {
		d.lines.Add(d.line(i, k))
	}
	if len(left) == 0 {
		d.lines.Add(widgets.Pad(24, 0, 24, 0, widgets.EmptyState(theme.IconFamily, lang.X("book.kin.none", ""), "", nil)))
	}
	d.lines.Refresh()
	if d.dialog != nil {
		d.dialog.Fit()
	}
}

// line proposes that two customers be linked.
func (d *kinDialog) line(i int, k app.Kinship) fyne.CanvasObject {
	id := "book.kin." + strconv.Itoa(i)
	var options []widgets.Option
	for n, relation := range app.Relations {
		options = append(options, widgets.Option{ID: relation, Label: lang.X("book.relation."+strconv.Itoa(n), "")})
	}
	relation := widgets.Tag(id+".relation", widgets.NewSelect(options, nil))
	relation.Set(k.Relation)
	var why []string
	for _, s := range k.Signs {
		why = append(why, lang.X("book.kin.sign."+s, ""))
	}
	link := widgets.Tag(id+".link", widgets.Secondary(lang.X("book.kin.link", ""), theme.IconCheck, func() { d.link(k, relation.Value()) }).Compact())
	pass := widgets.Tag(id+".pass", widgets.Quiet(lang.X("book.kin.pass", ""), nil, func() {
		d.passed[[2]string{k.CustomerID, k.OtherID}] = true
		d.show()
	}).Compact())
	text := widgets.VStack(0,
		widgets.Strong(lang.X("book.kin.pair", "", map[string]any{"Name": k.Name, "Other": k.Other})).Clipped(),
		widgets.Caption(strings.Join(why, " · ")).Clipped())
	return widgets.FixedHeight(44, widgets.HStack(8, widgets.Grow(text), widgets.MutedText(lang.X("book.kin.is", "", map[string]any{"Name": k.Name, "Other": k.Other})), widgets.FixedWidth(120, relation), pass, link))
}

func (d *kinDialog) link(k app.Kinship, relation string) {
	if relation == "" {
		d.dialog.SetError(lang.X("book.kin.need", ""))
		return
	}
	d.dialog.SetError("")
	r := d.room
	r.async(func() {
		back, err := r.deps.Service.LinkFamily(context.Background(), k.CustomerID, k.OtherID, relation)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			r.deps.Toast(lang.X("book.kin.linked", "", map[string]any{"Name": k.Name, "Other": k.Other}), lang.X("common.undo", ""), func() {
				r.do(back, nil)
			})
			d.load(nil)
		})
	})
}
