package main

import (
	"fmt"
	"reflect"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/widgets"
)

// stop is where Tab halts.
type stop struct {
	what     fyne.CanvasObject
	pos, end fyne.Position
	hidden   bool // it has to be scrolled to
	wrong    bool // it comes before the stop before it
}

func (s stop) String() string {
	text := ""
	if b, ok := s.what.(interface{ Text() string }); ok {
		text = b.Text()
	} else if e, ok := s.what.(interface{ Value() string }); ok {
		text = e.Value()
	}
	return fmt.Sprintf("%T %q at %.0f,%.0f", s.what, text, s.pos.X, s.pos.Y)
}

// stops walks with Tab until it comes to where it began.
func (h *hand) stops() (all []stop) {
	h.canvas.Unfocus()
	seen := map[fyne.Focusable]bool{}
	for range 400 {
		h.canvas.FocusNext()
		f := h.canvas.Focused()
		o, ok := f.(fyne.CanvasObject)
		if !ok || seen[f] {
			break
		}
		seen[f] = true
		widgets.Tag("tab.stop", o)
		here := placed(o)
		here.hidden = !h.sees("tab.stop")
		if len(all) > 0 { // where it stands now: coming here may have scrolled it
			here.wrong = !here.follows(placed(all[len(all)-1].what))
		}
		all = append(all, here)
	}
	h.canvas.Unfocus()
	h.settle()
	return all
}

func placed(o fyne.CanvasObject) stop {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return stop{what: o, pos: at, end: at.AddXY(o.Size().Width, o.Size().Height)}
}

// follows reports whether a stop may come after another: further to the right, or further down. Reading goes by lines
// within a column, and from column to column.
func (s stop) follows(before stop) bool {
	const slack = 3
	return s.pos.X >= before.end.X-slack || s.pos.Y >= before.end.Y-slack || s.pos.Y >= before.pos.Y-slack && s.pos.X >= before.pos.X-slack
}

// tabbed walks through what is in sight and names the stops that are out of order.
func (p *workplace) tabbed(name string) {
	p.t.Helper()
	p.calm()
	all := p.stops()
	if len(all) < 2 {
		p.t.Errorf("%s: Tab halts at %d places", name, len(all))
	}
	for i, s := range all[min(1, len(all)):] {
		if s.hidden {
			p.t.Errorf("%s: %v has the keyboard out of sight", name, s)
		}
		if s.wrong {
			p.t.Errorf("%s: after %v comes %v", name, all[i], s)
		}
	}
	p.t.Logf("%s: %d places", name, len(all))
	p.rings(name, all)
}

// rings looks whether one place of each kind shows that it has the keyboard.
func (p *workplace) rings(name string, all []stop) {
	p.t.Helper()
	for _, s := range all {
		kind := reflect.TypeOf(s.what)
		if p.ringed[kind] {
			continue
		}
		p.canvas.Focus(s.what.(fyne.Focusable)) // scrolls to it
		p.settle()
		p.canvas.Unfocus()
		p.settle()
		s = placed(s.what)
		w, h := p.canvas.Size().Components()
		if s.pos.X < 0 || s.pos.Y < 0 || s.end.X > w || s.end.Y > h {
			continue // out of sight
		}
		p.ringed[kind] = true
		without := p.canvas.Capture()
		p.canvas.Focus(s.what.(fyne.Focusable))
		p.settle()
		with := p.canvas.Capture()
		differs := false
		for y := int(s.pos.Y) - 2; y < int(s.end.Y)+3 && !differs; y++ {
			for x := int(s.pos.X) - 2; x < int(s.end.X)+3; x++ {
				if without.At(x, y) != with.At(x, y) {
					differs = true
					break
				}
			}
		}
		if !differs {
			p.t.Errorf("%s: %v does not show that it has the keyboard", name, s)
		}
		p.canvas.Unfocus()
		p.settle()
	}
}

// TestTabFollowsReading walks with Tab through every room and dialog of the people of the demo: from left to right and from
// the top down, and what has the keyboard shows it.
func TestTabFollowsReading(t *testing.T) {
	p := newWorkplace(t, tourPlanner, tourSupervisor, tourManager)
	p.ringed = map[reflect.Type]bool{}
	p.unlock("0")
	for _, who := range []struct {
		staff string
		steps [][2]string // what is in sight after which steps
	}{
		{tourPlanner, [][2]string{
			{"today", "Ctrl+1 ?today.list.1"},
			{"cards", "Ctrl+2 ?cards.list.0 ↓ ?cards.facts"},
			{"prospect form", "N ?cards.prospect.form.submit"},
			{"record form", "Esc R ?cards.record.form.submit"},
			{"visit form", "Esc V ?cards.visit.form.submit"},
			{"attach form", "Esc A ?cards.attach.form.submit"},
			{"privacy", "Esc I ?privacy.pages"},
			{"calls", "Esc Ctrl+3 ?calls.outcome.confirmed"},
			{"call form", "↓ ↓ ?calls.outcome.agreed 1 ?calls.form.submit"},
			{"messages", "Esc M ?messages.form.submit"},
			{"visit before", "Esc Ctrl+4 ?visit.list.0 1"},
			{"visit there", "2 ?visit.step.bow"},
			{"visit record", "3 ?visit.content"},
			{"new visit", "N ?visit.form.submit"},
			{"book month", "Esc Ctrl+5 Alt+1 ?book.month.lines.0"},
			{"prospects", "Alt+2 ?book.prospects.list"},
			{"greetings", "Alt+3 ?book.greet.people.0"},
			{"activities", "Alt+4 ?book.activities"},
			{"worklog", "Ctrl+6 ?worklog.close"},
			{"scripts", "Ctrl+7 ?scripts.list.1"},
			{"sync", "Ctrl+8 ?sync.facts"},
			{"settle", "Alt+2 ?sync.settle.place"},
			{"settings", "Ctrl+9 ?settings.theme"},
			{"help", "F1 ?help.search"},
			{"palette", "Esc Ctrl+K ?palette.text"},
		}},
		{tourSupervisor, [][2]string{{"team", "Ctrl+4 ?team.list.0 ?team.comment"}, {"targets", "G ?team.target.form.submit"}}},
		{tourManager, [][2]string{{"intake", "Ctrl+1 ?intake.path"}}},
	} {
		p.change(who.staff)
		for _, s := range who.steps {
			p.do(s[1])
			p.tabbed(s[0])
			p.picture("tab " + s[0])
		}
		p.press("Esc")
	}
	for kind := range p.ringed {
		t.Log(kind)
	}
}
