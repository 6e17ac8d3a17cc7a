package intake

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/xuri/excelize/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	reader "github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var ctx = context.Background()

// desk is the room with the real reader of files and a real centre.
type desk struct {
	*Room
	t      *testing.T
	centre *centre.Centre
	window fyne.Window
	dir    string
	during func() // called from within progress, as a user would act
	stage  *widgets.Stage
	store  *store.Store // of the laptop, for drafts
	keep   *drafttest.Keeper
}

// People, Preview and Import are what the program's session does, without the network between.
func (d *desk) People(context.Context) ([]app.Person, error) {
	return []app.Person{
		{StaffNo: "1002", Name: "周敏", Roles: []string{app.RolePlanner}},
		{StaffNo: "2001", Name: "陆建成", Roles: []string{app.RoleSupervisor}},
		{StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}},
	}, nil
}

func (d *desk) watched(progress func(done, total int)) func(done, total int) {
	return func(done, total int) {
		progress(done, total)
		if d.during != nil {
			d.during()
		}
	}
}

func (d *desk) Preview(ctx context.Context, path, _ string, progress func(done, total int)) (*app.ImportPreview, error) {
	sheet, err := reader.Open(ctx, path, d.watched(progress))
	if err != nil {
		return nil, err
	}
	return reader.Preview(ctx, sheet, nil, d.watched(progress))
}

func (d *desk) Import(ctx context.Context, p *app.ImportPreview, to, insurer, reason string, progress func(done, total int)) (app.ImportResult, error) {
	job := centre.ImportJob{To: to, Insurer: insurer, Reason: reason, File: p.File, Progress: d.watched(progress)}
	job.Rows, job.Columns = p.Accepted()
	r, err := d.centre.Import(ctx, job)
	return app.ImportResult{Customers: r.Customers, Policies: r.Policies, Changed: r.Changed, Same: r.Same, Refused: r.Refused, Notes: r.Notes}, err
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, dir: t.TempDir()}
	var err error
	if d.centre, err = centre.Open(ctx, filepath.Join(d.dir, "centre.db"), centre.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.centre.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := d.centre.AddUser(ctx, centre.User{StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}); err != nil {
		t.Fatal(err)
	}
	d.stage = widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, d.stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	store, clock := apptest.NewStoreClock(t)
	d.enter(store, clock.Now)
	return d
}

// enter builds the room anew on the store of a laptop, as unlocking after a crash does.
func (d *desk) enter(store *store.Store, clock app.Clock) {
	t := d.t
	d.store, d.keep = store, drafttest.New(t, store, clock)
	d.Room = New(Deps{Window: d.window, Service: d, Files: d, Drafts: d.keep.Keeper, Fail: func(err error) { t.Errorf("told the user: %v", err) }, Toast: func(string, string, func()) {}})
	d.async = func(work func()) { work() }
	d.stage.SetContent(d.Content())
	d.Show(nil)
}

// file writes a file and reads it in the room as a drop on the window does.
func (d *desk) drop(name, content string) {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.Drop(path)
}

func (d *desk) says() string { return d.file.banner.Value() }

const two = "保单号,投保人,手机\n2008440101,王𬱖,13812345678\n2.008E+17,李四,13812345679\n2008440103,尉迟恭,138\n"

func TestBadFilesAreExplainedAndNothingCanBeSent(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct{ name, content, say string }{
		{"picture.xlsx", "\x89PNG\r\n\x1a\n\x00\x01\x02", "不是"},
		{"empty.csv", "", "空"},
		{"head.csv", "保单号,投保人\n", "没有数据"},
		{"nopolicy.csv", "姓名,电话\n张三,138\n", "保单号"},
	} {
		d.drop("good.csv", two)
		if d.send.Disabled() || d.says() != "" {
			t.Fatalf("a good file: %q", d.says())
		}
		d.drop(c.name, c.content)
		if !strings.Contains(d.says(), c.say) {
			t.Errorf("%s: %q", c.name, d.says())
		}
		if !d.send.Disabled() || d.preview != nil {
			t.Errorf("%s: the file before it can still be sent", c.name)
		}
	}
	d.Drop(filepath.Join(d.dir, "gone.csv"))
	if d.says() == "" {
		t.Error("a file that does not exist is passed over in silence")
	}
}

func TestTheTableShowsEveryRowAndWhyInFull(t *testing.T) {
	d := newDesk(t)
	d.drop("two.csv", two)
	table := d.seen.table
	if table.Len() != 3 || d.send.Text() != "导入 2 行到中心" {
		t.Fatalf("%d rows, button %q", table.Len(), d.send.Text())
	}
	d.seen.filter.Part("refused").(fyne.Tappable).Tapped(nil)
	if table.Len() != 1 || table.Row(0).n != 3 {
		t.Fatalf("refused: %d", table.Len())
	}
	table.Select(0)
	if got := d.seen.whole.Value(); !strings.HasPrefix(got, "第 3 行") || !strings.Contains(got, "科学计数法") || !d.seen.whole.Visible() {
		t.Errorf("the row in full: %q", got)
	}
	d.seen.filter.Part("doubtful").(fyne.Tappable).Tapped(nil)
	if table.Len() != 1 || table.Row(0).n != 4 || d.seen.whole.Visible() {
		t.Errorf("doubtful: %d, still telling %q", table.Len(), d.seen.whole.Value())
	}
	d.drop("two.csv", two)
	if table.Len() != 3 {
		t.Error("another file is shown through the filter of the one before")
	}
}

func TestOtherWorksheetsAreNamed(t *testing.T) {
	d := newDesk(t)
	book := excelize.NewFile()
	for _, sheet := range []string{"一月", "二月", "说明"} {
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		head := []any{"保单号", "投保人"}
		if sheet == "说明" {
			head = []any{"说明"}
		}
		for line, row := range [][]any{head, {"20084499" + map[string]string{"一月": "01", "二月": "02"}[sheet], "陈一"}} {
			if err := book.SetSheetRow(sheet, "A"+itoa(line+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(d.dir, "book.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	d.Drop(path)
	if got := d.seen.others.Value(); !strings.Contains(got, "二月") || strings.Contains(got, "说明") || !d.seen.others.Visible() {
		t.Errorf("others: %q", got)
	}
	if got := d.seen.sheet.Value(); !strings.Contains(got, "book.xlsx") || !strings.Contains(got, "一月") {
		t.Errorf("source: %q", got)
	}
	d.drop("two.csv", two)
	if d.seen.others.Visible() {
		t.Error("a file without other worksheets still warns")
	}
}

func TestAnotherPathForgetsWhatWasRead(t *testing.T) {
	d := newDesk(t)
	d.drop("two.csv", two)
	d.file.path.SetText("other.csv")
	if d.preview != nil || !d.send.Disabled() {
		t.Error("rows of a file can be sent under the name of another")
	}
}

func TestImport(t *testing.T) {
	d := newDesk(t)
	d.drop("two.csv", two)
	key := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
	widgets.TriggerShortcut(d.window.Canvas(), key)
	if d.says() == "" || d.window.Canvas().Focused() != fyne.Focusable(d.file.insurer) {
		t.Fatalf("without an insurer: %q", d.says())
	}
	d.file.insurer.Set("RF")
	widgets.TriggerShortcut(d.window.Canvas(), key)
	if d.window.Canvas().Focused() != fyne.Focusable(d.file.to) {
		t.Fatalf("without a planner: %q", d.says())
	}
	if len(d.file.to.Options) != 2 || !strings.Contains(d.file.to.Options[0], "1001") {
		t.Errorf("planners offered: %v", d.file.to.Options)
	}
	d.file.to.Set("1001")
	test.Tap(d.send)
	if got, ok := d.centre.Known(ctx, "RF")("2008440101"); !ok || got.Holder.Name != "王𬱖" {
		t.Errorf("the centre has %+v, %v; the room says %q", got, ok, d.says())
	}
	if d.preview != nil || !d.send.Disabled() || d.file.path.Text != "" || d.file.insurer.Disabled() {
		t.Error("after importing, the room is not ready for the next file")
	}
	d.drop("two.csv", two)
	test.Tap(d.send)
	if d.says() != "" {
		t.Errorf("a second time: %q", d.says())
	}
}

func TestWhatTheCentreRefusesKeepsThePreview(t *testing.T) {
	d := newDesk(t)
	d.drop("two.csv", two)
	d.file.insurer.Set("RF")
	d.file.to.Set("1002") // whom the centre does not know
	test.Tap(d.send)
	if d.says() == "" || d.preview == nil || d.send.Disabled() || d.file.path.Disabled() {
		t.Errorf("says %q; what was read is gone or cannot be sent again", d.says())
	}
}

// many is a file of twenty thousand rows.
func many() string {
	var b strings.Builder
	b.WriteString("保单号,投保人\n")
	for i := range 20000 {
		b.WriteString("3008")
		b.WriteString(itoa(10000000 + i))
		b.WriteString(",王颖\n")
	}
	return b.String()
}

func TestReadingManyRowsShowsProgressAndCanBeCancelled(t *testing.T) {
	d := newDesk(t)
	seen := 0
	d.during = func() {
		if d.work.content.Visible() && d.work.count.Value() != "" {
			seen++
		}
		if seen == 5 {
			d.cancelWork()
		}
	}
	d.drop("many.csv", many())
	if seen < 5 || d.preview != nil || !d.send.Disabled() || d.work.content.Visible() || d.says() == "" {
		t.Fatalf("cancelled after %d: preview %v, says %q", seen, d.preview != nil, d.says())
	}
	d.during = nil
	test.Tap(d.file.read)
	if d.seen.table.Len() != 20000 || d.send.Disabled() {
		t.Errorf("read again: %d rows", d.seen.table.Len())
	}
	d.during = func() {
		if d.preview != nil || !d.send.Disabled() {
			t.Fatalf("while a file is read anew, what was read before can be sent: %v %v", d.preview != nil, d.send.Disabled())
		}
	}
	test.Tap(d.file.read)
}

func TestSendingCanBeCancelledAndSentAgain(t *testing.T) {
	d := newDesk(t)
	d.drop("many.csv", many())
	d.file.insurer.Set("RF")
	d.file.to.Set("1001")
	cancelled := false
	d.during = func() {
		if !cancelled {
			cancelled = true
			d.drop("two.csv", two) // nothing else may begin meanwhile
			if d.preview.File != "many.csv" || !d.file.read.Disabled() {
				t.Error("another file was read while rows were on their way")
			}
			d.cancelWork()
		}
	}
	test.Tap(d.send)
	if d.preview == nil || d.send.Disabled() || !strings.Contains(d.says(), "已停止") {
		t.Fatalf("after cancelling: %q", d.says())
	}
	d.during = nil
	test.Tap(d.send)
	if _, ok := d.centre.Known(ctx, "RF")("300810019999"); !ok || d.preview != nil {
		t.Errorf("sent again, but the last row is missing; the room says %q", d.says())
	}
}

func TestWhatWasFoundInColumns(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	got := columns([]app.ImportColumn{{Header: "保单号", Field: "policy_no"}, {Header: "证件号码", Field: "holder_id_no"}, {Header: "网点"}, {Header: "柜员"}})
	if got != "保单号　证件号码 → 投保人证件号\n未使用的列：网点、柜员" {
		t.Errorf("%q", got)
	}
}

func TestDoubtsInWords(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	rows := lines(&app.ImportPreview{Lines: []app.ImportLine{
		{Line: 2, Status: app.ImportOK},
		{Line: 3, Status: app.ImportSame},
		{Line: 4, Status: app.ImportOK, Problems: []app.ImportProblem{{Column: "手机", Reason: "太短"}, {Reason: "differs"}}},
		{Line: 5, Status: app.ImportRefused},
	}})
	want := []struct {
		kind string
		tone widgets.Tone
	}{{"ok", widgets.Success}, {"same", widgets.Neutral}, {"doubtful", widgets.Warning}, {"refused", widgets.Danger}}
	for i, w := range want {
		if rows[i].kind != w.kind || rows[i].tone != w.tone || rows[i].status == "" {
			t.Errorf("line %d: %+v", i+2, rows[i])
		}
	}
	if got := rows[2].problems; got != "手机：太短；与已有的同一保单内容不同，导入后以这一行为准" {
		t.Errorf("%q", got)
	}
}
