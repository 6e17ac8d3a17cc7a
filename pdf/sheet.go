package pdf

import (
	"fmt"
	"time"

	"github.com/boombuler/barcode"

	"github.com/fangce/fangce/app"
)

// A4 upright with 20 mm sides (mm).
const (
	pageWidth   = 210.0
	pageHeight  = 297.0
	margin      = 20.0
	innerWidth  = pageWidth - 2*margin
	rightEdge   = pageWidth - margin
	bodyTop     = 24.0 // first line of a following page
	bodyBottom  = pageHeight - 19
	sectionSkip = 8.0
)

// Sheet is what every form carries beside its facts. The zero Sheet is allowed: a blank form.
type Sheet struct {
	Centre      string    `json:"centre" label:"服务机构"`    // name of the wealth centre, in the header
	FormNo      string    `json:"form_no" label:"表单编号"`   // printed form number
	FormID      string    `json:"form_id"`                // id of the record the paper belongs to, ASCII: the QR code; "" none
	PrintedBy   string    `json:"printed_by" label:"打印人"` // name of who printed, in the footer
	PrintedAt   time.Time `json:"printed_at"`             // when, shown in Shanghai's time; zero: not shown
	Stage       Stage     `json:"stage"`                  // how far the facts have come; "" not shown
	Accent      Colour    `json:"accent"`                 // colour of frame and headings; zero: Navy
	Logo        []byte    `json:"logo"`                   // a picture file, left of the centre's name; empty: none
	NoWatermark bool      `json:"no_watermark"`           // leave out the pale words under the text that say who printed when
}

// accent returns the colour of the form.
func (s Sheet) accent() Colour {
	if s.Accent == (Colour{}) {
		return Navy
	}
	return s.Accent
}

// rule returns the pen of frames.
func (s Sheet) rule() pen { return pen{width: 0.35, ink: s.accent()} }

// form is one form being laid out: the canvas, and where the next thing goes.
type form struct {
	*canvas
	sheet  Sheet
	title  string
	code   barcode.Barcode // nil: the form has no id
	logo   *picture        // nil: none
	follow string          // beside the title at the top of the following pages
	y      float64
}

// newForm opens the first page with header, title and code.
func newForm(s Sheet, title, subtitle, follow string) (*form, error) {
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	f := &form{canvas: c, sheet: s, title: title, follow: follow}
	if len(s.Logo) > 0 {
		if f.logo, err = preparePicture("logo", s.Logo); err != nil {
			return nil, err
		}
	}
	f.addPage()
	f.header(s.Centre)
	f.center(margin, 31, innerWidth, title, style{points: 20, bold: true, ink: black})
	f.centered(margin+20, 34.2, innerWidth-40, 5, "副标题", subtitle, style{points: 9.5, ink: grey})
	f.y = 43
	if f.code, err = encode(s.FormID); err != nil {
		return nil, err
	}
	f.drawCode(rightEdge-17, 21.2, 17, f.code)
	f.drawStage(margin, 22.4)
	return f, nil
}

// header draws the line at the head of a page: left its owner, right the form number.
func (f *form) header(left string) {
	st, right := style{points: 8.5, ink: grey}, rightEdge
	if f.page > 0 && f.code != nil {
		right -= 13
	}
	x := margin
	if f.logo != nil {
		w, h := f.logo.size(34, 7.6)
		f.image(x, 17.2-h, w, h, f.logo)
		x += w + 2.4
	}
	if f.page == 0 {
		f.boxed(x, 11.2, 100+margin-x, 6, "服务机构", left, st)
	} else { // a running head; what it is short for stands on the first page
		head := f.fit(left, 100+margin-x, lead(st.points, tight), st)
		f.text(x, middle(11.2, 6, st.points), head.lines[0], head.style)
	}
	if f.sheet.FormNo != "" {
		number, set := f.fitLine("表单编号", "表单编号  "+f.sheet.FormNo, 56, 6, st)
		f.right(right, middle(11.2, 6, st.points), number, set)
	}
	f.line(margin, 18.2, rightEdge, 18.2, f.sheet.rule())
}

// nextPage opens a following page; it names the form and carries its code again, so that a loose sheet
// finds its way home.
func (f *form) nextPage() {
	f.addPage()
	f.drawCode(rightEdge-10.5, 6.2, 10.5, f.code)
	left := f.title + "（续）"
	if words := f.sheet.Stage.words(); words != "" {
		left += "　" + words
	}
	if f.follow != "" {
		left += "　" + f.follow
	}
	f.header(left)
	f.y = bodyTop
}

// need opens a following page unless h mm are left on this one.
func (f *form) need(h float64) {
	if f.y+h > bodyBottom {
		f.nextPage()
	}
}

// section draws a heading with a hint beside it, on a page that also has room for the h mm after it.
func (f *form) section(heading, hint string, h float64) {
	f.need(sectionSkip + h)
	st := style{points: 12, bold: true, ink: f.sheet.accent()}
	f.tint(margin, f.y, 1.4, 5.2, f.sheet.accent())
	name, set := f.fitLine("标题", heading, innerWidth-3.6, 5.2, st)
	f.text(margin+3.6, middle(f.y, 5.2, set.points), name, set)
	x := margin + 3.6 + f.width(name, set) + 3
	if room := rightEdge - x; hint != "" && room > 20 {
		f.boxed(x, f.y+0.15, room, 5.2, "说明", hint, style{points: 8.5, ink: grey})
	}
	f.y += sectionSkip
}

// field draws a label and its value on a writing line of w mm in all; y is the baseline.
func (f *form) field(x, y, w float64, label, value string) {
	st := style{points: 10.5, ink: black}
	f.text(x, y, label, st)
	used := f.width(label, st) + 1.5
	f.line(x+used, y+1.5, x+w, y+1.5, writing)
	x, room := x+used+1.2, w-used-1.8
	top := y - 4.43 // a single line stands on y
	if len(f.fit(value, room, 6.2, st).lines) > 1 {
		top -= 0.9 // clear of the writing line
	}
	f.boxed(x, top, room, 6.2, label, value, st)
}

// tableSection draws a heading and its table, on a page that has room for the first row.
func (f *form) tableSection(heading, hint string, t table) {
	f.section(heading, hint, min(t.headHeight()+t.first(f), bodyBottom-bodyTop-sectionSkip))
	f.table(t)
}

// choice draws a label and boxes to tick, and returns where it ends; y is the baseline.
func (f *form) choice(x, y float64, label string, options ...string) float64 {
	st := style{points: 10, ink: black}
	f.text(x, y, label, st)
	x += f.width(label, st) + 3.5
	for _, option := range options {
		f.box(x, y-3.1, 3.5, false)
		f.text(x+4.7, y, option, st)
		x += 4.7 + f.width(option, st) + 4.5
	}
	return x
}

// moment returns a time as the footer prints it, in Shanghai's time.
func moment(t time.Time) string {
	t = t.In(app.Shanghai)
	return fmt.Sprintf("%d年%d月%d日 %s", t.Year(), t.Month(), t.Day(), t.Format("15:04"))
}

// money returns an amount in yuan, "" for none.
func money(m app.Money) string {
	if m == 0 {
		return ""
	}
	return m.String()
}
