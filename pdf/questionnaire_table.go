package pdf

import "strconv"

// Measures of the table of ratings (mm).
const (
	groupWidth = 18.0
	itemWidth  = 57.0
	rateWidth  = (innerWidth - groupWidth - itemWidth) / 10
	ratingHead = 14.5
	ratingRow  = 8.8
)

var (
	importanceWords   = [5]string{"很重要", "重要", "一般", "不重要", "很不重要"}
	satisfactionWords = [5]string{"很满意", "满意", "一般", "不满意", "很不满意"}
)

// ratings draws the table: importance and satisfaction of every item, 5 to 1 (003, table 3-1).
func (q Questionnaire) ratings(f *form) {
	items := q.Items
	if items == nil {
		items = DefaultItems()
	}
	f.section("二、服务评价", "每项请分别评价重要程度和满意程度，各选一格打“✓”，5 为最高，1 为最低", ratingHead+2*ratingRow)
	for from := 0; from < len(items); {
		room := max(1, int((bodyBottom-f.y-ratingHead)/ratingRow))
		to := min(len(items), from+room)
		q.ratingsPart(f, items[from:to], from)
		if from = to; from < len(items) {
			f.nextPage()
		}
	}
	f.y += 6.3
}

// ratingsPart draws the rows that stand on one page.
func (q Questionnaire) ratingsPart(f *form, items []Item, number int) {
	top, body := f.y, f.y+ratingHead
	bottom := body + ratingRow*float64(len(items))
	q.ratingsHead(f, top)
	groups := 0
	for i, item := range items {
		y := body + float64(i)*ratingRow
		if i == 0 || items[i-1].Group != item.Group {
			rows := 1
			for i+rows < len(items) && items[i+rows].Group == item.Group {
				rows++
			}
			if groups++; groups%2 == 0 {
				f.tint(margin, y, innerWidth, float64(rows)*ratingRow, q.accent().tint(0.045))
			}
			group := style{points: 10, bold: true, ink: q.accent()}
			f.centered(margin+1.5, y+0.5, groupWidth-3, float64(rows)*ratingRow-1, "类别", item.Group, group)
			if i > 0 {
				f.line(margin, y, margin+groupWidth, y, hair)
			}
		}
		if i > 0 {
			f.line(margin+groupWidth, y, rightEdge, y, hair)
		}
		x := margin + groupWidth
		f.text(x+2.2, middle(y, ratingRow, 10), strconv.Itoa(number+i+1), style{points: 10, ink: grey})
		f.boxed(x+7.6, y+0.4, itemWidth-9, ratingRow-0.8, "服务项目", item.Text, style{points: 10, ink: black})
		x += itemWidth
		for k := range 10 {
			ticked := item.Importance == 5-k
			if k >= 5 {
				ticked = item.Satisfaction == 10-k
			}
			f.box(x+float64(k)*rateWidth+rateWidth/2-1.75, y+ratingRow/2-1.75, 3.5, ticked)
		}
	}
	q.ratingsRules(f, top, body, bottom)
	f.y = bottom
}

// ratingsHead draws the two-storied head.
func (q Questionnaire) ratingsHead(f *form, y float64) {
	f.tint(margin, y, innerWidth, ratingHead, q.accent())
	name := style{points: 10, bold: true, ink: white}
	f.center(margin, middle(y, ratingHead, 10), groupWidth, "类别", name)
	f.center(margin+groupWidth, middle(y, ratingHead, 10), itemWidth, "服务项目", name)
	for half, title := range []string{"重要程度", "满意程度"} {
		x := margin + groupWidth + itemWidth + float64(half)*5*rateWidth
		f.center(x, middle(y, 5.6, 10), 5*rateWidth, title, name)
		words := importanceWords
		if half == 1 {
			words = satisfactionWords
		}
		for k, word := range words {
			left := x + float64(k)*rateWidth
			f.center(left, y+9.6, rateWidth, strconv.Itoa(5-k), style{points: 10, bold: true, ink: white})
			f.center(left, y+12.9, rateWidth, word, style{points: 6.2, ink: white})
		}
	}
	seam := pen{width: 0.12, ink: q.accent().tint(0.45)}
	x := margin + groupWidth + itemWidth
	f.line(x, y+5.8, rightEdge, y+5.8, seam)
	f.line(x, y, x, y+ratingHead, seam)
	f.line(x+5*rateWidth, y, x+5*rateWidth, y+ratingHead, seam)
}

// ratingsRules draws the lines down the table and its frame; the two halves are parted by a stronger line.
func (q Questionnaire) ratingsRules(f *form, top, body, bottom float64) {
	f.line(margin+groupWidth, body, margin+groupWidth, bottom, hair)
	for k := range 10 {
		x := margin + groupWidth + itemWidth + float64(k)*rateWidth
		p := hair
		if k%5 == 0 {
			p = pen{width: 0.25, ink: q.accent().tint(0.6)}
		}
		f.line(x, body, x, bottom, p)
	}
	f.frame(margin, top, innerWidth, bottom-top, q.rule())
}
