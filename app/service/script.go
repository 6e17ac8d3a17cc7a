package service

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// scriptReads is what is read of scripts besides the published ones.
type scriptReads interface {
	ScriptVersions(ctx context.Context, scriptID string) ([]app.ScriptVersion, error)
}

// readScripts is the setting that keeps which version of each script this person has read.
const readScripts = "scripts.read"

// ScriptLibrary returns the scripts and texts for the room that shows them; retired ones to those only who publish. New
// is one with a version this person has not read: the first ones count as read.
func (s *Service) ScriptLibrary(ctx context.Context) ([]app.ScriptView, error) {
	all, err := s.store.Scripts(ctx)
	if err != nil {
		return nil, err
	}
	read, err := s.scriptsRead(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]app.ScriptView, 0, len(all))
	for _, script := range all {
		if script.Retired && !s.me.Is(app.RoleCentreManager) {
			continue
		}
		out = append(out, app.ScriptView{Script: script, New: script.Version > max(read[script.ID], 1)})
	}
	return out, nil
}

func (s *Service) scriptsRead(ctx context.Context) (map[string]int64, error) {
	read := map[string]int64{}
	text, err := s.store.Setting(ctx, readScripts)
	if err != nil && !notFound(err) {
		return nil, err
	}
	if text != "" && json.Unmarshal([]byte(text), &read) != nil {
		read = map[string]int64{} // it only marks what is new
	}
	return read, nil
}

// MarkScriptRead notes on this laptop that a version of a script was read.
func (s *Service) MarkScriptRead(ctx context.Context, scriptID string, version int64) error {
	read, err := s.scriptsRead(ctx)
	if err != nil || read[scriptID] >= version {
		return err
	}
	read[scriptID] = version
	text, err := json.Marshal(read)
	if err != nil {
		return err
	}
	return s.store.SetSetting(ctx, readScripts, string(text))
}

// ScriptVersions returns the published versions of a script, the newest first.
func (s *Service) ScriptVersions(ctx context.Context, scriptID string) ([]app.ScriptVersion, error) {
	return s.store.ScriptVersions(ctx, scriptID)
}

// ScriptFacts returns what fills a script for a customer, made facts if customerID is empty.
func (s *Service) ScriptFacts(ctx context.Context, customerID string) (app.ScriptFacts, error) {
	if customerID == "" {
		return app.SampleFacts(s.me, s.centre, s.clock.Today()), nil
	}
	f, err := s.messageFacts(ctx, app.MessageWant{CustomerID: customerID})
	f.Written = false
	return f, err
}

// PublishScript makes a script the version all laptops show: its row with the next version, and that version kept for
// ever, in one commit. What is published already is not published again. It returns the script as published. Errors:
// app.ErrForbidden for who is not the centre manager, app.ErrInvalid for a script with problems or without a word on
// what was changed, app.ErrConflict if somebody published another version meanwhile.
func (s *Service) PublishScript(ctx context.Context, script app.Script, change string) (app.Script, error) {
	if !s.me.Is(app.RoleCentreManager) {
		return script, app.Errorf(app.ErrForbidden, "只有中心负责人可以发布话术")
	}
	if i := slices.IndexFunc(app.ScriptProblems(script), func(p app.ScriptProblem) bool { return !p.Warns }); i >= 0 {
		return script, invalid("text", "话术还有没写好的地方，请先改好再发布")
	}
	if blank(change) {
		return script, invalid("change", "请写明改了什么")
	}
	if script.ID == "" {
		script.ID = script.OccasionID()
	}
	all, err := s.store.Scripts(ctx)
	if err != nil {
		return script, err
	}
	var writes []record.Write
	i := slices.IndexFunc(all, func(o app.Script) bool { return o.ID == script.ID })
	now := s.clock.Now()
	switch {
	case i < 0:
		script.Version, script.PublishedOn = 1, now.Date()
		writes = append(writes, record.Create(script))
	case all[i].Version != script.Version:
		return script, app.Errorf(app.ErrConflict, "这份话术已经发布了第 %d 版，请先对照再发布", all[i].Version)
	default:
		old := all[i]
		kept, err := s.store.ScriptVersions(ctx, old.ID)
		if err != nil {
			return script, err
		}
		if !slices.ContainsFunc(kept, func(v app.ScriptVersion) bool { return v.Version == old.Version }) {
			writes = append(writes, record.Create(versionOf(old, "", "", app.InstantOf(old.PublishedOn.Time()))))
		}
		if same(old, script) {
			return old, invalid("text", "内容没有改动")
		}
		script.Version, script.PublishedOn = old.Version+1, now.Date()
		writes = append(writes, record.Change(old, script))
	}
	writes = append(writes, record.Create(versionOf(script, change, s.me.ID, now)))
	if err := s.save(ctx, writes); err != nil {
		return script, err
	}
	return script, s.MarkScriptRead(ctx, script.ID, script.Version)
}

func same(a, b app.Script) bool {
	a.PublishedOn, b.PublishedOn = "", ""
	return reflect.DeepEqual(a, b) || len(app.CompareScripts(a, b)) == 0 && reflect.DeepEqual(a.Objections, b.Objections)
}

func versionOf(s app.Script, change, person string, at app.Instant) app.ScriptVersion {
	return app.ScriptVersion{
		ID: app.ScriptVersionID(s.ID, s.Version), ScriptID: s.ID, Version: s.Version, Title: s.Title, Steps: s.Steps, Objections: s.Objections,
		Retired: s.Retired, Change: change, PersonID: person, PublishedAt: at,
	}
}
