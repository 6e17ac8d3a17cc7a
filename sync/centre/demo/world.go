package demo

import (
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
)

// customersPerPlanner is how many customers with policies each planner has.
const customersPerPlanner = 300

// world is everything the demo is made of.
type world struct {
	staff    []staff
	planners []*planner
	parts    []part
	missing  map[string]int // occasions no talk fitted, for the tests
}

// publisher and supervisor are the staff numbers of who publishes scripts and who marks logs.
const (
	publisher  = "1070"
	supervisor = "1010"
)

func makeWorld(o Options) (*world, error) {
	o.Now = o.Now.In(app.Shanghai).Truncate(time.Minute)
	list, err := loadWords()
	if err != nil {
		return nil, err
	}
	cal, err := app.ParseCalendar(assets.Holidays)
	if err != nil {
		return nil, err
	}
	published, err := scripts(o.Now)
	if err != nil {
		return nil, err
	}
	w := &world{staff: list.staff, missing: map[string]int{}}
	w.parts = append(w.parts, published)
	m := &maker{words: list, seed: o.Seed, today: app.DateOf(o.Now), used: map[string]bool{}}
	for _, s := range list.staff {
		if !contains(s.Roles, app.RolePlanner) {
			continue
		}
		p := &planner{
			maker: m, me: app.Person{ID: app.PersonID(s.No), StaffNo: s.No, Name: s.Name}, cal: cal, now: o.Now,
			dice: newDice(o.Seed, "planner", s.No), decks: map[string]*deck{}, deeds: map[app.Date][]*deed{}, booked: map[app.Date][]time.Time{},
			plans: map[*deed]arrangement{}, names: map[string]string{}, missing: w.missing,
		}
		w.planners = append(w.planners, p)
		w.parts = append(w.parts, p.live(len(w.planners)))
	}
	w.acquaint(o)
	w.targets(o)
	w.others(o)
	w.looked(o)
	w.papers(o)
	return w, nil
}

// live makes a planner's customers, plays the months and returns the rows they leave.
func (p *planner) live(nth int) part {
	for n := range customersPerPlanner {
		p.clients = append(p.clients, p.newClient(n))
	}
	p.prospects()
	for _, c := range p.clients {
		p.names[c.card.ID] = c.card.Name
	}
	p.play()
	p.arrangeToday()
	days := p.logs([]int{0, 0, 0, 6, 0}[nth], []int{0, 0, 8, 0, 0}[nth])
	p.mark(days, app.PersonID(supervisor), nth%2 == 1)
	return p.rows(nth, days)
}

// newClient makes the n-th customer with policies and cases. Most were handed over months ago; the last ones came with
// the newest allocation, and a few in the last days from a colleague who left.
func (p *planner) newClient(n int) *client {
	c := p.client(p.me.StaffNo, n)
	d := c.dice
	want := of(d, wants)
	if n < 2*len(everyWant) {
		want = everyWant[n%len(everyWant)]
	}
	if want == wantSurrendered { // who has nothing else left is no customer any more
		p.policy(c, wantRegular)
	}
	p.policy(c, want)
	for range of(d, []share[int]{{0, 38}, {1, 36}, {2, 18}, {3, 8}}) {
		p.policy(c, of(d, wants))
	}
	reason := of(d, []share[string]{{app.ReasonOrphan, 45}, {app.ReasonStripped, 30}, {app.ReasonNew, 25}})
	switch {
	case n >= customersPerPlanner-5: // from a colleague who left: not signed for yet
		day := p.today
		if !p.cal.IsWorkday(day) {
			day = p.cal.AddWorkdays(day, -1)
		}
		p.handOver(c, day, day.Month(), app.ReasonOrphan, -1)
	case n >= customersPerPlanner-6: // should have been signed for
		p.handOver(c, p.cal.AddWorkdays(p.today, -5), p.today.Month(), app.ReasonStripped, -1)
	case n >= customersPerPlanner-9:
		p.handOver(c, p.cal.AddWorkdays(p.today, -2), p.today.Month(), app.ReasonOrphan, 0)
	case n >= customersPerPlanner-32:
		day, month := p.publication(0)
		p.handOver(c, day, month, reason, d.in(0, 2))
	default:
		day, month := p.publication(1 + n%8)
		p.handOver(c, day, month, reason, d.in(0, 2))
	}
	return c
}

// rows returns what the planner's months have left, each row after the one it hangs on.
func (p *planner) rows(nth int, days []dayLog) part {
	out := part{author: p.me.ID}
	put := func(of any, by string, at app.Instant) { out.rows = append(out.rows, row{of, by, at}) }
	var kept *app.Kept
	if nth == 1 {
		kept = p.conflict(p.clients[42])
	}
	addition := p.correct(days)
	for _, c := range p.clients {
		at := min(app.InstantOf(c.pub.Time().Add(8*time.Hour)), app.InstantOf(p.now))
		if c.card.Prospect {
			at = app.InstantOf(c.card.OpenedOn.Time().Add(16 * time.Hour))
		}
		put(c.card, p.me.ID, at)
		for _, pol := range c.policies {
			put(*pol, app.PersonID(publisher), at)
		}
		for _, k := range c.cases {
			put(*k, p.me.ID, max(at, k.SignedAt))
		}
	}
	for _, a := range p.appts {
		put(*a, p.me.ID, min(a.At, app.InstantOf(p.now)))
	}
	for _, r := range p.records {
		put(*r, p.me.ID, r.RecordedAt)
	}
	for _, v := range p.visits {
		put(*v, p.me.ID, v.LeftAt)
	}
	for _, s := range p.surveys {
		put(*s, p.me.ID, max(s.SignedAt, s.PrintedAt))
	}
	for _, g := range p.signatures() {
		put(g, p.me.ID, g.SignedAt)
	}
	for _, v := range p.verified {
		put(*v, p.me.ID, v.At)
	}
	for _, l := range days {
		put(*l.log, p.me.ID, l.log.ClosedAt)
		if l.mark != nil {
			put(*l.mark, l.mark.MarkerID, l.mark.MarkedAt)
		}
	}
	if addition != nil {
		put(*addition, p.me.ID, addition.At)
	}
	if kept != nil {
		put(*kept, p.me.ID, kept.At)
	}
	return out
}
