package today

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

// bundle is what is due with one customer in one group: what comes first leads, and the rest waits behind it.
type bundle struct {
	lead app.DueItem
	rest []app.DueItem
	told bool // the lead knows what its line says of customer and policy
}

// alone reports whether a piece of work keeps a line of its own: it has its hour, or is about more than one customer.
func alone(i app.DueItem) bool {
	switch i.Kind {
	case app.DueAppointment, app.DueConfirm, app.DueSign, app.DueLog, app.DueMark, app.DueConflict:
		return true
	}
	return i.CustomerID == ""
}

// bundles puts the work with one customer together, in each group for itself, in the order in which the first of it stands.
func bundles(due []app.DueItem) []bundle {
	var out []bundle
	at := map[string]int{}
	for _, i := range due {
		key := group(i) + "/" + i.CustomerID
		if n, ok := at[key]; ok && !alone(i) {
			out[n].rest = append(out[n].rest, i)
			continue
		}
		if !alone(i) {
			at[key] = len(out)
		}
		out = append(out, bundle{lead: i})
	}
	return out
}

// restNamed is how many kinds of the work behind a line are named.
const restNamed = 2

// more says what else is due with the customer; "" for nothing.
func (b bundle) more() string {
	if len(b.rest) == 0 {
		return ""
	}
	var names []string
	for _, i := range b.rest {
		if name := kind(i); len(names) < restNamed && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	return lang.X("today.more", "", map[string]any{"N": len(b.rest), "What": strings.Join(names, lang.X("sync.comma", ""))})
}
