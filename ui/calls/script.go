package calls

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	known   []string // facts to make stand out
	path    []int    // objections whose answer is shown: one of the script, and those it led to; empty none
	at      int      // step one has come to
	title   *widgets.Text
	steps   *fyne.Container
	scroll  *widgets.Scroller
	buttons *fyne.Container
	answer  *fyne.Container
	asked   *fyne.Container // the panel of objections
	content *fyne.Container
}

// leastScript is the height below which a script is not to be read.
const leastScript = 200

func newScriptPanel(p *pane) *scriptPanel {
	s := &scriptPanel{pane: p, title: widgets.Caption("").Clipped(), steps: widgets.VStack(14), buttons: widgets.Flow(8, 6), answer: widgets.Stack()}
	s.scroll = widgets.Scroll(s.steps)
	s.asked = widgets.Panel(lang.X("calls.objections", ""), []fyne.CanvasObject{widgets.Caption(lang.X("calls.objections.hint", ""))}, widgets.VStack(8, s.buttons, s.answer))
	script := widgets.Tag("calls.script", widgets.Panel(lang.X("calls.script", ""), []fyne.CanvasObject{s.title}, s.scroll))
	// A small window scrolls script and answers together.
	s.content = widgets.Stack(widgets.Scroll(widgets.Fill(nil, widgets.MinHeight(leastScript, script), widgets.Pad(theme.PanelGap, 0, 0, 0, s.asked))))
	return s
}

func (s *scriptPanel) fill(sheet app.CallSheet, fresh bool) {
	if fresh || sheet.Script.ID != s.script.ID || sheet.Script.Version != s.script.Version {
		s.path, s.at = nil, 0
	}
	s.script = sheet.Script
	s.title.Set(sheet.Script.Title)
	s.known = said(sheet)
	s.showSteps()
	if fresh {
		s.scroll.Top()
	}
	s.buttons.Objects = nil
	for i, o := range s.top() {
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

// top are the objections that have a key of their own.
func (s *scriptPanel) top() []app.Objection {
	return s.script.Objections[:min(len(s.script.Objections), len(objectionKeys))]
}

func (s *scriptPanel) showSteps() {
	s.steps.Objects = nil
	for i, step := range s.script.Steps {
		s.steps.Add(stepLine(i+1, step, s.known, i == s.at))
	}
	if len(s.script.Steps) == 0 {
		s.steps.Add(widgets.NewParagraph(lang.X("calls.script.none", "")).Small())
	}
	s.steps.Refresh()
}

// goTo goes on with a step: it stands out and is in sight.
func (s *scriptPanel) goTo(step int) {
	if step < 0 || step >= len(s.script.Steps) {
		return
	}
	s.at = step
	s.showSteps()
	if step < len(s.steps.Objects) {
		s.scroll.ScrollToOffset(fyne.NewPos(0, s.steps.Objects[step].Position().Y))
	}
}

// stepLine is one step: its number, its title and what to say.
func stepLine(n int, step app.ScriptStep, known []string, here bool) fyne.CanvasObject {
	ground, tone := theme.ColorGreySoft, widgets.Muted
	if here {
		ground, tone = theme.ColorSoft, widgets.Info
	}
	number := widgets.Fixed(22, 22, widgets.Stack(widgets.NewBox(ground, "", 11),
		widgets.Strong(fmt.Sprint(n)).Toned(tone).Aligned(fyne.TextAlignCenter)))
	return widgets.Sides(widgets.Pad(0, 10, 0, 0, widgets.VStack(0, number)), widgets.VStack(3,
		widgets.Strong(step.Title).Toned(widgets.Muted).Clipped(), widgets.NewSpans(emphasise(step.Text, known)...).Large()), nil)
}

// toggle shows the answer to an objection, or takes it away again; false if there is none.
func (s *scriptPanel) toggle(i int) bool {
	if i >= len(s.script.Objections) {
		return false
	}
	if len(s.path) > 0 && s.path[0] == i {
		return s.close()
	}
	s.path = []int{i}
	s.heard()
	return true
}

// further shows the answer to what the customer objects next; false if nothing more is foreseen.
func (s *scriptPanel) further(i int) bool {
	o, ok := s.answered()
	if !ok || i >= len(o.More) || len(s.path) >= app.MostObjections {
		return false
	}
	s.path = append(s.path, i)
	s.heard()
	return true
}

// heard notes the objection just looked up and shows its answer.
func (s *scriptPanel) heard() {
	if o, ok := s.answered(); ok && !slices.Contains(s.pane.raised, o.Says) {
		s.pane.raised = append(s.pane.raised, o.Says)
		s.pane.call.Touch()
	}
	s.showAnswer()
}

// answered is the objection whose answer is shown.
func (s *scriptPanel) answered() (app.Objection, bool) {
	list, o := s.script.Objections, app.Objection{}
	for _, i := range s.path {
		if i >= len(list) {
			return o, false
		}
		o, list = list[i], list[i].More
	}
	return o, len(s.path) > 0
}

// close takes the answer away; false if none is shown.
func (s *scriptPanel) close() bool {
	if len(s.path) == 0 {
		return false
	}
	s.path = nil
	s.showAnswer()
	return true
}

// agrees goes on with the script where the answer leads to.
func (s *scriptPanel) agrees() bool {
	o, ok := s.answered()
	if !ok {
		return false
	}
	to := s.script.GoesOn(o)
	s.close()
	s.goTo(to)
	return true
}

// rune takes the letters of what may follow an answer.
func (s *scriptPanel) rune(key rune) bool {
	if len(s.path) == 0 {
		return false
	}
	switch key {
	case 'y', 'Y':
		return s.agrees()
	case 'n', 'N':
		s.pane.ask(app.OutcomeRefused)
		return true
	}
	if i := strings.IndexRune(furtherKeys, unicode.ToUpper(key)); i >= 0 {
		return s.further(i)
	}
	return false
}

// furtherKeys open the answers to what a customer objects next.
const furtherKeys = "ABDE"

// ways are what may follow an answer: the customer agrees, objects further, or refuses.
func (s *scriptPanel) ways(o app.Objection) fyne.CanvasObject {
	var ways []fyne.CanvasObject
	if to := s.script.GoesOn(o); to >= 0 {
		text := lang.X("calls.way.agrees", "", map[string]any{"N": to + 1, "Step": s.script.Steps[to].Title})
		ways = append(ways, widgets.Tag("calls.way.agrees", widgets.Secondary(text, nil, func() { s.agrees() }).Key("Y").Compact()))
	}
	if len(s.path) < app.MostObjections {
		for i, more := range o.More[:min(len(o.More), len(furtherKeys))] {
			ways = append(ways, widgets.Tag(fmt.Sprintf("calls.way.%d", i), widgets.Secondary(clip(more.Says, 14), nil, func() { s.further(i) }).Key(furtherKeys[i:i+1]).Compact()))
		}
	}
	ways = append(ways, widgets.Tag("calls.way.refuses", widgets.Secondary(lang.X("calls.way.refuses", ""), nil, func() { s.pane.ask(app.OutcomeRefused) }).Key("N").Compact()))
	return widgets.Flow(8, 6, ways...)
}

func (s *scriptPanel) showAnswer() {
	s.answer.Objects = nil
	if o, ok := s.answered(); ok {
		text := widgets.NewSpans(emphasise(o.Answer, s.known)...).Large()
		s.answer.Objects = []fyne.CanvasObject{
			widgets.NewBox(theme.ColorSoft, "", 6),
			widgets.Pad(8, 12, 10, 12, widgets.VStack(6, widgets.Strong(o.Says).Toned(widgets.Info).Clipped(), widgets.Tag("calls.answer_text", text), s.ways(o))),
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
