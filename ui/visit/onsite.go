package visit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/inking"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Pages of the visit on the whole screen.
const (
	siteSteps  = "steps"
	siteItems  = "items"
	siteRecord = "record"
	siteProof  = "proof"
)

// sitePages in their order; the keys 1 to 4 turn to them.
var sitePages = []string{siteSteps, siteItems, siteRecord, siteProof}

// clockPause is how often the time left is counted anew.
const clockPause = 20 * time.Second

// onsite is the visit on the whole screen, in large type and with targets for a finger: what one uses standing at a door or
// on somebody's sofa. It shows this customer only.
type onsite struct {
	room     *Room
	shown    bool
	page     string
	round    int // of counting the time; an older one ends
	name     *widgets.Text
	when     *widgets.Text
	left     *widgets.Text
	arrive   *widgets.Button
	leave    *widgets.Button
	finish   *widgets.Button
	tabs     map[string]*widgets.Button
	steps    *widgets.Steps
	items    *widgets.Steps
	policies *fyne.Container
	proof    *proof
	foot     *fyne.Container // arriving, leaving, finishing
	pages    map[string]fyne.CanvasObject
	body     *fyne.Container
	sheet    *widgets.Sheet
}

func newOnsite(r *Room) *onsite {
	s := &onsite{
		room: r, page: siteSteps, name: widgets.Title(""), when: widgets.MutedText("").Clipped(), left: widgets.Tag("visit.onsite.left", widgets.Heading("")),
		policies: widgets.VStack(12), body: widgets.Stack(), tabs: map[string]*widgets.Button{},
	}
	p := r.pane
	s.steps = widgets.Tag("visit.onsite.step", widgets.NewSteps(nil, 2, func(id string, on bool) {
		p.change(func(v *app.Visit) { v.Steps = with(v.Steps, id, on) })
	}).Touch())
	s.items = widgets.Tag("visit.onsite.item", widgets.NewSteps(nil, 1, func(id string, on bool) {
		p.change(func(v *app.Visit) { v.Items = with(v.Items, id, on) })
		p.record.showOffer()
	}).Touch())
	s.arrive = widgets.Tag("visit.onsite.arrive", widgets.Primary(lang.X("visit.arrive", ""), theme.IconPlace, func() { p.there.toggleArrival(); s.fill() })).Large()
	s.leave = widgets.Tag("visit.onsite.leave", widgets.Secondary(lang.X("visit.leave", ""), theme.IconRight, s.toggleLeft)).Large()
	s.finish = widgets.Tag("visit.onsite.finish", widgets.Primary(lang.X("visit.finish", ""), theme.IconCheck, func() { s.show(siteRecord); p.record.end() })).Large()
	s.proof = newProof(p, true)
	review := widgets.Tag("visit.onsite.review", widgets.Secondary(lang.X("review.open", ""), theme.IconPolicy, r.reviewPolicies)).Key("R")
	s.pages = map[string]fyne.CanvasObject{
		siteSteps: widgets.Scroll(widgets.Panel(lang.X("visit.steps", ""), nil, s.steps)),
		siteItems: widgets.Scroll(widgets.Columns(theme.PanelGap, []float32{1, 1},
			widgets.Panel(lang.X("visit.items", ""), []fyne.CanvasObject{review}, s.items), widgets.Panel(lang.X("visit.policies", ""), nil, s.policies))),
		siteProof: widgets.Scroll(widgets.Panel(lang.X("visit.proof", ""), nil, s.proof.content)),
	}
	var tabs []fyne.CanvasObject
	weights := make([]float32, len(sitePages))
	for i, id := range sitePages {
		b := widgets.Tag("visit.onsite.page."+id, widgets.Secondary(lang.X("visit.onsite."+id, ""), nil, func() { s.show(id) })).Large().Key(string(rune('1' + i)))
		s.tabs[id], weights[i] = b, 1
		tabs = append(tabs, b)
	}
	exit := widgets.Tag("visit.onsite.exit", widgets.Secondary(lang.X("visit.onsite.exit", ""), nil, s.exit)).Large().Key("F11")
	show := widgets.Tag("visit.onsite.customer", widgets.Secondary(lang.X("command.customer", ""), theme.IconUser, r.showCustomer)).Large().Key("F9")
	head := widgets.Pad(0, 0, theme.PanelGap, 0, widgets.HStack(12, widgets.Grow(widgets.VStack(2, s.name, s.when)), s.left, show, exit))
	s.foot = widgets.HStack(10, s.arrive, s.leave, widgets.Spring(), s.finish)
	foot := widgets.Pad(theme.PanelGap, 0, 0, 0, widgets.VStack(theme.PanelGap,
		s.foot, widgets.Columns(10, weights, tabs...)))
	s.sheet = widgets.NewSheet(inking.Frame(widgets.Fill(head, s.body, foot)))
	s.sheet.OnKey, s.sheet.OnRune, s.sheet.OnDrop, s.sheet.OnGone = s.key, s.rune, r.DropFiles, s.gone
	return s
}

// stands reports whether the page is in sight.
func (s *onsite) stands() bool { return s.shown }

// showSite shows the visit in sight on the whole screen.
func (r *Room) showSite() {
	if r.pane.visit.ID == "" || len(r.items) == 0 || r.deps.Cover == nil {
		return
	}
	s := r.site
	s.shown = true
	if r.pane.visit.ArrivedAt == 0 {
		s.page = siteSteps
	}
	r.pane.body.Objects = nil // the page of the record is shown here now
	s.fill()
	s.show(s.page)
	r.deps.Cover(s.sheet, false)
	s.round++
	s.count(s.round)
}

// exit goes back to the room.
func (s *onsite) exit() { s.room.deps.Uncover() }

// gone gives the page of the record back to the room.
func (s *onsite) gone() {
	s.shown = false
	s.round++
	s.body.Objects = nil
	s.room.pane.commit()
	s.room.pane.turn()
}

func (s *onsite) show(page string) {
	s.page = page
	o := s.pages[page]
	if page == siteRecord {
		o = s.room.pane.record.content
	}
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
	for id, b := range s.tabs {
		b.Choose(id == page)
	}
}

func (s *onsite) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyF11:
		s.exit()
	case fyne.KeyF9:
		s.room.showCustomer()
	default:
		return false
	}
	return true
}

func (s *onsite) rune(c rune) bool {
	if i := int(c - '1'); i >= 0 && i < len(sitePages) {
		s.show(sitePages[i])
		return true
	}
	if c == 'r' || c == 'R' {
		s.room.reviewPolicies()
		return true
	}
	return false
}

// fill shows the visit as the room has it.
func (s *onsite) fill() {
	p := s.room.pane
	v, item, open := p.visit, p.sheet.Item, !p.finished()
	s.name.Set(called(item.Name, item.Sex))
	s.when.Set(span(item.Appointment) + "　" + item.Appointment.Purpose)
	s.steps.Set(ticks(app.VisitSteps, "visit.step.", v.Steps))
	s.items.Set(ticks(served, "item.", v.Items))
	s.steps.Enable(open)
	s.items.Enable(open)
	fillPolicies(s.policies, p.sheet.Card.Policies, true)
	s.arrive.SetText(p.there.arrive.Text())
	s.arrive.Hidden, s.leave.Hidden, s.finish.Hidden = !open || v.LeftAt != 0, !open || v.ArrivedAt == 0, !open || v.ArrivedAt == 0
	s.leave.SetText(lang.X("visit.leave", ""))
	if v.LeftAt != 0 {
		s.leave.SetText(lang.X("visit.left.undo", "", map[string]any{"At": v.LeftAt.Clock()}))
	}
	s.foot.Refresh()
	s.proof.fill()
	s.showLeft()
}

// toggleLeft notes the moment of leaving and turns to what is to be written down; pressed again it takes it back.
func (s *onsite) toggleLeft() {
	now := s.room.deps.Clock.Now()
	if at := s.room.pane.visit.LeftAt; at != 0 && now-at < secondTap {
		return
	}
	s.room.pane.change(func(v *app.Visit) {
		if v.LeftAt == 0 {
			v.LeftAt = now
			return
		}
		v.LeftAt = 0
	})
	s.fill()
	if s.room.pane.visit.LeftAt != 0 {
		s.show(siteRecord)
	}
}

// count counts the time left while the page is in sight.
func (s *onsite) count(round int) {
	if round != s.round || !s.shown {
		return
	}
	s.showLeft()
	time.AfterFunc(clockPause, func() { fyne.Do(func() { s.count(round) }) })
}

// showLeft says quietly how long it is until the time agreed is over (002 §二.二.2).
func (s *onsite) showLeft() {
	p := s.room.pane
	text, tone := timeLeft(p.visit, p.sheet.Item.Appointment, s.room.deps.Clock.Now())
	s.left.SetTone(tone)
	s.left.Set(text)
}
