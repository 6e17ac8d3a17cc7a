package demo

import (
	"math"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Measures of a demo's field to sign in, in units of strokes.
const (
	fieldWidth  = 11000
	fieldHeight = 4200
)

// signatures returns the names customers signed on the screen: under their questionnaire, and under some of the visits.
func (p *planner) signatures() []app.Signature {
	names := map[string]string{}
	for _, c := range p.clients {
		names[c.card.ID] = c.card.Name
	}
	var out []app.Signature
	for _, s := range p.surveys {
		if s.SignedAt != 0 {
			out = append(out, p.signature(app.KindSurvey, s.ID, s.CustomerID, app.FormSurvey, names[s.CustomerID], s.SignedAt, *s))
		}
	}
	for _, v := range p.visits {
		if d := newDice(p.seed, "signs", v.ID); v.ArrivedAt != 0 && !v.NoShow && len(v.Items) > 0 && d.chance(60) {
			at := v.LeftAt - app.Instant(d.in(1, 3)*60000)
			out = append(out, p.signature(app.KindVisit, v.ID, v.CustomerID, app.FormVisit, names[v.CustomerID], at, *v))
		}
	}
	return out
}

func (p *planner) signature(k *record.Kind, id, customerID, form, name string, at app.Instant, row any) app.Signature {
	return app.Signature{
		ID: app.DerivedID("demo_signature", id), CustomerID: customerID, RecordKind: k.Name, RecordID: id, Form: form, Role: app.SignerCustomer,
		Signer: name, Strokes: app.Thin(handwriting(newDice(p.seed, "hand", customerID, id), len([]rune(name))), fieldHeight), Width: fieldWidth, Height: fieldHeight,
		SignedAt: at, Hash: app.SignedHash(k.Name, id, k.Encode(row)), PersonID: p.me.ID,
	}
}

// handwriting returns strokes that look like a name of so many characters written in a hurry: some level, some falling, the
// last one with a tail.
func handwriting(d dice, characters int) []app.Stroke {
	var out []app.Stroke
	ms, step := 0, fieldWidth*7/10/max(characters, 2)
	for c := range characters {
		left, top := fieldWidth*15/100+c*step+d.in(-80, 80), 900+d.in(-150, 150)
		wide, high := step*8/10, 2100+d.in(-200, 200)
		at := func(x, y int) (int, int) { return left + wide*x/100, top + high*y/100 }
		for i := range d.in(4, 6) {
			x1, y1 := at(d.in(5, 30), 8+i*17+d.in(-5, 5))
			x2, y2 := at(d.in(70, 98), 5+i*17+d.in(-6, 6))
			if i%2 == 1 {
				x1, y1 = at(d.in(35, 60), d.in(0, 15))
				x2, y2 = at(d.in(10, 90), d.in(80, 100))
			}
			out = append(out, curve(d, x1, y1, x2, y2, &ms))
			ms += d.in(60, 140)
		}
		ms += d.in(150, 320)
	}
	return out
}

// curve is a stroke from one point to another that bends a little, sampled every 12 milliseconds.
func curve(d dice, x1, y1, x2, y2 int, ms *int) app.Stroke {
	bend := float64(d.in(-14, 14)) / 100
	n := d.in(9, 16)
	var s app.Stroke
	for i := range n + 1 {
		t := float64(i) / float64(n)
		t = t * t * (3 - 2*t) // slow at both ends
		off := bend * math.Sin(math.Pi*t)
		x := float64(x1) + t*float64(x2-x1) - off*float64(y2-y1)
		y := float64(y1) + t*float64(y2-y1) + off*float64(x2-x1)
		s = append(s, min(max(int(x), 0), fieldWidth), min(max(int(y), 0), fieldHeight), *ms)
		*ms += 12
	}
	return s
}
