package drafts

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/fangce/fangce/app"
)

// Spec says what a form is.
type Spec struct {
	Key   string        // of its draft: the form and what it is about
	Room  string        // that shows the form again
	About string        // id of the customer, or of what else the form is about
	Title string        // whom or what it is about, for people
	Named func() string // the title where it is being typed; nil: Title
	Form  string        // which form it is, "draft.form.<Form>"
	Args  []string      // what the room needs beside About to show the form again
	Uses  []string      // keys of other drafts that handing in uses up
	// Edits is for a form that changes what exists: what somebody else has changed since the draft was begun is told.
	Edits bool
	// Dropped is called after the form was put back to what it held before it was typed in; may be nil.
	Dropped func()
}

// Form is the content of one form while it stands open.
type Form struct {
	keep    *Keeper
	spec    Spec
	fields  []Field
	base    []string   // what each field held before it was typed in
	kept    []byte     // the body last put, nil for none
	halt    func()     // stops the timer; nil: none runs
	handing [][]string // the fields as they are being handed in, the oldest first
	failed  bool       // part of what was handed in came back
	found   restored
	notice  *notice
}

// restored is what a form was filled with when it was opened.
type restored struct {
	at      app.Instant // 0: with nothing
	changed []string    // labels of fields that somebody else has changed since
	touched bool        // typed in since
}

// Open begins to keep a form, and fills its inputs with what was left of it before. The inputs hold their proposals or
// what is stored when it is called.
func (k *Keeper) Open(spec Spec, fields ...Field) *Form {
	f := &Form{keep: k, spec: spec, fields: fields}
	f.base = f.now()
	if k == nil {
		return f
	}
	if was := k.forms[spec.Key]; was != nil {
		was.Save()
		was.stop()
	}
	k.forms[spec.Key] = f
	if d, ok := k.get(spec.Key); ok {
		f.fill(d)
	}
	return f
}

// fill takes a draft over into the fields.
func (f *Form) fill(d app.Draft) {
	f.kept = d.Body
	for _, c := range read(d).Fields {
		i := slices.IndexFunc(f.fields, func(x Field) bool { return x.ID == c.ID })
		if i < 0 || f.base[i] == c.Now {
			continue
		}
		f.fields[i].Set(c.Now)
		if c.Was == c.Now { // kept along
			f.base[i] = c.Now
			continue
		}
		f.found.at = d.At
		if f.spec.Edits && f.base[i] != c.Was {
			f.found.changed = append(f.found.changed, f.fields[i].Label)
		}
	}
	if f.found.at == 0 { // all of it holds already, as after it was handed in elsewhere
		f.kept = nil
		f.keep.put(f.spec.Key, nil)
	}
}

// Restored reports whether the form was filled with a draft when it was opened, and of when.
func (f *Form) Restored() (at app.Instant, ok bool) { return f.found.at, f.found.at != 0 }

// Waits reports whether the form was filled with a draft that nobody has touched since: it is not stored by itself.
func (f *Form) Waits() bool { return f != nil && f.found.at != 0 && !f.found.touched }

// Accept takes what was restored for typed: it may be stored.
func (f *Form) Accept() {
	if f != nil {
		f.found.touched = true
	}
}

// Dirty reports whether something was typed in that is not handed in.
func (f *Form) Dirty() bool { return f.body(f.now(), true) != nil }

func (f *Form) now() []string {
	out := make([]string, len(f.fields))
	for i, x := range f.fields {
		out[i] = x.Get()
	}
	return out
}

// Touch tells that the user has changed an input; the content is on the disk within a second.
func (f *Form) Touch() {
	if !f.live() {
		return
	}
	f.found.touched = true
	if len(f.handing) == 0 && f.halt == nil {
		f.halt = f.keep.later(typingPause, f.Save)
	}
}

// live reports whether the form is being kept.
func (f *Form) live() bool { return f != nil && f.keep != nil && f.keep.forms[f.spec.Key] == f }

// Save keeps the content now, as when a field is left. It does not wait for the disk.
func (f *Form) Save() {
	if !f.live() {
		return
	}
	f.unwind()
	if len(f.handing) > 0 {
		return // End goes on
	}
	b := f.body(f.now(), true)
	switch {
	case b == nil && f.kept == nil, b != nil && string(b) == string(f.kept):
		return
	case b == nil:
		f.keep.put(f.spec.Key, nil)
	default:
		f.put(b)
	}
	f.kept = b
}

func (f *Form) put(b []byte) {
	s := f.spec
	d := app.Draft{Key: s.Key, Room: s.Room, About: s.About, Title: s.Title, Form: s.Form, At: f.keep.clock.Now(), Body: b}
	if s.Named != nil {
		d.Title = s.Named()
	}
	f.keep.put(s.Key, &d)
}

// body is the content as it is kept, nil where nothing was changed; inSight tells that the inputs still show it.
func (f *Form) body(values []string, inSight bool) []byte {
	b, changed := body{Args: f.spec.Args}, false
	for i, x := range f.fields {
		now := values[i]
		changed = changed || now != f.base[i] && !x.Quiet
		if now == f.base[i] && !x.Along {
			continue
		}
		c := change{ID: x.ID, Label: x.Label, Was: f.base[i], Now: now}
		if x.Shown != nil && inSight {
			c.Shown = x.Shown()
		}
		b.Fields = append(b.Fields, c)
	}
	if !changed {
		return nil
	}
	data, err := json.Marshal(b)
	if err != nil {
		return nil // texts can always be written
	}
	return data
}

// Proposed takes what some inputs hold now for what they were opened with, as after a proposal was filled in.
func (f *Form) Proposed(ids ...string) {
	if f == nil {
		return
	}
	for i, x := range f.fields {
		if slices.Contains(ids, x.ID) {
			f.base[i] = x.Get()
		}
	}
}

// Rebase takes values, one for each field, for what the inputs hold where nobody types: what is stored has changed.
func (f *Form) Rebase(values ...string) {
	if f != nil && len(values) == len(f.base) {
		f.base = values
	}
}

// Renew takes what the inputs hold now for what they were opened with, and forgets the draft.
func (f *Form) Renew() {
	if !f.live() {
		return
	}
	f.unwind()
	f.base, f.kept, f.found = f.now(), nil, restored{}
	f.keep.put(f.spec.Key, nil)
	f.showNotice()
}

// Begin is called before the form is handed in: its draft is deleted by the commit under the returned context, and nothing
// is kept until End.
func (f *Form) Begin() context.Context {
	ctx := context.Background()
	if !f.live() {
		return ctx
	}
	f.unwind()
	f.handing = append(f.handing, f.now())
	keys := append([]string{f.spec.Key}, f.spec.Uses...)
	for _, key := range keys {
		f.keep.recall(key)
	}
	return app.UsingDraft(ctx, keys...)
}

// End is called when handing in has ended. After an error the content is kept on; without one, only what was typed
// meanwhile.
func (f *Form) End(err error) {
	if f == nil || len(f.handing) == 0 {
		return
	}
	done := f.handing[0]
	f.handing = f.handing[1:]
	switch {
	case !f.live() && err != nil && f.keep.forms[f.spec.Key] == nil: // out of sight meanwhile
		if b := f.body(done, false); b != nil {
			f.put(b)
		}
		return
	case !f.live():
		return
	case err == nil:
		f.base, f.found = done, restored{}
		f.showNotice()
	default:
		f.failed = true
	}
	if len(f.handing) > 0 {
		return
	}
	f.kept = nil
	if f.failed { // what was on its way to the disk was taken back
		f.failed, f.kept = false, []byte{}
	} else if _, left := f.keep.get(f.spec.Key); left { // a commit that had nothing to change
		f.keep.put(f.spec.Key, nil)
	}
	f.Save()
}

// HandIn hands the form in by a commit.
func (f *Form) HandIn(commit func(ctx context.Context) error) error {
	err := commit(f.Begin())
	f.End(err)
	return err
}

// Discard puts the inputs back to what they held before they were typed in, and forgets the draft.
func (f *Form) Discard() {
	if !f.live() {
		return
	}
	f.unwind()
	for i, x := range f.fields {
		if x.Get() != f.base[i] {
			x.Set(f.base[i])
		}
	}
	f.kept, f.found = nil, restored{}
	f.keep.put(f.spec.Key, nil)
	f.showNotice()
	if f.spec.Dropped != nil {
		f.spec.Dropped()
	}
}

// Close ends keeping; what was typed in and not handed in stays for the next time.
func (f *Form) Close() {
	if !f.live() {
		return
	}
	f.Save()
	f.stop()
}

// Forget ends keeping without a trace, as of a form that can never be handed in.
func (f *Form) Forget() {
	if !f.live() {
		return
	}
	f.unwind()
	if f.kept != nil {
		f.keep.put(f.spec.Key, nil)
	}
	f.stop()
}

// stop takes the form out of those that are kept.
func (f *Form) stop() {
	f.unwind()
	if f.keep != nil && f.keep.forms[f.spec.Key] == f {
		delete(f.keep.forms, f.spec.Key)
	}
}

func (f *Form) unwind() {
	if f.halt != nil {
		f.halt()
		f.halt = nil
	}
}

// Using is Begin for several forms that one commit hands in.
func Using(forms ...*Form) context.Context {
	var keys []string
	for _, f := range forms {
		keys = append(keys, app.DraftsUsed(f.Begin())...)
	}
	return app.UsingDraft(context.Background(), keys...)
}
