package device_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/sync/centre"
)

// A script that the centre manager publishes on one laptop is what a planner's laptop says next, marked as new; one that a
// planner writes stays where it is.
func TestPublishedScriptsReachOtherLaptops(t *testing.T) {
	o := open(t)
	const manager = "1070"
	o.addUser(centre.User{StaffNo: manager, Name: "郑立", Roles: []string{app.RoleCentreManager}})
	old := app.Script{
		Reason: app.ReasonOrphan, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Title: "首次电话", Version: 1, PublishedOn: "2026-01-05",
		Steps: []app.ScriptStep{{Title: "开场", Text: "我是{公司}的{规划师}，执业证号{执业证号}。"}},
	}
	old.ID = old.OccasionID()
	if err := o.centre.PutRows(t.Context(), app.PersonID(manager), []centre.Row{centre.RowOf(old)}); err != nil {
		t.Fatal(err)
	}
	boss, field := o.laptop(manager), o.laptop(planner)
	boss.sync()
	field.sync()
	desk := func(l *laptop) *service.Service {
		p := l.Person()
		return service.New(service.Config{Store: l.store, Clock: o.clock, Person: app.Person{ID: p.ID, Name: p.Name, Roles: p.Roles}, Centre: "瑞禾人寿银保理财中心"})
	}
	writes, reads := desk(boss), desk(field)
	next := old
	next.Steps = []app.ScriptStep{{Title: "开场", Text: "您好，我是{公司}的{规划师}，执业证号{执业证号}。"}}
	next.Objections = []app.Objection{{Says: "没空", Answer: "十分钟", Goes: 1, More: []app.Objection{{Says: "还是没空", Answer: "听您的"}}}}
	if _, err := writes.PublishScript(t.Context(), next, "先问候"); err != nil {
		t.Fatal(err)
	}
	boss.sync()
	field.sync()
	list, err := reads.ScriptLibrary(t.Context())
	if err != nil || len(list) != 1 || !list[0].New {
		t.Fatalf("the planner's laptop lists %+v, %v", list, err)
	}
	if s := list[0].Script; s.Version != 2 || s.Steps[0].Text != next.Steps[0].Text || len(s.Objections) != 1 || len(s.Objections[0].More) != 1 || s.Objections[0].Goes != 1 {
		t.Errorf("it holds %+v", s)
	}
	kept, err := reads.ScriptVersions(t.Context(), old.ID)
	if err != nil || len(kept) != 2 || kept[0].Change != "先问候" || kept[1].Steps[0].Text != old.Steps[0].Text {
		t.Errorf("its versions are %+v, %v", kept, err)
	}
	if n := boss.pending(); n != 0 {
		t.Errorf("%d operations of the manager were not sent", n)
	}
	if _, err := reads.PublishScript(t.Context(), next, "改"); app.Code(err) != app.ErrForbidden {
		t.Errorf("a planner publishes: %v", err)
	}
}
