package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

func TestAreaOf(t *testing.T) {
	for in, want := range map[string]string{
		"上海市浦东新区世纪大道100号":               "浦东新区",
		"浦东新区张杨路500号":                   "浦东新区",
		"天津市滨海新区第一大街79号":                "滨海新区",
		"北京朝阳区建国路88号":                   "朝阳区",
		"江苏省苏州市工业园区星湖街328号":             "工业园区",
		"江苏苏州市姑苏区人民路188号":               "姑苏区",
		"四川省成都市高新技术产业开发区天府大道中段":         "高新技术产业开发区",
		"吉林省长春市净月高新技术产业开发区博硕路":          "净月高新技术产业开发区",
		"山东省济南市高新区舜华路2000号":             "高新区",
		"广东省东莞市南城街道鸿福路106号":             "南城街道",
		"广东省中山市小榄镇民安中路":                 "小榄镇",
		"江苏省苏州市昆山市玉山镇前进中路":              "昆山市",
		"湖北省仙桃市沔阳大道88号":                 "仙桃市",
		"湖南省湘西土家族苗族自治州吉首市人民北路":          "吉首市",
		"内蒙古自治区锡林郭勒盟锡林浩特市额尔敦路":          "锡林浩特市",
		"重庆市渝中区解放碑":                     "渝中区",
		"上海路12号":                        "",
		"人民路188号":                       "",
		"幸福小区3号楼":                       "",
		"江州市城东区人民路188号锦绣花园12号楼3单元1202室": "城东区",
		"": "",
	} {
		if got := app.AreaOf(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

const routeDay app.Date = "2026-11-23"

func clock(h, m int) app.Instant {
	return app.InstantOf(routeDay.Time().Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute))
}

func meet(id string, h, m, minutes int, place string) app.VisitItem {
	return app.VisitItem{Appointment: app.Appointment{ID: id, At: clock(h, m), EndAt: clock(h, m+minutes), Place: place, Urgency: 2, Status: app.AppointmentPlanned}}
}

func TestVisitsGroupedByDistrict(t *testing.T) {
	urgent := meet("c", 14, 0, 40, "江州市城东区中山路3号")
	urgent.Appointment.Urgency = 1
	items := []app.VisitItem{
		meet("x", 8, 30, 40, "营业部会客区"), meet("b", 14, 0, 40, "江州市城东区人民路1号"), urgent,
		meet("d", 10, 0, 40, "江州市高新区科技大道9号"), meet("a", 9, 0, 40, "江州市城东区人民路1号"),
	}
	var got []string
	for _, g := range app.GroupVisits(items) {
		for _, v := range g.Items {
			got = append(got, g.Area+v.Appointment.ID)
		}
	}
	if want := []string{"城东区a", "城东区c", "城东区b", "高新区d", "x"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestFreeSlots(t *testing.T) {
	gone := meet("gone", 15, 0, 60, "")
	gone.Appointment.Status = app.AppointmentCancelled
	items := []app.VisitItem{meet("b", 13, 0, 50, ""), meet("a", 10, 30, 60, ""), gone}
	show := func(slots []app.Slot) string {
		s := ""
		for _, f := range slots {
			s += fmt.Sprintf("%s-%s ", f.From.Clock(), f.To.Clock())
		}
		return s
	}
	for now, want := range map[app.Instant]string{
		clock(7, 0): "09:00-10:00 14:30-18:00 ", clock(9, 20): "14:30-18:00 ", clock(15, 7): "15:15-18:00 ", clock(17, 30): "", clock(24, 0): "",
	} {
		if got := show(app.FreeSlots(routeDay, items, now)); got != want {
			t.Errorf("at %s: %s, want %s", now.Clock(), got, want)
		}
	}
}

func TestGoingThereTwice(t *testing.T) {
	east, west := "江州市城东区人民路1号", "江州市高新区科技大道9号"
	items := []app.VisitItem{meet("a", 9, 0, 40, east), meet("b", 12, 0, 40, west), meet("c", 15, 0, 40, east)}
	hints := app.RouteHints(items, clock(8, 0))
	if len(hints) != 1 || hints[0].Item.Appointment.ID != "c" || hints[0].After.Appointment.ID != "a" || hints[0].At.Clock() != "10:00" {
		t.Fatalf("hints %+v", hints)
	}
	confirmed := slices.Clone(items)
	confirmed[2].Appointment.ConfirmedAt = 1
	tight := slices.Clone(items)
	tight[1] = meet("b", 11, 0, 40, west)
	together := []app.VisitItem{items[0], meet("c", 10, 0, 40, east), items[1]}
	for name, day := range map[string][]app.VisitItem{"confirmed": confirmed, "no time": tight, "together": together} {
		if hints := app.RouteHints(day, clock(8, 0)); len(hints) != 0 {
			t.Errorf("%s: %+v", name, hints)
		}
	}
	if hints := app.RouteHints(items, clock(11, 0)); len(hints) != 0 {
		t.Errorf("a time gone by is proposed: %+v", hints)
	}
}
