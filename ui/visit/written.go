package visit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// written shows what was written down of a visit that has ended, to be read.
type written struct {
	parts   []*widgets.Paragraph // in the order of writtenParts
	panels  []fyne.CanvasObject
	content *fyne.Container
}

// writtenParts are the labels of what a record says.
var writtenParts = []string{"items", "content", "attitude", "answer", "next"}

func newWritten() *written {
	w := &written{}
	for _, code := range writtenParts {
		p := widgets.Tag("visit.written."+code, widgets.NewParagraph(""))
		w.parts = append(w.parts, p)
		w.panels = append(w.panels, widgets.Panel(lang.X("visit."+code, ""), nil, p))
	}
	w.content = widgets.VStack(theme.PanelGap, w.panels...)
	w.content.Hide()
	return w
}

// fill shows the record that stands of a visit, a corrected one too; what it does not say has no panel.
func (w *written) fill(s app.VisitSheet) {
	var texts [5]string
	if rec, ok := recordOf(s); ok {
		texts = [5]string{itemNames(rec.Items), rec.Content, rec.Attitude, rec.Answer, nextStep(rec.NextStep, rec.NextOn)}
	} else if s.Visit.RecordID != "" {
		v := s.Visit
		texts = [5]string{itemNames(v.Items), v.Content, v.Attitude, v.Answer, nextStep(v.NextStep, v.NextOn)}
	}
	for i, text := range texts {
		w.parts[i].Set(text)
		if text == "" {
			w.panels[i].Hide()
		} else {
			w.panels[i].Show()
		}
	}
	w.content.Refresh()
}

// recordOf returns the record a visit has become, as it stands now.
func recordOf(s app.VisitSheet) (app.ServiceRecord, bool) {
	for _, v := range s.Card.Records {
		if v.Record.Channel == app.ChannelVisit && v.Record.VisitID == s.Visit.ID {
			return v.Record, true
		}
	}
	return app.ServiceRecord{}, false
}

// itemNames lists services by their names.
func itemNames(items []string) string {
	var names []string
	for _, code := range served {
		if slices.Contains(items, code) {
			names = append(names, lang.X("item."+code, ""))
		}
	}
	return strings.Join(names, lang.X("start.and", ""))
}

func nextStep(text string, on app.Date) string {
	if on == "" {
		return text
	}
	return strings.TrimSpace(text + "　" + string(on))
}
