package book

import "strings"

// print opens the contact book of the month in sight on paper (客户联系资料册).
func (p *monthPage) print() {
	if print := p.room.deps.Print; print != nil {
		print("contact_book", "", p.month)
	}
}

// receipt opens the list of the cases of the month in sight that one signs for on paper (接单签收清单).
func (p *monthPage) receipt() {
	if print := p.room.deps.Print; print != nil {
		print("receipt_list", "", p.month)
	}
}

// print opens the invitations of the chosen customers on paper.
func (a *activityPane) print() {
	var ids []string
	for _, i := range a.chosen() {
		ids = append(ids, i.Invitation.CustomerID)
	}
	if print := a.page.room.deps.Print; print != nil && len(ids) > 0 {
		print("invitation", strings.Join(ids, ","), a.page.at)
	}
}
