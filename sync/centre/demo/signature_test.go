package demo

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// Every signed questionnaire has its signature, each is one the app takes, and the facts stand as they were signed.
func TestSignatures(t *testing.T) {
	w := worldAt(t, 0, moments[0])
	surveys, visits, signed := 0, 0, 0
	hashes := map[string]string{}
	var all []app.Signature
	for _, part := range w.parts {
		for _, r := range part.rows {
			switch v := r.of.(type) {
			case app.Survey:
				if v.SignedAt != 0 {
					signed++
				}
				hashes[v.ID] = app.SignedHash("survey", v.ID, app.KindSurvey.Encode(v))
			case app.Visit:
				hashes[v.ID] = app.SignedHash("visit", v.ID, app.KindVisit.Encode(v))
			case app.Signature:
				all = append(all, v)
			}
		}
	}
	for _, g := range all {
		if !g.Valid() || hashes[g.RecordID] != g.Hash {
			t.Errorf("signature of %s under a %s: valid %v", g.Signer, g.RecordKind, g.Valid())
		}
		if g.Form == app.FormSurvey {
			surveys++
		} else {
			visits++
		}
	}
	if signed == 0 || surveys != signed || visits == 0 {
		t.Errorf("%d of %d questionnaires and %d visits are signed", surveys, signed, visits)
	}
}
