package cards

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// contactPanel shows how to reach the customer: phones and addresses with their verification, and what the customer wants.
type contactPanel struct {
	pane      *cardPane
	phones    *fyne.Container
	addresses *fyne.Container
	doubts    *widgets.Banner
	callees   *widgets.Paragraph
	facts     *widgets.Facts
	content   fyne.CanvasObject
}

func newContactPanel(p *cardPane) *contactPanel {
	c := &contactPanel{
		pane: p, phones: widgets.VStack(2), addresses: widgets.VStack(4), callees: widgets.NewParagraph("").Small(),
		doubts: widgets.Tag("cards.phone.doubts", widgets.NewBanner(widgets.Warning, "")),
	}
	c.facts = widgets.Tag("cards.contact", widgets.NewFacts(2, string(p.room.deps.Clock.Today()), nil))
	p.keepFacts(c.facts)
	c.facts.OnCopy = p.noteCopy
	add := []fyne.CanvasObject{
		widgets.Tag("cards.phone.add", widgets.Quiet(lang.X("cards.phone.add", ""), theme.IconAdd, func() { p.editPhone(-1) }).Compact()),
		widgets.Tag("cards.address.add", widgets.Quiet(lang.X("cards.address.add", ""), theme.IconAdd, func() { p.editAddress(-1) }).Compact()),
	}
	c.content = widgets.Panel(lang.X("cards.contact", ""), add, widgets.VStack(6, c.phones, c.doubts, c.addresses, c.callees, widgets.Line(), c.facts))
	return c
}

func (c *contactPanel) fill() {
	p := c.pane
	v := p.view
	c.phones.Objects = nil
	for i, n := range v.Customer.Phones {
		c.phones.Add(p.phoneLine(i, n))
	}
	if len(v.Customer.Phones) == 0 {
		c.phones.Add(widgets.HStack(8, widgets.Picture(theme.IconPhoneOff, 16, theme.ColorFaint), widgets.MutedText(lang.X("cards.phone.none", ""))))
	}
	c.phones.Refresh()
	c.doubts.Set(widgets.Warning, strings.Join(phoneDoubts(v.Customer.Phones, p.revealed), "\n"))
	c.addresses.Objects = nil
	for i, a := range v.Customer.Addresses {
		c.addresses.Add(p.addressLine(i, a))
	}
	if len(v.Customer.Addresses) == 0 {
		c.addresses.Add(widgets.HStack(8, widgets.Picture(theme.IconPlace, 16, theme.ColorFaint), widgets.MutedText(lang.X("cards.address.none", ""))))
	}
	c.addresses.Refresh()
	c.callees.Set(callees(v.Callees))
	c.facts.Set(p.keeping(p.contactFacts()))
}

// phoneDoubts says what is wrong with numbers that are none; they are kept as written.
func phoneDoubts(list []app.Phone, revealed bool) []string {
	var out []string
	for _, n := range list {
		if n.Kind != app.PhoneInvalid {
			continue
		}
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, app.HalfWidth(n.Number))
		key := "cards.doubt.phone"
		if strings.HasPrefix(digits, "1") && len(digits) != 11 {
			key = "cards.doubt.mobile"
		}
		out = append(out, lang.X(key, "", map[string]any{"Number": phone(n.Number, revealed), "N": len(digits)}))
	}
	return out
}

// callees says whom one may call (002 §二.一.1).
func callees(list []app.Callee) string {
	var names []string
	for _, c := range list {
		var about []string
		if c.Relation == app.CalleeInsured {
			about = append(about, lang.X("cards.insured", ""))
		}
		if len(c.Phones) == 0 {
			about = append(about, lang.X("cards.without_phone", ""))
		}
		name := c.Name
		if len(about) > 0 {
			name += lang.X("cards.in_brackets", "", map[string]any{"Text": strings.Join(about, lang.X("cards.comma", ""))})
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return lang.X("cards.callees.none", "")
	}
	return lang.X("cards.callees", "", map[string]any{"Names": strings.Join(names, lang.X("cards.and", ""))})
}

func (p *cardPane) phoneLine(i int, n app.Phone) fyne.CanvasObject {
	number := widgets.NewText(phone(n.Number, p.revealed))
	row := []fyne.CanvasObject{widgets.Picture(theme.IconPhone, 16, theme.ColorMuted), number}
	if n.Label != "" {
		row = append(row, widgets.Caption(words.Fixed(n.Label)).Clipped())
	}
	switch {
	case n.Kind == app.PhoneInvalid:
		number.SetTone(widgets.Danger)
		row = append(row, widgets.NewBadge(lang.X("cards.wrong", ""), widgets.Danger))
	case n.Wrong:
		number.SetTone(widgets.Muted)
		row = append(row, widgets.NewBadge(lang.X("cards.phone.wrong", ""), widgets.Danger))
	default:
		row = append(row, widgets.NewBadge(p.verified("phones", n.Number)))
	}
	row = append(row, widgets.Spring(),
		widgets.Tag(fmt.Sprintf("cards.phone.%d.verify", i), widgets.IconButton(theme.IconShield, lang.X("cards.verify", ""), func() { p.verify("phones", n.Number) }).Compact()),
		widgets.Tag(fmt.Sprintf("cards.phone.%d.edit", i), widgets.IconButton(theme.IconEdit, lang.X("common.edit", ""), func() { p.editPhone(i) }).Compact()))
	return widgets.Tag(fmt.Sprintf("cards.phone.%d", i), widgets.FixedHeight(28, widgets.HStack(8, row...)))
}

func (p *cardPane) addressLine(i int, a app.Address) fyne.CanvasObject {
	tone := widgets.Neutral
	badge, mood := p.verified("addresses", a.Text)
	if a.Wrong {
		tone, badge, mood = widgets.Muted, lang.X("cards.address.wrong", ""), widgets.Danger
	}
	buttons := widgets.HStack(8, widgets.NewBadge(badge, mood),
		widgets.Tag(fmt.Sprintf("cards.address.%d.verify", i), widgets.IconButton(theme.IconShield, lang.X("cards.verify", ""), func() { p.verify("addresses", a.Text) }).Compact()),
		widgets.Tag(fmt.Sprintf("cards.address.%d.edit", i), widgets.IconButton(theme.IconEdit, lang.X("common.edit", ""), func() { p.editAddress(i) }).Compact()))
	icon := widgets.VStack(0, widgets.Pad(3, 8, 0, 0, widgets.Picture(theme.IconPlace, 16, theme.ColorMuted)))
	text := []fyne.CanvasObject{widgets.NewSpans(widgets.Span{Text: place(a), Tone: tone})}
	if about := joined(words.Fixed(a.Label), a.Postcode); about != "" {
		text = append(text, widgets.Caption(about))
	}
	return widgets.Tag(fmt.Sprintf("cards.address.%d", i), widgets.Sides(icon, widgets.VStack(0, text...), widgets.VStack(0, buttons)))
}

// place writes an address with its district.
func place(a app.Address) string {
	if a.District != "" && !strings.Contains(a.Text, a.District) {
		return a.District + a.Text
	}
	return a.Text
}

// verified says how a value of a fact stands: verified, found wrong, or not checked.
func (p *cardPane) verified(fact, value string) (string, widgets.Tone) {
	v, ok := p.view.Verified[fact+"="+value]
	switch {
	case !ok:
		return lang.X("verified.no", ""), widgets.Neutral
	case v.OK:
		return lang.X("verified.yes", ""), widgets.Success
	}
	return lang.X("cards.verified.wrong", ""), widgets.Danger
}

func (p *cardPane) contactFacts() []widgets.Fact {
	c := p.view.Customer
	silent := "no"
	if c.DoNotContact {
		silent = "yes"
	}
	quiet := ""
	if c.QuietFrom != "" || c.QuietTo != "" {
		quiet = c.QuietFrom + "–" + c.QuietTo
	}
	return []widgets.Fact{
		p.text("best_time", c.BestTime, func(c *app.Customer, s string) { c.BestTime = s }),
		p.choice("best_channel", c.BestChannel, channels(), func(c *app.Customer, s string) { c.BestChannel = s }),
		p.text("wechat", c.WeChat, func(c *app.Customer, s string) { c.WeChat = s }),
		{ID: "quiet", Label: lang.X("field.quiet", ""), Value: quiet, Edit: widgets.EditText, Hint: "12:00-14:00", Save: p.savingQuiet()},
		p.choice("do_not_contact", silent, labelled("cards.contact.", "no", "yes"), func(c *app.Customer, s string) { c.DoNotContact = s == "yes" }),
		{
			ID: "consent_on", Label: lang.X("field.consent_on", ""), Value: string(c.ConsentOn), Raw: string(c.ConsentOn), Edit: widgets.EditDate,
			Save: p.saving(func(c *app.Customer, s string) { c.ConsentOn = app.Date(s) }),
		},
	}
}

// savingQuiet returns what stores the hours in which not to call, typed as 12:00-14:00.
func (p *cardPane) savingQuiet() func(string) error {
	id := p.view.Customer.ID
	return func(s string) error {
		from, to, ok := quietHours(s)
		if !ok {
			return words.Invalid("quiet", lang.X("cards.quiet.hint", ""))
		}
		return p.handing.HandIn(func(ctx context.Context) error {
			return p.saveTo(ctx, id, func(c *app.Customer) { c.QuietFrom, c.QuietTo = from, to })
		})
	}
}

// quietHours reads two times of day with anything people put between them; blank text takes the hours away.
func quietHours(s string) (from, to string, ok bool) {
	if strings.TrimSpace(s) == "" {
		return "", "", true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-–—~～至到", r) })
	if len(parts) != 2 {
		return "", "", false
	}
	from, a := widgets.ParseTime(strings.TrimSpace(parts[0]))
	to, b := widgets.ParseTime(strings.TrimSpace(parts[1]))
	return from, to, a && b && from != "" && to != ""
}

func channels() []widgets.Option {
	return labelled("channel.", app.ChannelPhone, app.ChannelVisit, app.ChannelOnline, app.ChannelLetter)
}
