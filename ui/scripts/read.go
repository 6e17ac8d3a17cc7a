package scripts

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Pages of a script in sight.
const (
	pageText     = "text"
	pageVersions = "versions"
)

// reader shows one script to be read aloud: large, step by step, with the answers to objections below.
type reader struct {
	room  *Room
	view  app.ScriptView
	reads int

	name    *widgets.Text
	badges  *fyne.Container
	filled  *widgets.Banner
	pages   *widgets.Segmented
	body    *fyne.Container
	scroll  *widgets.Scroller
	retired *widgets.Button
	page    *fyne.Container
	empty   fyne.CanvasObject
	content *fyne.Container
}

func newReader(r *Room) *reader {
	p := &reader{room: r, name: widgets.Title("").Clipped(), badges: widgets.HStack(6), body: widgets.VStack(18)}
	p.filled = widgets.Tag("scripts.filled", widgets.NewBanner(widgets.Info, "",
		widgets.Tag("scripts.unfill", widgets.Secondary(lang.X("scripts.unfill", ""), nil, r.unfill).Key("Esc").Compact())))
	p.pages = widgets.Tag("scripts.pages", widgets.NewSegmented([]widgets.Option{
		{ID: pageText, Label: lang.X("scripts.page.text", "")}, {ID: pageVersions, Label: lang.X("scripts.page.versions", "")},
	}, pageText, func(string) { p.turn() }))
	actions := []fyne.CanvasObject{
		widgets.Tag("scripts.copy", widgets.Quiet(lang.X("scripts.copy", ""), nil, p.copy).Key("Y")),
		widgets.Tag("scripts.fill", widgets.Secondary(lang.X("scripts.fill", ""), nil, r.pickCard).Key("F")),
	}
	if r.deps.Writes {
		p.retired = widgets.Tag("scripts.retire", widgets.Quiet("", nil, r.retire))
		actions = append(actions, p.retired, widgets.Tag("scripts.edit", widgets.Primary(lang.X("scripts.edit", ""), nil, func() { r.edit(p.view.Script) }).Key("E")))
	}
	head := widgets.VStack(8, widgets.PageHead("", []fyne.CanvasObject{p.name}, actions...), widgets.HStack(8, p.badges, widgets.Spring(), p.pages), p.filled)
	p.scroll = widgets.Scroll(widgets.Pad(4, 12, 12, 4, p.body))
	p.page = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), widgets.Panel("", nil, p.scroll), nil))
	p.empty = widgets.EmptyState(theme.IconLog, lang.X("scripts.choose", ""), "", nil)
	p.content = widgets.Stack(p.empty)
	return p
}

func (p *reader) clear() {
	p.view = app.ScriptView{}
	p.content.Objects = []fyne.CanvasObject{p.empty}
	p.content.Refresh()
}

func (p *reader) show(v app.ScriptView) {
	if p.view.Script.ID != v.Script.ID {
		p.scroll.Top()
		p.pages.Set(pageText)
	}
	p.view = v
	s := v.Script
	p.name.Set(s.Title)
	p.badges.Objects = []fyne.CanvasObject{widgets.NewBadge(stageName(s.Stage), widgets.Info), widgets.NewBadge(lang.X("scripts.channel."+s.Channel, ""), widgets.Neutral)}
	if s.Reason != "" {
		p.badges.Add(widgets.NewBadge(lang.X("reason."+s.Reason, ""), widgets.Neutral))
	}
	if s.Retired {
		p.badges.Add(widgets.NewBadge(lang.X("scripts.retired", ""), widgets.Warning))
	}
	p.badges.Add(widgets.Caption(lang.X("scripts.published", "", map[string]any{"N": s.Version, "Date": string(s.PublishedOn)})))
	p.badges.Refresh()
	if p.retired != nil {
		p.retired.SetText(p.retireLabel())
	}
	p.turn()
	if len(p.content.Objects) != 1 || p.content.Objects[0] != fyne.CanvasObject(p.page) {
		p.content.Objects = []fyne.CanvasObject{p.page}
		p.content.Refresh()
	}
}

func (p *reader) retireLabel() string {
	if p.view.Script.Retired {
		return lang.X("scripts.revive", "")
	}
	return lang.X("scripts.retire", "")
}

// text is the script in sight, filled if a card was chosen.
func (p *reader) text() app.Script {
	if f := p.room.facts; f != nil {
		return fillFor(p.view.Script, *f)
	}
	return p.view.Script
}

// fillFor fills a script as it is used: a text to send is written for reading.
func fillFor(s app.Script, f app.ScriptFacts) app.Script {
	f.Written = s.Channel == app.ChannelMessage
	return app.FillScript(s, f)
}

func (p *reader) turn() {
	p.filled.Set(widgets.Info, "")
	if p.room.facts != nil {
		p.filled.Set(widgets.Info, lang.X("scripts.filled", "", map[string]any{"Name": p.room.card.Name}))
	}
	if p.pages.Value() == pageVersions {
		p.showVersions()
		return
	}
	p.reads++
	p.body.Objects = scriptLines(p.text(), known(p.room.facts))
	p.body.Refresh()
}

// known are the facts a script was filled with, to make them stand out.
func known(f *app.ScriptFacts) []string {
	if f == nil {
		return nil
	}
	return []string{f.Customer.Name, app.Salutation(f.Customer.Name, f.Customer.Sex), f.Policy.Product, f.Policy.Number, f.Policy.NextDue.Chinese()}
}

// scriptLines writes a script large enough to be read on a lap.
func scriptLines(s app.Script, known []string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, step := range s.Steps {
		line := widgets.VStack(4, widgets.NewSpans(spans(step.Text, known...)...).Large())
		if s.Channel != app.ChannelMessage {
			line = widgets.VStack(4, widgets.Strong(fmt.Sprintf("%d　%s", i+1, step.Title)).Toned(widgets.Info), widgets.NewSpans(spans(step.Text, known...)...).Large())
		}
		out = append(out, line)
	}
	if len(s.Objections) > 0 {
		out = append(out, widgets.Section(lang.X("calls.objections", "")))
		out = append(out, objectionLines(s, s.Objections, known, 0)...)
	}
	return out
}

func objectionLines(s app.Script, all []app.Objection, known []string, depth int) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, o := range all {
		leads := ""
		if to := s.GoesOn(o); to >= 0 {
			leads = lang.X("scripts.leads", "", map[string]any{"N": to + 1, "Step": s.Steps[to].Title})
		}
		out = append(out, widgets.Pad(0, 0, 0, float32(depth)*24, widgets.VStack(4,
			widgets.Strong(o.Says).Clipped(), widgets.NewSpans(spans(o.Answer, known...)...).Large(), widgets.Caption(leads))))
		out = append(out, objectionLines(s, o.More, known, depth+1)...)
	}
	return out
}

// copy puts the script on the clipboard, as it is shown.
func (p *reader) copy() {
	if p.view.Script.ID == "" {
		return
	}
	s := p.text()
	var lines []string
	for _, step := range s.Steps {
		if step.Title != "" {
			lines = append(lines, step.Title)
		}
		lines = append(lines, step.Text)
	}
	widgets.Copy(strings.Join(lines, "\n"))
	p.room.deps.Toast(lang.X("scripts.copied", ""), "", nil)
}

// showVersions lists what was published when, by whom and why.
func (p *reader) showVersions() {
	p.reads++
	read, s := p.reads, p.view.Script
	p.room.async(func() {
		all, err := p.room.deps.Service.ScriptVersions(context.Background(), s.ID)
		if err != nil {
			p.room.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if read == p.reads {
				p.body.Objects = p.versionLines(s, all)
				p.body.Refresh()
			}
		})
	})
}

func (p *reader) versionLines(s app.Script, all []app.ScriptVersion) []fyne.CanvasObject {
	if len(all) == 0 {
		return []fyne.CanvasObject{widgets.MutedText(lang.X("scripts.versions.none", "", map[string]any{"N": s.Version, "Date": string(s.PublishedOn)}))}
	}
	var out []fyne.CanvasObject
	for i, v := range all {
		head := []fyne.CanvasObject{
			widgets.Strong(lang.X("scripts.version", "", map[string]any{"N": v.Version})), widgets.MutedText(words.ShortStamp(v.PublishedAt)), widgets.MutedText(p.room.names[v.PersonID]),
		}
		if v.Version == s.Version {
			head = append(head, widgets.NewBadge(lang.X("scripts.current", ""), widgets.Success))
		}
		head = append(head, widgets.Spring())
		if p.room.deps.Writes && v.Version != s.Version {
			head = append(head, widgets.Tag(fmt.Sprintf("scripts.back.%d", v.Version), widgets.Secondary(lang.X("scripts.back", ""), nil, func() { p.room.goBack(v) }).Compact()))
		}
		box := widgets.VStack(4, widgets.HStack(8, head...), widgets.NewParagraph(v.Change))
		if i+1 < len(all) {
			for _, c := range app.CompareScripts(scriptOf(s, all[i+1]), scriptOf(s, v)) {
				box.Add(changeLine(c))
			}
		}
		out = append(out, box)
	}
	return out
}

// scriptOf is a script as a version of it was.
func scriptOf(s app.Script, v app.ScriptVersion) app.Script {
	s.Title, s.Steps, s.Objections, s.Retired = v.Title, v.Steps, v.Objections, v.Retired
	return s
}

// changeLine shows one change between two versions.
func changeLine(c app.ScriptChange) fyne.CanvasObject {
	tone := map[string]widgets.Tone{"added": widgets.Success, "dropped": widgets.Danger}[c.Kind]
	if tone == widgets.Neutral {
		tone = widgets.Info
	}
	lines := widgets.VStack(2, widgets.HStack(6, widgets.NewBadge(lang.X("scripts.change."+c.Kind, ""), tone),
		widgets.Strong(lang.X("scripts.change.what."+c.What, "", map[string]any{"Name": c.Name})).Clipped(), widgets.Spring()))
	if c.Before != "" {
		lines.Add(widgets.NewSpans(widgets.Span{Text: lang.X("scripts.change.before", "") + c.Before, Tone: widgets.Muted}))
	}
	if c.After != "" {
		lines.Add(widgets.NewSpans(widgets.Span{Text: lang.X("scripts.change.after", "") + c.After}))
	}
	return lines
}
