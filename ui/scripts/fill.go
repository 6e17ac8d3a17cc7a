package scripts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// mostCards is how many customers a search for a card offers.
const mostCards = 50

// sample stands for made facts.
const sample = "sample"

// pickCard asks whose facts shall fill the script: a customer's, or made ones.
func (r *Room) pickCard() {
	cards := map[string]app.CardRow{}
	list := widgets.Tag("scripts.card.list", widgets.NewList(widgets.Center(widgets.MutedText(lang.X("scripts.card.none", "")))))
	finds := 0
	find := func(text string) {
		finds++
		n := finds
		r.async(func() {
			ctx := context.Background()
			ids, err := r.deps.Service.CardIndex(ctx, app.CardQuery{Text: strings.TrimSpace(text), Sort: app.SortByName})
			if err == nil {
				var found []app.CardRow
				found, err = r.deps.Service.CardRows(ctx, ids[:min(len(ids), mostCards)])
				fyne.Do(func() {
					if n == finds {
						list.SetRows(cardRows(found, cards))
						list.SelectFirst()
					}
				})
			}
			if err != nil {
				r.deps.Fail(err)
			}
		})
	}
	search := widgets.Tag("scripts.card.search", widgets.NewSearch(lang.X("scripts.card.search", ""), find))
	var dialog *widgets.Dialog
	list.OnOpen = func(widgets.Row) { dialog.Submit() }
	search.OnEnter = func() { dialog.Submit() }
	dialog = widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "scripts.card", Title: lang.X("scripts.fill", ""), Submit: lang.X("scripts.fill.do", ""), Width: 520, First: search,
		Body: widgets.VStack(8, search, widgets.FixedHeight(300, list)),
		OnSubmit: func() error {
			row, ok := list.Selected()
			if !ok {
				return words.Invalid("card", lang.X("scripts.card.none", ""))
			}
			r.fillWith(row.ID, cards[row.ID])
			return nil
		},
	})
	find("")
}

// cardRows lists the made facts first, then customers.
func cardRows(found []app.CardRow, into map[string]app.CardRow) []widgets.Row {
	rows := []widgets.Row{{ID: sample, Title: lang.X("scripts.sample", ""), Sub: lang.X("scripts.sample.hint", "")}}
	clear(into)
	into[sample] = app.CardRow{Name: lang.X("scripts.sample", "")}
	for _, c := range found {
		into[c.ID] = c
		rows = append(rows, widgets.Row{ID: c.ID, Title: c.Name, Beside: c.CardNo, Sub: app.MaskPhone(c.Phone)})
	}
	return rows
}

// fillWith fills what is in sight with a card.
func (r *Room) fillWith(id string, card app.CardRow) {
	customer := card.ID
	if id == sample {
		customer = ""
	}
	r.async(func() {
		f, err := r.deps.Service.ScriptFacts(context.Background(), customer)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			r.card, r.facts = card, &f
			r.refill()
		})
	})
}

func (r *Room) unfill() {
	r.card, r.facts = app.CardRow{}, nil
	r.refill()
}

func (r *Room) refill() {
	if r.edits != nil {
		r.edits.preview()
		return
	}
	if r.pane.view.Script.ID != "" {
		r.pane.turn()
	}
}
