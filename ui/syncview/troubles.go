package syncview

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// mostTroubles is how many lines of a kind are shown at once; the rest follows as these are settled.
const mostTroubles = 3

// fillTroubles shows what the centre refused and what lost against another person's edit.
func (r *Room) fillTroubles(s app.SyncState) {
	r.troubles.Objects = nil
	if len(s.Kept) > 0 {
		var lines []fyne.CanvasObject
		for i, k := range s.Kept[:min(len(s.Kept), mostTroubles)] {
			lines = append(lines, r.keptLine(i, k))
		}
		r.troubles.Add(widgets.Panel(title("sync.kept", len(s.Kept)), nil, widgets.VStack(10, lines...)))
	}
	if len(s.Refused) > 0 {
		var lines []fyne.CanvasObject
		for i, f := range s.Refused[:min(len(s.Refused), mostTroubles)] {
			lines = append(lines, widgets.Tag(fmt.Sprintf("sync.refused.%d", i), refusedLine(f)))
		}
		r.troubles.Add(widgets.Panel(title("sync.refused", len(s.Refused)), nil, widgets.VStack(10, lines...)))
	}
	r.troubles.Refresh()
}

func title(key string, n int) string {
	return lang.X(key, "") + " " + lang.X("common.count", "", map[string]any{"N": n})
}

// keptLine is a value that lost: what stands, what was written, and the two ways to settle it.
func (r *Room) keptLine(i int, k app.KeptItem) fyne.CanvasObject {
	text := widgets.NewSpans(
		widgets.Span{Text: k.Title + " · " + lang.X("field."+k.Kept.Field, k.Kept.Field), Bold: true},
		widgets.Span{Text: "\n" + lang.X("sync.kept.line", "", map[string]any{
			"Author": k.Author, "When": words.Stamp(k.Kept.At), "Lost": readable(k.Kept.Field, k.Kept.Value), "Stands": readable(k.Kept.Field, k.Kept.Winner),
		})},
	)
	keep, take := r.keptButtons(i, k)
	return widgets.Sides(nil, text, widgets.HStack(6, keep, take))
}

// keptButtons settle a value that lost: leave what stands, or take the lost value after all.
func (r *Room) keptButtons(i int, k app.KeptItem) (keep, take *widgets.Button) {
	settle := func(takeLost bool) func() {
		return func() {
			keep.Disable()
			take.Disable()
			r.async(func() {
				if err := r.deps.Service.SettleKept(context.Background(), k.Kept.ID, takeLost); err != nil {
					r.deps.Fail(err)
				}
				fyne.Do(r.Refresh)
			})
		}
	}
	keep = widgets.Tag(fmt.Sprintf("sync.kept.%d.keep", i), widgets.Secondary(lang.X("sync.kept.keep", ""), nil, settle(false)).Compact())
	take = widgets.Tag(fmt.Sprintf("sync.kept.%d.take", i), widgets.Secondary(lang.X("sync.kept.take", ""), nil, settle(true)).Compact())
	return keep, take
}

func refusedLine(f app.RefusedItem) fyne.CanvasObject {
	return widgets.VStack(2,
		widgets.Strong(lang.X("kind."+f.Kind, f.Kind)+" · "+f.Title).Clipped(),
		widgets.MutedText(words.Stamp(f.At)+"  "+lang.X("refused."+f.Reason, lang.X("error.refused", ""))).Clipped(),
	)
}
