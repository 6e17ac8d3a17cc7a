package demo

import (
	"strings"

	"github.com/fangce/fangce/app"
)

// surveyItems are the items of the default questionnaire with how important customers of this demo find them and how
// satisfied they are, 1–5.
var surveyItems = []struct {
	id                 string
	important, content int
}{
	{"manner", 4, 5},
	{"skill", 5, 4},
	{"acceptance", 4, 4},
	{"terms", 5, 4},
	{"payment", 4, 4},
	{"changes", 4, 3},
	{"review", 3, 4},
	{"claims", 5, 3},
	{"answers", 5, 4},
	{"care", 2, 4},
}

// survey has a customer fill in the questionnaire at the first visit (002 §三.七); some would rather not sign.
func (p *planner) survey(d *deed, v *app.Visit) {
	id := p.id("survey")
	day := strings.ReplaceAll(string(v.ArrivedAt.Date()), "-", "")
	s := &app.Survey{
		ID: id, CustomerID: d.cl.card.ID, PersonID: p.me.ID, FormNo: "MY" + day + "-" + strings.ToUpper(id[len(id)-6:]),
		PrintedAt: v.ArrivedAt - app.Instant(p.dice.in(60, 110)*60000),
	}
	if d.policy != nil {
		s.PolicyID = d.policy.ID
	}
	p.surveys = append(p.surveys, s)
	if !p.dice.chance(88) {
		return
	}
	v.SurveySigned = true
	s.SignedAt = v.LeftAt - app.Instant(p.dice.in(2, 6)*60000)
	s.Importance, s.Rating = map[string]int{}, map[string]int{}
	for _, item := range surveyItems {
		s.Importance[item.id] = min(max(item.important+p.dice.in(-1, 1), 1), 5)
		s.Rating[item.id] = min(max(item.content+p.dice.in(-1, 1), 1), 5)
	}
	if p.dice.chance(40) {
		s.Comment = one(p.dice, p.words.surveys)
	}
}
