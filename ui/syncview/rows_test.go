package syncview

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

var now = app.InstantOf(time.Date(2026, 3, 18, 9, 30, 0, 0, app.Shanghai))

func chinese(t *testing.T) {
	t.Helper()
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
}

func TestHowTheLaptopStands(t *testing.T) {
	chinese(t)
	for _, c := range []struct {
		name  string
		state app.SyncState
		want  string
		tone  widgets.Tone
	}{
		{"running goes first", app.SyncState{Running: true, LastError: app.ErrOffline}, "同步中", widgets.Info},
		{"offline", app.SyncState{LastError: app.ErrOffline, LastSync: now}, "离线", widgets.Warning},
		{"refused by the centre", app.SyncState{LastError: app.ErrUnauthorised}, "同步未完成", widgets.Danger},
		{"something waits", app.SyncState{LastSync: now, Unsent: []app.UnsentItem{{N: 1}}}, "未上传", widgets.Warning},
		{"never", app.SyncState{}, "尚未同步", widgets.Neutral},
		{"level", app.SyncState{LastSync: now}, "已是最新", widgets.Success},
	} {
		if got, tone := standing(c.state); got != c.want || tone != c.tone {
			t.Errorf("%s: %q %v, want %q %v", c.name, got, tone, c.want, c.tone)
		}
	}
}

func TestChangesOfTheSameThingStandInOneRow(t *testing.T) {
	chinese(t)
	rows := unsentRows(app.SyncState{Unsent: []app.UnsentItem{
		{N: 3, Kind: "visit", Title: "刘峰", At: now - 3_600_000}, {N: 4, Kind: "customer", Title: "刘峰", At: now - 60_000}, {N: 5, Kind: "visit", Title: "刘峰", At: now},
	}}, now)
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	if rows[0].title != "刘峰（2 处改动）" || rows[0].kind != "面访" || rows[0].since != "2026-03-18 08:30" || rows[0].age != "1 小时" {
		t.Errorf("since when the oldest waits: %+v", rows[0])
	}
	if rows[1].title != "刘峰" || rows[1].kind != "客户资料" {
		t.Errorf("%+v", rows[1])
	}
}

func TestClock(t *testing.T) {
	chinese(t)
	for off, want := range map[time.Duration]string{
		4 * time.Minute:   "",
		-4 * time.Minute:  "",
		12 * time.Minute:  "这台电脑的时钟比中心慢 12 分钟，请校准；记录时间已按中心时间修正。",
		-61 * time.Minute: "这台电脑的时钟比中心快 61 分钟，请校准；记录时间已按中心时间修正。",
	} {
		if got := clockWarning(app.SyncState{ClockOff: off.Milliseconds()}); got != want {
			t.Errorf("%v: %q", off, got)
		}
	}
}

func TestValuesAsPeopleWriteThem(t *testing.T) {
	chinese(t)
	for _, c := range []struct{ field, value, want string }{
		{"call_times", `"工作日晚上"`, "工作日晚上"},
		{"call_times", `""`, "未填写"},
		{"call_times", `null`, "未填写"},
		{"call_times", ``, "未填写"},
		{"sex", `"` + app.SexFemale + `"`, "女"},
		{"survey_signed", `true`, "是"},
		{"arrived_at", `1773797400000`, "2026-03-18 09:30"},
		{"circulated", `3`, "3"},
		{"phones", `[{"number":"13812345678","kind":"mobile"},{"number":"13912345678","wrong":true}]`, app.MaskPhone("13812345678") + "、" + app.MaskPhone("13912345678") + "（号码或地址有误）"},
		{"addresses", `[{"text":"人民路1号","district":"姑苏区"}]`, "姑苏区人民路1号"},
		{"id_no", `"340104198001011234"`, app.MaskIDNo("340104198001011234")},
	} {
		if got := oneLine(app.Kept{Kind: "customer", Field: c.field}, c.value); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.field, c.value, got, c.want)
		}
	}
}

func TestTheAddressIsShownWithoutItsPin(t *testing.T) {
	chinese(t)
	for _, f := range stateFacts(app.SyncState{Centre: "https://centre.example.cn:8443#x1y2"}, now) {
		if f.ID == "address" && f.Value != "https://centre.example.cn:8443" {
			t.Errorf("the address reads %q", f.Value)
		}
	}
}

func TestACopySaysOfWhich(t *testing.T) {
	chinese(t)
	clock := func() time.Time { return now.Time() }
	if got := laptopColumns(clock)[0].Render(app.Laptop{Name: "备用机", CopyOf: "林晓燕的电脑"}).Text; got != "备用机（“林晓燕的电脑”的副本）" {
		t.Errorf("the name reads %q", got)
	}
}
