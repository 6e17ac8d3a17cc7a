package syncview

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var ctx = context.Background()

// desk is the room of a laptop that is enrolled at a real centre.
type desk struct {
	*Room
	t       *testing.T
	store   *store.Store
	service *service.Service
	server  *httptest.Server
	window  fyne.Window
	failed  []error
	toasts  []string
}

// tie is the engine as the frame gives it to the room.
type tie struct{ *device.Engine }

func (t tie) SyncNow(ctx context.Context) error {
	_, err := t.Sync(ctx)
	return err
}

func (tie) StopSync() {}
func (tie) Reenrol(_ context.Context, code string) error {
	if code != "good" {
		return app.Errorf(app.ErrCode, "登记码有误")
	}
	return nil
}
func (tie) Laptops(context.Context) ([]app.Laptop, error)         { return nil, nil }
func (tie) Revoke(context.Context, string, app.LaptopState) error { return nil }

func newDesk(t *testing.T) *desk {
	t.Helper()
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t}
	s, clock := apptest.NewStoreClock(t)
	d.store = s
	c, err := centre.Open(ctx, filepath.Join(t.TempDir(), "centre.db"), centre.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	d.server = httptest.NewServer(c.Handler())
	t.Cleanup(func() {
		d.server.Close()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	code, err := c.AddUser(ctx, centre.User{StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}})
	if err != nil {
		t.Fatal(err)
	}
	enrolled, err := device.Enrol(ctx, device.EnrolConfig{CentreURL: d.server.URL, Code: code, DeviceName: "测试", Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := device.SaveEnrolment(ctx, s, enrolled); err != nil {
		t.Fatal(err)
	}
	engine, err := device.New(device.Config{Store: s, Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	me := app.Person{ID: engine.Person().ID, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}
	d.service = service.New(service.Config{Store: s, Clock: clock.Now, Person: me})
	stage := widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	d.Room = New(Deps{
		Window: d.window, Clock: clock.Now, Device: "测试", Sync: tie{engine}, Service: d.service,
		Fail:  func(err error) { d.failed = append(d.failed, err) },
		Toast: func(text, _ string, _ func()) { d.toasts = append(d.toasts, text) },
	})
	d.async = func(work func()) { work() }
	stage.SetContent(d.Content())
	d.Show(nil)
	return d
}

// fits reports that the room asks for no more room than a small laptop has.
func (d *desk) fits() {
	d.t.Helper()
	if m := d.Content().MinSize(); m.Height > 600 || m.Width > 1200 {
		d.t.Errorf("the room asks for %v and would push the window over the edge of the screen", m)
	}
}

func TestWhatWaitsIsShownAndSent(t *testing.T) {
	d := newDesk(t)
	d.fits()
	test.Tap(d.button)
	if len(d.failed) != 0 || len(d.toasts) != 1 || d.badge.Value() != "已是最新" {
		t.Fatalf("a first round: %v, badge %q", d.failed, d.badge.Value())
	}
	if _, err := d.service.NewCustomer(ctx, app.Customer{Name: "钱多多", Phones: []app.Phone{{Number: "13812345678", Kind: app.PhoneMobile}}}); err != nil {
		t.Fatal(err)
	}
	d.Refresh()
	if d.state.unsent.Len() != 1 || !strings.HasPrefix(d.state.unsent.Row(0).title, "钱多多") || d.badge.Value() != "未上传" {
		t.Fatalf("%d rows, badge %q", d.state.unsent.Len(), d.badge.Value())
	}
	d.server.Close()
	d.Key(&fyne.KeyEvent{Name: fyne.KeyF5})
	if len(d.failed) != 1 || d.badge.Value() != "离线" || !strings.Contains(d.state.banner.Value(), "保存在本机") || d.state.unsent.Len() != 1 || d.button.Disabled() {
		t.Errorf("without a centre: %v, badge %q, banner %q, %d rows", d.failed, d.badge.Value(), d.state.banner.Value(), d.state.unsent.Len())
	}
	d.fits()
}

func TestBothWaysToSettleWhatTwoPeopleWrote(t *testing.T) {
	d := newDesk(t)
	c := apptest.Customer(1, "王颖")
	kept := func(id, field, lost, stands string) app.Kept {
		return app.Kept{ID: id, Kind: "customer", RowID: c.ID, CustomerID: c.ID, Field: field, Value: lost, Winner: stands, Author: apptest.Planner, At: now, Status: app.KeptOpen}
	}
	rows := []any{c, kept("k1", "employer", `"纺织厂"`, `""`), kept("k2", "occupation", `"教师"`, `""`)}
	for _, n := range []string{"3", "4", "5", "6", "7"} {
		rows = append(rows, kept("k"+n, "remark"+n, `"一"`, `"二"`))
	}
	if _, err := d.store.Apply(ctx, apptest.Page(app.SeatStream(apptest.Planner), 1, rows...)); err != nil {
		t.Fatal(err)
	}
	d.Refresh()
	d.fits()
	state := func() map[string]bool {
		open, err := d.store.KeptOpen(ctx)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		for _, k := range open {
			out[k.Kept.ID] = true
		}
		return out
	}
	d.turn(pageSettle)
	settle := func(id string, key rune) {
		t.Helper()
		for range 10 {
			if d.settle.id == id {
				break
			}
			d.Key(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
		if d.settle.id != id {
			t.Fatalf("%s is not open: %s is", id, d.settle.id)
		}
		d.Rune(key)
		if d.settle.id == id || d.settle.id == "" || len(d.failed) > 0 {
			t.Fatalf("after settling %s: %q is in sight, %v", id, d.settle.id, d.failed)
		}
	}
	settle("k1", '2')
	d.settle.at = 0
	d.settle.show()
	settle("k2", '1')
	got, err := store.Get[app.Customer](ctx, d.store, c.ID)
	if err != nil || got.Employer != "纺织厂" || got.Occupation != "" {
		t.Errorf("after settling: employer %q, occupation %q, %v", got.Employer, got.Occupation, err)
	}
	if open := state(); len(open) != 5 || open["k1"] || open["k2"] {
		t.Errorf("still open: %v", open)
	}
}
