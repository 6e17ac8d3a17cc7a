package simtest

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
)

// commit saves edits on a laptop, which may be killed meanwhile.
func (l *laptop) commit(what string, edits ...store.Edit) {
	about := ""
	if len(edits) > 0 {
		about = edits[0].Kind + " " + edits[0].ID
	}
	l.save(what, about, func() error { return l.store.Commit(context.Background(), edits...) })
}

// save lets the laptop keep something, which may be killed meanwhile.
func (l *laptop) save(what, about string, f func() error) {
	w := l.w
	if !w.calm && !l.typing && w.rnd.one(40) {
		l.power.arm(w.rnd.between(1, 30))
	}
	err := f()
	w.step("%s: %s (%s) %v", l.name, what, about, said(err))
	killed := l.power.off()
	if !l.typing { // else the round that is under way ends first
		killed = l.revive()
	}
	switch app.Code(err) {
	case "":
		l.learn(false)
	case app.ErrConflict:
	default:
		if !killed {
			w.fail("%s cannot save: %v", l.name, err)
		}
	}
}

// writeMeanwhile lets the laptop's person write while its round is under way.
func (l *laptop) writeMeanwhile() {
	if l.store == nil || !l.ready || l.power.off() {
		return
	}
	l.w.depth++
	l.typing = true
	defer func() {
		l.w.depth--
		l.typing = false
	}()
	l.work()
}

func said(err error) any {
	if err == nil {
		return ""
	}
	return err
}

// change edits a record as the laptop shows it; false if it is not there or nothing changes.
func change[T any](l *laptop, id string, f func(*T)) (store.Edit, bool) {
	before, err := store.Get[T](context.Background(), l.store, id)
	if err != nil {
		return store.Edit{}, false
	}
	after := before
	f(&after)
	return store.Change(before, after)
}

// card returns a customer whose card is on the laptop, "" if there is none.
func (l *laptop) card() string {
	w := l.w
	for range 12 {
		if len(w.cards) == 0 {
			return ""
		}
		id := pick(w.rnd, w.cards)
		if w.rnd.one(2) {
			id = w.cards[w.rnd.IntN(min(2, len(w.cards)))] // the same ones again and again
		}
		if _, err := store.Get[app.Customer](context.Background(), l.store, id); err == nil {
			return id
		}
	}
	return ""
}

// work does something a planner does.
func (l *laptop) work() {
	w := l.w
	if !l.owner.is(app.RolePlanner) {
		l.supervise()
		return
	}
	id := l.card()
	if id == "" || w.rnd.one(15) {
		l.prospect()
		return
	}
	if w.album.taken && w.album.rnd.one(6) {
		l.picture(id)
		return
	}
	switch w.rnd.IntN(17) {
	case 0, 1, 2:
		l.fact(id)
	case 3, 4:
		l.note(id)
	case 5, 6:
		l.phones(id)
	case 7, 8:
		l.commit("records a call", store.Create(l.record(id)))
	case 9, 10:
		l.appoint(id)
	case 11, 12:
		l.meet(id)
	case 13:
		l.log()
	case 14:
		l.sign(id)
	case 15:
		l.settleKept()
	default:
		l.verify(id)
	}
}

// overstep changes what only the centre may change, alone or together with what the planner may.
func (l *laptop) overstep() {
	w := l.w
	id := l.card()
	list, err := l.store.PoliciesOf(context.Background(), id)
	w.must(err, "%s: policies", l.name)
	if len(list) == 0 {
		return
	}
	e, ok := change(l, pick(w.rnd, list).ID, func(p *app.Policy) { p.Product = w.value("险种") })
	if !ok {
		return
	}
	edits := []store.Edit{e}
	if f, ok := change(l, id, func(c *app.Customer) { c.Occupation = w.value("职业") }); ok && w.rnd.one(2) {
		edits = append(edits, f)
	}
	l.commit("changes a policy", edits...)
}

func (l *laptop) fact(id string) {
	w := l.w
	field := w.rnd.IntN(4)
	e, ok := change(l, id, func(c *app.Customer) {
		switch field {
		case 0, 1:
			c.Employer = w.value("单位")
		case 2:
			c.Occupation = w.value("职业")
		default:
			c.BestTime = w.value("时间")
		}
	})
	if ok {
		l.commit("changes a fact", e)
	}
}

func (l *laptop) note(id string) {
	w := l.w
	e, ok := change(l, id, func(c *app.Customer) {
		if c.Notes != "" {
			c.Notes += "\n"
		}
		c.Notes += w.value("备注")
	})
	if ok {
		l.commit("adds a note", e)
	}
}

func (l *laptop) phones(id string) {
	w := l.w
	w.serial++
	number := "139" + pad(w.serial)
	e, ok := change(l, id, func(c *app.Customer) {
		c.Phones = slices.Clone(c.Phones)
		if len(c.Phones) > 1 && w.rnd.one(4) {
			i := w.rnd.IntN(len(c.Phones))
			c.Phones = slices.Delete(c.Phones, i, i+1)
			return
		}
		c.Phones = append(c.Phones, app.Phone{Number: number, Kind: app.PhoneMobile})
	})
	if ok {
		l.commit("changes the phones", e)
	}
}

func (l *laptop) record(id string) app.ServiceRecord {
	now := l.store.Clock().Now()
	return app.ServiceRecord{
		ID: app.NewID(now.Time()), CustomerID: id, PersonID: l.owner.id, Channel: app.ChannelPhone, At: now, RecordedAt: now,
		Outcome: app.OutcomeAgreed, Content: l.w.value("内容"), Attitude: "客气", Answer: "已答复",
	}
}

// prospect makes a card of the planner's own, with a first record.
func (l *laptop) prospect() {
	w := l.w
	w.serial++
	c := app.Customer{
		ID: app.NewID(l.clock()), Name: w.value("准客户"), Prospect: true,
		Phones: []app.Phone{{Number: "137" + pad(w.serial), Kind: app.PhoneMobile}},
	}
	w.cards = append(w.cards, c.ID)
	edits := []store.Edit{store.Create(c)}
	if w.rnd.one(2) {
		edits = append(edits, store.Create(l.record(c.ID)))
	}
	l.commit("opens a card", edits...)
}

func (l *laptop) appointments(id string) []app.Appointment {
	list, err := l.store.AppointmentsOf(context.Background(), id, 0)
	l.w.must(err, "%s: appointments", l.name)
	return list
}

// appoint agrees a meeting in a call, or changes one.
func (l *laptop) appoint(id string) {
	w := l.w
	if list := l.appointments(id); len(list) > 0 && !w.rnd.one(3) {
		a := pick(w.rnd, list)
		if e, ok := change(l, a.ID, func(a *app.Appointment) {
			switch w.rnd.IntN(3) {
			case 0:
				a.Place = w.value("地点")
			case 1:
				a.Note += w.value("约访备注")
			default:
				a.Status = pick(w.rnd, []string{app.AppointmentDone, app.AppointmentNoShow, app.AppointmentCancelled})
			}
		}); ok {
			l.commit("changes an appointment", e)
		}
		return
	}
	r := l.record(id)
	a := app.Appointment{
		ID: app.NewID(l.clock()), CustomerID: id, PersonID: l.owner.id, At: r.At + 86_400_000, Place: w.value("地点"),
		RecordID: r.ID, Status: app.AppointmentPlanned,
	}
	l.commit("agrees an appointment", store.Create(r), store.Create(a))
}

// meet notes what was done at a visit; whoever does it first makes the visit.
func (l *laptop) meet(id string) {
	w := l.w
	list := l.appointments(id)
	if len(list) == 0 {
		l.appoint(id)
		return
	}
	a := pick(w.rnd, list)
	visit := app.VisitID(a.ID)
	if e, ok := change(l, visit, func(v *app.Visit) {
		if w.rnd.one(2) {
			v.Steps = append(slices.Clone(v.Steps), w.value("步骤"))
		} else {
			v.Content = w.value("面访内容")
		}
	}); ok {
		l.commit("goes on with a visit", e)
		return
	}
	v := app.Visit{ID: visit, CustomerID: a.CustomerID, AppointmentID: a.ID, PersonID: l.owner.id, Steps: []string{w.value("步骤")}}
	edits := []store.Edit{store.Create(v)}
	if e, ok := change(l, a.ID, func(a *app.Appointment) { a.Status = app.AppointmentDone }); ok && a.Status == app.AppointmentPlanned {
		edits = append(edits, e)
	}
	l.commit("visits", edits...)
}

// log writes the day's log, closes it, or adds to it.
func (l *laptop) log() {
	w := l.w
	day := app.DateOf(l.clock())
	id := app.WorkLogID(l.owner.id, day)
	have, err := l.store.WorkLog(context.Background(), id)
	switch {
	case err != nil:
		l.commit("opens the log", store.Create(app.WorkLog{
			ID: id, PersonID: l.owner.id, Date: day, Development: w.value("拓展"), Status: app.LogOpen,
		}))
	case have.Status == app.LogClosed:
		l.commit("adds to the log", store.Create(app.LogAddition{
			ID: app.NewID(l.clock()), LogID: id, PersonID: l.owner.id, At: l.store.Clock().Now(), Text: w.value("补记"),
		}))
	case w.rnd.one(2):
		e, _ := change(l, id, func(d *app.WorkLog) {
			d.Status, d.ClosedAt = app.LogClosed, l.store.Clock().Now()
			d.Entries = []app.LogEntry{{RecordID: "r", Content: w.value("摘要")}}
		})
		l.commit("closes the log", e)
	default:
		e, _ := change(l, id, func(d *app.WorkLog) { d.Development += w.value("拓展") })
		l.commit("goes on with the log", e)
	}
}

func (l *laptop) sign(id string) {
	cases, err := l.store.CasesOf(context.Background(), id)
	l.w.must(err, "%s: cases", l.name)
	if len(cases) == 0 {
		return
	}
	l.w.serial++
	at := l.store.Clock().Now()/10_000*10_000 + app.Instant(l.w.serial)
	if e, ok := change(l, pick(l.w.rnd, cases).ID, func(c *app.Case) { c.SignedAt = at }); ok {
		l.commit("signs for a case", e)
	}
}

// settleKept settles a value that lost, sometimes by taking it after all.
func (l *laptop) settleKept() {
	list, err := l.store.OpenKept(context.Background())
	l.w.must(err, "%s: kept", l.name)
	if len(list) == 0 {
		return
	}
	k := pick(l.w.rnd, list)
	if e, ok := change(l, k.ID, func(k *app.Kept) { k.Status = app.KeptSettled }); ok {
		l.commit("settles a kept value", e)
	}
}

func (l *laptop) verify(id string) {
	l.commit("verifies", store.Create(app.Verification{
		ID: app.NewID(l.clock()), CustomerID: id, Fact: "phones", Value: l.w.value("号码"), OK: true, How: app.ChannelPhone,
		PersonID: l.owner.id, At: l.store.Clock().Now(),
	}))
}

// supervise marks a closed log.
func (l *laptop) supervise() {
	w := l.w
	list, err := l.store.WorkLogsOn(context.Background(), app.DateOf(began).AddDays(w.rnd.between(0, 2)))
	w.must(err, "%s: logs", l.name)
	for _, d := range list {
		if d.Status != app.LogClosed || d.PersonID == l.owner.id {
			continue
		}
		id := app.LogMarkID(d.ID, l.owner.id)
		if e, ok := change(l, id, func(m *app.LogMark) { m.Comment = w.value("批语") }); ok {
			l.commit("changes a mark", e)
			return
		}
		l.commit("marks a log", store.Create(app.LogMark{
			ID: id, LogID: d.ID, PersonID: d.PersonID, MarkerID: l.owner.id, Score: int64(w.rnd.IntN(21)), Comment: w.value("批语"),
			MarkedAt: l.store.Clock().Now(),
		}))
		return
	}
}
