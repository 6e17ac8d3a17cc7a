package simtest

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// person is a member of staff.
type person struct {
	no, id, name string
	roles        []string
	supervisor   string // staff number
}

func (p *person) is(role string) bool { return app.Person{Roles: p.roles}.Is(role) }

// found makes the office, its people, their first cards and their laptops.
func (w *world) found() {
	w.openOffice()
	planners, supervisors, laptops := w.size()
	for i := range supervisors {
		p := &person{no: fmt.Sprintf("20%02d", i+1), name: "主管", roles: []string{app.RoleSupervisor}}
		if i > 0 {
			p.roles = []string{app.RoleSeniorSupervisor}
		}
		w.hire(p)
	}
	for i := range planners {
		p := &person{no: fmt.Sprintf("10%02d", i+1), name: "规划师", roles: []string{app.RolePlanner}}
		if supervisors > 0 {
			p.supervisor = w.staff[w.rnd.IntN(supervisors)].no
		}
		w.hire(p)
		w.office.put(w.portfolio(p, w.rnd.between(1, 3))...)
	}
	w.hostility = pick(w.rnd, []int{0, 5, 15, 15, 30, 50})
	for i := range laptops {
		w.buy(w.owner(i, supervisors))
	}
	w.step("%d planners, %d supervisors, %d laptops, network faults %d %%", planners, supervisors, len(w.laptops), w.hostility)
}

// size says how large the office is: mostly small, as most bugs show between two laptops.
func (w *world) size() (planners, supervisors, laptops int) {
	switch {
	case w.focus.planners > 0:
		return w.focus.planners, w.rnd.between(0, 1), w.focus.laptops
	case w.rnd.one(150):
		return w.rnd.between(4, 8), 2, w.rnd.between(8, 20)
	case w.rnd.one(20):
		return w.rnd.between(2, 4), w.rnd.between(1, 2), w.rnd.between(4, 7)
	}
	if w.rnd.one(3) {
		return 1, w.rnd.between(0, 1), 2 // one person at two laptops
	}
	return w.rnd.between(1, 3), w.rnd.between(0, 1), w.rnd.between(2, 3)
}

// owner returns whose the nth laptop is: everybody's first, then second ones.
func (w *world) owner(n, supervisors int) *person {
	order := append(append([]*person{}, w.staff[supervisors:]...), w.staff[:supervisors]...)
	if n < len(order) {
		return order[n]
	}
	return pick(w.rnd, order)
}

// hire enters a person, or what has changed of one, and returns a code for a laptop.
func (w *world) hire(p *person) string {
	if p.id == "" {
		p.id = app.PersonID(p.no)
		w.staff = append(w.staff, p)
	}
	code, err := w.office.centre.AddUser(context.Background(), centre.User{
		StaffNo: p.no, Name: p.name + p.no, Roles: p.roles, SupervisorNo: p.supervisor,
	})
	w.must(err, "add user %s", p.no)
	return code
}

func (w *world) planners() []*person {
	var out []*person
	for _, p := range w.staff {
		if p.is(app.RolePlanner) {
			out = append(out, p)
		}
	}
	return out
}

// portfolio returns the rows of new cards of a person.
func (w *world) portfolio(p *person, n int) []centre.Row {
	var rows []centre.Row
	for range n {
		w.serial++
		c := app.Customer{
			ID: app.DerivedID("customer", "sim", fmt.Sprint(w.serial)), Name: fmt.Sprintf("王秀英%d", w.serial), Sex: app.SexFemale,
			Grade: "B", Phones: []app.Phone{{Number: fmt.Sprintf("138%08d", w.serial), Kind: app.PhoneMobile}},
		}
		row := centre.RowOf(c)
		row.Stream = app.SeatStream(p.id)
		number := fmt.Sprintf("2008%08d", w.serial)
		policy := app.Policy{
			ID: app.PolicyID("RF", number), Insurer: "RF", Number: number, CustomerID: c.ID, Product: "瑞丰年年两全保险",
			Mode: app.ModeRegular, Frequency: app.FreqYear, Premium: app.Yuan(6800), NextDue: "2026-12-01",
		}
		handed := app.Case{
			ID: app.CaseID(policy.ID, "2026-11", p.id), PolicyID: policy.ID, CustomerID: c.ID, PersonID: p.id, Month: "2026-11",
			Category: app.CategoryRenewal, Reason: app.ReasonOrphan, PublishedOn: "2026-11-20", SignBy: "2026-11-25",
		}
		rows = append(rows, row, centre.RowOf(policy), centre.RowOf(handed))
		w.cards = append(w.cards, c.ID)
	}
	return rows
}
