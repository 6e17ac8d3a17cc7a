package calls

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// objectionKeys open the answers. F5 syncs in every room and is left out.
var objectionKeys = []fyne.KeyName{fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10}

// scriptPanel shows what to say, step by step, and what to answer.
type scriptPanel struct {
	pane    *pane
	script  app.Script
	open    int // objection whose answer is shown, -1 none
	title   *widgets.Text
	steps   *fyne.Container
	scroll  *widgets.Scroller
	buttons *fyne.Container
	answer  *fyne.Container
	asked   *fyne.Container // the panel of objections
	content *fyne.Container
}

func newScriptPanel(p *pane) *scriptPanel {
	s := &scriptPanel{pane: p, open: -1, title: widgets.Caption("").Clipped(), steps: widgets.VStack(14), buttons: widgets.Grid(2, 8, 6), answer: widgets.Stack()}
	s.scroll = widgets.Scroll(s.steps)
	s.asked = widgets.Panel(lang.X("calls.objections", ""), []fyne.CanvasObject{widgets.Caption(lang.X("calls.objections.hint", ""))}, widgets.VStack(8, s.buttons, s.answer))
	script := widgets.Tag("calls.script", widgets.Panel(lang.X("calls.script", ""), []fyne.CanvasObject{s.title}, s.scroll))
	s.content = widgets.Fill(nil, script, widgets.Pad(theme.PanelGap, 0, 0, 0, s.asked))
	return s
}

func (s *scriptPanel) fill(sheet app.CallSheet, fresh bool) {
	if fresh {
		s.open = -1
	}
	s.script = sheet.Script
	s.title.Set(sheet.Script.Title)
	known := said(sheet)
	s.steps.Objects = nil
	for i, step := range sheet.Script.Steps {
		s.steps.Add(stepLine(i+1, step, known))
	}
	if len(sheet.Script.Steps) == 0 {
		s.steps.Add(widgets.NewParagraph(lang.X("calls.script.none", "")).Small())
	}
	s.steps.Refresh()
	if fresh {
		s.scroll.Top()
	}
	s.buttons.Objects = nil
	for i, o := range s.script.Objections[:min(len(s.script.Objections), len(objectionKeys))] {
		s.buttons.Add(widgets.Tag(fmt.Sprintf("calls.objection.%d", i),
			widgets.Secondary(clip(o.Says, 16), nil, func() { s.toggle(i) }).Key(string(objectionKeys[i])).Compact()))
	}
	if len(s.script.Objections) == 0 {
		s.asked.Hide()
	} else {
		s.asked.Show()
	}
	s.showAnswer()
}

// stepLine is one step: its number, its title and what to say.
func stepLine(n int, step app.ScriptStep, known []string) fyne.CanvasObject {
	number := widgets.Fixed(22, 22, widgets.Stack(widgets.NewBox(theme.ColorSoft, "", 11),
		widgets.Strong(fmt.Sprint(n)).Toned(widgets.Info).Aligned(fyne.TextAlignCenter)))
	return widgets.Sides(widgets.Pad(0, 10, 0, 0, widgets.VStack(0, number)), widgets.VStack(3,
		widgets.Strong(step.Title).Toned(widgets.Muted).Clipped(), widgets.NewSpans(emphasise(step.Text, known)...).Large()), nil)
}

// toggle shows the answer to an objection, or takes it away again; false if there is none.
func (s *scriptPanel) toggle(i int) bool {
	if i >= len(s.script.Objections) {
		return false
	}
	if s.open == i {
		return s.close()
	}
	s.open = i
	if says := s.script.Objections[i].Says; !slices.Contains(s.pane.raised, says) {
		s.pane.raised = append(s.pane.raised, says)
		s.pane.call.Touch()
	}
	s.showAnswer()
	return true
}

// close takes the answer away; false if none is shown.
func (s *scriptPanel) close() bool {
	if s.open < 0 {
		return false
	}
	s.open = -1
	s.showAnswer()
	return true
}

func (s *scriptPanel) showAnswer() {
	s.answer.Objects = nil
	if s.open >= 0 && s.open < len(s.script.Objections) {
		o := s.script.Objections[s.open]
		text := widgets.NewSpans(emphasise(o.Answer, said(s.pane.sheet))...).Large()
		s.answer.Objects = []fyne.CanvasObject{
			widgets.NewBox(theme.ColorSoft, "", 6),
			widgets.Pad(8, 12, 10, 12, widgets.VStack(4, widgets.Strong(o.Says).Toned(widgets.Info).Clipped(), widgets.Tag("calls.answer_text", text))),
		}
		s.answer.Show()
		// Wrapped text asks for its height once it has its width.
		s.answer.Resize(fyne.NewSize(s.buttons.Size().Width, 0))
	} else {
		s.answer.Hide()
	}
	s.answer.Refresh()
	s.content.Refresh()
}

// said lists the facts of a sheet that scripts are filled with, to make them stand out.
func said(sheet app.CallSheet) []string {
	c := sheet.Card.Customer
	list := []string{c.Name, app.Salutation(c.Name, c.Sex)}
	if sheet.Policy != nil {
		p := sheet.Policy.Policy
		list = append(list, p.Product, p.Number, p.NextDue.Chinese(), p.EffectiveOn.Chinese(), p.MaturesOn.Chinese(), p.Boundaries().GraceEnd.Chinese(), p.Boundaries().ReinstateEnd.Chinese())
		if p.Premium != 0 {
			list = append(list, p.Premium.String()+"元")
		}
		if p.MaturityAmount != 0 {
			list = append(list, p.MaturityAmount.String()+"元")
		}
	}
	if a := sheet.Appointment; a != nil {
		list = append(list, a.At.Date().Chinese(), a.At.Clock(), a.Place)
	}
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	return list
}

// emphasise cuts a text into spans: filled facts in medium weight, what is not known in the colour of a warning.
func emphasise(text string, known []string) []widgets.Span {
	var out []widgets.Span
	for text != "" {
		at, hit, blank := len(text), "", false
		for _, k := range known {
			if i := strings.Index(text, k); i >= 0 && i < at {
				at, hit = i, k
			}
		}
		if i := strings.Index(text, app.Blank); i >= 0 && i < at {
			at, hit, blank = i, app.Blank, true
		}
		if at > 0 {
			out = append(out, widgets.Span{Text: text[:at]})
		}
		if hit == "" {
			break
		}
		span := widgets.Span{Text: hit, Bold: true}
		if blank {
			span.Tone = widgets.Danger
		}
		out = append(out, span)
		text = text[at+len(hit):]
	}
	return out
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
