package visit

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// packColumns is how many things stand in a line of the packing list.
const packColumns = 5

// beforePage is what is done before leaving: the second confirmation (002 §二.一.3), the way, and packing (002 §三.六).
type beforePage struct {
	pane    *pane
	confirm *fyne.Container
	address *widgets.Paragraph
	packed  *widgets.Text
	groups  []*widgets.Steps
	lines   []*fyne.Container // of the groups
	all     *widgets.Button   // packs everything
	next    *widgets.Button   // to the next page
	mark    *widgets.Button   // the customer has confirmed
	lately  *lately
	content fyne.CanvasObject
}

func newBeforePage(p *pane) *beforePage {
	b := &beforePage{pane: p, confirm: widgets.Stack(), address: widgets.NewParagraph("").Large(), packed: widgets.MutedText("")}
	copyIt := widgets.Tag("visit.copy", widgets.Secondary(lang.X("visit.copy", ""), theme.IconCopy, func() {
		widgets.Copy(b.address.Value())
		id := p.visit.CustomerID
		p.room.saves.do(func() {
			a := app.Access{CustomerID: id, What: "address", How: app.AccessCopy}
			if err := p.room.deps.Service.NoteAccess(context.Background(), a); err != nil {
				p.room.deps.Fail(err)
			}
		})
		p.room.deps.Toast(lang.X("common.copied", ""), "", nil)
	}).Compact())
	all := widgets.Tag("visit.pack.all", widgets.Secondary(lang.X("visit.pack.all", ""), theme.IconCheck, b.packAll).Compact()).Key("B")
	list := widgets.Tag("visit.pack.print", widgets.Secondary(lang.X("visit.print.list", ""), theme.IconPrint, p.room.printChecklist).Compact()).Key("L")
	var packing []fyne.CanvasObject
	for i, group := range packGroups {
		steps := widgets.Tag(fmt.Sprintf("visit.pack.%d", i), widgets.NewSteps(nil, packColumns, func(id string, on bool) {
			p.change(func(v *app.Visit) { v.Packed = with(v.Packed, id, on) })
			b.count()
		}))
		b.groups = append(b.groups, steps)
		name := widgets.FixedWidth(72, widgets.MutedText(lang.X("visit.pack.group."+group.name, "")))
		line := widgets.HStack(8, name, widgets.Grow(steps))
		b.lines = append(b.lines, line)
		packing = append(packing, line)
	}
	next := widgets.Tag("visit.leave_home", widgets.Primary(lang.X("visit.go", ""), theme.IconRight, func() { p.show(pageThere) })).Key("2")
	b.all, b.next, b.lately = all, next, newLately()
	b.content = widgets.Scroll(widgets.VStack(theme.PanelGap,
		b.confirm,
		widgets.Panel(lang.X("visit.way", ""), []fyne.CanvasObject{copyIt}, b.address),
		widgets.Panel(lang.X("visit.packing", ""), []fyne.CanvasObject{b.packed, list, all}, widgets.VStack(6, packing...)),
		b.lately.content,
		widgets.HStack(8, widgets.Spring(), next)))
	return b
}

// packAll ticks everything that is to be taken along.
func (b *beforePage) packAll() {
	b.pane.change(func(v *app.Visit) { v.Packed = app.PackingFor(b.pane.sheet.Stage) })
	b.fill()
}

func (b *beforePage) fill() {
	a := b.pane.sheet.Item.Appointment
	b.address.Set(place(b.pane.sheet.Item))
	b.lately.fill(b.pane.sheet.Card.Records)
	b.confirm.Objects = []fyne.CanvasObject{b.confirmation(a)}
	b.confirm.Refresh()
	need := app.PackingFor(b.pane.sheet.Stage)
	for i, group := range packGroups {
		codes := slices.DeleteFunc(slices.Clone(group.codes), func(code string) bool { return !slices.Contains(need, code) })
		b.groups[i].Set(ticks(codes, "visit.pack.", b.pane.visit.Packed))
		b.lines[i].Hidden = len(codes) == 0
		b.groups[i].Enable(!b.pane.finished())
	}
	b.all.Hidden, b.next.Hidden = b.pane.finished(), b.pane.finished()
	b.all.Refresh()
	b.next.Refresh()
	b.count()
}

func (b *beforePage) count() {
	need := app.PackingFor(b.pane.sheet.Stage)
	b.packed.Set(lang.X("visit.packed", "", map[string]any{"N": packedOf(need, b.pane.visit.Packed), "All": len(need)}))
}

// confirmation says whether the customer has confirmed again, and how to ask.
func (b *beforePage) confirmation(a app.Appointment) fyne.CanvasObject {
	r := b.pane.room
	switch {
	case b.pane.finished():
		return widgets.NewBanner(widgets.Neutral, "")
	case a.ConfirmedAt != 0:
		return widgets.Tag("visit.confirmed", widgets.NewBanner(widgets.Success, lang.X("visit.confirmed", "", map[string]any{"At": words.ShortStamp(a.ConfirmedAt)})))
	}
	call := widgets.Tag("visit.confirm.call", widgets.Primary(lang.X("visit.confirm.call", ""), theme.IconPhone, func() {
		r.deps.Navigate("calls", []string{a.CustomerID, a.PolicyID, app.StageConfirm})
	}).Compact())
	b.mark = widgets.Tag("visit.confirm.mark", widgets.Secondary(lang.X("visit.confirm.mark", ""), theme.IconCheck, func() {
		after := a
		after.ConfirmedAt = r.deps.Clock.Now()
		r.saves.do(func() {
			if err := r.deps.Service.ChangeAppointment(context.Background(), a, after); err != nil {
				r.deps.Fail(err)
				return
			}
			fyne.Do(r.Refresh)
		})
	}).Compact())
	return widgets.NewBanner(widgets.Warning, lang.X("visit.confirm", ""), b.mark, call)
}
