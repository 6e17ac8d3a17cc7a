package review

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// coverName names a kind of cover.
func coverName(cover string) string { return lang.X("review.cover."+cover, cover) }

// cell is what one person has of one kind of cover.
type cell struct {
	text string
	tone widgets.Tone
}

func cellOf(c app.CoverState) cell {
	switch {
	case c.Gap != nil && c.Gap.Kind == app.GapStopped:
		return cell{lang.X("review.stopped", ""), widgets.Danger}
	case c.Gap != nil && c.Gap.Kind == app.GapEnding:
		return cell{lang.X("review.ending", ""), widgets.Warning}
	case c.Amount > 0:
		return cell{words.Wan(c.Amount), widgets.Success}
	case c.Held:
		return cell{lang.X("review.held", ""), widgets.Success}
	case c.Gap != nil:
		return cell{lang.X("review.none", ""), widgets.Neutral}
	}
	return cell{"—", widgets.Muted}
}

// who says a person's relation and age.
func who(m app.FamilyMember) string {
	parts := []string{}
	if m.Relation != "" {
		parts = append(parts, words.Fixed(m.Relation))
	}
	if m.Age >= 0 {
		parts = append(parts, lang.X("common.years_old", "", map[string]any{"N": m.Age}))
	}
	return strings.Join(parts, " · ")
}

// gapText says what a person lacks: first what there is none of, then what has stopped or is to end.
func gapText(gaps []app.CoverGap) string {
	var missing, texts []string
	for _, g := range gaps {
		switch g.Kind {
		case app.GapEnding:
			texts = append(texts, lang.X("review.gap.ending", "", map[string]any{"Cover": coverName(g.Cover), "Day": string(g.Until)}))
		case app.GapStopped:
			texts = append(texts, lang.X("review.gap.stopped", "", map[string]any{"Cover": coverName(g.Cover)}))
		default:
			missing = append(missing, coverName(g.Cover))
		}
	}
	if len(missing) > 0 {
		none := lang.X("review.gap.missing", "", map[string]any{"Cover": strings.Join(missing, lang.X("sync.comma", ""))})
		texts = append([]string{none}, texts...)
	}
	return strings.Join(texts, lang.X("review.semicolon", ""))
}

// gapLines are the gaps of a family, one line a person, as they are written down.
func gapLines(v app.FamilyReview) []string {
	var out []string
	for _, m := range v.Members {
		if len(m.Gaps) > 0 {
			out = append(out, m.Name+lang.X("review.colon", "")+gapText(m.Gaps))
		}
	}
	return out
}

// Years shown around the present one.
const (
	yearsBefore = 3
	yearsAfter  = 20
	yearsPast   = 20 // at most
	yearsAhead  = 50 // at most
)

// timeline returns the bars of a family's policies with the years they are drawn over.
func timeline(v app.FamilyReview) (bars []widgets.YearBar, first, last int, now float64) {
	now = year(v.On)
	first, last = int(now)-yearsBefore, int(now)+yearsAfter
	for _, m := range v.Members {
		for _, p := range m.Policies {
			bars = append(bars, bar(m, p, now))
			if p.From.Valid() {
				first = min(first, p.From.Time().Year())
			}
			if p.Until.Valid() {
				last = max(last, p.Until.Time().Year()+1)
			}
		}
	}
	return bars, max(first, int(now)-yearsPast), min(last, int(now)+yearsAhead), now
}

func bar(m app.FamilyMember, p app.FamilyPolicy, now float64) widgets.YearBar {
	b := widgets.YearBar{Name: m.Name, Detail: productName(p), From: now, Note: lang.X("review.until", "", map[string]any{"Day": string(p.Until)})}
	if p.From.Valid() {
		b.From = year(p.From)
	}
	switch {
	case p.Until.Valid():
		b.Until = year(p.Until)
	case p.OutsideID != "":
		b.Note = lang.X("review.until.unknown", "")
	default:
		b.Note = lang.X("review.for_life", "")
	}
	if p.PaidUntil.Valid() {
		b.Strong = year(p.PaidUntil) + 1
	}
	if p.State.Status == app.StatusLapsed || p.State.Status == app.StatusExpired {
		b.Off, b.Note = true, lang.X("policy_status."+string(p.State.Status), "")
	}
	return b
}

func productName(p app.FamilyPolicy) string {
	if p.Product == "" {
		return coverName(p.Cover)
	}
	return p.Product
}

// year returns a day as a fraction of years.
func year(d app.Date) float64 {
	t := d.Time()
	return float64(t.Year()) + float64(t.YearDay()-1)/366
}
