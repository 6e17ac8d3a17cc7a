package today

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Filters of the list.
const (
	filterAll   = ""
	filterLate  = "late"
	filterToday = "today"
	filterSoon  = "soon"
)

func itoa(n int) string { return strconv.Itoa(n) }

// group says whether a piece of work is late, for today or for the coming days.
func group(i app.DueItem) string {
	switch {
	case i.DaysLate > 0:
		return filterLate
	case i.DaysLate == 0:
		return filterToday
	}
	return filterSoon
}

// filters are the groups with their counts.
func filters(w work) []widgets.Option {
	var out []widgets.Option
	for _, f := range []string{filterAll, filterLate, filterToday, filterSoon} {
		key := f
		if key == "" {
			key = "all"
		}
		out = append(out, widgets.Option{ID: f, Label: fmt.Sprintf("%s %d", lang.X("today.group."+key, ""), w.counts[f])})
	}
	return out
}

// rows shows the first lines of due work under a heading for each group, and says which row stands for which piece of work.
func rows(w work, filter string, most int) ([]widgets.Row, map[string]app.DueItem) {
	items := map[string]app.DueItem{}
	var out []widgets.Row
	last := ""
	at, all := w.page(filter, most)
	for _, n := range at {
		b := w.bundles[n]
		i := b.lead
		g := group(i)
		if g != last {
			out = append(out, widgets.Row{ID: "group." + g, Header: true, Title: lang.X("today.group."+g, ""), Right: itoa(w.counts[g])})
			last = g
		}
		id := fmt.Sprintf("%s/%s/%s/%s/%s/%d", i.Kind, i.CustomerID, i.PolicyID, i.AppointmentID, i.RecordID+i.LogID, key(n, i))
		items[id] = i
		r := row(id, i, w.date)
		r.Beside = b.more()
		out = append(out, r)
	}
	if len(at) < all {
		out = append(out, moreLine(all-len(at)))
	}
	return out, items
}

// key tells apart rows that name nothing; others keep their id wherever they stand.
func key(n int, i app.DueItem) int {
	if i.CustomerID+i.PolicyID+i.AppointmentID+i.RecordID+i.LogID == "" {
		return n
	}
	return 0
}

// title names whom a piece of work is about, or what it is where it is about nobody.
func title(i app.DueItem) string {
	switch {
	case i.CustomerName == "":
		return kind(i)
	case i.Kind == app.DueSign && i.Count > 1:
		return lang.X("today.and_others", "", map[string]any{"Name": i.CustomerName})
	}
	return i.CustomerName
}

// kind names the kind of a piece of work. A visit is called today's only on its day.
func kind(i app.DueItem) string {
	if i.Kind == app.DueAppointment && i.DaysLate != 0 {
		return lang.X("today.visit."+group(i), "")
	}
	return lang.X("due."+string(i.Kind), "")
}

func row(id string, i app.DueItem, today app.Date) widgets.Row {
	r := widgets.Row{ID: id, Title: title(i), Sub: why(i, today), Badge: kind(i), Tone: tone(i), Icon: icons[i.Kind]}
	switch {
	case i.DaysLate > 0:
		r.Right, r.Alert = lang.X("common.days_late", "", map[string]any{"N": i.DaysLate}), true
	case i.DaysLate == 0 && i.At != 0:
		r.Right = i.At.Clock()
	case i.DaysLate == 0:
		r.Right = lang.X("common.today", "")
	default:
		r.Right = lang.X("common.days_left", "", map[string]any{"N": -i.DaysLate})
	}
	return r
}

func tone(i app.DueItem) widgets.Tone {
	switch i.Kind {
	case app.DueGrace, app.DuePromise, app.DueNoShow, app.DueConflict:
		return widgets.Warning
	case app.DueLapsed:
		return widgets.Danger
	case app.DueAppointment, app.DueConfirm:
		return widgets.Success
	}
	return widgets.Info
}

var icons = map[app.DueKind]fyne.Resource{
	app.DueSign: theme.IconDownload, app.DueOpenCard: theme.IconCards, app.DueData: theme.IconEdit, app.DueFirstCall: theme.IconPhone,
	app.DueFirstVisit: theme.IconVisit, app.DueReturn: theme.IconPhone, app.DuePremium: theme.IconPolicy, app.DueGrace: theme.IconWarning,
	app.DueLapsed: theme.IconError, app.DueMaturity: theme.IconPolicy, app.DueAppointment: theme.IconVisit, app.DueConfirm: theme.IconPhone,
	app.DuePromise: theme.IconHandshake, app.DueNext: theme.IconClock, app.DueNoShow: theme.IconPhoneMiss, app.DueLog: theme.IconLog,
	app.DueMark: theme.IconLog, app.DueConflict: theme.IconConflict,
}

// destination says where a piece of work is done, and with what.
func destination(i app.DueItem) (room string, arg any) {
	switch i.Kind {
	case app.DueFirstCall:
		return "calls", []string{i.CustomerID, i.PolicyID, app.StageFirstCall}
	case app.DueConfirm:
		return "calls", []string{i.CustomerID, i.PolicyID, app.StageConfirm}
	case app.DueNoShow:
		return "calls", []string{i.CustomerID, i.PolicyID, app.StageNoShow}
	case app.DuePremium, app.DueGrace, app.DueLapsed:
		return "calls", []string{i.CustomerID, i.PolicyID, app.StagePayment}
	case app.DueReturn, app.DueMaturity:
		return "calls", []string{i.CustomerID, i.PolicyID, app.StageReturn}
	case app.DueFirstVisit:
		return "calls", []string{i.CustomerID, i.PolicyID, app.StageFirstCall}
	case app.DueAppointment:
		return "visit", i.AppointmentID
	case app.DueLog:
		return "worklog", app.Date(i.Note) // By is the morning after
	case app.DueMark:
		return "team", i.LogID
	case app.DueConflict:
		return "sync", nil
	}
	return "cards", i.CustomerID
}

func greeting(now app.Instant, name string) string {
	part := "evening"
	switch h := now.Time().Hour(); {
	case h < 5:
	case h < 11:
		part = "morning"
	case h < 13:
		part = "noon"
	case h < 18:
		part = "afternoon"
	}
	return lang.X("today.greeting."+part, "", map[string]any{"Name": name})
}

// unsent says how much the centre does not have and since when; "" if nothing waits.
func unsent(v app.TodayView, now app.Instant) string {
	if v.Unsent == 0 {
		return ""
	}
	age := now.Time().Sub(v.UnsentSince.Time())
	since := v.UnsentSince.Clock()
	if age > 12*time.Hour {
		since = words.ShortStamp(v.UnsentSince)
	}
	return lang.X("today.unsent", "", map[string]any{"N": v.Unsent, "Since": since})
}

// heir returns the row to select when the one selected at a place is gone: what took its place, or the nearest before it;
// -1 if there is none.
func heir(rows []widgets.Row, at int) int {
	for i := max(at, 0); i < len(rows); i++ {
		if !rows[i].Header {
			return i
		}
	}
	for i := min(at, len(rows)) - 1; i >= 0; i-- {
		if !rows[i].Header {
			return i
		}
	}
	return -1
}
