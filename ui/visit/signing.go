package visit

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/inking"
	"github.com/fangce/fangce/ui/survey"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// customerDeps is what pages in front of the customer need.
func (r *Room) customerDeps() inking.Deps {
	return inking.Deps{Drafts: r.deps.Drafts, Async: r.async, Cover: r.deps.Cover, Uncover: r.deps.Uncover}
}

// askSign has the customer sign that the visit was as it is shown there.
func (r *Room) askSign() {
	p := r.pane
	if p.finished() || p.visit.ID == "" {
		return
	}
	if p.visit.ArrivedAt == 0 || len(p.visit.Items) == 0 {
		widgets.ShowMessage(r.deps.Window.Canvas(), lang.X("visit.sign", ""), lang.X("visit.sign.early", ""))
		return
	}
	p.commit()
	v, item := p.visit, p.sheet.Item
	back := r.site.stands()
	inking.Ask(r.customerDeps(), inking.Want{
		Spec: r.spec("visit.sign"), Title: lang.X("visit.sign.title", ""), Signer: item.Name,
		Statement: lang.X("visit.sign.statement", ""),
		Facts: []inking.Fact{
			{Label: lang.X("visit.form.customer", ""), Text: called(item.Name, item.Sex)},
			{Label: lang.X("visit.sign.planner", ""), Text: licensed(r.deps.Service.Me())},
			{Label: lang.X("visit.sign.when", ""), Text: words.Day(v.ArrivedAt.Date()) + "　" + v.ArrivedAt.Clock()},
			{Label: lang.X("visit.items", ""), Text: itemNames(v.Items)},
		},
		Save: func(ctx context.Context, d inking.Drawn) error {
			r.saves.wait()
			g := d.Signature()
			g.CustomerID, g.RecordKind, g.RecordID, g.Form = v.CustomerID, app.KindVisit.Name, v.ID, app.FormVisit
			_, err := r.deps.Service.Sign(ctx, g)
			return err
		},
		Done: func() { r.signed(back) },
	})
}

// licensed is a planner with the licence number, if there is one.
func licensed(p app.Person) string {
	if p.Licence == "" {
		return p.Name
	}
	return p.Name + "　" + lang.X("visit.sign.licence", "", map[string]any{"No": p.Licence})
}

// askSurvey hands the questionnaire over to the customer.
func (r *Room) askSurvey() {
	p := r.pane
	if p.finished() || p.visit.ID == "" {
		return
	}
	p.commit()
	v, item := p.visit, p.sheet.Item
	product := ""
	for i, policy := range p.sheet.Card.Policies {
		if i == 0 || policy.Policy.ID == item.Appointment.PolicyID {
			product = policy.Policy.Product
		}
	}
	back := r.site.stands()
	survey.Ask(r.customerDeps(), survey.Want{
		Spec: r.spec("visit.survey"), CustomerID: v.CustomerID, PolicyID: item.Appointment.PolicyID, VisitID: v.ID,
		Name: item.Name, Called: called(item.Name, item.Sex), Product: product,
		Save: func(ctx context.Context, a app.SurveyAnswers, g app.Signature) error {
			r.saves.wait()
			_, err := r.deps.Service.SubmitSurvey(ctx, a, g)
			return err
		},
		Done: func() { r.signed(back) },
	})
}

// signed shows what was stored, on the whole screen where it was before.
func (r *Room) signed(onsite bool) {
	r.pane.edits++ // what the questionnaire noted on the visit is newer than what is in sight
	if onsite {
		r.showSite()
	}
	r.reload()
}
