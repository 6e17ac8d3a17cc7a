package centre

import (
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/record"
)

// holder returns the card of a row's holder: the one the holder is known by, or a new one in the planner's seat.
func (im *importer) holder(r *app.ImportRow, body record.Body) (*row, error) {
	keys := intake.HolderKeys(r.Holder)
	card, err := im.findHolder(keys)
	if err != nil {
		return nil, err
	}
	if card != nil {
		if err := im.outOfPool(card); err != nil {
			return nil, err
		}
		if _, err := im.fill(card, &app.Customer{}, &r.Holder, body); err != nil {
			return nil, err
		}
		return card, im.addHolderKeys(card.id, keys)
	}
	no, err := im.nextCard()
	if err != nil {
		return nil, err
	}
	id := app.NewID(im.now.Time())
	body = body.Clone()
	body["card_no"], body["source"] = record.Value(no), record.Value("import")
	delete(body, "prospect")
	if card, err = im.insertBare(app.KindCustomer.Name, id, app.SeatStream(im.to.ID), body, im.w); err != nil {
		return nil, err
	}
	im.known.cards[id] = card
	im.reply.Customers++
	return card, im.addHolderKeys(id, keys)
}

// findHolder returns the card of the customer a holder with these keys is known as, nil if the holder is new. The first key
// that leads to somebody decides.
func (im *importer) findHolder(keys []string) (*row, error) {
	if err := im.meetHolders(); err != nil {
		return nil, err
	}
	for _, key := range keys {
		if id, err := im.firstHolder(key); err != nil || id != "" {
			if err != nil {
				return nil, err
			}
			return im.customer(id)
		}
	}
	return nil, nil
}

// customer returns a customer's card, nil if there is none. In a batch a card is read once: policies of one customer stand
// together in a file.
func (im *importer) customer(id string) (*row, error) {
	if card, read := im.known.cards[id]; read {
		return card, nil
	}
	card, err := im.get(app.KindCustomer.Name, id)
	if err == nil {
		im.known.cards[id] = card
	}
	return card, err
}

// fill brings what a file says about a customer to the card: into empty fields, and in place of what the same policy's row
// said before, as long as that still stands. What people have written stays. Phones and addresses the insurer did not
// name before are added.
func (im *importer) fill(card *row, before, holder *app.Customer, body record.Body) (changed bool, err error) {
	var c app.Customer
	if _, err := app.KindCustomer.Decode(card.body, &c); err != nil {
		return false, err
	}
	said, set := app.KindCustomer.Encode(*before), record.Body{}
	for name, raw := range body {
		if now := card.body[name]; record.IsZero(now) || sameValue(now, said[name]) {
			set[name] = raw
		}
	}
	for _, ours := range []string{"card_no", "prospect", "source", "notes", "family"} {
		delete(set, ours)
	}
	set["phones"] = record.Value(addPhones(c.Phones, before.Phones, holder.Phones))
	set["addresses"] = record.Value(addAddresses(c.Addresses, before.Addresses, holder.Addresses))
	if c.CardNo == "" {
		no, err := im.nextCard()
		if err != nil {
			return false, err
		}
		set["card_no"] = record.Value(no)
	}
	if c.Prospect {
		set["prospect"] = record.Value(false) // the first policy makes a customer
	}
	return im.change(card, set, nil, im.w)
}

func addPhones(have, before, said []app.Phone) []app.Phone {
	out := slices.Clone(have)
	for _, p := range said {
		same := func(o app.Phone) bool { return o.Number == p.Number }
		if !slices.ContainsFunc(out, same) && (len(have) == 0 || !slices.ContainsFunc(before, same)) {
			out = append(out, p)
		}
	}
	return out
}

func addAddresses(have, before, said []app.Address) []app.Address {
	out := slices.Clone(have)
	for _, a := range said {
		same := func(o app.Address) bool { return o.Text == a.Text }
		if !slices.ContainsFunc(out, same) && (len(have) == 0 || !slices.ContainsFunc(before, same)) {
			out = append(out, a)
		}
	}
	return out
}
