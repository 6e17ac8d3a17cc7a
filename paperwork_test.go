package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/ui"
)

// workDesk is a planner's account with two customers, a visit at ten and another on Friday, and an activity.
func workDesk(t *testing.T) (paper, *service.Service) {
	t.Helper()
	me := app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}
	s, clock := apptest.NewStoreClock(t)
	work := service.New(service.Config{Store: s, Clock: clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心"})
	wang, li := apptest.Customer(1, "王颖"), apptest.Customer(2, "李军")
	visit := func(id string, c app.Customer, in time.Duration) app.Appointment {
		return app.Appointment{ID: id, CustomerID: c.ID, PersonID: me.ID, At: app.InstantOf(apptest.Now.Add(in)), Place: "人民路1号", Purpose: "首次面访", Urgency: 2, Status: app.AppointmentPlanned}
	}
	policy := apptest.Policy(1, wang, "2026-03-25")
	party := app.Activity{ID: "party", Kind: app.ActivityParty, Title: "客户联谊会", StartsAt: app.InstantOf(apptest.Now.AddDate(0, 0, 9)), Place: "会议中心", Status: app.ActivityPlanned}
	for stream, rows := range map[string][]any{
		app.StreamPeople: {me}, app.StreamActivities: {party},
		app.SeatStream(apptest.Planner): {wang, li, policy, apptest.Case(policy), visit("v1", wang, 30*time.Minute), visit("v2", li, 50*time.Hour)},
	} {
		if _, err := s.Apply(context.Background(), apptest.Page(stream, 1, rows...)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := work.Invite(context.Background(), "party", wang.ID, li.ID); err != nil {
		t.Fatal(err)
	}
	return paper{service: work, viewing: platform.NewViewing(t.TempDir()), clock: clock.Now}, work
}

// seen counts the notes that personal data was shown, printed or handed out, by how.
func seen(t *testing.T, s *service.Service) map[string]int64 {
	t.Helper()
	all, err := s.Accesses(context.Background(), app.AccessQuery{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for _, a := range all {
		out[a.Access.How] += a.Access.Count
	}
	return out
}

// Every form about work is made from the account's facts; what shows personal data is noted when it is shown and again when
// it leaves the program.
func TestFormsAboutWork(t *testing.T) {
	cases := []struct {
		form, customers, about, title, file string
		pages                               int
		noted                               int64 // customers whose personal data is shown
	}{
		{formWorkLog, "", "2026-03-18", "工作日志", "工作日志-陈思-20260318.pdf", 2, 0},
		{formVisitPlan, "", "2026-03-18", "客户服务访问计划表", "客户服务访问计划表-20260318.pdf", 1, 1},
		{formVisitPlan, "", "2026-03-18/week", "客户服务访问计划表", "客户服务访问计划表-20260316-20260322.pdf", 1, 2},
		{formVisitChecklist, "", "v1", "拜访客户工具清单", "拜访客户工具清单-王颖-20260318.pdf", 1, 1},
		{formContactBook, "", "2026-03", "客户联系资料册", "客户联系资料册-陈思-2026-03.pdf", 1, 1},
		{formReceiptList, "", "2026-03", "接单签收清单", "接单签收清单-陈思-2026-03.pdf", 1, 1},
		{formInvitation, "", "party", "邀请函", "邀请函-客户联谊会.pdf", 2, 0},
		{formInvitation, apptest.Customer(1, "").ID, "party", "邀请函", "邀请函-客户联谊会-王颖.pdf", 1, 0},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			p, work := workDesk(t)
			s, err := p.Make(context.Background(), c.form, c.customers, c.about)
			if err != nil {
				t.Fatal(err)
			}
			pages, err := s.Pages(context.Background(), 40)
			if err != nil || len(pages) != c.pages || s.Title != c.title || filepath.Base(s.Path) != c.file {
				t.Errorf("%d pages, %v: %s in %s", len(pages), err, s.Title, s.Path)
			}
			if n := seen(t, work)[app.AccessReveal]; n != c.noted {
				t.Errorf("%d customers noted as shown, want %d", n, c.noted)
			}
			path := filepath.Join(t.TempDir(), "out.pdf")
			if err := s.SaveAs(context.Background(), path); err != nil {
				t.Fatal(err)
			}
			if file, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(file), "%PDF-") {
				t.Errorf("saved: %v", err)
			}
			if n := seen(t, work)[app.AccessExport]; n != c.noted {
				t.Errorf("%d customers noted as handed out, want %d", n, c.noted)
			}
		})
	}
}

// A supervisor prints the log of somebody of the team, under that person's name.
func TestLogOfSomebodyElse(t *testing.T) {
	ctx := context.Background()
	s, clock := apptest.NewStoreClock(t)
	other := app.Person{ID: app.PersonID("1009"), StaffNo: "1009", Name: "关羽", SupervisorID: apptest.Supervisor}
	work := service.New(service.Config{Store: s, Clock: clock.Now, Person: app.Person{ID: apptest.Supervisor, Name: "周敏"}})
	log := app.WorkLog{ID: app.WorkLogID(other.ID, "2026-03-17"), PersonID: other.ID, Date: "2026-03-17", Status: app.LogClosed}
	for stream, row := range map[string]any{app.StreamPeople: other, app.WorkStream(other.ID): log} {
		if _, err := s.Apply(ctx, apptest.Page(stream, 1, row)); err != nil {
			t.Fatal(err)
		}
	}
	p := paper{service: work, viewing: platform.NewViewing(t.TempDir()), clock: clock.Now}
	sheet, err := p.Make(ctx, formWorkLog, log.ID, string(log.Date))
	if err != nil || filepath.Base(sheet.Path) != "工作日志-关羽-20260317.pdf" {
		t.Errorf("%s, %v", sheet.Path, err)
	}
	if _, err := p.Make(ctx, formWorkLog, "no such", "2026-03-17"); app.Code(err) != app.ErrNotFound {
		t.Errorf("a log that is not here: %v", err)
	}
}

func TestFormsAboutNothing(t *testing.T) {
	p, _ := workDesk(t)
	for form, about := range map[string]string{formWorkLog: "2026-02-30", formVisitPlan: "today", formVisitChecklist: "nobody", formContactBook: "2026-13", formReceiptList: "2025-01", formInvitation: "no such", "no_such_form": ""} {
		if _, err := p.Make(context.Background(), form, "", about); err == nil {
			t.Errorf("%s of %q was made", form, about)
		}
	}
	if _, err := p.Make(context.Background(), formInvitation, "someone else", "party"); app.Code(err) != app.ErrInvalid {
		t.Errorf("an invitation for nobody: %v", err)
	}
}

var _ ui.Paper = paper{}
