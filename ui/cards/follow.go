package cards

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// typing is how long the pane waits after a change of the question before the card follows the list.
const typing = 350 * time.Millisecond

// inSight is how many rows of the list count as seen without scrolling.
const inSight = 8

// follow keeps list and card together after a changed question: the open card stays selected where it is found,
// otherwise the first customer found comes in its place, so that nothing is done to a person who is not in the list.
// The keyboard stays in the search field.
func (l *listPane) follow(q app.CardQuery) {
	at := slices.Index(l.pages.ids, l.row)
	if at >= 0 && l.room.card.id != "" {
		if at < inSight {
			l.list.Select(at)
			return
		}
		if q.Text == "" {
			l.mark(at)
			return
		}
	}
	round := l.round
	l.room.later(typing, func() {
		if round != l.round || l.pending != 0 {
			return
		}
		if len(l.pages.ids) == 0 {
			l.room.card.close()
			l.room.split.SetDetail(notFound(q))
			return
		}
		if _, ok := l.list.Selected(); ok {
			return
		}
		if at >= 0 && q.Text == "" {
			l.list.Select(at) // a search that found nobody was cleared: back to whom one had
			return
		}
		l.list.SelectFirst()
	})
}

// mark selects a row without scrolling to it from afar and without opening its card again.
func (l *listPane) mark(at int) {
	l.list.SetSourceAt(len(l.pages.ids), l.pages.row, at)
	l.list.Refresh()
}

// notFound stands in place of a card when a search or filter leaves nobody.
func notFound(q app.CardQuery) fyne.CanvasObject {
	title := lang.X("cards.not_found", "")
	if q.Text != "" {
		title = lang.X("cards.search.none", "", map[string]any{"Text": shortened(q.Text)})
	}
	state := widgets.EmptyState(theme.IconSearch, title, lang.X("cards.search.none.hint", ""), nil)
	return widgets.Page(widgets.Surface(widgets.Tag("cards.not_found", state)))
}

// shortened keeps what somebody typed within a line.
func shortened(text string) string {
	const most = 24
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
