package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// LogDueTime is when a day's log is due on the next working day: at the morning meeting (product §6; settable).
const LogDueTime = 9 * time.Hour

// LogDue returns the moment at which the log of a day is due.
func LogDue(day Date, cal Calendar) Instant {
	return InstantOf(cal.AddWorkdays(day, 1).Time().Add(LogDueTime))
}

// LogLate reports whether a log closed at a moment (0: not yet) is late at now: it was closed after it was due, or is
// due and still open.
func LogLate(day Date, closed, now Instant, cal Calendar) bool {
	if closed == 0 {
		closed = now
	}
	return closed > LogDue(day, cal)
}

// FiguresOf counts the standing records of a day (002 §三.五, §四.2). Surveys and prospects are no records; who calls adds
// them.
func FiguresOf(records []ServiceRecord) DayFigures {
	var f DayFigures
	for _, r := range records {
		f.add(r)
	}
	return f
}

func (f *DayFigures) add(r ServiceRecord) {
	switch r.Channel {
	case ChannelPhone:
		f.Calls++
		if Spoke(r.Outcome) {
			f.Reached++
		}
	case ChannelVisit:
		if r.Outcome == OutcomeNoShow {
			f.NoShows++
		} else {
			f.Visits++
		}
	default:
		f.Others++
	}
	if r.Outcome == OutcomeAgreed {
		f.Appointments++
	}
	if slices.Contains(r.Items, ItemRemind) {
		f.Reminded++
	}
	if r.PayWay != "" || slices.Contains(r.Items, ItemPayWay) {
		f.PayWays++
	}
	if slices.Contains(r.Items, ItemTransfer) {
		f.Transfers++
	}
}

// Plus returns the sum of two days' figures.
func (f DayFigures) Plus(g DayFigures) DayFigures {
	return DayFigures{
		Calls: f.Calls + g.Calls, Reached: f.Reached + g.Reached, Appointments: f.Appointments + g.Appointments,
		Visits: f.Visits + g.Visits, NoShows: f.NoShows + g.NoShows, Surveys: f.Surveys + g.Surveys,
		Reminded: f.Reminded + g.Reminded, PayWays: f.PayWays + g.PayWays, Transfers: f.Transfers + g.Transfers,
		Prospects: f.Prospects + g.Prospects, Others: f.Others + g.Others,
	}
}

// EntryOf returns the frozen copy of a record that a closed log carries. The customer's name is masked; the hash is over
// the record's canonical body, so that a reader can tell whether the record is still the one that was judged.
func EntryOf(r ServiceRecord, customer string) LogEntry {
	return LogEntry{
		RecordID: r.ID, Hash: recordHash(r), At: r.At, Customer: MaskName(customer),
		Channel: r.Channel, Stage: r.Stage, Outcome: r.Outcome,
		Content: r.Content, Attitude: r.Attitude, Answer: r.Answer,
		Items: slices.Clone(r.Items), NextStep: r.NextStep, NextOn: r.NextOn,
	}
}

func recordHash(r ServiceRecord) string {
	body, err := json.Marshal(KindServiceRecord.Encode(r))
	if err != nil {
		panic("app: a record's body is JSON: " + err.Error())
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// StandingMark returns the mark of a log that counts: the newest by the direct supervisor (002 §一.4 注2), or the newest
// of all where that person has not marked it. ok is false if there is none.
func StandingMark(marks []LogMark, supervisorID string) (mark LogMark, ok bool) {
	for _, m := range marks {
		own, has := m.MarkerID == supervisorID, mark.MarkerID == supervisorID
		if !ok || own && !has || own == has && m.MarkedAt > mark.MarkedAt {
			mark, ok = m, true
		}
	}
	return mark, ok
}

// CheckMark returns an error if a mark is not within its criteria: each between 0 and its greatest, their sum the score,
// the score 0–20 (002 §一.4, product §6). A mark without criteria is a score alone.
func CheckMark(m LogMark) error {
	if m.Score < 0 || m.Score > LogFullMark {
		return FieldErrorf(ErrInvalid, "score", "分数应在 0 到 %d 之间", LogFullMark)
	}
	if len(m.Criteria) == 0 {
		return nil
	}
	sum, known := 0, 0
	for _, c := range LogCriteria {
		n, ok := m.Criteria[c.Code]
		if ok {
			known++
		}
		if n < 0 || n > c.Max {
			return FieldErrorf(ErrInvalid, "criteria", "单项分数应在 0 到 %d 之间", c.Max)
		}
		sum += n
	}
	if known != len(m.Criteria) {
		return FieldErrorf(ErrInvalid, "criteria", "有不认识的评分项目")
	}
	if int64(sum) != m.Score {
		return FieldErrorf(ErrInvalid, "score", "各项分数合计 %d 分，与总分 %d 分不符", sum, m.Score)
	}
	return nil
}
