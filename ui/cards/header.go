package cards

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// header names the customer and holds what is done with the card.
type header struct {
	pane                               *cardPane
	name                               *widgets.Text
	grade, key, prospect, silent       *widgets.Badge
	person                             *widgets.Text
	next                               *widgets.Button
	call, visit, record, print, survey *widgets.Button
	eye                                *widgets.Button
	sections                           *widgets.Segmented
	percent                            *widgets.Text
	bar                                *widgets.ProgressLine
	content                            fyne.CanvasObject
}

func newHeader(p *cardPane) *header {
	h := &header{pane: p, name: widgets.Tag("cards.name", widgets.Title("").Clipped()), person: widgets.Caption("").Clipped(), percent: widgets.Tag("cards.percent", widgets.Strong(""))}
	h.grade, h.key = widgets.NewBadge("", widgets.Info), widgets.NewBadge("", widgets.Warning)
	h.prospect, h.silent = widgets.NewBadge("", widgets.Info), widgets.NewBadge("", widgets.Danger)
	h.call = widgets.Tag("cards.call", widgets.Primary(lang.X("cards.call", ""), theme.IconPhone, h.toCall)).Key("C")
	h.visit = widgets.Tag("cards.visit", widgets.Secondary(lang.X("cards.visit", ""), theme.IconVisit, p.newVisit)).Key("V")
	h.record = widgets.Tag("cards.record", widgets.Secondary(lang.X("cards.record", ""), theme.IconAdd, p.newRecord)).Key("R")
	h.print = widgets.Tag("cards.print.card", widgets.Secondary(lang.X("cards.print.card", ""), theme.IconPrint, func() { h.paper("service_card") }))
	h.survey = widgets.Tag("cards.print.survey", widgets.Secondary(lang.X("cards.print.survey", ""), theme.IconPrint, func() { h.paper("questionnaire") }))
	h.next = widgets.Tag("cards.next", widgets.Quiet("", theme.IconCalendar, h.toVisit).Compact())
	changes := widgets.Tag("cards.changes", widgets.Quiet(lang.X("cards.changes", ""), theme.Named("clock"), p.showHistory).Compact().Key("H"))
	held := widgets.Tag("cards.privacy", widgets.IconButton(theme.IconShield, lang.X("cards.privacy", ""), p.showPrivacy).Key("I"))
	h.eye = widgets.Tag("cards.reveal", widgets.Quiet("", theme.Named("eye"), p.reveal).Compact().Key("E"))
	var options []widgets.Option
	for _, s := range sections {
		options = append(options, widgets.Option{ID: s, Label: lang.X("cards.section."+s, "")})
	}
	h.sections = widgets.Tag("cards.section", widgets.NewSegmented(options, sections[0], p.jump))
	h.bar = widgets.NewProgressLine(0, widgets.Info)
	first := widgets.FixedHeight(36, widgets.HStack(theme.Gap, h.name, h.grade, h.key, h.prospect, h.silent, h.person, widgets.Spring(),
		h.call, h.visit, h.record, widgets.Spare(h.print), widgets.Spare(h.survey)))
	second := widgets.Apart(10, h.sections, widgets.HStack(10, h.next,
		widgets.Caption(lang.X("cards.complete", "")), widgets.FixedWidth(56, h.bar), h.percent, h.eye, changes, held))
	h.content = widgets.VStack(6, first, second)
	return h
}

func (h *header) fill() {
	v, today := h.pane.view, h.pane.room.deps.Clock.Today()
	c := v.Customer
	h.name.Set(c.Name)
	h.grade.Set(lang.X("cards.grade", "", map[string]any{"Grade": c.Grade}), widgets.Info)
	h.grade.Hidden = c.Grade == ""
	flag(h.key, c.Key, "cards.key", widgets.Warning)
	flag(h.prospect, c.Prospect, "cards.prospect", widgets.Info)
	flag(h.silent, c.DoNotContact, "cards.silent", widgets.Danger)
	h.person.Set(person(c, today))
	h.next.Hide()
	if len(v.Appointments) > 0 {
		h.next.SetText(lang.X("cards.next_visit", "", map[string]any{"At": words.ShortStamp(v.Appointments[0].At)}))
		h.next.Show()
	}
	enable(h.call, app.CallBlocked(c, v.Callees, h.pane.room.deps.Clock.Now()) == "")
	counts := []int{0, len(v.Policies), len(v.Records), h.pane.attached(), len(c.Family)}
	for i, s := range sections {
		label := lang.X("cards.section."+s, "")
		if counts[i] > 0 {
			label = fmt.Sprintf("%s %d", label, counts[i])
		}
		h.sections.SetLabel(s, label)
	}
	h.percent.Set(fmt.Sprintf("%d%%", v.Completeness))
	h.bar.Set(float64(v.Completeness) / 100)
	tone := widgets.Warning
	if v.Completeness == 100 {
		tone = widgets.Success
	}
	h.bar.SetTone(tone)
	if h.pane.revealed {
		h.eye.SetText(lang.X("cards.mask", ""))
		h.eye.SetIcon(theme.Named("eye-off"))
	} else {
		h.eye.SetText(lang.X("cards.reveal", ""))
		h.eye.SetIcon(theme.Named("eye"))
	}
}

func flag(b *widgets.Badge, on bool, key string, tone widgets.Tone) {
	text := ""
	if on {
		text = lang.X(key, "")
	}
	b.Set(text, tone)
	b.Hidden = text == ""
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// press does what a button does, unless it is disabled.
func (h *header) press(b *widgets.Button) {
	if !b.Disabled() && b.OnTap != nil {
		b.OnTap()
	}
}

// toCall goes to the call of this customer, about the chosen policy if there is one.
func (h *header) toCall() {
	h.pane.room.deps.Navigate("calls", []string{h.pane.id, h.pane.policies.chosen(), ""})
}

func (h *header) toVisit() {
	if a := h.pane.view.Appointments; len(a) > 0 {
		h.pane.room.deps.Navigate("visit", a[0].ID)
	}
}

// paper opens the preview of a form.
func (h *header) paper(form string) {
	print, id, policy := h.pane.room.deps.Print, h.pane.id, h.pane.policies.chosen()
	if policy == "" && len(h.pane.view.Policies) > 0 {
		policy = h.pane.view.Policies[0].Policy.ID
	}
	h.pane.room.run(func(ctx context.Context) error { return print(ctx, form, id, policy) }, nil)
}
