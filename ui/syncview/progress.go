package syncview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Progress is a panel that says what a round is doing, how far it is and how long the rest will take. It hides itself
// while there is nothing long to wait for.
type Progress struct {
	Content fyne.CanvasObject

	text, left *widgets.Text
	bar        *widgets.ProgressLine
	note       *widgets.Text
	stop       *widgets.Button
	pace       pace
}

// NewProgress returns the panel; stop ends the round, nil leaves the button away.
func NewProgress(stop func()) *Progress {
	p := &Progress{text: widgets.Strong("").Clipped(), left: widgets.Caption(""), bar: widgets.NewProgressLine(0, widgets.Info)}
	p.note = widgets.MutedText("").Clipped()
	head := []fyne.CanvasObject{p.text, widgets.Spring(), p.left}
	if stop != nil {
		widgets.Tag("sync.progress", p.text)
		p.stop = widgets.Tag("sync.stop", widgets.Secondary(lang.X("common.cancel", ""), theme.IconClose, stop).Compact())
		head = append(head, p.stop)
	}
	p.Content = widgets.Surface(widgets.Pad(10, 14, 12, 14, widgets.VStack(8, widgets.FixedHeight(28, widgets.HStack(10, head...)), p.bar, p.note)))
	p.Content.Hide()
	return p
}

// longFrom is from how many rows, operations or kilobytes on a phase is worth a bar.
const longFrom = 100

// long reports whether a round has something to wait for.
func long(s app.SyncState) bool {
	if !s.Running {
		return s.Filling
	}
	total := s.Total
	if s.Phase == phaseBlobs {
		total /= 1024
	}
	return s.Filling || total >= longFrom
}

// Set shows how far a round is.
func (p *Progress) Set(s app.SyncState) {
	if !long(s) {
		p.pace = pace{}
		p.Content.Hide()
		return
	}
	p.text.Set(phaseText(s))
	if p.text.Value() == "" {
		p.text.Set(lang.X("sync.waiting_round", ""))
	}
	value := 0.0
	if s.Total > 0 {
		value = float64(s.Done) / float64(s.Total)
	}
	p.bar.Set(value)
	p.left.Set("")
	if left, ok := p.pace.left(s, time.Now()); ok {
		p.left.Set(leftText(left))
	}
	p.note.Set("")
	if s.Filling {
		p.note.Set(lang.X("sync.filling", ""))
	}
	p.note.Hidden = !s.Filling
	if p.stop != nil {
		p.stop.Hidden = !s.Running
	}
	p.Content.Show()
	p.Content.Refresh()
}

// pace is how fast a phase has been going since it was first seen.
type pace struct {
	phase string
	total int
	done  int
	since time.Time
}

// Times of the estimate.
const (
	paceLeast = 3 * time.Second  // before it is worth anything
	leftLeast = 10 * time.Second // below it is not said
)

// left estimates how long the rest of the phase takes; false while that cannot be said.
func (p *pace) left(s app.SyncState, now time.Time) (time.Duration, bool) {
	if s.Phase != p.phase || s.Done < p.done || s.Total != p.total && p.total == 0 {
		*p = pace{phase: s.Phase, total: s.Total, done: s.Done, since: now}
	}
	gone, done := now.Sub(p.since), s.Done-p.done
	if s.Total <= s.Done || done <= 0 || gone < paceLeast {
		return 0, false
	}
	left := time.Duration(float64(gone) / float64(done) * float64(s.Total-s.Done))
	return left, left >= leftLeast
}

func leftText(left time.Duration) string {
	switch {
	case left < time.Minute:
		return lang.X("sync.left.seconds", "", map[string]any{"N": int(left.Seconds()+9) / 10 * 10})
	case left < time.Hour:
		return lang.X("sync.left.minutes", "", map[string]any{"N": int(left.Minutes() + 0.5)})
	}
	return lang.X("sync.left.hours", "", map[string]any{"N": int(left.Hours()) + 1})
}

// Phases whose numbers are shown in another way than rows.
const (
	phasePush  = "push"
	phaseBlobs = "blobs"
)

// phaseText says what a round is doing: 取回资料 12 000 / 55 000.
func phaseText(s app.SyncState) string {
	if s.Phase == "" {
		return ""
	}
	text := lang.X("sync.phase."+s.Phase, "")
	figure := ""
	switch {
	case s.Phase == phaseBlobs && s.Total > 0:
		figure = words.Size(int64(s.Done)) + " / " + words.Size(int64(s.Total))
	case s.Phase == phaseBlobs:
	case s.Total > 0 && s.Phase == phasePush && s.Total < longFrom:
		return lang.X("sync.sending", "", map[string]any{"N": s.Total})
	case s.Total > 0:
		figure = words.Thousands(s.Done) + " / " + words.Thousands(s.Total)
	case s.Done > 0:
		figure = words.Thousands(s.Done)
	}
	if figure == "" {
		return text
	}
	return text + " " + figure
}

func wholeNumber(n int) string { return words.Thousands(n) }

// doing says in a line what goes on, or when the next round begins.
func doing(s app.SyncState, now app.Instant) string {
	switch {
	case s.Running:
		return phaseText(s)
	case s.LastError == app.ErrUnauthorised || s.NextTry == 0:
		return ""
	case s.NextTry <= now && s.LastError != "":
		return lang.X("sync.next.now", "")
	case s.LastError == "":
		return lang.X("sync.next.round", "", map[string]any{"At": s.NextTry.Clock()})
	}
	return lang.X("sync.next", "", map[string]any{"At": s.NextTry.Clock(), "N": int((s.NextTry - now + 59_999) / 60_000)})
}
