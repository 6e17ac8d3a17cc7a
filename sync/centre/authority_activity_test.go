package centre_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Activities are prepared by those whose work it is, seen by everybody, and every planner invites his own customers.
func TestActivitiesAndInvitations(t *testing.T) {
	w := newWorld(t)
	lead := w.laptop("1010", "", app.RoleSupervisor)
	l, other := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	c, theirs := customer("王芳"), customer("李雷")
	l.push(l.create(c))
	other.push(other.create(theirs))
	a := app.Activity{ID: app.NewID(start), Kind: app.ActivityTalk, Title: "客户座谈会", StartsAt: app.InstantOf(start), Place: "三楼", Owner: lead.person.ID, Status: app.ActivityPlanned}
	expect(t, "an activity of a planner's", l.push(l.create(a))[0], wire.OutcomeRefused, "forbidden")
	expect(t, "an activity of a supervisor's", lead.push(lead.create(a))[0], wire.OutcomeApplied, "")
	l.pull()
	expect(t, "moved by a planner", l.push(l.op(wire.Op{Kind: "activity", ID: a.ID, Set: record.Body{"place": record.Value("五楼")}, Base: map[string]int64{"place": 1}}))[0], wire.OutcomeRefused, "forbidden")
	invite := func(to app.Customer, by *laptop) app.Invitation {
		return app.Invitation{ID: app.InvitationID(a.ID, to.ID), ActivityID: a.ID, CustomerID: to.ID, PersonID: by.person.ID, Status: app.InvitationListed}
	}
	n := invite(c, l)
	expect(t, "an invitation", l.push(l.create(n))[0], wire.OutcomeApplied, "")
	expect(t, "of somebody else's customer", l.push(l.create(invite(theirs, l)))[0], wire.OutcomeRefused, "forbidden")
	wrong := n
	wrong.ID = app.NewID(start)
	expect(t, "under an id of its own", l.push(l.create(wrong))[0], wire.OutcomeRefused, "invalid")
	l.pull()
	expect(t, "another customer", l.push(l.set("invitation", n.ID, "customer_id", theirs.ID))[0], wire.OutcomeRefused, "fixed")
	if got := w.export("invitation")[n.ID]["status"]; got != app.InvitationListed {
		t.Errorf("%v", got)
	}
}
