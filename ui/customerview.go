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
	go func() {
		card, err := b.session.Service.Card(context.Background(), id)
		if err != nil {
			b.fail(err)
			return
		}
		fyne.Do(func() {
			if b.stopped.Load() || b.over != nil {
				return
			}
			b.cover(privacy.CustomerPage(b.customerDeps(card)), true)
		})
	}()
}

func (b *bench) customerDeps(card app.CardView) privacy.CustomerDeps {
	d := privacy.CustomerDeps{
		Window: b.window.win, Card: card, Planner: b.session.Person, Centre: b.session.Account.Centre, Today: b.window.cfg.Clock.Today(), Leave: b.uncover,
	}
	if s := b.session.Security; s != nil {
		d.Check = s.CheckPassphrase
	}
	return d
}
