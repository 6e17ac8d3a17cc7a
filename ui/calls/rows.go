package calls

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Filters of the queue, as the service knows them; the whole queue is "" there.
const (
	filterAll     = "all"
	filterFirst   = "first_call"
	filterPremium = "premium"
	filterReturn  = "return"
)

var filters = []string{filterAll, filterFirst, filterPremium, filterReturn}

// mostOthers is how many customers outside the queue a search shows.
const mostOthers = 30

// queue is what the list shows.
type queue struct {
	rows    []widgets.Row
	targets map[string]target // by row id, which is the customer's
}

// serviceFilter is the service's name of a filter.
func serviceFilter(f string) string {
	if f == filterAll {
		return ""
	}
	return f
}

// mostFound is how many customers a search lists who are not to be called now.
const mostFound = 200

// narrow returns the list for a search: those of the queue it finds, then the others.
func narrow(ctx context.Context, s Service, items []app.CallItem, text string, now app.Instant) (queue, error) {
	q := queue{targets: map[string]target{}}
	if text == "" {
		q.add(items, now)
		return q, nil
	}
	ids, err := s.CardIndex(ctx, app.CardQuery{Text: text, Sort: app.SortByName})
	if err != nil {
		return q, err
	}
	cards, err := s.CardRows(ctx, ids[:min(len(ids), mostFound)])
	if err != nil {
		return q, err
	}
	queued := make([]string, len(items))
	for i, item := range items {
		queued[i] = item.CustomerID
	}
	found, err := s.CardsFound(ctx, text, queued)
	if err != nil {
		return q, err
	}
	q.add(slices.DeleteFunc(slices.Clone(items), func(i app.CallItem) bool { return !found[i.CustomerID] }), now)
	q.addOthers(cards)
	return q, nil
}

func (q *queue) add(items []app.CallItem, now app.Instant) {
	for _, i := range items {
		q.rows = append(q.rows, row(i, now))
		q.targets[i.CustomerID] = target{i.CustomerID, i.PolicyID, i.Stage}
	}
}

// addOthers lists found customers who are not to be called now, for a call of the planner's own accord.
func (q *queue) addOthers(cards []app.CardRow) {
	var rows []widgets.Row
	for _, c := range cards {
		if _, listed := q.targets[c.ID]; listed || len(rows) == mostOthers {
			continue
		}
		rows = append(rows, widgets.Row{ID: c.ID, Title: c.Name, Beside: c.CardNo, Sub: app.MaskPhone(c.Phone)})
		q.targets[c.ID] = target{customerID: c.ID}
	}
	if len(rows) > 0 {
		q.rows = append(append(q.rows, widgets.Row{ID: "others", Header: true, Title: lang.X("calls.others", "")}), rows...)
	}
}

// next is the customer after another in the list, "" where nobody follows.
func (q queue) next(customerID string) string {
	at := -1
	for i, r := range q.rows {
		if r.ID == customerID {
			at = i
		}
	}
	if at >= 0 && at+1 < len(q.rows) && !q.rows[at+1].Header {
		return q.rows[at+1].ID
	}
	return ""
}

// filterOptions are the filters with how many customers each holds, by the service's name of it.
func filterOptions(counts map[string]int) []widgets.Option {
	out := make([]widgets.Option, len(filters))
	for i, f := range filters {
		out[i] = widgets.Option{ID: f, Label: lang.X("calls.filter."+f, "")}
		if n := counts[serviceFilter(f)]; n > 0 {
			out[i].Label += fmt.Sprintf(" %d", n)
		}
	}
	return out
}

// row is one line of the queue: who, what for, how pressing.
func row(i app.CallItem, now app.Instant) widgets.Row {
	r := widgets.Row{ID: i.CustomerID, Title: i.Name, Beside: lang.X("stage."+stageKey(i.Stage), "")}
	parts := []string{app.MaskPhone(i.Phone)}
	if i.Phone == "" {
		parts[0] = lang.X("calls.no_phone", "")
	}
	if why := whyShort(i, now.Date()); why != "" {
		parts = append(parts, why)
	} else if i.Tries > 0 {
		parts = append(parts, lang.X("calls.tries", "", map[string]any{"N": i.Tries}))
	} else if i.Product != "" {
		parts = append(parts, shortProduct(i.Product))
	}
	r.Sub = strings.Join(parts, " · ")
	r.Badge, r.Tone = state(i.State)
	switch {
	case i.At != 0:
		r.Right = dayWord(i.At.Date(), now.Date()) + " " + i.At.Clock()
		r.Badge, r.Tone = lang.X("calls.meeting", ""), widgets.Success
	case i.CallAt != 0:
		r.Right = dayWord(i.CallAt.Date(), now.Date()) + " " + i.CallAt.Clock()
		r.Badge, r.Tone = lang.X("calls.put_off", ""), widgets.Neutral
		if !i.Later {
			r.Tone, r.Alert = widgets.Warning, true
		}
	case i.State.Status == app.StatusInGrace:
		r.Right, r.Alert = lang.X("common.days_left", "", map[string]any{"N": i.State.DaysLeft}), i.State.DaysLeft <= 15
	case i.NextDue.Valid() && i.State.Until.Valid():
		r.Right = lang.X("calls.due_on", "", map[string]any{"Date": shortDate(i.NextDue, now.Date())})
	}
	if i.Blocked != "" {
		r.Badge, r.Tone = lang.X("calls.blocked.short."+i.Blocked, ""), widgets.Neutral
		r.Icon = theme.IconPhoneOff
	}
	return r
}

// stageKey is the stage a text is looked up under; a call for no stage in particular is a return call.
func stageKey(stage string) string {
	if stage == "" {
		return app.StageReturn
	}
	return stage
}

var stateTones = map[app.PolicyStatus]widgets.Tone{
	app.StatusInForce: widgets.Success, app.StatusDueSoon: widgets.Info, app.StatusInGrace: widgets.Warning, app.StatusLapsed: widgets.Danger,
}

// state is the badge of a policy.
func state(s app.PolicyState) (string, widgets.Tone) {
	if s.Status == "" {
		return "", widgets.Neutral
	}
	if s.Said != "" {
		return s.Said, stateTones[s.Status]
	}
	return lang.X("policy_status."+string(s.Status), ""), stateTones[s.Status]
}

// shortProduct drops what stands in brackets at the end of a product's name.
func shortProduct(name string) string {
	if short, _, ok := strings.Cut(name, "（"); ok && short != "" {
		return short
	}
	return name
}

// shortDate leaves the year out where it is this one.
func shortDate(d, today app.Date) string {
	if len(d) == 10 && len(today) == 10 && d[:4] == today[:4] {
		return string(d[5:])
	}
	return string(d)
}

// dayWord names a day near today.
func dayWord(d, today app.Date) string {
	switch d.DaysSince(today) {
	case 0:
		return lang.X("common.today", "")
	case 1:
		return lang.X("common.tomorrow", "")
	}
	return shortDate(d, today)
}

// meetingLine says when and where a meeting was agreed.
func meetingLine(a app.Appointment, today app.Date) string {
	day := words.Day(a.At.Date())
	if a.At.Date().DaysSince(today) <= 1 && a.At.Date() >= today {
		day = lang.X("calls.near_day", "", map[string]any{"Near": dayWord(a.At.Date(), today), "Day": day})
	}
	return lang.X("calls.meeting.line", "", map[string]any{"Day": day, "Time": a.At.Clock(), "Place": a.Place})
}

// phoneText writes a number in groups to read and dial, masked until it is wanted.
func phoneText(p app.Phone, shown bool) string {
	if !shown {
		return app.MaskPhone(p.Number)
	}
	if p.Kind == app.PhoneMobile && len(p.Number) == 11 {
		return p.Number[:3] + " " + p.Number[3:7] + " " + p.Number[7:]
	}
	return p.Number
}
