package service_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

var manager = app.Person{ID: app.PersonID("1070"), StaffNo: "1070", Name: "郑立", Roles: []string{app.RoleCentreManager}}

func firstScript() app.Script {
	s := app.Script{
		Reason: app.ReasonOrphan, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Title: "首次电话", Version: 1, PublishedOn: "2026-01-05",
		Steps: []app.ScriptStep{{Title: "开场", Text: "我是{公司}的{规划师}，执业证号{执业证号}"}},
	}
	s.ID = s.OccasionID()
	return s
}

func TestPublishScript(t *testing.T) {
	r := newRoom(t, manager)
	old := firstScript()
	apply(t, r.store, app.StreamScripts, old)
	next := old
	next.Steps = []app.ScriptStep{{Title: "开场", Text: "您好，我是{公司}的{规划师}，执业证号{执业证号}"}}
	for name, c := range map[string]struct {
		change func(*app.Script)
		why    string
		code   string
	}{
		"no word on the change":  {func(*app.Script) {}, " ", app.ErrInvalid},
		"an unknown placeholder": {func(s *app.Script) { s.Steps = []app.ScriptStep{{Text: "{姓名}"}} }, "改", app.ErrInvalid},
		"nothing changed":        {func(s *app.Script) { *s = old }, "改", app.ErrInvalid},
		"an older version":       {func(s *app.Script) { s.Version = 0 }, "改", app.ErrConflict},
	} {
		s := next
		c.change(&s)
		if _, err := r.PublishScript(ctx, s, c.why); app.Code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, err := r.PublishScript(ctx, next, "问候在前")
	if err != nil || got.Version != 2 || got.PublishedOn != "2026-03-18" {
		t.Fatalf("published %+v, %v", got, err)
	}
	kept := must[[]app.ScriptVersion](t)(r.ScriptVersions(ctx, old.ID))
	if len(kept) != 2 || kept[0].Version != 2 || kept[0].Change != "问候在前" || kept[0].PersonID != manager.ID || kept[1].Steps[0].Text != old.Steps[0].Text {
		t.Errorf("the versions are %+v", kept)
	}
	got.Retired = true
	if _, err := r.PublishScript(ctx, got, "不再使用"); err != nil {
		t.Fatal(err)
	}
	list := must[[]app.ScriptView](t)(r.ScriptLibrary(ctx))
	if len(list) != 1 || !list[0].Script.Retired || list[0].Script.Version != 3 || list[0].New {
		t.Errorf("after retiring: %+v", list)
	}
	fresh := app.Script{Stage: app.StageFestival, Channel: app.ChannelMessage, Topic: "local", Title: "本地节日", Steps: []app.ScriptStep{{Text: "{称呼}您好"}}}
	if s, err := r.PublishScript(ctx, fresh, "新增"); err != nil || s.ID != s.OccasionID() || s.Version != 1 {
		t.Errorf("a new one: %+v, %v", s, err)
	}
}

func TestNewVersionsAreMarkedUntilRead(t *testing.T) {
	r := newRoom(t, planner)
	s, gone := firstScript(), firstScript()
	gone.ID, gone.Retired = "gone", true
	apply(t, r.store, app.StreamScripts, s, gone)
	if list := must[[]app.ScriptView](t)(r.ScriptLibrary(ctx)); len(list) != 1 || list[0].New {
		t.Fatalf("at first: %+v", list)
	}
	s.Version = 2
	page := apptest.Page(app.StreamScripts, 3, s)
	page.Entries[0].Ver = 2
	if _, err := r.store.Apply(ctx, page); err != nil {
		t.Fatal(err)
	}
	if list := must[[]app.ScriptView](t)(r.ScriptLibrary(ctx)); !list[0].New {
		t.Error("a new version is not marked")
	}
	if err := r.MarkScriptRead(ctx, s.ID, 2); err != nil {
		t.Fatal(err)
	}
	if list := must[[]app.ScriptView](t)(r.ScriptLibrary(ctx)); list[0].New {
		t.Error("a version that was read is marked as new")
	}
	if _, err := r.PublishScript(ctx, s, "改"); app.Code(err) != app.ErrForbidden {
		t.Errorf("a planner publishes: %v", err)
	}
}
