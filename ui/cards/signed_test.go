package cards_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// What a customer signed stands on the card, can be printed, and can be taken back.
func TestSignaturesOnTheCard(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	a := app.SurveyAnswers{CustomerID: c.ID, Importance: map[string]int{}, Rating: map[string]int{}}
	for _, item := range app.SurveyItems() {
		a.Importance[item.ID], a.Rating[item.ID] = 4, 5
	}
	_, err := r.use.SubmitSurvey(ctx, a, app.Signature{
		Signer: "王芳", Width: 1800, Height: 600, Strokes: []app.Stroke{{300, 300, 0, 700, 280, 120, 900, 420, 260}},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Load(c.ID)
	if widgets.Find("cards.signed.0.print") == nil {
		t.Fatal("the card does not show the signature")
	}
	r.press("cards.signed.0.withdraw")
	r.press("cards.unsign.submit")
	list, err := r.use.Signatures(ctx, c.ID)
	if err != nil || len(list) != 0 {
		t.Errorf("taken back, there are %v, %v", list, err)
	}
}
