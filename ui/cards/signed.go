package cards

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

// signedPanel shows what the customer signed on the screen, and whether it still stands as it was signed.
type signedPanel struct {
	pane    *cardPane
	round   int // of loading; an older one is dropped
	lines   *fyne.Container
	content *fyne.Container
}

func newSignedPanel(p *cardPane) *signedPanel {
	s := &signedPanel{pane: p, lines: widgets.VStack(8)}
	s.content = widgets.Panel(lang.X("cards.signed", ""), nil, s.lines)
	s.content.Hide()
	return s
}

// load reads the signatures of the card in sight.
func (s *signedPanel) load() {
	s.round++
	round, id, service := s.round, s.pane.view.Customer.ID, s.pane.room.deps.Service
	if id == "" {
		return
	}
	s.pane.room.async(func() {
		list, err := service.Signatures(context.Background(), id)
		fyne.Do(func() {
			switch {
			case round != s.round || s.pane.view.Customer.ID != id || s.pane.signed != s:
			case err != nil:
				s.pane.room.deps.Fail(err)
			default:
				s.fill(list)
			}
		})
	})
}

func (s *signedPanel) fill(list []app.SignatureView) {
	s.lines.Objects = nil
	for i, g := range list {
		s.lines.Add(s.line(i, g))
	}
	s.content.Hidden = len(list) == 0
	s.content.Refresh()
	s.pane.scroll.Refresh()
}

// line shows one signature with what it stands under.
func (s *signedPanel) line(i int, g app.SignatureView) fyne.CanvasObject {
	strokes := make([][]int, len(g.Strokes))
	for k, stroke := range g.Strokes {
		strokes[k] = stroke
	}
	state, tone := words.SignatureState(g.State)
	row := []fyne.CanvasObject{
		widgets.Fixed(120, 40, widgets.NewInkView(strokes, int(g.Width), int(g.Height))),
		widgets.Grow(widgets.VStack(0, widgets.NewText(lang.X("visit.signature.of."+g.Form, "", map[string]any{"Name": g.Signer})).Clipped(), widgets.Caption(words.Stamp(g.SignedAt)).Clipped())),
		widgets.NewBadge(state, tone),
	}
	d := s.pane.room.deps
	if g.Form == app.FormSurvey && d.Print != nil {
		row = append(row, widgets.Tag(fmt.Sprintf("cards.signed.%d.print", i), widgets.Secondary(lang.X("common.print", ""), theme.IconPrint, func() {
			if err := d.Print(context.Background(), "signed_survey", g.CustomerID, g.RecordID); err != nil {
				d.Fail(err)
			}
		}).Compact()))
	}
	if g.PersonID == d.Service.Me().ID {
		row = append(row, widgets.Tag(fmt.Sprintf("cards.signed.%d.withdraw", i), widgets.IconButton(theme.IconUndo, lang.X("visit.signature.withdraw", ""), func() { s.withdraw(g) }).Compact()))
	}
	return widgets.HStack(10, row...)
}

// withdraw takes a signature back after a question.
func (s *signedPanel) withdraw(g app.SignatureView) {
	widgets.ShowForm(s.pane.room.deps.Window.Canvas(), widgets.Form{
		ID: "cards.unsign", Title: lang.X("visit.signature.withdraw", ""), Danger: true, Submit: lang.X("visit.signature.withdraw", ""),
		Intro: lang.X("visit.signature.sure", "", map[string]any{"Name": g.Signer}),
		OnSubmit: func() error {
			if err := s.pane.room.deps.Service.WithdrawSignature(context.Background(), g.ID); err != nil {
				return err
			}
			s.load()
			return nil
		},
	})
}
