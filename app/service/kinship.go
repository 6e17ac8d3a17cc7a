package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Kinships proposes which customers are of one family and not yet linked, the surest first: the family of one names the
// other, or they live at one address or share a phone. An address or a phone that many share, such as of an employer, says
// nothing.
func (s *Service) Kinships(ctx context.Context) ([]app.Kinship, error) {
	people, err := s.store.GreetedPeople(ctx)
	if err != nil {
		return nil, err
	}
	k := &kin{found: map[[2]string]*app.Kinship{}, people: map[string]app.Customer{}}
	for _, c := range people {
		k.people[c.ID] = c
	}
	k.named(people)
	k.shared(people, app.KinAddress, func(c app.Customer) []string {
		var out []string
		for _, a := range c.Addresses {
			if !a.Wrong && app.AddressCompleteness([]app.Address{a}) == app.Full {
				out = append(out, app.WithoutSpaces(a.Text))
			}
		}
		return out
	})
	k.shared(people, app.KinPhone, func(c app.Customer) []string {
		var out []string
		for _, p := range app.UsablePhones(c.Phones) {
			out = append(out, p.Number)
		}
		return out
	})
	return k.proposals(), nil
}

// mostSharing is how many customers may share an address or a phone and still be a family.
const mostSharing = 4

type kin struct {
	people map[string]app.Customer
	found  map[[2]string]*app.Kinship
}

// note finds the proposal for two customers and adds a sign to it; relation is of the other to the one, "" unknown.
func (k *kin) note(one, other app.Customer, relation, sign string) {
	if one.ID == other.ID || linked(one, other.ID) && linked(other, one.ID) {
		return
	}
	if one.ID > other.ID {
		one, other = other, one
		if relation != "" {
			relation = app.Inverse(relation)
		}
	}
	at := [2]string{one.ID, other.ID}
	p := k.found[at]
	if p == nil {
		p = &app.Kinship{CustomerID: one.ID, Name: one.Name, OtherID: other.ID, Other: other.Name}
		k.found[at] = p
	}
	if p.Relation == "" {
		p.Relation = relation
	}
	if !slices.Contains(p.Signs, sign) {
		p.Signs = append(p.Signs, sign)
	}
}

func linked(c app.Customer, otherID string) bool {
	return slices.ContainsFunc(c.Family, func(r app.Relative) bool { return r.CustomerID == otherID })
}

// named goes through the families for names of customers. A name alone is borne by many: it counts where the day of birth
// is the same, or is not known on one side.
func (k *kin) named(people []app.Customer) {
	by := map[string][]app.Customer{}
	for _, c := range people {
		by[c.Name] = append(by[c.Name], c)
	}
	for _, c := range people {
		for _, r := range c.Family {
			for _, other := range by[r.Name] {
				switch {
				case r.CustomerID != "" && r.CustomerID != other.ID:
				case r.CustomerID == other.ID:
					k.note(c, other, r.Relation, app.KinNamed)
				case r.BirthDate != "" && r.BirthDate == other.BirthDate:
					k.note(c, other, r.Relation, app.KinNamed)
					k.note(c, other, r.Relation, app.KinBirth)
				case r.BirthDate == "" || other.BirthDate == "":
					k.note(c, other, r.Relation, app.KinNamed)
				}
			}
		}
	}
}

func (k *kin) shared(people []app.Customer, sign string, facts func(app.Customer) []string) {
	by := map[string][]app.Customer{}
	for _, c := range people {
		for _, f := range facts(c) {
			by[f] = append(by[f], c)
		}
	}
	for _, group := range by {
		if len(group) > mostSharing {
			continue
		}
		for i, a := range group {
			for _, b := range group[i+1:] {
				k.note(a, b, "", sign)
				if app.Surname(a.Name) == app.Surname(b.Name) && a.ID != b.ID {
					k.note(a, b, "", app.KinSurname)
				}
			}
		}
	}
}

// proposals returns what was found; a name alone is not enough, it takes a second sign.
func (k *kin) proposals() []app.Kinship {
	var out []app.Kinship
	for at, p := range k.found {
		if len(p.Signs) == 1 && p.Signs[0] == app.KinNamed && !linked(k.people[at[0]], at[1]) && !linked(k.people[at[1]], at[0]) {
			continue
		}
		if p.Relation == "" {
			p.Relation = guess(k.people[at[0]], k.people[at[1]])
		}
		slices.Sort(p.Signs)
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b app.Kinship) int {
		return cmp.Or(len(b.Signs)-len(a.Signs), strings.Compare(a.Name, b.Name), strings.Compare(a.OtherID, b.OtherID), strings.Compare(a.CustomerID, b.CustomerID))
	})
	return out
}

// generation is by how many years children are younger than their parents at least.
const generation = 17

// guess returns what the other may be to one, by their ages and sexes; "" if that says nothing.
func guess(one, other app.Customer) string {
	if !one.BirthDate.Valid() || !other.BirthDate.Valid() {
		return ""
	}
	apart := one.BirthDate.Time().Year() - other.BirthDate.Time().Year()
	switch {
	case apart >= generation:
		return app.RelationParent
	case -apart >= generation:
		return app.RelationChild
	case one.Sex != other.Sex && one.Sex != "" && other.Sex != "" && app.Surname(one.Name) != app.Surname(other.Name):
		return app.RelationSpouse
	case app.Surname(one.Name) == app.Surname(other.Name):
		return app.RelationSibling
	}
	return ""
}

// LinkFamily enters two customers in each other's family: the other is relation to the customer. Where the family names the
// person already, that entry gets the link. back takes it back. Errors: app.ErrInvalid, app.ErrNotFound.
func (s *Service) LinkFamily(ctx context.Context, customerID, otherID, relation string) (back func(context.Context) error, err error) {
	if !slices.Contains(app.Relations, relation) {
		return nil, invalid("relation", "请选择与客户的关系")
	}
	if customerID == otherID {
		return nil, invalid("customer_id", "不能与本人关联")
	}
	one, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return nil, err
	}
	other, err := s.store.Customer(ctx, otherID)
	if err != nil {
		return nil, err
	}
	first, second := one, other
	first.Family, second.Family = withRelative(one.Family, other, relation), withRelative(other.Family, one, app.Inverse(relation))
	if err := s.store.Save(ctx, record.Change(one, first), record.Change(other, second)); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		return s.store.Save(ctx, record.Change(first, one), record.Change(second, other))
	}, nil
}

// UnlinkFamily takes the link between two customers off both cards; the entries stay.
func (s *Service) UnlinkFamily(ctx context.Context, customerID, otherID string) error {
	var writes []record.Write
	for _, pair := range [][2]string{{customerID, otherID}, {otherID, customerID}} {
		c, err := s.store.Customer(ctx, pair[0])
		if notFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		d := c
		d.Family = slices.Clone(c.Family)
		for i := range d.Family {
			if d.Family[i].CustomerID == pair[1] {
				d.Family[i].CustomerID = ""
			}
		}
		writes = append(writes, record.Change(c, d))
	}
	return s.save(ctx, writes)
}

// withRelative returns a family with somebody in it who is a customer.
func withRelative(family []app.Relative, who app.Customer, relation string) []app.Relative {
	out := slices.Clone(family)
	entry := app.Relative{Name: who.Name, Relation: relation, BirthDate: who.BirthDate, CustomerID: who.ID}
	i := slices.IndexFunc(out, func(r app.Relative) bool { return r.CustomerID == who.ID })
	if i < 0 {
		i = slices.IndexFunc(out, func(r app.Relative) bool {
			return r.CustomerID == "" && r.Name == who.Name && (r.BirthDate == "" || who.BirthDate == "" || r.BirthDate == who.BirthDate)
		})
	}
	if i < 0 {
		return append(out, entry)
	}
	entry.Note = out[i].Note
	if entry.BirthDate == "" {
		entry.BirthDate = out[i].BirthDate
	}
	out[i] = entry
	return out
}
