package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// Product §6: due at the next working day's morning meeting, 09:00; later is late.
func TestLogDue(t *testing.T) {
	cal := calendar(t)
	friday := app.Date("2026-03-20")
	due := app.LogDue(friday, cal)
	if due != at("2026-03-23", 9) {
		t.Errorf("Friday's log is due %s", due.Time())
	}
	for _, c := range []struct {
		closed, now app.Instant
		want        bool
	}{
		{due, due + 1, false}, {due + 1, due + 1, true}, {0, due, false}, {0, due + 1, true},
	} {
		if got := app.LogLate(friday, c.closed, c.now, cal); got != c.want {
			t.Errorf("closed %d, now %d: late is %v", c.closed, c.now, got)
		}
	}
}

func TestFiguresSkipWhatDoesNotStand(t *testing.T) {
	records := []app.ServiceRecord{
		{ID: "1", Channel: app.ChannelPhone, Outcome: app.OutcomeAgreed, Items: []string{app.ItemRemind}},
		{ID: "2", Channel: app.ChannelPhone, Outcome: app.OutcomeNoAnswer},
		{ID: "3", Channel: app.ChannelPhone, Outcome: app.OutcomeRefused, PayWay: "银行转账"},
		{ID: "4", Channel: app.ChannelVisit, Outcome: app.OutcomeDone, Items: []string{app.ItemPayWay, app.ItemTransfer}},
		{ID: "5", Channel: app.ChannelVisit, Outcome: app.OutcomeNoShow},
		{ID: "6", Channel: app.ChannelGift, Outcome: app.OutcomeDone},
		{ID: "7", Channel: app.ChannelPhone, Outcome: app.OutcomeDone},
		{ID: "8", Channel: app.ChannelPhone, Withdraws: "7"},
		{ID: "9", Channel: app.ChannelVisit, Outcome: app.OutcomeDone, Corrects: "4"},
	}
	got := app.FiguresOf(app.Standing(records))
	want := app.DayFigures{Calls: 3, Reached: 2, Appointments: 1, Visits: 1, NoShows: 1, Reminded: 1, PayWays: 1, Others: 1}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if sum := got.Plus(got); sum.Calls != 6 || sum.Others != 2 {
		t.Errorf("the sum is %+v", sum)
	}
}

func TestEntryOf(t *testing.T) {
	r := app.ServiceRecord{ID: "1", CustomerID: "c", At: 5, Content: "核对保单", Phone: "13812345678"}
	a := app.EntryOf(r, "欧阳娜")
	if a.Customer != "欧阳**" || len(a.Hash) != 64 {
		t.Errorf("got %+v", a)
	}
	r.Content = "核对保单。"
	if app.EntryOf(r, "欧阳娜").Hash == a.Hash {
		t.Error("a changed record has the same hash")
	}
}

// 002 §一.4, product §6: 0–20, criteria 6/6/3/3/2, the supervisor's mark stands.
func TestCheckMark(t *testing.T) {
	full := map[string]int{"calls": 6, "visits": 6, "prospects": 3, "collections": 3, "plan": 2}
	sum := 0
	for _, c := range app.LogCriteria {
		sum += c.Max
	}
	if sum != app.LogFullMark {
		t.Fatalf("the criteria add up to %d", sum)
	}
	for _, c := range []struct {
		name string
		mark app.LogMark
		ok   bool
	}{
		{"full", app.LogMark{Score: 20, Criteria: full}, true},
		{"none", app.LogMark{}, true},
		{"score alone", app.LogMark{Score: 15}, true},
		{"too much", app.LogMark{Score: 21}, false},
		{"negative", app.LogMark{Score: -1}, false},
		{"wrong sum", app.LogMark{Score: 19, Criteria: full}, false},
		{"one too much", app.LogMark{Score: 7, Criteria: map[string]int{"calls": 7}}, false},
		{"one below 0", app.LogMark{Score: 5, Criteria: map[string]int{"calls": 6, "plan": -1}}, false},
		{"unknown", app.LogMark{Score: 1, Criteria: map[string]int{"looks": 1}}, false},
	} {
		if err := app.CheckMark(c.mark); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestStandingMark(t *testing.T) {
	marks := []app.LogMark{
		{MarkerID: "senior", Score: 5, MarkedAt: 9}, {MarkerID: "boss", Score: 14, MarkedAt: 3}, {MarkerID: "boss", Score: 16, MarkedAt: 4},
	}
	if m, ok := app.StandingMark(marks, "boss"); !ok || m.Score != 16 {
		t.Errorf("got %+v", m)
	}
	if m, ok := app.StandingMark(marks[:1], "boss"); !ok || m.Score != 5 {
		t.Errorf("got %+v", m)
	}
	if _, ok := app.StandingMark(nil, "boss"); ok {
		t.Error("no mark at all")
	}
}

func TestContacts(t *testing.T) {
	var c app.Contacts
	c.Add(app.ServiceRecord{Channel: app.ChannelPhone, Outcome: app.OutcomeNoAnswer, At: 1})
	c.Add(app.ServiceRecord{Channel: app.ChannelPhone, Outcome: app.OutcomeCallBack, At: 2})
	if c.Tries != 2 || c.Reached != 0 || c.LastCall != 2 {
		t.Errorf("after two tries: %+v", c)
	}
	c.Add(app.ServiceRecord{Channel: app.ChannelPhone, Outcome: app.OutcomeRefused, At: 3})
	c.Add(app.ServiceRecord{Channel: app.ChannelVisit, Outcome: app.OutcomeNoShow, At: 4})
	c.Add(app.ServiceRecord{Channel: app.ChannelLetter, Outcome: app.OutcomeDone, At: 5})
	if c.Tries != 0 || c.Reached != 3 || c.Refused != 3 || c.Visited != 0 || c.Last != 5 {
		t.Errorf("after a refusal: %+v", c)
	}
	c.Add(app.ServiceRecord{Channel: app.ChannelOnline, Outcome: app.OutcomeDone, At: 6, PolicyID: "p", Items: []string{app.ItemRemind}})
	c.Add(app.ServiceRecord{Channel: app.ChannelPhone, Outcome: app.OutcomeNoAnswer, At: 7, PolicyID: "p", Items: []string{app.ItemRemind}})
	if app.About(c.Reminded, "p") != 6 || app.About(c.Reminded, "q") != 0 || app.About(c.Spoken, "q") != 3 {
		t.Errorf("spoken of: %+v", c)
	}
}
