package cards

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// cardPane is one service card.
type cardPane struct {
	room     *Room
	id       string // of the customer in sight or on the way, "" none
	view     app.CardView
	names    map[string]string           // person id → name, of who wrote what lost
	stands   map[string]app.HistoryEntry // kept id → who wrote the value that stands
	revealed bool
	round    int // of loading; an older one is dropped
	last     time.Time
	facts    map[string]*drafts.Form // open fields of facts, by fact
	handing  *drafts.Form            // of the fact being saved
	taking   *app.Draft              // form to open again once the card has come
	then     Arrival                 // what to do once the card has come

	head     *header
	notices  *notices
	basic    *basicPanel
	contact  *contactPanel
	policies *policyPanel
	records  *recordPanel
	family   *familyPanel
	attach   *attachPanel
	signed   *signedPanel
	scroll   *widgets.Scroller
	marks    []fyne.CanvasObject // where the sections begin
	content  fyne.CanvasObject
}

func newCardPane(r *Room) *cardPane {
	p := &cardPane{room: r, facts: map[string]*drafts.Form{}}
	p.head, p.notices = newHeader(p), newNotices(p)
	p.build()
	return p
}

// build makes the panels of a card. Another customer gets new ones, so that a field left open never saves to the wrong
// card.
func (p *cardPane) build() {
	p.basic, p.contact = newBasicPanel(p), newContactPanel(p)
	p.policies, p.records, p.family = newPolicyPanel(p), newRecordPanel(p), newFamilyPanel(p)
	p.attach, p.signed = newAttachPanel(p), newSignedPanel(p)
	facts := &fyne.Container{Layout: beside{}, Objects: []fyne.CanvasObject{p.basic.content, p.contact.content}}
	p.marks = []fyne.CanvasObject{facts, p.policies.content, p.records.content, widgets.VStack(theme.PanelGap, p.attach.content, p.signed.content), p.family.content}
	body := widgets.VStack(theme.PanelGap, p.marks...)
	p.scroll = widgets.Scroll(widgets.Pad(0, 8, 0, 0, body))
	p.scroll.OnScrolled = func(at fyne.Position) { p.head.sections.Set(sections[p.sectionAt(at.Y)]) }
	top := widgets.VStack(8, p.head.content, p.notices.content)
	p.content = widgets.Pad(theme.PagePad, 6, theme.PagePad, theme.PagePad, widgets.Fill(widgets.Pad(0, 8, theme.PanelGap, 0, top), p.scroll, nil))
}

// settle is how long the pane waits before it loads another card while the selection runs through the list.
const settle = 90 * time.Millisecond

// load shows the card of a customer.
func (p *cardPane) load(id string) {
	if id != p.id {
		p.revealed = false
	}
	p.id = id
	wait := time.Duration(0)
	if time.Since(p.last) < settle {
		wait = settle
	}
	p.last = time.Now()
	p.read(wait)
}

// reload shows what has changed on the card.
func (p *cardPane) reload() {
	if p.id != "" {
		p.read(0)
	}
}

func (p *cardPane) read(wait time.Duration) {
	p.round++
	round, id, s := p.round, p.id, p.room.deps.Service
	p.room.async(func() {
		time.Sleep(wait)
		v, err := s.Card(context.Background(), id)
		var names map[string]string
		var stands map[string]app.HistoryEntry
		if err == nil && len(v.Kept) > 0 {
			if names, err = namesOf(s); err == nil {
				stands, err = standing(s, v.Kept)
			}
		}
		fyne.Do(func() {
			switch {
			case round != p.round:
			case err != nil:
				p.lost(err)
				p.close()
			default:
				p.stands = stands
				p.fill(v, names)
				p.takeUp()
				p.arrived()
			}
		})
	})
}

func namesOf(s Service) (map[string]string, error) {
	people, err := s.People(context.Background())
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, err
}

// standing returns who wrote the values that stand against kept ones, by the id of the kept one, as far as the laptop
// has learnt of it.
func standing(s Service, kept []app.Kept) (map[string]app.HistoryEntry, error) {
	out := map[string]app.HistoryEntry{}
	for _, k := range kept[:min(len(kept), mostKept)] {
		all, err := s.History(context.Background(), k.Kind, k.RowID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(h app.HistoryEntry) bool { return h.Field == k.Field && h.After == k.Winner })
		if i >= 0 && all[i].Author != "" {
			out[k.ID] = all[i]
		}
	}
	return out, nil
}

// close leaves no card in sight, as after one has gone.
func (p *cardPane) close() {
	p.id, p.view = "", app.CardView{}
	p.room.split.SetDetail(p.room.empty)
}

func (p *cardPane) fill(v app.CardView, names map[string]string) {
	if p.view.Customer.ID != v.Customer.ID {
		p.build()
		p.head.sections.Set(sections[0])
	}
	p.view, p.names = v, names
	p.show()
	p.attach.load()
	p.signed.load()
	p.room.split.SetDetail(p.content)
}

// show writes the view into the panels.
func (p *cardPane) show() {
	p.head.fill()
	p.notices.fill()
	p.basic.fill()
	p.contact.fill()
	p.policies.fill()
	p.records.fill()
	p.family.fill()
	p.scroll.Refresh()
}

// save stores a change of the customer's facts and shows it. The change is on disk when it returns nil.
func (p *cardPane) save(ctx context.Context, change func(c *app.Customer)) error {
	return p.saveTo(ctx, p.view.Customer.ID, change)
}

// saveTo is save for a field that may have been opened on the card of another customer than the one in sight now.
func (p *cardPane) saveTo(ctx context.Context, id string, change func(c *app.Customer)) error {
	s := p.room.deps.Service
	before := p.view.Customer
	if before.ID != id {
		v, err := s.Card(ctx, id)
		if err != nil {
			return err
		}
		before = v.Customer
	}
	after := before
	after.Phones, after.Addresses, after.Family = slices.Clone(before.Phones), slices.Clone(before.Addresses), slices.Clone(before.Family)
	change(&after)
	if err := s.SaveCustomer(ctx, before, after); err != nil {
		return err
	}
	if p.view.Customer.ID == id {
		p.view.Customer = after
		p.show()
		p.reload()
	}
	return nil
}

// reveal shows or masks phones, identity numbers and accounts; that somebody looked is noted.
func (p *cardPane) reveal() {
	if p.revealed {
		p.mask()
		return
	}
	id := p.id
	p.room.run(func(ctx context.Context) error { return p.room.deps.Service.Reveal(ctx, "customer/"+id) }, func() {
		if p.id == id {
			p.revealed = true
			p.show()
		}
	})
}

func (p *cardPane) mask() {
	if p.revealed {
		p.revealed = false
		p.show()
	}
}

// sections are the parts of a card, in order.
var sections = []string{"facts", "policies", "records", "attach", "family"}

// jump brings a section into sight.
func (p *cardPane) jump(section string) {
	i := slices.Index(sections, section)
	if i < 0 || p.id == "" {
		return
	}
	p.head.sections.Set(section)
	p.scroll.ScrollToOffset(fyne.NewPos(0, p.marks[i].Position().Y))
}

// sectionAt returns which section stands at the top.
func (p *cardPane) sectionAt(y float32) int {
	if y > 0 && y >= p.scroll.Content.Size().Height-p.scroll.Size().Height-1 {
		return slices.Index(sections, p.head.sections.Value()) // the end: what was asked for may not reach the top
	}
	at := 0
	for i, m := range p.marks {
		if m.Position().Y <= y+40 {
			at = i
		}
	}
	return at
}

// rune implements the keys of a card.
func (p *cardPane) rune(key rune) bool {
	if p.view.Customer.ID == "" {
		return false
	}
	switch key {
	case 'c', 'C':
		p.head.press(p.head.call)
	case 'v', 'V':
		p.head.press(p.head.visit)
	case 'r', 'R':
		p.newRecord()
	case 'p', 'P':
		p.head.press(p.head.print)
	case 'q', 'Q':
		p.head.press(p.head.survey)
	case 's', 'S':
		p.notices.step()
	case 'f', 'F':
		p.room.Review()
	case 'h', 'H':
		p.showHistory()
	case 'i', 'I':
		p.showPrivacy()
	case 'a', 'A':
		p.attach.ask()
	case 'e', 'E':
		p.reveal()
	case '1', '2', '3', '4', '5':
		p.jump(sections[key-'1'])
	default:
		return false
	}
	return true
}
