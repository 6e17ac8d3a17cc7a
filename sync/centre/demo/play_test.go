package demo

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestTextsAreFilledAndVaried(t *testing.T) {
	for n, m := range moments {
		w := worldAt(t, int64(n), m)
		for occasion, times := range w.missing {
			t.Errorf("%s: no talk fits %s (%d times)", m, occasion, times)
		}
		for _, p := range w.planners {
			last := ""
			of := map[string]string{}
			for _, r := range p.records {
				text := r.Content + r.Attitude + r.Answer + r.NextStep + r.Promise
				if strings.ContainsAny(text, "{}[]|") || strings.Contains(text, "《》") {
					t.Errorf("%s: a gap is left in %q", m, text)
				}
				// 002 §三.一.2: three things in every record; nobody was there to have an attitude where nobody answered.
				full := r.Content != "" && r.Attitude != "" && r.Answer != ""
				alone := r.Outcome == app.OutcomeNoAnswer || r.Outcome == app.OutcomeWrong
				if !full && !alone || r.Content == "" {
					t.Errorf("%s: %s %s of %s lacks one of the three things: %q", m, r.Stage, r.Outcome, r.At.Date(), text)
				}
				if r.Content == last || r.Content == of[r.CustomerID] && r.Corrects == "" {
					t.Errorf("%s: neighbouring records say the same: %q", m, r.Content)
				}
				last, of[r.CustomerID] = r.Content, r.Content
			}
		}
	}
}

func TestTimesMakeSense(t *testing.T) {
	for n, m := range moments {
		for _, p := range worldAt(t, int64(n), m).planners {
			now := app.InstantOf(p.now)
			planned, today := 0, 0
			for _, a := range p.appts {
				if a.Status != app.AppointmentPlanned {
					continue
				}
				planned++
				if a.At <= now {
					t.Errorf("%s: an appointment of %s is still planned", m, a.At.Time())
				}
				if a.At.Date() == p.today {
					today++
				}
			}
			if planned < 2 || len(p.sensible()) > 0 && today == 0 {
				t.Errorf("%s: %s has %d appointments to come, %d today", m, p.me.Name, planned, today)
			}
			byID := map[string]*app.ServiceRecord{}
			for _, r := range p.records {
				byID[r.ID] = r
				if r.At > now || r.RecordedAt < r.At || r.RecordedAt > now+app.Instant(3600_000) {
					t.Errorf("%s: a record of %s, written %s", m, r.At.Time(), r.RecordedAt.Time())
				}
			}
			for _, r := range p.records {
				if r.Kept != "" && (byID[r.Kept] == nil || byID[r.Kept].Promise == "" || byID[r.Kept].CustomerID != r.CustomerID) {
					t.Errorf("%s: %q keeps no promise of this customer", m, r.Content)
				}
			}
		}
	}
}

func TestLogsAndMarks(t *testing.T) {
	w := worldAt(t, 0, moments[0])
	late, marked, unmarked, missing := 0, 0, 0, 0
	for _, part := range w.parts {
		logs := map[string]app.WorkLog{}
		marks := map[string]bool{}
		for _, r := range part.rows {
			switch v := r.of.(type) {
			case app.WorkLog:
				logs[v.ID] = v
				if app.LogLate(v.Date, v.ClosedAt, v.ClosedAt, w.planners[0].cal) {
					late++
				}
				if len(v.Entries) != v.Figures.Calls+v.Figures.Visits+v.Figures.NoShows+v.Figures.Others || v.Development == "" || v.PlanDone == "" {
					t.Errorf("log of %s: %d entries, %+v", v.Date, len(v.Entries), v.Figures)
				}
				for _, e := range v.Entries {
					if !strings.HasSuffix(e.Customer, "**") || e.At.Date() != v.Date {
						t.Errorf("log of %s holds %s of %s", v.Date, e.Customer, e.At.Date())
					}
				}
			case app.LogMark:
				marked++
				marks[v.LogID] = true
				l, ok := logs[v.LogID]
				if err := app.CheckMark(v); err != nil || !ok || v.MarkedAt < l.ClosedAt || v.Comment == "" || v.MarkerID != app.PersonID(supervisor) {
					t.Errorf("mark of %s: %v, %+v", l.Date, err, v)
				}
			}
		}
		for id, l := range logs {
			if !marks[id] && l.Date == "2026-11-20" {
				unmarked++
			}
		}
		if len(logs) > 0 && logs[app.WorkLogID(logs1(logs), "2026-11-13")].ID == "" {
			missing++
		}
	}
	if late != 1 || unmarked == 0 || unmarked == 4 || marked < 60 || missing != 1 {
		t.Errorf("%d late, %d marked, %d of the last day unmarked, %d missing", late, marked, unmarked, missing)
	}
}

// logs1 returns whose logs these are.
func logs1(logs map[string]app.WorkLog) string {
	for _, l := range logs {
		return l.PersonID
	}
	return ""
}
