package cards

import "github.com/fangce/fangce/app"

// Arrival is what Show opens for who wants more than to see the card.
type Arrival struct {
	CustomerID string
	Then       string // what follows once the card is there; "" nothing
}

// ThenVisit goes to the next meeting with the customer, or agrees one where there is none.
const ThenVisit = "visit"

// arrive opens a card and does what was asked for once it has come.
func (r *Room) arrive(a Arrival) {
	r.card.then = a
	r.open(a.CustomerID)
	r.list.find(a.CustomerID)
}

// arrived does what was asked for with the card that has just come.
func (p *cardPane) arrived() {
	then := p.then
	p.then = Arrival{}
	if then.CustomerID == "" || then.CustomerID != p.view.Customer.ID || !p.room.inSight {
		return
	}
	if then.Then == ThenVisit {
		if len(p.view.Appointments) > 0 {
			p.head.toVisit()
		} else {
			p.head.press(p.head.visit)
		}
	}
}

// Search lists everybody whom a text finds.
func (r *Room) Search(text string) {
	r.list.filter.Set(string(app.CardsAll))
	r.list.search.SetText(text)
	r.deps.Window.Canvas().Focus(r.list.list)
}
