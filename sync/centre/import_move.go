package centre

import (
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/record"
)

// newHolder returns the card of the holder a policy has gone to, nil if it has not: a row that names somebody else says so
// where that person is known, or shows by another ID number that it is not the same person under a corrected name.
func (im *importer) newHolder(card *row, last app.ImportRow, r *app.ImportRow, body record.Body) (*row, error) {
	if card == nil || sameHolder(card, last, r) {
		return nil, nil
	}
	other, err := im.findHolder(intake.HolderKeys(r.Holder))
	if err != nil {
		return nil, err
	}
	if other == nil {
		before, err := app.ParseIDNo(card.body.Text("id_no"))
		if err != nil {
			return nil, nil
		}
		now, err := app.ParseIDNo(r.Holder.IDNo)
		if err != nil || now.Long() == before.Long() {
			return nil, nil
		}
	} else if other.id == card.id {
		return nil, nil
	}
	return im.holder(r, body)
}

// changeHolder brings a policy, with new facts, to the card of another holder.
func (im *importer) changeHolder(policy *row, set record.Body, from, to *row, line int) error {
	if err := im.followPolicy(policy.id, from, to); err != nil {
		return err
	}
	set["customer_id"] = record.Value(to.id)
	if err := im.move(policy, to.stream, set, im.w); err != nil {
		return err
	}
	im.reply.Changed++
	_, err := im.serverOf(to, line)
	return err
}

// followPolicy brings the cases of a policy, and the values kept for them and for the policy, to the card the policy has gone to.
func (im *importer) followPolicy(policy string, from, to *row) error {
	hanging, err := im.hangingOn(from.id)
	if err != nil {
		return err
	}
	moving := map[string]bool{policy: true}
	for _, r := range hanging {
		if r.kind == app.KindCase.Name && r.body.Text("policy_id") == policy {
			moving[r.id] = true
		}
	}
	for _, r := range hanging {
		follows := r.kind == app.KindCase.Name && moving[r.id] || r.kind == app.KindKept.Name && moving[r.body.Text("row_id")]
		if !follows {
			continue
		}
		if err := im.move(r, to.stream, record.Body{"customer_id": record.Value(to.id)}, im.w); err != nil {
			return err
		}
	}
	return nil
}

// outOfPool gives a card that nobody serves to the planner the file is for.
func (im *importer) outOfPool(card *row) error {
	if card.stream != poolStream {
		return nil
	}
	_, err := im.handOver(card, app.SeatStream(im.to.ID), im.w)
	return err
}
