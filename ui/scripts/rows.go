package scripts

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// Filters of the list.
const (
	channelAll = "all"
	reasonAny  = "any"
)

var channels = []string{channelAll, app.ChannelPhone, app.ChannelVisit, app.ChannelMessage}

var reasons = []string{app.ReasonOrphan, app.ReasonStripped, app.ReasonNew}

// stages in the order of service, then of the year.
var stages = []string{
	app.StageFirstCall, app.StageConfirm, app.StageFirstVisit, app.StageNoShow, app.StagePayment, app.StageReturn, app.StageLapsed, app.StageMaturity,
	app.StageThanks, app.StageBirthday, app.StageFestival, app.StageInvite,
}

func channelOptions() []widgets.Option {
	out := make([]widgets.Option, len(channels))
	for i, c := range channels {
		out[i] = widgets.Option{ID: c, Label: lang.X("scripts.channel."+c, "")}
	}
	return out
}

func reasonOptions() []widgets.Option {
	out := []widgets.Option{{ID: reasonAny, Label: lang.X("scripts.reason.any", "")}}
	for _, r := range reasons {
		out = append(out, widgets.Option{ID: r, Label: lang.X("reason."+r, "")})
	}
	return out
}

// narrow returns the scripts of a channel and a handover reason in which a text is found; those for any reason are of
// every one.
func narrow(all []app.ScriptView, channel, reason, text string) []app.ScriptView {
	var out []app.ScriptView
	for _, v := range all {
		s := v.Script
		if channel != channelAll && s.Channel != channel || reason != reasonAny && s.Reason != "" && s.Reason != reason || !holds(s, text) {
			continue
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b app.ScriptView) int {
		x, y := a.Script, b.Script
		return cmp.Or(place(stages, x.Stage)-place(stages, y.Stage), place(channels, x.Channel)-place(channels, y.Channel),
			place(reasons, x.Reason)-place(reasons, y.Reason), strings.Compare(x.Topic, y.Topic), strings.Compare(x.Title, y.Title))
	})
	return out
}

// place is the place of a value in an order; what is not in it comes last.
func place(order []string, v string) int {
	if i := slices.Index(order, v); i >= 0 {
		return i
	}
	return len(order)
}

// holds reports whether every word of a search stands somewhere in a script.
func holds(s app.Script, text string) bool {
	var all strings.Builder
	all.WriteString(s.Title)
	for _, step := range s.Steps {
		all.WriteString(" " + step.Title + " " + step.Text)
	}
	var objections func(list []app.Objection)
	objections = func(list []app.Objection) {
		for _, o := range list {
			all.WriteString(" " + o.Says + " " + o.Answer)
			objections(o.More)
		}
	}
	objections(s.Objections)
	body := strings.ToLower(all.String())
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(body, word) {
			return false
		}
	}
	return true
}

// rowsOf lists scripts under the headings of their stages.
func rowsOf(list []app.ScriptView, drafted map[string]bool) []widgets.Row {
	var rows []widgets.Row
	stage := "\x00"
	for _, v := range list {
		s := v.Script
		if s.Stage != stage {
			stage = s.Stage
			rows = append(rows, widgets.Row{ID: "stage." + stage, Header: true, Title: stageName(stage)})
		}
		row := widgets.Row{ID: s.ID, Title: s.Title, Sub: subLine(s)}
		switch {
		case s.Retired:
			row.Badge, row.Tone = lang.X("scripts.retired", ""), widgets.Neutral
		case drafted[s.ID]:
			row.Badge, row.Tone = lang.X("scripts.drafted", ""), widgets.Warning
		case v.New:
			row.Badge, row.Tone = lang.X("scripts.fresh", ""), widgets.Success
		}
		rows = append(rows, row)
	}
	return rows
}

func stageName(stage string) string {
	if slices.Contains(stages, stage) {
		return lang.X("scripts.stage."+stage, "")
	}
	return lang.X("scripts.stage.other", "")
}

// subLine says of what kind a script is and how long.
func subLine(s app.Script) string {
	parts := []string{lang.X("scripts.channel."+s.Channel, "")}
	if s.Reason != "" {
		parts = append(parts, lang.X("reason."+s.Reason, ""))
	}
	if s.Channel != app.ChannelMessage {
		parts = append(parts, lang.X("scripts.size", "", map[string]any{"Steps": len(s.Steps), "Answers": len(s.Objections)}))
	}
	return strings.Join(append(parts, lang.X("scripts.version", "", map[string]any{"N": s.Version})), " · ")
}

// spans cuts a text so that place-holders stand out, and what is not known as a warning.
func spans(text string, known ...string) []widgets.Span {
	var out []widgets.Span
	for text != "" {
		at, end, tone := len(text), len(text), widgets.Info
		if i := strings.Index(text, "{"); i >= 0 {
			if j := strings.Index(text[i:], "}"); j > 0 {
				at, end = i, i+j+1
				if len(app.BadPlaceholders(text[at:end])) > 0 {
					tone = widgets.Danger
				}
			}
		}
		if i := strings.Index(text, app.Blank); i >= 0 && i < at {
			at, end, tone = i, i+len(app.Blank), widgets.Danger
		}
		for _, k := range known {
			if i := strings.Index(text, k); k != "" && i >= 0 && i < at {
				at, end, tone = i, i+len(k), widgets.Neutral
			}
		}
		if at > 0 {
			out = append(out, widgets.Span{Text: text[:at]})
		}
		if at < end {
			out = append(out, widgets.Span{Text: text[at:end], Bold: true, Tone: tone})
		}
		text = text[end:]
	}
	return out
}
