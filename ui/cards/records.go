package cards

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// recordPanel is the timeline of a customer's service records, the newest first.
type recordPanel struct {
	pane     *cardPane
	shown    int // how many of the newest records stand in the timeline
	timeline *widgets.Timeline
	more     *widgets.Button
	none     *widgets.Text
	content  fyne.CanvasObject
}

// recordStep is how many records are shown at first, and how many more each time.
const recordStep = 12

func newRecordPanel(p *cardPane) *recordPanel {
	r := &recordPanel{pane: p, shown: recordStep, timeline: widgets.Tag("cards.records", widgets.NewTimeline(nil)), none: widgets.MutedText(lang.X("cards.records.none", ""))}
	r.timeline.OnAction = p.correct
	r.more = widgets.Tag("cards.records.more", widgets.Quiet("", theme.IconDown, func() {
		r.shown += recordStep
		r.fill()
		p.scroll.Refresh()
	}).Compact())
	add := widgets.Tag("cards.record.add", widgets.Quiet(lang.X("cards.record", ""), theme.IconAdd, p.newRecord).Compact())
	r.content = widgets.Panel(lang.X("cards.section.records", ""), []fyne.CanvasObject{add}, widgets.VStack(4, r.none, r.timeline, widgets.HStack(0, widgets.Spring(), r.more, widgets.Spring())))
	return r
}

func (r *recordPanel) fill() {
	all := r.pane.view.Records
	r.timeline.Set(timeline(all[:min(len(all), r.shown)], r.pane.room.deps.Service.Me().ID))
	r.none.Hidden = len(all) > 0
	r.more.Hidden = len(all) <= r.shown
	r.more.SetText(lang.X("cards.records.more", "", map[string]any{"N": len(all) - r.shown}))
}

// timeline shows records: what was done by which way, the three things the rule book demands, and what follows.
func timeline(list []app.RecordView, me string) []widgets.TimelineItem {
	out := make([]widgets.TimelineItem, len(list))
	for i, v := range list {
		r := v.Record
		item := widgets.TimelineItem{
			ID: r.ID, Date: words.Stamp(r.At), Title: joined(lang.X("channel."+r.Channel, ""), stage(r.Stage)), Tone: words.OutcomeTone(r.Outcome),
			Lines: []widgets.LabeledText{
				{Label: lang.X("cards.record.content", ""), Text: r.Content},
				{Label: lang.X("cards.record.attitude", ""), Text: r.Attitude},
				{Label: lang.X("cards.record.answer", ""), Text: r.Answer},
				{Label: lang.X("cards.record.items", ""), Text: items(r)},
				{Label: lang.X("cards.record.next", ""), Text: strings.TrimSpace(r.NextStep + "　" + string(r.NextOn))},
				{Label: lang.X("cards.record.promise", ""), Text: promise(r)},
			},
		}
		if r.Outcome != "" {
			item.Badge = lang.X("outcome."+r.Outcome, "")
		}
		extra := []string{v.Author, v.PolicyNo}
		if r.Spoke != "" {
			extra = append(extra, lang.X("cards.record.spoke", "", map[string]any{"Name": r.Spoke}))
		}
		if r.Corrects != "" {
			extra = append(extra, lang.X("cards.record.corrected", ""))
		}
		if v.Unsent {
			extra = append(extra, lang.X("state.unsent", ""))
		}
		item.Extra = joined(extra...)
		if r.PersonID == me {
			item.Action = lang.X("cards.record.correct", "")
		}
		out[i] = item
	}
	return out
}

func stage(s string) string {
	if s == "" {
		return ""
	}
	return lang.X("stage."+s, "")
}

// items names the services given and the way of paying that was confirmed.
func items(r app.ServiceRecord) string {
	var names []string
	for _, i := range r.Items {
		names = append(names, lang.X("item."+i, i))
	}
	if r.PayWay != "" {
		names = append(names, lang.X("cards.record.pay_way", "", map[string]any{"Way": r.PayWay}))
	}
	return strings.Join(names, lang.X("cards.and", ""))
}

// promise says what the customer was promised and by when.
func promise(r app.ServiceRecord) string {
	if r.Promise == "" || r.PromiseBy == "" {
		return r.Promise
	}
	return lang.X("cards.record.promise.by", "", map[string]any{"Text": r.Promise, "Date": string(r.PromiseBy)})
}

// recordOf returns one record of the card.
func (p *cardPane) recordOf(id string) (app.ServiceRecord, bool) {
	i := slices.IndexFunc(p.view.Records, func(v app.RecordView) bool { return v.Record.ID == id })
	if i < 0 {
		return app.ServiceRecord{}, false
	}
	return p.view.Records[i].Record, true
}
