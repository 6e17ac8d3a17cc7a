package cards_test

import (
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
	"github.com/fangce/fangce/ui/widgets"
)

// told is a history as the centre tells it: the card was imported, a colleague on another laptop wrote the employer and
// lost the occupation, and the insurer's next file moved a policy on.
func told(c app.Customer, p app.Policy) *wire.HistoryReply {
	at := func(day, hour int) int64 { return time.Date(2026, 3, day, hour, 15, 0, 0, app.Shanghai).UnixMilli() }
	number := func(n string, wrong bool) app.Phone { return app.Phone{Number: n, Kind: app.PhoneMobile, Wrong: wrong} }
	colleague := app.PersonID("1002")
	return &wire.HistoryReply{Epoch: "epoch-1", Rows: []wire.RowHistory{
		{Kind: "customer", ID: c.ID, Ver: 4, Changes: []wire.Change{
			{Ver: 1, At: at(1, 9), By: app.PersonID("3001"), After: app.KindCustomer.Encode(c)},
			{
				Ver: 2, At: at(10, 11), By: colleague, Device: "device-b", DeviceName: "前台二号机", N: 7,
				Before: record.Body{"employer": record.Value(nil)}, After: record.Body{"employer": record.Value("市第一中学")},
			},
			{
				Ver: 3, At: at(11, 14), By: apptest.Planner, Device: apptest.Device, DeviceName: "planner", N: 3,
				Before: record.Body{"phones": record.Value([]app.Phone{number("13812340001", false), number("13712340002", false)})},
				After:  record.Body{"phones": record.Value([]app.Phone{number("13812340001", true), number("13712340002", false)})},
			},
			{
				Ver: 4, At: at(12, 10), By: apptest.Planner, Device: apptest.Device, N: 4,
				Before: record.Body{"family": record.Value(nil)}, After: record.Body{"family": record.Value([]app.Relative{{Name: "王小小", Relation: "子女"}})},
			},
			{
				At: at(12, 16), By: colleague, Device: "device-b", DeviceName: "前台二号机", N: 8,
				Before: record.Body{"occupation": record.Value("护士")}, After: record.Body{"occupation": record.Value("教师")},
			},
		}},
		{Kind: "policy", ID: p.ID, Ver: 2, Changes: []wire.Change{
			{Ver: 1, At: at(1, 9), By: app.PersonID("3001"), After: app.KindPolicy.Encode(p)},
			{
				Ver: 2, At: at(16, 20), By: app.PersonID("3001"),
				Before: record.Body{"next_due": record.Value("2026-04-01"), "premium": record.Value(680000)},
				After:  record.Body{"next_due": record.Value("2027-04-01"), "premium": record.Value(700000)},
			},
		}},
	}}
}

func openHistory(t *testing.T) (*bench, app.Customer) {
	t.Helper()
	c := apptest.Customer(1, "王芳")
	p := apptest.Policy(1, c, "2026-04-01")
	b := open(t, c, p)
	b.apply(app.StreamPeople, planner, app.Person{ID: app.PersonID("1002"), Name: "陈思远"}, app.Person{ID: app.PersonID("3001"), Name: "周正"})
	if err := b.store.TakeHistory(ctx, told(c, p)); err != nil {
		t.Fatal(err)
	}
	b.Show(c.ID)
	b.edit("cards.facts.occupation", "护士长")
	b.edit("cards.facts.occupation", "护理部主任")
	b.press("cards.changes")
	return b, c
}

// saidBy returns all that is written under an object, widgets included, words apart by blanks.
func saidBy(id string) string {
	var out []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *widgets.Button:
			out = append(out, o.Text())
		case interface{ Value() string }:
			if _, banner := o.(*widgets.Banner); !banner {
				out = append(out, o.Value())
				return
			}
			walkInto(o.(fyne.Widget), walk)
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			walkInto(o, walk)
		}
	}
	walk(widgets.Find(id))
	return strings.Join(out, " ")
}

func walkInto(w fyne.Widget, walk func(fyne.CanvasObject)) {
	for _, o := range test.WidgetRenderer(w).Objects() {
		walk(o)
	}
}

func (b *bench) picture(name string) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, b.window.Canvas().Capture()); err != nil {
		b.t.Fatal(err)
	}
}

func TestHistorySaysWhoChangedWhatWhere(t *testing.T) {
	b, _ := openHistory(t)
	b.picture("history")
	said := saidBy("cards.history.items")
	for _, want := range []string{
		"护士长 → 护理部主任", "陈思 · 本机", "前台二号机", "陈思远", "新增 子女 王小小", "138****0001 → 138****0001（错号）",
		"同时修改，未采用", "填写为 教师 实际为 护士", "6,800.00 → 7,000.00", "保单 200800000001 · 周正 · 中心", "建立服务卡", "导入保单", "未上传",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the history does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
	if strings.Contains(said, "13812340001") {
		t.Error("a number shows before it was revealed")
	}
	b.press("cards.history.reveal")
	if !strings.Contains(saidBy("cards.history.items"), "13812340001") {
		t.Error("revealed, the numbers are still masked")
	}
	if i, j := strings.Index(said, "护理部主任"), strings.Index(said, "市第一中学"); i < 0 || i > j {
		t.Error("not newest first")
	}
}

func TestHistoryOfOneField(t *testing.T) {
	openHistory(t)
	filter := widgets.Find("cards.history.filter").(*widgets.Select)
	for _, o := range filter.Options {
		if o == "职业" {
			filter.SetSelected(o)
		}
	}
	said := saidBy("cards.history.items")
	if !strings.Contains(said, "护士长") || !strings.Contains(said, "教师") || strings.Contains(said, "市第一中学") || strings.Contains(said, "子女") {
		t.Errorf("filtered by occupation: %s", said)
	}
}

func TestAnEarlierValueIsBroughtBackAndUndone(t *testing.T) {
	b, c := openHistory(t)
	get := func() app.Customer {
		v, err := b.use.Card(ctx, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return v.Customer
	}
	b.press("cards.history.items.0") // 护士长 → 护理部主任
	if got := get().Occupation; got != "护士长" {
		t.Fatalf("occupation is %q", got)
	}
	if said := saidBy("cards.history.restored"); !strings.Contains(said, "护士长") {
		t.Errorf("the dialog says %q", said)
	}
	b.picture("history-restored")
	if said := saidBy("cards.history.items"); !strings.Contains(said, "护理部主任 → 护士长") {
		t.Errorf("bringing back is no change itself: %s", said)
	}
	if pending, _ := b.store.Pending(ctx, 10); len(pending) != 3 {
		t.Errorf("%d operations for the centre, want 3", len(pending))
	}
	b.press("cards.history.undo")
	if got := get().Occupation; got != "护理部主任" {
		t.Errorf("undone, occupation is %q", got)
	}
}

func TestFactsOfTheInsurerCannotBeBroughtBack(t *testing.T) {
	b, c := openHistory(t)
	h, err := b.use.CardHistory(ctx, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range h.Changes {
		offered := widgets.Find("cards.history.items").(*widgets.Timeline).Part(strconv.Itoa(i)) != nil
		if want := e.Keeps == ""; offered != want {
			t.Errorf("change %d (%s %s, %q): offered %v, want %v", i, e.Kind, e.Field, e.Keeps, offered, want)
		}
		if e.Kind == "policy" && e.Keeps != app.BarInsurer {
			t.Errorf("policy fact %s could be brought back", e.Field)
		}
	}
	if said := text("cards.history.note"); !strings.Contains(said, "保险公司") {
		t.Errorf("no reason is given: %q", said)
	}
}
