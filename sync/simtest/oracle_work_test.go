package simtest

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// fate is what the centre did with one operation, each time it came under a new number.
type fate struct {
	outcomes []string
	devices  []string
	vers     []int64 // of the row afterwards
}

func (f *fate) applied() bool {
	return f != nil && (slices.Contains(f.outcomes, wire.OutcomeApplied) || slices.Contains(f.outcomes, wire.OutcomeKept))
}

// twice reports whether the centre applied the operation more than once. Where it came again, of another copy of a disk or
// under another number, it must have said what became of it the first time.
func (f *fate) twice() bool {
	ver := int64(0)
	for i, o := range f.outcomes {
		if o != wire.OutcomeApplied && o != wire.OutcomeKept {
			continue
		}
		if ver != 0 && f.vers[i] != ver {
			return true
		}
		ver = f.vers[i]
	}
	return false
}

// fates reads what became of every operation the centre has got.
func (o *office) fates() map[string]*fate {
	out := map[string]*fate{}
	var line []byte
	var outcome, device string
	var ver int64
	o.each("SELECT line, outcome, device, coalesce(json_extract(result, '$.ver'), 0) FROM device_op ORDER BY rid", nil, []any{&line, &outcome, &device, &ver}, func() {
		var op wire.Op
		if json.Unmarshal(line, &op) != nil {
			return
		}
		f := out[keyOf(&op)]
		if f == nil {
			f = &fate{}
			out[keyOf(&op)] = f
		}
		f.outcomes, f.devices, f.vers = append(f.outcomes, outcome), append(f.devices, device), append(f.vers, ver)
	})
	return out
}

// arrived checks that every operation said to be saved is at the centre once, or its author is told why not.
func (w *world) arrived(dumps map[*laptop]*dump, centre map[rowKey]held) {
	fates := w.office.fates()
	archive := w.office.archive()
	removed := w.removed()
	for _, key := range slices.Sorted(maps.Keys(w.works)) {
		k, f := w.works[key], fates[key]
		switch {
		case f == nil && k.excused:
			continue
		case f == nil && w.office.restores > 0 && w.listed(k, dumps):
			continue // refused, and the centre has lost that it was
		case f == nil:
			w.fail("operation %d of %s on %s %s never came to the centre", k.op.N, k.by, k.op.Kind, k.op.ID)
		case f.twice():
			w.fail("operation %d of %s on %s %s was taken in %d times: %v %v by %v", k.op.N, k.by, k.op.Kind, k.op.ID, len(f.outcomes), f.outcomes, f.vers, f.devices)
		case !f.applied():
			w.told(k, f, dumps)
			continue
		}
		w.stands(k, centre, archive, removed)
	}
}

// listed reports whether somebody who has the operation is told that the centre did not apply it.
func (w *world) listed(k *work, dumps map[*laptop]*dump) bool {
	for l := range k.on {
		if d := dumps[l]; d != nil && d.refused[k.key] {
			return true
		}
	}
	return false
}

// told checks that somebody who has the operation is told that the centre did not apply it.
func (w *world) told(k *work, f *fate, dumps map[*laptop]*dump) {
	if len(k.on) == 0 || w.listed(k, dumps) {
		return
	}
	w.fail("nobody is told that operation %d of %s on %s %s was %v", k.op.N, k.by, k.op.Kind, k.op.ID, f.outcomes)
}

// token is a value nobody has written twice.
var token = regexp.MustCompile(`\p{Han}+[0-9]+号`)

// stands checks that what an applied operation wrote is still to be found.
func (w *world) stands(k *work, centre map[rowKey]held, archive string, removed map[string]bool) {
	row, there := centre[rowKey{k.op.Kind, k.op.ID}]
	if !there {
		w.fail("%s %s of %s was applied and is not at the centre", k.op.Kind, k.op.ID, k.by)
	}
	var body record.Body
	w.must(json.Unmarshal([]byte(row.body), &body), "body")
	for name, value := range k.op.Set {
		f, _ := k.kind.Field(name)
		switch {
		case k.kind.InsertOnly && !record.IsZero(value):
			if canonical(body[name]) != canonical(value) {
				w.fail("%s of %s %s is %s, written once as %s", name, k.op.Kind, k.op.ID, body[name], value)
			}
		case f.Class == record.Text:
			for _, t := range token.FindAllString(string(value), -1) {
				if !strings.Contains(string(body[name]), t) {
					w.fail("%s of %s %s has lost %s of %s: %s", name, k.op.Kind, k.op.ID, t, k.by, body[name])
				}
			}
		case f.Class == record.Scalar:
			for _, t := range token.FindAllString(string(value), -1) {
				if !strings.Contains(archive, t) {
					w.fail("%s of %s %s: %s of %s neither stands, nor is kept, nor in the history", name, k.op.Kind, k.op.ID, t, k.by)
				}
			}
		}
	}
	for name, added := range k.op.Add {
		for _, e := range added {
			if text := canonical(e); !removed[name+text] && !strings.Contains(canonical(body[name]), text) {
				w.fail("%s of %s %s has lost %s of %s: %s", name, k.op.Kind, k.op.ID, text, k.by, body[name])
			}
		}
	}
}

// remembered checks that what a laptop had from the centre when that was restored has not been forgotten.
func (w *world) remembered(centre map[rowKey]held) {
	for _, l := range w.laptops {
		if !l.alive() {
			continue
		}
		for _, key := range sorted(l.had) {
			if _, there := centre[key]; !there && key.kind != "kept" {
				w.fail("%s had %s %s of %s when the centre was restored, and the centre has not got it back", l.name, key.kind, key.id, l.had[key].stream)
			}
		}
	}
}

// removed returns the elements that were taken out of lists again.
func (w *world) removed() map[string]bool {
	out := map[string]bool{}
	for _, k := range w.works {
		for name, list := range k.op.Remove {
			for _, e := range list {
				out[name+canonical(e)] = true
			}
		}
	}
	return out
}

// archive returns everything the centre's rows say and have said.
func (o *office) archive() string {
	var b strings.Builder
	var text string
	for _, query := range []string{"SELECT body FROM row", "SELECT before FROM history"} {
		o.each(query, nil, []any{&text}, func() {
			b.WriteString(text)
			b.WriteByte('\n')
		})
	}
	return b.String()
}

// canonical returns JSON in one order of keys and without spaces.
func canonical(raw json.RawMessage) string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	return string(record.Value(v))
}

func parse(body string) record.Body {
	var b record.Body
	_ = json.Unmarshal([]byte(body), &b)
	return b
}
