package cards

import (
	"context"

	"github.com/fangce/fangce/app"
)

// noteCopy notes that a personal fact of the card was put on the clipboard in full. What is masked says nothing, and what is
// not personal nobody asks for.
func (p *cardPane) noteCopy(fact string) {
	f, known := app.KindCustomer.Field(fact)
	if !known || !f.Personal || fact == "id_no" && !p.revealed {
		return
	}
	what := app.AccessText
	if fact == "id_no" {
		what = app.AccessIDNo
	}
	note := app.Access{CustomerID: p.id, What: what, How: app.AccessCopy, Note: fact}
	p.room.run(func(ctx context.Context) error { return p.room.deps.Service.NoteAccess(ctx, note) }, nil)
}

// showPrivacy opens what is held on the customer in sight.
func (p *cardPane) showPrivacy() {
	if show := p.room.deps.Privacy; show != nil && p.view.Customer.ID != "" {
		show(p.view.Customer.ID, nil)
	}
}

// Present returns the customer in sight, "" none.
func (r *Room) Present() string { return r.card.view.Customer.ID }
