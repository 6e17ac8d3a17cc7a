package syncview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// statePage says how the laptop stands to the centre.
type statePage struct {
	room     *Room
	banner   *widgets.Banner
	enrol    *fyne.Container // the way back for a laptop the centre refuses
	clock    *widgets.Banner
	lease    *widgets.Banner
	withheld *widgets.Banner
	progress *Progress
	facts    *widgets.Facts
	unsent   *widgets.Table[unsentRow]
	waiting  *fyne.Container // the table, or that nothing waits
	troubles *fyne.Container // what was refused and what lost
	page     *widgets.Scroller
	content  fyne.CanvasObject
}

func newStatePage(r *Room) *statePage {
	p := &statePage{room: r}
	p.banner = widgets.Tag("sync.problem", widgets.NewBanner(widgets.Neutral, ""))
	p.enrol = reenrolPanel(r)
	p.clock = widgets.Tag("sync.clock", widgets.NewBanner(widgets.Neutral, ""))
	p.lease = widgets.Tag("sync.lease", widgets.NewBanner(widgets.Neutral, ""))
	p.withheld = widgets.Tag("sync.withheld", widgets.NewBanner(widgets.Neutral, ""))
	p.progress = NewProgress(r.deps.Sync.StopSync)
	p.facts = widgets.Tag("sync.facts", widgets.NewFacts(3, string(r.deps.Clock.Today()), stateFacts(app.SyncState{}, r.deps.Clock.Now())))
	p.unsent = widgets.Tag("sync.unsent", widgets.NewTable(unsentColumns(), func(u unsentRow) string { return u.key }, nil))
	p.troubles, p.waiting = widgets.VStack(theme.PanelGap), widgets.Stack(nothingWaits())
	p.page = widgets.Scroll(widgets.VStack(theme.PanelGap, p.banner, p.enrol, p.clock, p.lease, p.withheld, p.progress.Content,
		widgets.Panel(lang.X("sync.state", ""), nil, p.facts), p.troubles,
		widgets.PanelFlush(lang.X("sync.unsent", ""), nil, p.waiting)))
	p.content = p.page
	return p
}

func nothingWaits() fyne.CanvasObject {
	return widgets.Pad(0, 0, 12, 0, widgets.EmptyState(theme.IconDone, lang.X("sync.all_sent", ""), lang.X("sync.all_sent.hint", ""), nil))
}

// mostUnsent is how many lines the table shows without scrolling in itself.
const mostUnsent = 10

func (p *statePage) fill(s app.SyncState, facts []widgets.Fact, rows []unsentRow) {
	now := p.room.deps.Clock.Now()
	p.facts.Set(facts)
	p.showUnsent(rows)
	switch s.LastError {
	case "", app.ErrCancelled:
		p.banner.Set(widgets.Neutral, "")
	case app.ErrOffline:
		p.banner.Set(widgets.Warning, lang.X("sync.offline", ""))
	default:
		p.banner.Set(widgets.Danger, lang.X("error."+s.LastError, "")+" "+lang.X("sync.advice."+advice(s.LastError), ""))
	}
	p.enrol.Hidden = s.LastError != app.ErrUnauthorised
	p.clock.Set(widgets.Warning, clockWarning(s))
	tone, text := LeaseNotice(s.LeaseUntil, now)
	p.lease.Set(tone, text)
	p.withheld.Set(widgets.Warning, "")
	if s.Withheld > 0 {
		p.withheld.Set(widgets.Warning, lang.X("sync.withheld", "", map[string]any{"N": s.Withheld}))
	}
	p.progress.Set(s)
	p.fillTroubles(s)
	p.page.Refresh()
}

// showUnsent shows what waits to be sent.
func (p *statePage) showUnsent(rows []unsentRow) {
	p.unsent.SetRows(rows)
	if len(rows) == 0 {
		p.waiting.Objects = []fyne.CanvasObject{nothingWaits()}
	} else {
		p.waiting.Objects = []fyne.CanvasObject{widgets.FixedHeight(p.unsent.HeightFor(min(len(rows), mostUnsent))+1, p.unsent)}
	}
	p.waiting.Refresh()
}

// mostTroubles is how many lines of a kind are shown at once.
const mostTroubles = 3

// fillTroubles shows what the centre refused and what lost against another person's edit.
func (p *statePage) fillTroubles(s app.SyncState) {
	p.troubles.Objects = nil
	if len(s.Kept) > 0 {
		one := widgets.Tag("sync.settle", widgets.Secondary(lang.X("sync.settle.one_by_one", ""), theme.Named("conflict"), func() { p.room.turn(pageSettle) }).Compact())
		var lines []fyne.CanvasObject
		for _, k := range s.Kept[:min(len(s.Kept), mostTroubles)] {
			lines = append(lines, keptLine(k))
		}
		p.troubles.Add(widgets.Panel(title("sync.kept", len(s.Kept)), []fyne.CanvasObject{one}, widgets.VStack(10, lines...)))
	}
	if len(s.Refused) > 0 {
		var actions []fyne.CanvasObject
		if len(s.Refused) > mostTroubles {
			actions = append(actions, widgets.Tag("sync.refused.all", widgets.Quiet(lang.X("sync.refused.all", ""), nil, func() { p.room.showRefused(s.Refused, 0) }).Compact()))
		}
		var lines []fyne.CanvasObject
		for i, f := range s.Refused[:min(len(s.Refused), mostTroubles)] {
			see := widgets.Tag(fmt.Sprintf("sync.refused.%d", i), widgets.Secondary(lang.X("sync.refused.see", ""), nil, func() { p.room.showRefused(s.Refused, i) }).Compact())
			lines = append(lines, widgets.Sides(nil, refusedLine(f), widgets.HStack(0, see)))
		}
		p.troubles.Add(widgets.Panel(title("sync.refused", len(s.Refused)), actions, widgets.VStack(10, lines...)))
	}
	p.troubles.Refresh()
}

func title(key string, n int) string {
	return lang.X(key, "") + " " + lang.X("common.count", "", map[string]any{"N": n})
}

// keptLine is a value that lost, in short: what was written and what stands.
func keptLine(k app.KeptItem) fyne.CanvasObject {
	return widgets.VStack(2,
		widgets.Strong(k.Title+" · "+words.FieldName(k.Kept.Field)).Clipped(),
		widgets.MutedText(lang.X("sync.kept.line", "", map[string]any{
			"Author": k.Author, "When": words.Stamp(k.Kept.At), "Lost": oneLine(k.Kept, k.Kept.Value), "Stands": oneLine(k.Kept, k.Kept.Winner),
		})).Clipped(),
	)
}
