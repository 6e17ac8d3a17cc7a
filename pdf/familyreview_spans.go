package pdf

import (
	"strconv"

	"github.com/fangce/fangce/app"
)

// Measures of the timeline (mm).
const (
	spanLabel  = 52.0 // width of the names at the left
	spanRow    = 7.2
	spanBar    = 3.4
	spanAxis   = 7.0
	spanBefore = 3 // years shown before this one at least
	spanAfter  = 20
	spanMost   = 60 // years shown at most
)

// timeline draws from when until when each policy covers, and the years in which it is paid for.
func (r FamilyReview) timeline(f *form) {
	if len(r.Policies) == 0 || !r.On.Valid() {
		return
	}
	first, last := r.years()
	f.section("三、保障时间轴", "深色为交费期，浅色为保障期；竖线为整理当日", spanAxis+2*spanRow)
	x0, width := margin+spanLabel, innerWidth-spanLabel
	place := func(d app.Date) float64 {
		t := d.Time()
		year := float64(t.Year()) + float64(t.YearDay()-1)/366
		share := (year - float64(first)) / float64(last-first)
		return x0 + width*min(max(share, 0), 1)
	}
	top := f.axis(first, last, x0, width)
	small, label := style{points: 7.5, ink: grey}, style{points: 8.5, ink: black}
	close := func() {
		f.line(place(r.On), top, place(r.On), f.y, pen{width: 0.3, ink: f.sheet.accent()})
		f.frame(margin, top-spanAxis, innerWidth, f.y-top+spanAxis, f.sheet.rule())
	}
	for i, p := range r.Policies {
		if f.y+spanRow > bodyBottom {
			close()
			f.nextPage()
			top = f.axis(first, last, x0, width)
		}
		f.boxed(margin+1.6, f.y+0.4, 15, spanRow-0.8, "被保险人", p.Insured, label)
		f.boxed(margin+17.6, f.y+0.4, spanLabel-18.6, spanRow-0.8, "险种名称", p.Product, style{points: 8, ink: soft})
		if i > 0 {
			f.line(margin, f.y, rightEdge, f.y, hair)
		}
		from, until := p.From, p.Until
		if !from.Valid() {
			from = r.On
		}
		if p.Life || !until.Valid() {
			until = app.Date(strconv.Itoa(last) + "-01-01")
		}
		bar, ink := f.y+(spanRow-spanBar)/2, f.sheet.accent().tint(0.35)
		if p.Off {
			ink = Colour{200, 200, 200}
		}
		left, right := place(from), place(until)
		f.tint(left, bar, max(right-left, 0.6), spanBar, ink)
		if p.PaidUntil.Valid() && !p.Off {
			paid := min(place(p.PaidUntil.AddMonths(12)), right)
			f.tint(left, bar, max(paid-left, 0.6), spanBar, f.sheet.accent().tint(0.8))
		}
		if p.Life {
			name := style{points: 7.5, bold: true, ink: white}
			if p.Off {
				name.ink = soft
			}
			f.right(rightEdge-1, middle(f.y, spanRow, 7.5), "终身", name)
		} else if !p.Until.Valid() {
			f.right(rightEdge-1, middle(f.y, spanRow, 7.5), "止期未知", small)
		}
		f.y += spanRow
	}
	close()
	f.y += 6.5
}

// years returns the years the timeline begins and ends with: those of all policies, within bounds.
func (r FamilyReview) years() (first, last int) {
	now := r.On.Time().Year()
	first, last = now-spanBefore, now+spanAfter
	for _, p := range r.Policies {
		if p.From.Valid() {
			first = min(first, p.From.Time().Year())
		}
		if p.Until.Valid() {
			last = max(last, p.Until.Time().Year()+1)
		}
	}
	first = max(first, now-spanMost/3)
	return first, min(last, first+spanMost)
}

// axis draws the years at the head of the timeline and returns where its rows begin.
func (f *form) axis(first, last int, x0, width float64) float64 {
	f.tint(margin, f.y, innerWidth, spanAxis, f.sheet.accent().tint(0.07))
	step := 1
	for width/float64(last-first)*float64(step) < 11 {
		step = map[int]int{1: 2, 2: 5, 5: 10, 10: 20, 20: 50}[step]
	}
	for year := (first + step - 1) / step * step; year <= last; year += step {
		x := x0 + width*float64(year-first)/float64(last-first)
		f.line(x, f.y+spanAxis-1.4, x, f.y+spanAxis, hair)
		name := strconv.Itoa(year)
		st := style{points: 7.5, ink: grey}
		if half := f.width(name, st) / 2; x-half > x0-4 && x+half < rightEdge {
			f.text(x-half, f.y+4.4, name, st)
		}
	}
	f.y += spanAxis
	f.line(margin, f.y, rightEdge, f.y, hair)
	return f.y
}
