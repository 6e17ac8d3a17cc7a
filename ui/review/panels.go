package review

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// coverWeights are the widths of the overview: the person, then one column a kind of cover.
func coverWeights() []float32 {
	w := []float32{2.2}
	for range app.Covers {
		w = append(w, 1)
	}
	return w
}

// fill shows the family.
func (p *Page) fill() {
	v := p.view
	p.title.Set(lang.X("review.title", "", map[string]any{"Name": v.Customer.Name}))
	about := lang.X("review.sum", "", map[string]any{"People": len(v.Members), "Policies": policies(v), "Year": v.YearPremium.String()})
	if v.AsOf != "" {
		about += "　" + lang.X("cards.as_of", "", map[string]any{"Date": string(v.AsOf)})
	}
	p.as.Set(about)
	p.fillCovers()
	bars, first, last, now := timeline(v)
	p.bars.Set(bars, first, last, now)
	p.fillGaps()
	p.fillDues()
	p.fillOutside()
	p.sheet.Refresh()
}

func policies(v app.FamilyReview) int {
	n := 0
	for _, m := range v.Members {
		n += len(m.Policies)
	}
	return n
}

func (p *Page) fillCovers() {
	head := []fyne.CanvasObject{widgets.Caption(lang.X("review.member", ""))}
	for _, c := range app.Covers {
		head = append(head, widgets.Caption(coverName(c)).Aligned(fyne.TextAlignCenter))
	}
	p.covers.Objects = []fyne.CanvasObject{row(head)}
	p.members.Objects = nil
	for _, m := range p.view.Members {
		cells := []fyne.CanvasObject{widgets.VStack(0, widgets.Strong(m.Name).Clipped(), widgets.Caption(who(m)).Clipped())}
		for _, c := range app.Covers {
			it := cellOf(m.Cover(c))
			cells = append(cells, widgets.NewText(it.text).Toned(it.tone).Aligned(fyne.TextAlignCenter).Clipped())
		}
		p.members.Add(widgets.Line())
		p.members.Add(row(cells))
	}
}

func row(cells []fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Pad(6, 14, 6, 14, widgets.Columns(4, coverWeights(), cells...))
}

func (p *Page) fillGaps() {
	p.gaps.Objects = nil
	for _, line := range gapLines(p.view) {
		p.gaps.Add(widgets.NewParagraph(line))
	}
	if len(p.gaps.Objects) == 0 {
		p.gaps.Add(widgets.MutedText(lang.X("review.gaps.none", "")))
	}
}

// duesShown is how many premiums the page lists; the paper lists all.
const duesShown = 8

func (p *Page) fillDues() {
	p.dues.Objects = nil
	var sum app.Money
	for i, d := range p.view.Calendar {
		sum += d.Amount
		if i >= duesShown {
			continue
		}
		day := widgets.NewText(string(d.Day))
		if d.InGrace {
			day.SetTone(widgets.Warning)
		}
		p.dues.Add(widgets.Pad(3, 0, 3, 0, widgets.HStack(10, widgets.FixedWidth(92, day), widgets.FixedWidth(76, widgets.NewText(d.Member).Clipped()),
			widgets.Grow(widgets.MutedText(d.Product).Clipped()), widgets.NewText(d.Amount.String()).Aligned(fyne.TextAlignTrailing))))
	}
	switch n := len(p.view.Calendar); {
	case n == 0:
		p.dues.Add(widgets.MutedText(lang.X("review.dues.none", "")))
		return
	case n > duesShown:
		p.dues.Add(widgets.Caption(lang.X("review.dues.more", "", map[string]any{"N": n - duesShown})))
	}
	p.dues.Add(widgets.Line())
	p.dues.Add(widgets.Pad(6, 0, 0, 0, widgets.HStack(10, widgets.Grow(widgets.Strong(lang.X("review.dues.sum", ""))), widgets.Strong(sum.String()))))
}

func (p *Page) fillOutside() {
	p.outside.Objects = nil
	n := 0
	for _, m := range p.view.Members {
		for _, list := range [][]app.FamilyPolicy{m.Policies, m.Ended} {
			for _, f := range list {
				if f.OutsideID != "" {
					p.outside.Add(p.outsideLine(n, m, f))
					n++
				}
			}
		}
	}
	if n == 0 {
		p.outside.Add(widgets.MutedText(lang.X("review.outside.none", "")))
	}
}

func (p *Page) outsideLine(n int, m app.FamilyMember, f app.FamilyPolicy) fyne.CanvasObject {
	about := productName(f)
	if f.Company != "" {
		about = f.Company + " · " + about
	}
	ended := f.State.Status == app.StatusMatured
	name := widgets.NewText(about).Clipped()
	if ended {
		name.SetTone(widgets.Muted)
		about = lang.X("review.outside.ended", "")
	} else {
		about = coverName(f.Cover)
	}
	end := widgets.Tag(fmt.Sprintf("review.outside.%d.end", n), widgets.Quiet(lang.X("review.outside.end", ""), nil, func() { p.end(f.OutsideID, !ended) }).Compact())
	if ended {
		end.SetText(lang.X("review.outside.revive", ""))
	}
	edit := widgets.Tag(fmt.Sprintf("review.outside.%d.edit", n), widgets.IconButton(theme.IconEdit, lang.X("common.edit", ""), func() { p.edit(f.OutsideID) }).Compact())
	return widgets.FixedHeight(34, widgets.HStack(10, widgets.FixedWidth(90, widgets.NewText(m.Name).Clipped()), widgets.Grow(name), widgets.MutedText(about), end, edit))
}
