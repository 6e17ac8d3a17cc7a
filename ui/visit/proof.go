package visit

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// proof shows what proves a visit: the questionnaire, the customer's signature, photos. It stands on the page of the visit
// and, with large targets, on the whole screen.
type proof struct {
	pane    *pane
	large   bool
	survey  *widgets.Steps
	fill0   *widgets.Button // hands the questionnaire over
	print   *widgets.Button
	sign    *widgets.Button
	photo   *widgets.Button
	signed  *fyne.Container
	photos  *fyne.Container
	content fyne.CanvasObject
}

func newProof(p *pane, large bool) *proof {
	r := &proof{pane: p, large: large, signed: widgets.VStack(8), photos: widgets.VStack(4)}
	id, size := "visit.", r.size
	r.survey = widgets.NewSteps(nil, 1, func(_ string, on bool) {
		p.change(func(v *app.Visit) { v.SurveySigned = on })
	})
	if large {
		id = "visit.onsite."
		r.survey.Touch()
	}
	widgets.Tag(id+"survey", r.survey)
	r.fill0 = widgets.Tag(id+"survey.fill", size(widgets.Secondary(lang.X("visit.survey.fill", ""), theme.IconEdit, p.room.askSurvey)))
	r.print = widgets.Tag(id+"survey.print", size(widgets.Secondary(lang.X("visit.survey.print", ""), theme.IconPrint, func() {
		p.room.deps.Print("questionnaire", p.visit.CustomerID, p.sheet.Item.Appointment.PolicyID)
	})))
	r.sign = widgets.Tag(id+"sign", size(widgets.Secondary(lang.X("visit.sign", ""), theme.IconEdit, p.room.askSign)))
	r.photo = widgets.Tag(id+"photo", size(widgets.Secondary(lang.X("visit.photo", ""), theme.IconAdd, p.room.askPhoto)))
	line := func(name string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
		return widgets.HStack(8, append([]fyne.CanvasObject{widgets.Grow(widgets.Strong(name).Clipped())}, buttons...)...)
	}
	r.content = widgets.VStack(8,
		widgets.HStack(8, widgets.Grow(r.survey), r.print, r.fill0),
		widgets.Line(), line(lang.X("visit.signature", ""), r.sign), r.signed,
		widgets.Line(), line(lang.X("visit.photos", ""), r.photo), r.photos)
	return r
}

// size makes a button as large as the page wants it.
func (r *proof) size(b *widgets.Button) *widgets.Button {
	if r.large {
		return b.Large()
	}
	return b.Compact()
}

func (r *proof) fill() {
	v, sheet, open := r.pane.visit, r.pane.sheet, !r.pane.finished()
	r.survey.Set([]widgets.Step{{ID: "signed", Text: lang.X("visit.survey.signed", ""), Done: v.SurveySigned}})
	r.survey.Enable(open)
	for _, b := range []*widgets.Button{r.fill0, r.sign} {
		b.Hidden = !open
		b.Refresh()
	}
	r.signed.Objects = nil
	for i, g := range sheet.Signatures {
		r.signed.Add(r.signature(i, g))
	}
	if len(sheet.Signatures) == 0 {
		r.signed.Add(widgets.MutedText(lang.X("visit.signature.none", "")))
	}
	r.photos.Objects = nil
	for i := range sheet.Photos {
		r.photos.Add(r.photoRow(i, open))
	}
	r.pane.room.findSmall(sheet.Photos)
	if len(sheet.Photos) == 0 {
		r.photos.Add(widgets.MutedText(lang.X("visit.photo.none", "")))
	}
	r.content.Refresh()
}

// signature shows one signature: the line, by whom, when, and whether the facts still stand.
func (r *proof) signature(i int, g app.SignatureView) fyne.CanvasObject {
	strokes := make([][]int, len(g.Strokes))
	for k, s := range g.Strokes {
		strokes[k] = s
	}
	state, tone := words.SignatureState(g.State)
	row := []fyne.CanvasObject{
		widgets.Fixed(120, 40, widgets.NewInkView(strokes, int(g.Width), int(g.Height))),
		widgets.Grow(widgets.VStack(0, widgets.NewText(lang.X("visit.signature.of."+g.Form, "", map[string]any{"Name": g.Signer})).Clipped(), widgets.Caption(words.Stamp(g.SignedAt)).Clipped())),
		widgets.NewBadge(state, tone),
	}
	if g.PersonID == r.pane.sheet.Visit.PersonID && !r.pane.finished() {
		back := r.size(widgets.Tag(fmt.Sprintf("visit.signature.%d.withdraw", i), widgets.IconButton(theme.IconUndo, lang.X("visit.signature.withdraw", ""), func() { r.pane.room.askUnsign(g) })))
		row = append(row, back)
	}
	return widgets.HStack(10, row...)
}

// askUnsign takes a signature back after a question: the customer has to sign again.
func (r *Room) askUnsign(g app.SignatureView) {
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "visit.unsign", Title: lang.X("visit.signature.withdraw", ""), Danger: true, Submit: lang.X("visit.signature.withdraw", ""),
		Intro: lang.X("visit.signature.sure", "", map[string]any{"Name": g.Signer}),
		OnSubmit: func() error {
			if err := r.deps.Service.WithdrawSignature(context.Background(), g.ID); err != nil {
				return err
			}
			r.Refresh()
			return nil
		},
	})
}
