package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/privacy"
)

// presenter is a room with one customer in sight.
type presenter interface{ Present() (customerID string) }

// present returns the customer in sight, "" none.
func (b *bench) present() string {
	if p, ok := b.current().(presenter); ok {
		return p.Present()
	}
	return ""
}

// customerView shows the customer in sight the own card and nothing else, for turning the laptop round or handing it over:
// no list, search, notice, badge or message of anybody else comes to the screen. F9 leaves it, as the planner sits beside;
// once the page is locked by its button, only the account's passphrase does.
func (b *bench) customerView() {
	id := b.present()
	if id == "" {
		b.tell(lang.X("customer_view.none", ""))
		return
	}
	b.showCustomer(id, nil)
}

// showCustomer is customerView of a customer, from a room or from a page over the window that is not private; left is called
// on the UI goroutine once the page was left, nil: nothing.
func (b *bench) showCustomer(id string, left func()) {
	from := b.over
	go func() {
		card, err := b.session.Service.Card(context.Background(), id)
		if err != nil {
			b.fail(err)
			return
		}
		fyne.Do(func() {
			if b.stopped.Load() || b.over != from {
				return
			}
			d := b.customerDeps(card)
			d.Leave = func() {
				b.uncover()
				if left != nil {
					left()
				}
			}
			b.cover(privacy.CustomerPage(d), true)
		})
	}()
}

func (b *bench) customerDeps(card app.CardView) privacy.CustomerDeps {
	d := privacy.CustomerDeps{
		Window: b.window.win, Card: card, Planner: b.session.Person, Centre: b.session.Account.Centre, Today: b.window.cfg.Clock.Today(),
	}
	if s := b.session.Security; s != nil {
		d.Check = s.CheckPassphrase
	}
	return d
}
