package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// pageLines is how many lines of a filter are shown at once: more than one looks through before doing the first.
const pageLines = 200

// moreRow is the id of the line that shows more.
const moreRow = "more"

// work is everything due, a line for each customer, with the counts of the groups.
type work struct {
	date    app.Date
	bundles []bundle
	counts  map[string]int // pieces of work of a group; filterAll: all
}

func workOf(v app.TodayView) work {
	w := work{date: v.Date, bundles: bundles(v.Due), counts: map[string]int{filterAll: len(v.Due)}}
	for _, i := range v.Due {
		w.counts[group(i)]++
	}
	return w
}

// page returns where the first lines of a filter stand among the bundles, and how many there are in all.
func (w work) page(filter string, most int) (at []int, all int) {
	for n, b := range w.bundles {
		if filter != filterAll && filter != group(b.lead) {
			continue
		}
		if all++; len(at) < most {
			at = append(at, n)
		}
	}
	return at, all
}

// untold returns which of some bundles do not know yet what their line says of customer and policy.
func (w work) untold(at []int) []int {
	var out []int
	for _, n := range at {
		if !w.bundles[n].told {
			out = append(out, n)
		}
	}
	return out
}

// leads returns the leading work of some bundles.
func (w work) leads(at []int) []app.DueItem {
	items := make([]app.DueItem, len(at))
	for k, n := range at {
		items[k] = w.bundles[n].lead
	}
	return items
}

// take is told the leading work of some bundles with what their lines say.
func (w work) take(at []int, items []app.DueItem) {
	for k, n := range at {
		w.bundles[n].lead, w.bundles[n].told = items[k], true
	}
}

// firstPages returns the bundles on the first page of each filter, and on the pages of one that is open further.
func (w work) firstPages(filter string, most int) []int {
	seen := map[int]bool{}
	var out []int
	for _, f := range []string{filterAll, filterLate, filterToday, filterSoon} {
		lines := pageLines
		if f == filter {
			lines = most
		}
		at, _ := w.page(f, lines)
		for _, n := range at {
			if !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	return out
}

// showMore shows the next page of the filter; what takes the place of the line that asks for it is selected.
func (r *Room) showMore() {
	place := len(r.rows) - 1
	w, round := r.work, r.round
	at, _ := w.page(r.filter.Value(), r.most+pageLines)
	at = w.untold(at)
	items := w.leads(at)
	r.async(func() {
		if err := r.deps.Service.DueDetails(context.Background(), items); err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == r.round {
				w.take(at, items)
				r.most += pageLines
				r.fillList(place)
			}
		})
	})
}

// moreLine is the line below a page that is not all.
func moreLine(left int) widgets.Row {
	return widgets.Row{ID: moreRow, Title: lang.X("today.show_more", "", map[string]any{"N": left}), Icon: theme.IconDown}
}
