package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// mostLately is how many of the last records are read over before leaving.
const mostLately = 3

// lately shows what was done and said last, to be read over before leaving.
type lately struct {
	lines   *fyne.Container
	content fyne.CanvasObject
}

func newLately() *lately {
	l := &lately{lines: widgets.VStack(8)}
	l.content = widgets.Panel(lang.X("visit.lately", ""), nil, l.lines)
	return l
}

func (l *lately) fill(records []app.RecordView) {
	l.lines.Objects = nil
	for _, v := range records[:min(len(records), mostLately)] {
		rec := v.Record
		l.lines.Add(widgets.VStack(2,
			widgets.HStack(8, widgets.MutedText(words.Stamp(rec.At)), widgets.Strong(lang.X("channel."+rec.Channel, "")),
				widgets.NewBadge(lang.X("outcome."+rec.Outcome, ""), words.OutcomeTone(rec.Outcome)), widgets.MutedText(v.Author)),
			widgets.NewParagraph(said(rec))))
	}
	if len(records) == 0 {
		l.lines.Add(widgets.MutedText(lang.X("visit.lately.none", "")))
	}
	l.lines.Refresh()
	l.content.Refresh()
}

// said joins what was done, how the customer took it and what comes next.
func said(rec app.ServiceRecord) string {
	text := rec.Content
	for _, more := range []struct{ key, text string }{{"visit.attitude", rec.Attitude}, {"visit.next", rec.NextStep}} {
		if more.text == "" {
			continue
		}
		if text != "" {
			text += "\n"
		}
		text += lang.X(more.key, "") + lang.X("common.colon", "") + more.text
	}
	return text
}
