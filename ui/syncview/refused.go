package syncview

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

func refusedLine(f app.RefusedItem) fyne.CanvasObject {
	return widgets.VStack(2, widgets.Strong(refusedTitle(f)).Clipped(), widgets.MutedText(words.Stamp(f.At)+"  "+refusedWhy(f)).Clipped())
}

func refusedTitle(f app.RefusedItem) string {
	kind := lang.X("kind."+f.Kind, f.Kind)
	if f.Title == "" {
		return kind
	}
	return kind + " · " + f.Title
}

func refusedWhy(f app.RefusedItem) string {
	return lang.X("refused."+f.Reason, lang.X("error.refused", ""))
}

// writtenLines says field by field what a change would have written.
func writtenLines(f app.RefusedItem, revealed bool) []widgets.LabeledText {
	var out []widgets.LabeledText
	for _, w := range f.Written {
		if words.Internal(w.Field) {
			continue
		}
		text := strings.Join(words.Value(f.Kind, w.Field, w.Value, revealed), "\n")
		if w.Gone {
			text = lang.X("sync.refused.removed", "", map[string]any{"Text": text})
		}
		if text == "" {
			text = lang.X("common.not_filled", "")
		}
		out = append(out, widgets.LabeledText{Label: words.FieldName(w.Field), Text: text})
	}
	return out
}

// writtenText is what is copied of a refused change: all of it, so that it can be written again.
func writtenText(f app.RefusedItem) string {
	lines := []string{refusedTitle(f), words.Stamp(f.At)}
	for _, l := range writtenLines(f, true) {
		lines = append(lines, l.Label+lang.X("common.colon", "")+l.Text)
	}
	return strings.Join(lines, "\n")
}

// showRefused shows a change the centre did not take: why, and what was written, which can be copied and written again.
func (r *Room) showRefused(all []app.RefusedItem, at int) {
	f := all[at]
	rows := []fyne.CanvasObject{widgets.NewBanner(widgets.Warning, refusedWhy(f)), widgets.MutedText(lang.X("sync.refused.when", "", map[string]any{"At": words.Stamp(f.At)}))}
	for _, l := range writtenLines(f, false) {
		label := widgets.VStack(0, widgets.FixedWidth(120, widgets.MutedText(l.Label).Clipped()))
		rows = append(rows, widgets.Sides(label, widgets.NewParagraph(l.Text), nil))
	}
	if len(rows) == 2 {
		rows = append(rows, widgets.NewParagraph(lang.X("sync.refused.nothing", "")))
	}
	var d *widgets.Dialog
	step := func(id, label string, by int) fyne.CanvasObject {
		b := widgets.Tag(id, widgets.Quiet(label, nil, func() {
			d.Close()
			r.showRefused(all, at+by)
		}).Compact())
		if at+by < 0 || at+by >= len(all) {
			b.Disable()
		}
		return b
	}
	copied := widgets.Tag("sync.refused.copy", widgets.Secondary(lang.X("common.copy", ""), theme.Named("copy"), func() {
		r.reveal("refused/"+f.Kind+"/"+f.Title, func() {
			widgets.Copy(writtenText(f))
			r.deps.Toast(lang.X("common.copied", ""), "", nil)
		})
	}).Compact())
	foot := widgets.HStack(8, copied, widgets.Spring())
	if len(all) > 1 {
		foot = widgets.HStack(8, copied, widgets.Spring(), step("sync.refused.previous", lang.X("sync.previous", ""), -1),
			widgets.Caption(lang.X("sync.place", "", map[string]any{"N": at + 1, "All": len(all)})), step("sync.refused.next", lang.X("sync.next_one", ""), 1))
	}
	d = widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "sync.refused.form", Title: refusedTitle(f), Width: 640, Submit: "-", Cancel: lang.X("common.close", ""),
		Body: widgets.VStack(10, append(rows, foot)...),
	})
}

// reveal notes that somebody looks at what is masked, then shows it.
func (r *Room) reveal(what string, then func()) {
	r.async(func() {
		err := r.deps.Service.Reveal(context.Background(), what)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(then)
	})
}
