package syncview

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// clockTolerance is how far a laptop's clock may be off before the room says so (product §2).
const clockTolerance = 5 * time.Minute

// unsentRow is a thing with changes that wait, in words.
type unsentRow struct {
	key, kind, title, since, age string
	at                           app.Instant
	n                            int64
	changes                      int
}

func unsentColumns() []widgets.Column[unsentRow] {
	return []widgets.Column[unsentRow]{
		{
			ID: "kind", Label: lang.X("sync.column.kind", ""), Width: 150, Compare: func(a, b unsentRow) int { return cmp.Compare(a.kind, b.kind) },
			Render: func(u unsentRow) widgets.Cell { return widgets.Cell{Text: u.kind} },
		},
		{
			ID: "title", Label: lang.X("sync.column.title", ""), Width: 240, Weight: 1,
			Render: func(u unsentRow) widgets.Cell { return widgets.Cell{Text: u.title} },
		},
		{
			ID: "since", Label: lang.X("sync.column.since", ""), Width: 170, Compare: func(a, b unsentRow) int { return cmp.Compare(a.n, b.n) },
			Render: func(u unsentRow) widgets.Cell { return widgets.Cell{Text: u.since} },
		},
		{
			ID: "age", Label: lang.X("sync.column.age", ""), Width: 130,
			Render: func(u unsentRow) widgets.Cell { return widgets.Cell{Text: u.age, Tone: widgets.Muted} },
		},
	}
}

// unsentRows shows what waits, oldest first; changes of the same thing stand in one row.
func unsentRows(s app.SyncState, now app.Instant) []unsentRow {
	var out []unsentRow
	at := map[[2]string]int{}
	for _, u := range s.Unsent {
		thing := [2]string{u.Kind, u.Title}
		if i, ok := at[thing]; ok {
			out[i].changes++
			out[i].title = u.Title + lang.X("sync.changes", "", map[string]any{"N": out[i].changes})
			continue
		}
		at[thing] = len(out)
		out = append(out, unsentRow{
			key: u.Kind + "=" + u.Title, n: u.N, at: u.At, changes: 1, kind: lang.X("kind."+u.Kind, u.Kind), title: u.Title,
			since: words.Stamp(u.At), age: words.For(u.At, now),
		})
	}
	return out
}

// stateFacts are the facts of the panel at the top.
func stateFacts(s app.SyncState, now app.Instant) []widgets.Fact {
	last, when := lang.X("sync.never", ""), ""
	if s.LastSync != 0 {
		last, when = words.Stamp(s.LastSync), words.Ago(s.LastSync, now)
	}
	return []widgets.Fact{
		{ID: "centre", Label: lang.X("sync.centre", ""), Value: s.CentreName},
		{ID: "address", Label: lang.X("sync.address", ""), Value: words.Address(s.Centre)},
		{ID: "device", Label: lang.X("sync.device", ""), Value: s.Device},
		{ID: "last", Label: lang.X("sync.last", ""), Value: last, Badge: when},
		{ID: "waiting", Label: lang.X("sync.waiting", ""), Value: lang.X("common.count", "", map[string]any{"N": len(s.Unsent)}), Badge: waitingSince(s, now)},
		{ID: "round", Label: lang.X("sync.round", ""), Value: lang.X("sync.round.value", "", map[string]any{"Up": s.Pushed, "Down": s.Pulled})},
	}
}

// waitingSince says how long the oldest unsent change has been waiting, "" if none does.
func waitingSince(s app.SyncState, now app.Instant) string {
	oldest := s.OldestUnsent
	if oldest == 0 && len(s.Unsent) > 0 {
		oldest = s.Unsent[0].At
	}
	if oldest == 0 {
		return ""
	}
	return lang.X("sync.waited", "", map[string]any{"For": words.For(oldest, now)})
}

// standing says in one word how things are.
func standing(s app.SyncState) (string, widgets.Tone) {
	switch {
	case s.Running:
		return lang.X("sync.running", ""), widgets.Info
	case s.LastError == app.ErrOffline:
		return lang.X("state.offline", ""), widgets.Warning
	case s.LastError == app.ErrCancelled:
		return lang.X("sync.paused", ""), widgets.Warning
	case s.LastError != "":
		return lang.X("sync.failed", ""), widgets.Danger
	case len(s.Unsent) > 0:
		return lang.X("state.unsent", ""), widgets.Warning
	case s.LastSync == 0:
		return lang.X("sync.never", ""), widgets.Neutral
	}
	return lang.X("sync.level", ""), widgets.Success
}

// advice is what to do about an error: ask the centre for a new code, or just try again.
func advice(code string) string {
	switch code {
	case app.ErrUnauthorised, app.ErrForbidden:
		return "enrol"
	}
	return "later"
}

// clockWarning says how far the laptop's clock is off, "" if that does not matter.
func clockWarning(s app.SyncState) string {
	off := time.Duration(s.ClockOff) * time.Millisecond
	if off.Abs() < clockTolerance {
		return ""
	}
	key := "sync.clock.slow"
	if off < 0 {
		key = "sync.clock.fast"
	}
	return lang.X(key, "", map[string]any{"N": int(off.Abs().Minutes())})
}
