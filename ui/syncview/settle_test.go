package syncview

import (
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/widgets"
)

// differing returns what is marked of a text.
func differing(spans []widgets.Span) string {
	var out []string
	for _, s := range spans {
		if s.Bold {
			out = append(out, s.Text)
		}
	}
	return strings.Join(out, "|")
}

func TestWhatDiffersIsMarked(t *testing.T) {
	for _, c := range []struct{ a, b, left, right string }{
		{"工作日晚上", "工作日晚上七点半以后", "", "七点半以后"},
		{"周一下午", "周三下午", "一", "三"},
		{"同样的话", "同样的话", "", ""},
		{"", "新写的", "", "新写的"},
		{"随时都可以", "工作日七点半以后，先发短信", "随时都可以", "工作日七点半以后，先发短信"},
		{"住城东，有车", "住城西，早上有车位", "东，", "西，早上|位"},
		{"电话 13812345678", "电话 13812345679", "13812345678", "13812345679"},
		{strings.Repeat("长", 2000) + "甲" + strings.Repeat("尾", 2000), strings.Repeat("长", 2000) + "乙" + strings.Repeat("尾", 2000), "甲", "乙"},
	} {
		l, r := compare(c.a, c.b)
		if differing(l) != c.left || differing(r) != c.right {
			t.Errorf("%.12q against %.12q: marked %q and %q, want %q and %q", c.a, c.b, differing(l), differing(r), c.left, c.right)
		}
		whole := ""
		for _, s := range r {
			whole += s.Text
		}
		if whole != c.b {
			t.Errorf("the text itself has changed: %.20q", whole)
		}
	}
	phones := app.Kept{Kind: "customer", Field: "phones"}
	l, r, hidden := sides(phones, `[{"number":"13812345678"},{"number":"13900001111"}]`, `[{"number":"13812345678"}]`, false)
	if differing(l) != "\n139****1111" || differing(r) != "" || hidden {
		t.Errorf("a list: %q, %q, hidden %v", differing(l), differing(r), hidden)
	}
	if _, _, hidden = sides(phones, `[{"number":"13812345678"}]`, `[{"number":"13899995678"}]`, false); !hidden {
		t.Error("two numbers that differ only where they are masked look alike, and nothing says so")
	}
}

func TestBothTexts(t *testing.T) {
	if got := joined("喜欢早上\n", "喜欢早上\n有两个孩子"); got != "喜欢早上\n有两个孩子" {
		t.Errorf("%q", got)
	}
}

// Two values of every kind of field can be read, one of them joined with the other, and the next one follows.
func TestTextsAreEditedTogether(t *testing.T) {
	d := newDesk(t)
	c := apptest.Customer(1, "王颖")
	c.Employer = "纺织厂"
	rows := []any{
		c,
		app.Kept{ID: "a", Kind: "customer", RowID: c.ID, CustomerID: c.ID, Field: "employer", Value: `"第二纺织厂"`, Winner: `"纺织厂"`, Author: "somebody", At: now, Status: app.KeptOpen},
		app.Kept{ID: "b", Kind: "customer", RowID: c.ID, CustomerID: c.ID, Field: "consent_on", Value: `"2026-01-02"`, Winner: `""`, Author: apptest.Planner, At: now - 1, Status: app.KeptOpen},
	}
	if _, err := d.store.Apply(ctx, apptest.Page(app.SeatStream(apptest.Planner), 1, rows...)); err != nil {
		t.Fatal(err)
	}
	d.Show(pageSettle)
	if d.settle.id != "a" || d.settle.join.Hidden || !strings.Contains(d.settle.left.value.Value(), "纺织厂") || differing2(d) != "第二" {
		t.Fatalf("in sight %q, left %q, right %q", d.settle.id, d.settle.left.value.Value(), d.settle.right.value.Value())
	}
	d.Rune('e')
	if d.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no form")
	}
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())
	if err := d.service.SettleKeptText(ctx, "a", "第二纺织厂（原纺织厂）"); err != nil {
		t.Fatal(err)
	}
	d.Refresh()
	got, err := store.Get[app.Customer](ctx, d.store, c.ID)
	if err != nil || got.Employer != "第二纺织厂（原纺织厂）" {
		t.Fatalf("employer %q, %v", got.Employer, err)
	}
	if d.settle.id != "b" || !d.settle.join.Hidden {
		t.Errorf("after it %q is in sight; a date is offered to be edited as a text: %v", d.settle.id, !d.settle.join.Hidden)
	}
	if err := d.service.SettleKeptText(ctx, "b", "someday"); app.Code(err) != app.ErrInvalid {
		t.Errorf("a date takes a text: %v", err)
	}
	d.Rune('1')
	if d.settle.id != "" || len(d.failed) > 0 {
		t.Errorf("after the last: %q, %v", d.settle.id, d.failed)
	}
	d.fits()
}

func differing2(d *desk) string {
	k := d.settle.items[d.settle.at].Kept
	_, r, _ := sides(k, d.settle.detail.Now, k.Value, false)
	return differing(r)
}

func TestHowFarARoundIs(t *testing.T) {
	chinese(t)
	for _, c := range []struct {
		state app.SyncState
		want  string
	}{
		{app.SyncState{Running: true, Phase: "pull", Done: 12_000, Total: 55_000}, "下载资料 12 000 / 55 000"},
		{app.SyncState{Running: true, Phase: "pull", Done: 12_000}, "下载资料 12 000"},
		{app.SyncState{Running: true, Phase: "push", Total: 3}, "正在上传 3 项"},
		{app.SyncState{Running: true, Phase: "blobs", Done: 1 << 20, Total: 8 << 20}, "传送附件 1.0 MB / 8.0 MB"},
		{app.SyncState{NextTry: now + 150_000, LastError: app.ErrOffline}, "下次尝试 09:32（3 分钟后）"},
		{app.SyncState{NextTry: now - 1, LastError: app.ErrOffline}, "即将再次尝试"},
		{app.SyncState{NextTry: now + 20_000}, "下次自动同步 09:30"},
		{app.SyncState{NextTry: now + 150_000, LastError: app.ErrUnauthorised}, ""},
	} {
		if got := doing(c.state, now); got != c.want {
			t.Errorf("%+v: %q, want %q", c.state, got, c.want)
		}
	}
	p, at := pace{}, time.Now()
	s := app.SyncState{Running: true, Phase: "pull", Total: 60_000}
	if _, ok := p.left(s, at); ok {
		t.Error("an estimate out of nothing")
	}
	s.Done = 10_000
	if left, ok := p.left(s, at.Add(time.Minute)); !ok || left != 5*time.Minute {
		t.Errorf("10 000 of 60 000 in a minute: %v, %v left", ok, left)
	}
	s.Phase, s.Done = "apply", 0
	if _, ok := p.left(s, at.Add(2*time.Minute)); ok {
		t.Error("another phase goes by the pace of the one before")
	}
}

func TestLease(t *testing.T) {
	chinese(t)
	day := app.Instant(24 * time.Hour / time.Millisecond)
	for _, c := range []struct {
		left app.Instant
		tone widgets.Tone
		over bool
	}{{6 * day, widgets.Neutral, false}, {5 * day, widgets.Warning, false}, {1, widgets.Warning, false}, {0, widgets.Danger, true}, {-day, widgets.Danger, true}} {
		tone, text := LeaseNotice(now+c.left, now)
		if tone != c.tone || (text == "") != (tone == widgets.Neutral) || LeaseOver(now+c.left, now) != c.over {
			t.Errorf("%d days before the end: %v %q", c.left/day, tone, text)
		}
	}
	if LeaseOver(0, now) {
		t.Error("without a lease customers are hidden")
	}
}
