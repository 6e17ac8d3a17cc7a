package visit

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// rows shows a day's appointments: when, with whom, where, how it stands.
func rows(items []app.VisitItem, today app.Date) []widgets.Row {
	out := make([]widgets.Row, len(items))
	for i, v := range items {
		badge, tone := standing(v, today)
		out[i] = widgets.Row{
			ID: v.Appointment.ID, Title: v.Appointment.At.Clock() + "　" + called(v.Name, v.Sex), Sub: place(v), Badge: badge, Tone: tone,
		}
		if v.Appointment.Urgency == 1 && v.Appointment.Status == app.AppointmentPlanned {
			out[i].Right, out[i].Alert = lang.X("visit.urgent", ""), true
		}
	}
	return out
}

// Orders of the list.
const (
	orderTime = "time"
	orderArea = "area"
)

// areaRows shows a day's appointments under the parts of town they lie in.
func areaRows(items []app.VisitItem, today app.Date) []widgets.Row {
	var out []widgets.Row
	for _, g := range app.GroupVisits(items) {
		name := g.Area
		if name == "" {
			name = lang.X("visit.route.elsewhere", "")
		}
		out = append(out, widgets.Row{Header: true, Title: name, Right: lang.X("visit.count", "", map[string]any{"N": len(g.Items)})})
		out = append(out, rows(g.Items, today)...)
	}
	return out
}

// called is a name with 先生 or 女士.
func called(name, sex string) string {
	switch sex {
	case app.SexMale:
		return lang.X("common.called", "", map[string]any{"Name": name, "Title": lang.X("common.mr", "")})
	case app.SexFemale:
		return lang.X("common.called", "", map[string]any{"Name": name, "Title": lang.X("common.ms", "")})
	}
	return name
}

func place(v app.VisitItem) string {
	if v.Appointment.Place != "" {
		return v.Appointment.Place
	}
	return v.Address
}

// standing says in a word how a visit stands.
func standing(v app.VisitItem, today app.Date) (string, widgets.Tone) {
	switch v.Appointment.Status {
	case app.AppointmentDone:
		return lang.X("visit.state.done", ""), widgets.Success
	case app.AppointmentNoShow:
		return lang.X("visit.state.no_show", ""), widgets.Warning
	case app.AppointmentCancelled:
		return lang.X("visit.state.cancelled", ""), widgets.Neutral
	}
	switch {
	case v.Visit != nil && v.Visit.ArrivedAt != 0:
		return lang.X("visit.state.there", ""), widgets.Info
	case v.Appointment.At.Date() < today:
		return lang.X("visit.state.open", ""), widgets.Danger
	case v.NeedsConfirm:
		return lang.X("visit.state.confirm", ""), widgets.Warning
	case v.Appointment.ConfirmedAt != 0:
		return lang.X("visit.state.confirmed", ""), widgets.Success
	}
	return lang.X("visit.state.planned", ""), widgets.Info
}

// span is the agreed time of an appointment.
func span(a app.Appointment) string {
	s := words.Day(a.At.Date()) + "　" + a.At.Clock()
	if a.EndAt > a.At {
		s += "–" + a.EndAt.Clock()
	}
	return s
}

// punctual says how an arrival lies to the agreed time: five minutes early is the norm (002 §二.二.4).
func punctual(arrived, agreed app.Instant) (string, widgets.Tone) {
	minutes := int(arrived.Time().Sub(agreed.Time()).Minutes())
	switch {
	case minutes > 0:
		return lang.X("visit.late", "", map[string]any{"N": minutes}), widgets.Danger
	case minutes < 0:
		return lang.X("visit.early", "", map[string]any{"N": -minutes}), widgets.Success
	}
	return lang.X("visit.on_time", ""), widgets.Success
}

// nearlyOver is how long before the agreed end it is time to say goodbye.
const nearlyOver = 5 * time.Minute

// timeLeft says how long it is until the agreed end of a visit under way, "" where there is nothing to say.
func timeLeft(v app.Visit, a app.Appointment, now app.Instant) (string, widgets.Tone) {
	end := cmp.Or(v.AgreedEnd, a.EndAt)
	if v.ArrivedAt == 0 || v.LeftAt != 0 || end == 0 || a.Status != app.AppointmentPlanned {
		return "", widgets.Muted
	}
	left := end.Time().Sub(now.Time())
	n := map[string]any{"N": int((left + time.Minute - 1) / time.Minute)}
	switch {
	case left <= 0:
		return lang.X("visit.left.over", "", map[string]any{"N": int(-left / time.Minute)}), widgets.Warning
	case left <= nearlyOver:
		return lang.X("visit.left.soon", "", n), widgets.Warning
	}
	return lang.X("visit.left", "", n), widgets.Muted
}

// policyLine shows a policy as one needs it at the door.
func policyLine(p app.PolicyView) (text, badge string, tone widgets.Tone) {
	parts := []string{p.Policy.Number}
	if p.Policy.Premium != 0 {
		parts = append(parts, lang.X("common.yuan", "", map[string]any{"N": p.Policy.Premium.String()}))
	}
	if p.Policy.NextDue.Valid() && p.Policy.Mode == app.ModeRegular {
		parts = append(parts, lang.X("visit.due", "", map[string]any{"Date": string(p.Policy.NextDue)}))
	}
	badge = lang.X("policy_status."+string(p.State.Status), "")
	if p.State.DaysLeft > 0 {
		badge += " " + lang.X("common.days", "", map[string]any{"N": p.State.DaysLeft})
	}
	switch p.State.Status {
	case app.StatusInGrace, app.StatusDueSoon:
		tone = widgets.Warning
	case app.StatusLapsed, app.StatusExpired, app.StatusTerminated:
		tone = widgets.Danger
	case app.StatusInForce:
		tone = widgets.Success
	}
	return strings.Join(parts, " · "), badge, tone
}

// packedOf returns how many of the things a visit needs are packed.
func packedOf(need, packed []string) int {
	n := 0
	for _, code := range need {
		if slices.Contains(packed, code) {
			n++
		}
	}
	return n
}

// packGroup is a line of the packing list.
type packGroup struct {
	name  string
	codes []string
}

// packGroups are the packing list in the order of the rule book (002 §三.六): papers, what one writes with and in, what is
// handed out.
var packGroups = []packGroup{
	{"papers", app.PackingList[0:4]},
	{"tools", append(slices.Clone(app.PackingList[4:8]), app.PackingList[13:]...)},
	{"material", app.PackingList[8:13]},
}
