package cards

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// notices stand above a card: the stage that comes next, why it may not be called, and values that lost against
// another person's edit.
type notices struct {
	pane    *cardPane
	do      func() // the action of the stage that comes next, nil if none does
	content *fyne.Container
}

func newNotices(p *cardPane) *notices { return &notices{pane: p, content: widgets.VStack(6)} }

// mostKept is how many lost values are shown at once; the others follow as these are settled.
const mostKept = 3

func (n *notices) fill() {
	n.content.Objects = nil
	p := n.pane
	v := p.view
	me := p.room.deps.Service.Me().ID
	for i, k := range v.Kept[:min(len(v.Kept), mostKept)] {
		n.content.Add(n.kept(i, k, me))
	}
	n.do = nil
	if text, label, do := n.stage(v, me); text != "" {
		n.do = do
		n.content.Add(widgets.Tag("cards.stage", widgets.NewBanner(widgets.Info, text,
			widgets.Tag("cards.stage.do", widgets.Secondary(label, theme.IconCheck, do).Compact().Key("S")))))
	}
	if why := app.CallBlocked(v.Customer, v.Callees, p.room.deps.Clock.Now()); why != "" {
		n.content.Add(widgets.Tag("cards.blocked", widgets.NewBanner(widgets.Warning, lang.X("cards.blocked."+why, "", map[string]any{
			"From": v.Customer.QuietFrom, "To": v.Customer.QuietTo,
		}))))
	}
	n.content.Hidden = len(n.content.Objects) == 0
	n.content.Refresh()
}

// stage returns what comes next on the way of a card: signing, opening, checking its data.
func (n *notices) stage(v app.CardView, me string) (text, label string, do func()) {
	s, c := n.pane.room.deps.Service, v.Customer
	var unsigned []string
	by := app.Date("")
	for _, k := range v.Cases {
		if k.PersonID == me && k.SignedAt == 0 {
			unsigned = append(unsigned, k.ID)
			if k.SignBy.Valid() && (by == "" || k.SignBy < by) {
				by = k.SignBy
			}
		}
	}
	switch {
	case len(unsigned) > 0:
		text = lang.X("cards.stage.sign", "", map[string]any{"N": len(unsigned)})
		if by != "" {
			text += lang.X("cards.stage.by", "", map[string]any{"Date": string(by)})
		}
		return text, lang.X("cards.stage.sign.do", ""), n.act(func(ctx context.Context) error { return s.SignCases(ctx, unsigned...) }, "cards.stage.sign.done")
	case c.OpenedOn == "":
		return lang.X("cards.stage.open", ""), lang.X("cards.stage.open.do", ""),
			n.act(func(ctx context.Context) error { return s.OpenCard(ctx, c.ID) }, "cards.stage.open.done")
	case c.CheckedOn == "" && !c.Prospect:
		return lang.X("cards.stage.check", ""), lang.X("cards.stage.check.do", ""),
			n.act(func(ctx context.Context) error { return s.CheckData(ctx, c.ID) }, "cards.stage.check.done")
	}
	return "", "", nil
}

func (n *notices) act(do func(ctx context.Context) error, done string) func() {
	r := n.pane.room
	return func() {
		r.run(do, func() {
			r.deps.Toast(lang.X(done, ""), "", nil)
			r.Refresh()
		})
	}
}

// step does what comes next on the way of the card.
func (n *notices) step() {
	if n.do != nil {
		n.do()
	}
}

// kept shows a value that lost, and the two ways to settle it.
func (n *notices) kept(i int, k app.Kept, me string) fyne.CanvasObject {
	author, take := lang.X("cards.kept.other", ""), lang.X("cards.kept.take", "")
	if name := n.pane.names[k.Author]; name != "" {
		author = name
	}
	if k.Author == me {
		author, take = lang.X("cards.kept.me", ""), lang.X("cards.kept.mine", "")
	}
	text := lang.X("cards.kept", "", map[string]any{
		"Author": author, "When": words.ShortStamp(k.At), "Field": lang.X("field."+k.Field, k.Field),
		"Lost": readable(k.Field, k.Value, n.pane.revealed), "Stands": readable(k.Field, k.Winner, n.pane.revealed),
	}) + n.by(k, me)
	settle := func(takeLost bool) func() {
		s := n.pane.room.deps.Service
		return n.act(func(ctx context.Context) error { return s.SettleKept(ctx, k.ID, takeLost) }, "cards.kept.done")
	}
	return widgets.NewBanner(widgets.Warning, text,
		widgets.Tag(fmt.Sprintf("cards.kept.%d.take", i), widgets.Secondary(take, nil, settle(true)).Compact()),
		widgets.Tag(fmt.Sprintf("cards.kept.%d.keep", i), widgets.Secondary(lang.X("cards.kept.keep", ""), nil, settle(false)).Compact())).Below()
}

// by says who wrote the value that stands, and when, if this laptop has learnt of it.
func (n *notices) by(k app.Kept, me string) string {
	h, ok := n.pane.stands[k.ID]
	if !ok {
		return ""
	}
	author := n.pane.names[h.Author]
	switch {
	case h.Author == me:
		author = lang.X("cards.kept.me", "")
	case author == "":
		author = lang.X("cards.kept.other", "")
	}
	return lang.X("cards.kept.by", "", map[string]any{"Author": author, "When": words.ShortStamp(h.At)})
}
