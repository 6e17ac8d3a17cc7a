package book_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
)

// TestLook writes pictures of the room to the folder FANGCE_LOOK names, to look at; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, kind := range []struct {
		mode theme.Mode
		lang string
		size fyne.Size
	}{
		{theme.Light, locale.Simplified, fyne.NewSize(1366, 730)},
		{theme.Dark, locale.Simplified, fyne.NewSize(1920, 1040)},
		{theme.Light, "en", fyne.NewSize(1366, 730)},
		{theme.Light, "zh_Hant", fyne.NewSize(1366, 730)},
	} {
		d := newDesk(t, me, kind.mode, seat()...)
		if err := locale.Use(kind.lang); err != nil {
			t.Fatal(err)
		}
		d.enter()
		d.window.Resize(fyne.NewSize(kind.size.Width-theme.RailWidth, kind.size.Height))
		name := "-" + string(kind.mode) + "-" + kind.lang + ".png"
		d.Show(nil)
		d.press("]")
		d.key(fyne.KeyDown)
		d.save(filepath.Join(dir, "book-month"+name))
		d.Show("prospects")
		d.save(filepath.Join(dir, "book-prospects"+name))
		d.press("n")
		d.write("book.prospect.name", "王芳")
		d.save(filepath.Join(dir, "book-prospect-form"+name))
		d.tap("book.prospect.form.cancel")
		d.Show("greet")
		d.save(filepath.Join(dir, "book-greet"+name))
		d.tap("book.occasions.2")
		d.save(filepath.Join(dir, "book-festival"+name))
		d.press("m")
		d.save(filepath.Join(dir, "book-greeting"+name))
		d.key(fyne.KeyEscape)
		d.Show("activities")
		d.save(filepath.Join(dir, "book-activities"+name))
		d.press("i")
		d.save(filepath.Join(dir, "book-invite"+name))
		d.tap("book.invite.form.cancel")
		d.tap("book.families")
		d.save(filepath.Join(dir, "book-kin"+name))
		_ = locale.Use(locale.Simplified)
		l := newDesk(t, leader, kind.mode, party())
		if err := locale.Use(kind.lang); err != nil {
			t.Fatal(err)
		}
		l.enter()
		l.Show(nil)
		l.save(filepath.Join(dir, "book-leader"+name))
		l.press("n")
		l.save(filepath.Join(dir, "book-activity-form"+name))
		_ = locale.Use(locale.Simplified)
	}
}

func (d *desk) save(path string) {
	d.t.Helper()
	f, err := os.Create(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
}

// party is an activity to come.
func party() app.Activity {
	at := app.InstantOf(apptest.Now.AddDate(0, 0, 10))
	return app.Activity{
		ID: "activity-1", Kind: app.ActivityParty, Title: "春季客户联谊会", StartsAt: at, EndsAt: at + 2*3600_000, Place: "姑苏区人民路188号三楼会议室", Host: "瑞禾人寿银保理财中心",
		Capacity: 20, Note: "茶歇、保单知识问答、抽奖；请客户带上身份证和保单，现场可以办理保全。", Owner: apptest.Supervisor, Status: app.ActivityPlanned,
	}
}

// seat is a planner's seat with customers in every state.
func seat() []any {
	names := []string{"王建国", "欧阳娜", "李秀英", "尉迟恭", "刘洋", "陈静怡", "杨帆", "赵敏", "黄晓明", "周海燕", "吴俊杰", "徐丽", "孙志强", "胡雪梅", "王芳", "马超", "阿依古丽·买买提"}
	rows := []any{party(), app.Activity{ID: "activity-2", Kind: app.ActivityHealth, Title: "新春健康体检", StartsAt: app.InstantOf(apptest.Now.AddDate(0, -1, 0)), Place: "市立医院体检中心", Status: app.ActivityHeld, Owner: apptest.Supervisor}}
	at := app.InstantOf(apptest.Now)
	for i, name := range names {
		c := apptest.Customer(i+1, name)
		if i%2 == 0 {
			c.Sex = app.SexMale
		}
		c.Key, c.Grade = i%5 == 0, []string{"A", "B", "C"}[i%3]
		c.BirthDate = app.Date("1962-03-20").AddDays(i * 4).AddMonths(-12 * (i % 4))
		c.LunarBirthday = i%6 == 1
		c.Occupation = []string{"中学教师", "会计", ""}[i%3]
		switch i {
		case 1:
			c.Family = []app.Relative{{Name: "王建国", Relation: "配偶"}, {Name: "欧阳小北", Relation: "子女", BirthDate: "2008-04-12"}}
			c.Addresses = []app.Address{{Text: "姑苏区人民路1号", District: "姑苏区"}}
		case 4:
			c.Phones = nil
		case 5:
			c.Addresses = nil
		case 6:
			c.Addresses = []app.Address{{Text: "昆山市玉山镇", District: "昆山市"}}
		}
		rows = append(rows, c)
		for n := range 2 {
			p := apptest.Policy(2*i+n+1, c, app.Date("2026-04-02").AddDays(i*2+n*20))
			p.Premium, p.InsuredAmount = app.Yuan(int64(1200*(i+1))), app.Yuan(int64(50000*(i+1)))
			rows = append(rows, p)
		}
		status := []string{app.InvitationListed, app.InvitationSent, app.InvitationAccepted, app.InvitationDeclined, app.InvitationCame, app.InvitationAbsent, ""}[i%7]
		if status != "" {
			rows = append(rows, app.Invitation{ID: app.InvitationID("activity-1", c.ID), ActivityID: "activity-1", CustomerID: c.ID, PersonID: apptest.Planner, Status: status, InvitedAt: at - 86400_000, Guests: int64(i % 3)})
		}
	}
	for i, name := range []string{"沈一帆", "顾晓燕", "诸葛明", "冯思远", "金秀兰"} {
		c := apptest.Customer(100+i, name)
		c.Prospect, c.Source, c.ProspectStage, c.OpenedOn = true, app.ProspectSources[i%5], app.ProspectStages[i%5], app.Date("2026-03-16").AddDays(-i*4)
		if i == 1 {
			c.ReferrerID, c.Notes = apptest.Customer(1, "").ID, "孩子明年上小学，关心教育金"
		}
		rows = append(rows, c)
		if i > 0 {
			rows = append(rows, app.ServiceRecord{
				ID: app.DerivedID("record", name), CustomerID: c.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone, Outcome: app.OutcomeDone, At: at - app.Instant(i)*86400_000,
				Content: "电话问候，介绍了服务内容。", NextStep: "约面谈", NextOn: app.Date("2026-03-16").AddDays(i * 2),
			})
		}
	}
	return rows
}
