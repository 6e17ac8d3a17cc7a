package visit

import "github.com/fangce/fangce/ui/review"

// reviewPolicies opens the policy review of the customer in sight as part of the visit; whence it was opened, it comes back to.
func (r *Room) reviewPolicies() {
	v, onsite := r.pane.visit, r.site.stands()
	if v.ID == "" || len(r.items) == 0 || r.deps.Cover == nil {
		return
	}
	r.pane.commit()
	review.Ask(review.Deps{
		Window: r.deps.Window, Clock: r.deps.Clock, Service: r.deps.Service, Drafts: r.deps.Drafts, Async: r.async, Fail: r.deps.Fail,
		Print: r.deps.Print, Cover: r.deps.Cover, Uncover: r.deps.Uncover,
	}, review.Want{CustomerID: v.CustomerID, VisitID: v.ID, Done: func() { r.back(onsite) }})
}

// Present returns the customer in sight, "" none.
func (r *Room) Present() string {
	if len(r.items) == 0 || r.planning {
		return ""
	}
	return r.pane.visit.CustomerID
}

// showCustomer shows the customer the own card, and comes back to what was in sight.
func (r *Room) showCustomer() {
	onsite := r.site.stands()
	if id := r.Present(); id != "" && r.deps.ShowCustomer != nil {
		r.deps.ShowCustomer(id, func() { r.back(onsite) })
	}
}

// back comes back from a page over the window: to the visit on the whole screen, or to the room.
func (r *Room) back(onsite bool) {
	if page := r.site.page; onsite {
		r.showSite()
		r.site.show(page)
	}
	r.Refresh()
}
