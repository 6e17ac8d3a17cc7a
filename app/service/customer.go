package service

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// SaveCustomer stores what was changed on a card. Phones are sorted into mobile, landline and invalid; a wrong phone or
// identity number is kept as typed and marked, never dropped. A good identity number fills in an empty birth date and sex.
// Errors: app.ErrInvalid with the field for a card without a name, a day that does not exist or hours that are none.
func (s *Service) SaveCustomer(ctx context.Context, before, after app.Customer) error {
	if err := checkCustomer(&after, before); err != nil {
		return err
	}
	return s.store.Save(ctx, record.Change(before, after))
}

// NewCustomer opens the card of a prospect (准客户) and returns its id.
func (s *Service) NewCustomer(ctx context.Context, c app.Customer) (string, error) {
	if err := checkCustomer(&c, app.Customer{}); err != nil {
		return "", err
	}
	c.ID, c.Prospect = s.newID(), true
	if c.OpenedOn == "" {
		c.OpenedOn = s.clock.Today()
	}
	return c.ID, s.store.Save(ctx, record.Create(c))
}

func checkCustomer(c *app.Customer, before app.Customer) error {
	c.Name = app.NormalName(c.Name)
	if c.Name == "" {
		return invalid("name", "请填写姓名")
	}
	if c.Name != before.Name && utf8.RuneCountInString(c.Name) > app.MaxName {
		return invalid("name", "姓名最多 %d 个字", app.MaxName)
	}
	for field, d := range map[string]app.Date{
		"birth_date": c.BirthDate, "consent_on": c.ConsentOn, "opened_on": c.OpenedOn, "checked_on": c.CheckedOn,
	} {
		if d != "" && !d.Valid() {
			return invalid(field, "%s 不是有效日期", d)
		}
	}
	for field, clock := range map[string]string{"quiet_from": c.QuietFrom, "quiet_to": c.QuietTo} {
		if _, err := time.Parse("15:04", clock); clock != "" && (err != nil || len(clock) != 5) {
			return invalid(field, "时间请写成 12:30 这样的格式")
		}
	}
	c.Phones = typedPhones(c.Phones)
	if c.IDNo != before.IDNo {
		c.IDNo = strings.TrimSpace(c.IDNo)
		if id, err := app.ParseIDNo(c.IDNo); err == nil {
			c.IDNo, c.IDType = id.Number, id.Type
			if c.BirthDate == "" {
				c.BirthDate = id.Birth
			}
			if c.Sex == "" {
				c.Sex = id.Sex
			}
		}
	}
	return nil
}

// typedPhones sorts the numbers of a card by kind; several typed into one become several, none twice.
func typedPhones(phones []app.Phone) []app.Phone {
	var out []app.Phone
	for _, p := range phones {
		found := app.ParsePhones(p.Number)
		if len(found) == 0 {
			continue
		}
		for _, f := range found {
			if p.Label != "" {
				f.Label = p.Label
			}
			f.Wrong = p.Wrong
			if !slices.ContainsFunc(out, func(o app.Phone) bool { return o.Number == f.Number }) {
				out = append(out, f)
			}
		}
	}
	return out
}

// OpenCard notes that the service card was opened today (建卡, 002 §二.B) and signs for the customer's cases. Opening an
// open card changes nothing.
func (s *Service) OpenCard(ctx context.Context, customerID string) error {
	return s.stageDone(ctx, customerID, func(c *app.Customer) {
		if c.OpenedOn == "" {
			c.OpenedOn = s.clock.Today()
		}
	})
}

// CheckData notes that the card's data was checked and completed today (资料确认, 002 §二.C); that opens the card too.
func (s *Service) CheckData(ctx context.Context, customerID string) error {
	return s.stageDone(ctx, customerID, func(c *app.Customer) {
		if c.OpenedOn == "" {
			c.OpenedOn = s.clock.Today()
		}
		c.CheckedOn = s.clock.Today()
	})
}

func (s *Service) stageDone(ctx context.Context, customerID string, do func(*app.Customer)) error {
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return err
	}
	writes, err := s.receipts(ctx, customerID)
	if err != nil {
		return err
	}
	d := c
	do(&d)
	return s.save(ctx, append(writes, record.Change(c, d)))
}

// SignCases signs for cases (签收, 002 §四.1); those signed for already stay as they are. Errors: app.ErrForbidden for
// somebody else's case, app.ErrNotFound.
func (s *Service) SignCases(ctx context.Context, caseIDs ...string) error {
	var writes []record.Write
	for _, id := range caseIDs {
		k, err := s.store.Case(ctx, id)
		if err != nil {
			return err
		}
		if k.PersonID != s.me.ID {
			return app.Errorf(app.ErrForbidden, "只能签收分配给自己的资源")
		}
		if k.SignedAt != 0 {
			continue
		}
		signed := k
		signed.SignedAt = s.clock.Now()
		writes = append(writes, record.Change(k, signed))
	}
	return s.save(ctx, writes)
}

// Verify records that a contact fact was checked (核实): which one, with what value, how, and whether it is right.
func (s *Service) Verify(ctx context.Context, v app.Verification) error {
	if _, err := s.store.Customer(ctx, v.CustomerID); err != nil {
		return err
	}
	if _, ok := app.KindCustomer.Field(v.Fact); !ok || blank(v.Value) {
		return invalid("fact", "请选择要核实的内容")
	}
	v.ID, v.PersonID = s.newID(), s.me.ID
	if v.At == 0 {
		v.At = s.clock.Now()
	}
	if v.How == "" {
		v.How = app.ChannelPhone
	}
	return s.store.Save(ctx, record.Create(v))
}
