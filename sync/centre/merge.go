package centre

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// loss is a scalar value that lost against a concurrent one.
type loss struct {
	field  string
	value  json.RawMessage
	winner json.RawMessage
	stamp  stamp // of the value that lost
	base   int64 // version the loser's author had seen
	at     app.Instant
}

// merged is what an operation does to a row it meets.
type merged struct {
	set    record.Body     // new values
	shared map[string]bool // fields whose new value holds two people's text
	lost   []loss
	won    []string // scalar fields in which the operation stands
	stale  string   // status field that has moved on: nothing of the operation applies
}

// merge works out what an operation does to a row that exists. s is the operation's stamp, its HLC already clamped.
func (t *txn) merge(who session, k *record.Kind, r *row, op *wire.Op, s stamp) (*merged, error) {
	m := &merged{set: record.Body{}, shared: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(op.Set)) {
		field, _ := k.Field(name) // a field from a newer laptop merges as a scalar
		value, now := op.Set[name], r.body[name]
		have, err := t.asOf(who.kin, r, r.stamps.of(r.body, name), s)
		if err != nil {
			return nil, err
		}
		if op.N > 0 && !who.later && have.Device != "" && have.Device == s.Device && op.HLC < have.HLC && have.Ver > op.Base[name] && !blindFor(op, have.N) {
			continue // sent under a later number than what was written after it, as after a change of identity
		}
		seen := have.Ver <= op.Base[name] || have.Device == s.Device && have.N > 0 && have.N < op.N && !blindFor(op, have.N)
		if have.Device == s.Device && have.N < 0 && -have.N < op.N && field.Class != record.Text {
			seen = true // the history has what it replaces; a text may have been written beside the one that was refused
		}
		if have.Device != "" && have.Device == s.Device && have.N == 0 {
			// What this laptop wrote came back after a restore without its number: the clock says which is the later.
			if s.HLC <= have.HLC {
				continue
			}
			seen = true
		}
		switch {
		case field.Class == record.Status:
			if stale := !m.status(op, name, value, now, seen); stale {
				return &merged{stale: name}, nil
			}
		case sameValue(value, now):
			m.win(name, have, op)
		case seen:
			m.set[name] = value
			m.win(name, have, op)
		case field.Class == record.Set:
			add, _ := record.SetDiff(now, value)
			m.set[name] = record.SetApply(now, add, nil)
		case field.Class == record.Text:
			text, err := t.mergeText(r, op, s, name)
			if err != nil {
				return nil, err
			}
			m.set[name], m.shared[name] = text, true
		case s.compare(have) > 0:
			m.set[name] = value
			m.win(name, have, op)
			m.lost = append(m.lost, loss{name, now, value, have, have.Ver - 1, app.Instant(have.HLC.Millis())})
		default:
			m.lost = append(m.lost, loss{name, value, now, s, op.Base[name], app.Instant(op.At)})
		}
	}
	for _, name := range setFields(op) {
		now := r.body[name]
		if old, err := t.comesAgain(r, op, s, r.stamps.of(r.body, name), name); err != nil {
			return nil, err
		} else if old {
			continue
		}
		if v, ok := m.set[name]; ok {
			now = v
		}
		m.set[name] = record.SetApply(now, op.Add[name], op.Remove[name])
	}
	return m, nil
}

func (m *merged) win(name string, have stamp, op *wire.Op) {
	if have.Ver > op.Base[name] {
		m.won = append(m.won, name)
	}
}

// status applies a command from one status to another; false if the status has moved on. A laptop that creates what
// exists already leaves the status as it stands.
func (m *merged) status(op *wire.Op, name string, value, now json.RawMessage, seen bool) bool {
	from, told := op.From[name]
	switch {
	case sameValue(value, now):
		return true
	case told && sameValue(from, now), !told && (seen || record.IsZero(now)):
		m.set[name] = value
		return true
	case !told && op.New:
		return true
	}
	return false
}

// mergeText joins two people's texts. What the author started from decides which part of the present text is replaced by
// the author's; where that is no longer found, both stand, one under the other.
func (t *txn) mergeText(r *row, op *wire.Op, s stamp, name string) (json.RawMessage, error) {
	base, err := t.startedFrom(r, op, s, name)
	if err != nil {
		return nil, err
	}
	floor, err := t.floorNow()
	if err != nil {
		return nil, err
	}
	from, mine := plain(base), plain(op.Set[name])
	if (op.N == 0 || op.Base[name] <= floor) && !strings.Contains(mine, from) {
		from = "" // of before a restore: what it began from can be another text than what is known of that version
	}
	return record.Value(joinTexts(from, plain(r.body[name]), mine)), nil
}

func joinTexts(base, now, mine string) string {
	switch {
	case now == "" || strings.Contains(mine, now):
		return mine
	case strings.Contains(now, mine):
		return now
	case base != "" && strings.Contains(now, base):
		return strings.Replace(now, base, mine, 1)
	}
	return strings.TrimRight(now, "\n") + "\n" + mine
}

// startedFrom returns the text an operation's author had before the eyes: what the same laptop wrote last, or the value
// at the base.
func (t *txn) startedFrom(r *row, op *wire.Op, s stamp, name string) (json.RawMessage, error) {
	var mine json.RawMessage
	err := t.each(`SELECT line FROM device_op WHERE id = ? AND device = ? AND n < ? AND kind = ? AND outcome IN (?, ?)
		AND json_extract(result, '$.later') IS NULL ORDER BY n DESC LIMIT 50`, []any{r.id, s.Device, op.N, r.kind, wire.OutcomeApplied, wire.OutcomeKept},
		func(rows *sql.Rows) error {
			var line []byte
			var last wire.Op
			if err := rows.Scan(&line); err != nil || mine != nil {
				return err
			}
			if json.Unmarshal(line, &last) == nil && last.Base[name] == op.Base[name] && !blindFor(op, last.N) {
				mine = last.Set[name]
			}
			return nil
		})
	if err != nil || mine != nil {
		return mine, err
	}
	if op.Base[name] == 0 {
		return nil, nil
	}
	return t.valueAt(r, name, op.Base[name])
}

func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// setFields names the fields an operation adds elements to or removes them from.
func setFields(op *wire.Op) []string {
	names := map[string]bool{}
	for name := range op.Add {
		names[name] = true
	}
	for name := range op.Remove {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// created returns the body of a row an operation creates.
func created(k *record.Kind, op *wire.Op) record.Body {
	body := k.Overlay(record.Body{}, op.Set)
	for _, name := range setFields(op) {
		body = k.Overlay(body, record.Body{name: record.SetApply(body[name], op.Add[name], op.Remove[name])})
	}
	return body
}

// blindFor reports whether a laptop did not know of its own operation n when it made op.
func blindFor(op *wire.Op, n int64) bool {
	return op.Blind != nil && op.Blind[0] <= n && n <= op.Blind[1]
}
