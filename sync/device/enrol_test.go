package device_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

func TestEnrolment(t *testing.T) {
	o := open(t)
	e := o.enrol(planner)
	if p := e.Reply.Person; p.ID != app.PersonID(planner) || p.StaffNo != planner || p.Name != "李雷" || !slices.Equal(p.Roles, []string{app.RolePlanner}) {
		t.Errorf("enrolled as %+v", p)
	}
	st := newStore(t, o.clock)
	if _, err := device.New(device.Config{Store: st, Clock: o.clock}); app.Code(err) != app.ErrUnauthorised {
		t.Errorf("an engine without enrolment: %v", err)
	}
	if err := device.SaveEnrolment(t.Context(), st, e); err != nil {
		t.Fatal(err)
	}
	if person, dev := st.Author(); person != e.Reply.Person.ID || dev != e.Reply.DeviceID {
		t.Errorf("author %s on %s", person, dev)
	}
	engine, err := device.New(device.Config{Store: st, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	if engine.CentreName() != "银保理财中心" || engine.Person().Licence == "" {
		t.Errorf("centre %q, person %+v", engine.CentreName(), engine.Person())
	}
	s, err := engine.State(t.Context())
	if err != nil || !s.Enrolled || s.Centre != o.server.URL || s.Device != e.Reply.DeviceID {
		t.Errorf("state %+v, %v", s, err)
	}
}

func TestCodes(t *testing.T) {
	o := open(t)
	try := func(code string) error {
		_, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: o.server.URL, Code: code, Clock: o.clock})
		return err
	}
	used, late := o.code(planner), o.code(other)
	if err := try("  " + strings.ToLower(used) + " "); err != nil {
		t.Fatalf("a code typed carelessly: %v", err)
	}
	wantCode(t, try(used), app.ErrCode)
	wantCode(t, try("AAAA-BBBB-CCCC"), app.ErrCode)
	wantCode(t, try(" "), app.ErrInvalid)
	o.pass(8 * 24 * time.Hour)
	err := try(late)
	wantCode(t, err, app.ErrCode)
	var e *app.Error
	if !errors.As(err, &e) || e.Field != "code" || !strings.Contains(e.Message, "过期") {
		t.Errorf("an expired code: %#v", e)
	}
	for range 40 {
		if err = try("AAAA-BBBB-CCCC"); app.Code(err) != app.ErrCode {
			break
		}
	}
	wantCode(t, err, app.ErrRefused)
}

func TestEnrolmentSurvivesALostAnswer(t *testing.T) {
	o := open(t)
	o.lose(wire.PathEnrol, 1)
	o.enrol(planner) // repeated by itself, with the same key

	o.lose(wire.PathEnrol, 2)
	key, err := device.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	cfg := device.EnrolConfig{CentreURL: o.server.URL, Code: o.code(supervisor), Clock: o.clock, Key: key}
	_, err = device.Enrol(t.Context(), cfg)
	wantCode(t, err, app.ErrOffline)
	if _, err = device.Enrol(t.Context(), cfg); err != nil {
		t.Errorf("the second attempt with the same key: %v", err)
	}
}

func TestNoCentreThere(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	silent.Close()
	portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<html>请先登录</html>")
	}))
	defer portal.Close()
	followed := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed = true }))
	defer elsewhere.Close()
	moved := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer moved.Close()
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "{}")
	}))
	defer stranger.Close()
	unknown := httptest.NewTLSServer(http.NotFoundHandler())
	defer unknown.Close()
	for name, url := range map[string]string{
		"nobody listens": "http://" + silent.Addr().String(), "a login page": portal.URL, "a redirect": moved.URL,
		"another service": stranger.URL, "a certificate nobody vouches for": unknown.URL,
	} {
		_, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: url, Code: "ABCD-EFGH-JKLM"})
		var e *app.Error
		if !errors.As(err, &e) || e.Code != app.ErrOffline || e.Message == "" {
			t.Errorf("%s: %v, want offline", name, err)
		}
	}
	if followed {
		t.Error("a code was sent on to where a redirect pointed")
	}
	_, err = device.Enrol(t.Context(), device.EnrolConfig{CentreURL: "http://192.0.2.1", Code: "ABCD-EFGH-JKLM"})
	wantCode(t, err, app.ErrInvalid)
}

func TestTokensAreRenewed(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	if n := o.count(wire.PathToken); n != 0 {
		t.Fatalf("%d renewals while the token is good", n)
	}
	for range 3 {
		o.pass(16 * time.Minute)
		a.call("按期回访")
		a.sync()
	}
	if n := o.count(wire.PathToken); n != 3 {
		t.Errorf("%d renewals, want 3", n)
	}
	again, err := device.New(device.Config{Store: a.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	o.pass(16 * time.Minute)
	if _, err := again.Sync(t.Context()); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	o.pass(61 * 24 * time.Hour)
	a.call("两个月后")
	_, err = again.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	if a.pending() != 1 {
		t.Errorf("%d operations pending, want 1", a.pending())
	}
}

// A laptop whose clock is wrong believes a token good that the centre has let expire.
func TestATokenTheCentreRefusesIsRenewed(t *testing.T) {
	o := open(t)
	e := o.enrol(planner)
	st := newStore(t, o.clock)
	if err := device.SaveEnrolment(t.Context(), st, e); err != nil {
		t.Fatal(err)
	}
	stopped := o.clock()
	engine, err := device.New(device.Config{Store: st, Clock: func() time.Time { return stopped }})
	if err != nil {
		t.Fatal(err)
	}
	o.pass(20 * time.Minute)
	if _, err := engine.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := o.count(wire.PathToken); n != 2 { // the first tells the laptop what time it is
		t.Errorf("%d renewals, want 2", n)
	}
	if off := engine.Progress().ClockOffset; off < (20*time.Minute).Milliseconds()-5000 || off > (20*time.Minute).Milliseconds()+5000 {
		t.Errorf("offset %d ms, want about 20 minutes", off)
	}
	if v, _ := st.Setting(t.Context(), device.SettingClockOffset); v == "" || v == "0" {
		t.Errorf("the offset was not stored: %q", v)
	}
}

func TestNewRolesAreTold(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	var told []wire.Person
	a.OnPerson(func(p wire.Person) { told = append(told, p) })
	o.pass(16 * time.Minute)
	a.sync()
	if len(told) != 0 {
		t.Fatalf("told %+v of nothing new", told)
	}
	o.addUser(centre.User{StaffNo: planner, Name: "李雷", Roles: []string{app.RolePlanner, app.RoleSupervisor}})
	o.pass(16 * time.Minute)
	a.sync()
	if len(told) != 1 || len(told[0].Roles) != 2 {
		t.Fatalf("told %+v", told)
	}
	again, err := device.New(device.Config{Store: a.store, Clock: o.clock})
	if err != nil || len(again.Person().Roles) != 2 {
		t.Errorf("after a restart: %+v, %v", again.Person(), err)
	}
}
