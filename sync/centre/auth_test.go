package centre_test

import (
	"crypto/ed25519"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

func TestEnrolling(t *testing.T) {
	w := newWorld(t)
	code := w.user("1001", "", app.RolePlanner)
	if len(code) != 14 || strings.ContainsAny(code, "01OIL") && strings.ContainsAny(code, "01OI") {
		t.Errorf("code %q is not easy to read", code)
	}
	l := w.enrol(strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	if l.person.ID != app.PersonID("1001") || l.person.StaffNo != "1001" || len(l.person.Roles) != 1 || l.epoch == "" {
		t.Errorf("enrolled as %+v", l.person)
	}

	// The reply was lost: the same key gets the same laptop. Another key does not.
	var again wire.EnrolReply
	if p := l.call(wire.PathEnrol, l.enrolment(code), &again); p != nil || again.DeviceID != l.id {
		t.Errorf("enrolling again after a lost reply: %+v %+v", again, p)
	}
	_, other, _ := ed25519.GenerateKey(nil)
	thief := &laptop{w: w, key: other}
	if p := thief.call(wire.PathEnrol, thief.enrolment(code), &again); p == nil || p.Code != app.ErrCode {
		t.Errorf("a used code gave %+v", p)
	}
	if p := thief.call(wire.PathEnrol, thief.enrolment("AAAA-BBBB-CCCC"), &again); p == nil || p.Code != app.ErrCode {
		t.Errorf("an unknown code gave %+v", p)
	}

	late := w.user("1002", "", app.RolePlanner)
	w.pass(7*24*time.Hour + time.Second)
	if p := thief.call(wire.PathEnrol, thief.enrolment(late), &again); p == nil || p.Code != app.ErrCode {
		t.Errorf("an expired code gave %+v", p)
	}
	stale := w.user("1002", "", app.RolePlanner)
	fresh := w.user("1002", "", app.RolePlanner)
	if p := thief.call(wire.PathEnrol, thief.enrolment(stale), &again); p == nil || p.Code != app.ErrCode {
		t.Errorf("a replaced code gave %+v", p)
	}
	if p := thief.call(wire.PathEnrol, thief.enrolment(fresh), &again); p != nil {
		t.Errorf("a fresh code gave %+v", p)
	}
}

func TestGuessingCodesIsSlowedDown(t *testing.T) {
	w := newWorld(t)
	code := w.user("1001", "", app.RolePlanner)
	_, key, _ := ed25519.GenerateKey(nil)
	l := &laptop{w: w, key: key}
	var reply wire.EnrolReply
	for range 20 {
		if p := l.call(wire.PathEnrol, l.enrolment("WRNG-WRNG-WRNG"), &reply); p == nil || p.Code != app.ErrCode {
			t.Fatalf("wrong code: %+v", p)
		}
	}
	if p := l.call(wire.PathEnrol, l.enrolment(code), &reply); p == nil || p.Code != wire.CodeTooMany {
		t.Errorf("the 21st attempt: %+v", p)
	}
	w.pass(11 * time.Minute)
	if p := l.call(wire.PathEnrol, l.enrolment(code), &reply); p != nil {
		t.Errorf("later: %+v", p)
	}
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	first := l.tokens
	w.pass(15*time.Minute + time.Second)
	if _, p := l.pullPage(10); p == nil || p.Code != wire.CodeToken {
		t.Fatalf("an expired token gave %+v", p)
	}

	// Two answers are lost; the third is as good as the first would have been, and only then is the old token done with.
	lost, p := l.refresh(first.Refresh)
	if p != nil {
		t.Fatal(p)
	}
	w.user("1001", "", app.RolePlanner, app.RoleSupervisor)
	got, p := l.refresh(first.Refresh)
	if p != nil || len(got.Person.Roles) != 2 || got.Tokens.Now != w.now.Load() {
		t.Fatalf("refresh: %+v %+v", got, p)
	}
	l.tokens = got.Tokens
	if _, p := l.pullPage(10); p != nil {
		t.Errorf("new token: %+v", p)
	}
	next, p := l.refresh(got.Tokens.Refresh)
	if p != nil {
		t.Fatal(p)
	}
	for _, dead := range []string{first.Refresh, lost.Tokens.Refresh} {
		if _, p := l.refresh(dead); p == nil || p.Code != wire.CodeCloned {
			t.Errorf("a token that was replaced gave %+v", p)
		}
	}
	// A stolen refresh token is worth nothing without the laptop's key.
	_, other, _ := ed25519.GenerateKey(nil)
	thief := &laptop{w: w, key: other, id: l.id}
	if _, p := thief.refresh(next.Tokens.Refresh); p == nil || p.Code != app.ErrUnauthorised {
		t.Errorf("another key gave %+v", p)
	}
	w.pass(61 * 24 * time.Hour)
	if _, p := l.refresh(next.Tokens.Refresh); p == nil || p.Code != app.ErrUnauthorised {
		t.Errorf("after 61 days: %+v", p)
	}
}

func TestUsersAreChecked(t *testing.T) {
	w := newWorld(t)
	for what, u := range map[string]centre.User{
		"no number":      {Name: "李静", Roles: []string{app.RolePlanner}},
		"no name":        {StaffNo: "1", Roles: []string{app.RolePlanner}},
		"no role":        {StaffNo: "1", Name: "李静"},
		"unknown role":   {StaffNo: "1", Name: "李静", Roles: []string{"boss"}},
		"own supervisor": {StaffNo: "1", Name: "李静", Roles: []string{app.RolePlanner}, SupervisorNo: "1"},
	} {
		if _, err := w.c.AddUser(t.Context(), u); app.Code(err) != app.ErrInvalid {
			t.Errorf("%s: %v", what, err)
		}
	}
	w.user("1001", "2001", app.RolePlanner)
	if _, err := w.c.AddUser(t.Context(), centre.User{StaffNo: "1001", Name: "李静怡", Roles: []string{app.RolePlanner}, Licence: "L-1"}); err != nil {
		t.Fatal(err)
	}
	p := w.export("person")[app.PersonID("1001")]
	if p["name"] != "李静怡" || p["supervisor_id"] != app.PersonID("2001") || p["licence"] != "L-1" || p["ver"] != 2.0 {
		t.Errorf("person after an update: %v", p)
	}
}

func TestEveryPathAnswersWithProblems(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	for what, c := range map[string]struct {
		path, code string
		body       []byte
		content    string
	}{
		"unknown path":    {"/v1/nothing", app.ErrNotFound, nil, "application/json"},
		"no JSON":         {wire.PathEnrol, app.ErrInvalid, []byte("{"), "application/json"},
		"no key":          {wire.PathEnrol, app.ErrInvalid, []byte(`{"v":1,"code":"x"}`), "application/json"},
		"no zstd":         {wire.PathPull, app.ErrInvalid, []byte("{}\n"), wire.ContentType},
		"too old to pull": {wire.PathPull, wire.CodeUpgrade, l.pack(wire.PullRequest{V: 1}), wire.ContentType},
		"empty":           {wire.PathPush, app.ErrInvalid, l.pack(), wire.ContentType},
		"another device":  {wire.PathPush, app.ErrInvalid, l.pack(wire.PushHead{V: 1, Device: "x"}), wire.ContentType},
		"too many ops":    {wire.PathPush, wire.CodeTooLarge, l.pack(wire.PushHead{V: 1, Device: l.id, Count: wire.MaxOps + 1}), wire.ContentType},
		"too few ops":     {wire.PathPush, app.ErrInvalid, l.pack(wire.PushHead{V: 1, Device: l.id, Count: 1}), wire.ContentType},
		"too large":       {wire.PathPush, wire.CodeTooLarge, make([]byte, wire.MaxEncoded+1), wire.ContentType},
		"another epoch":   {wire.PathPush, wire.CodeEpoch, l.pack(wire.PushHead{V: 1, Device: l.id, Epoch: "old"}), wire.ContentType},
		"not its role":    {wire.PathImports, app.ErrForbidden, l.pack(wire.ImportRequest{V: 1}), wire.ContentType},
		"a bomb is large": {wire.PathPush, wire.CodeTooLarge, l.pack(wire.PushHead{V: 1, Device: l.id, Count: 1}, bomb()), wire.ContentType},
	} {
		if _, p := l.post(c.path, c.body, c.content); p == nil || p.Code != c.code {
			t.Errorf("%s: %+v, want %s", what, p, c.code)
		}
	}
	if _, p := l.post(wire.PathPush, l.pack(wire.PushHead{V: 1, Device: l.id, Epoch: "old"}), wire.ContentType); p.Epoch != l.epoch {
		t.Errorf("the present epoch is not told: %+v", p)
	}
	l.tokens.Access = ""
	for _, path := range []string{wire.PathPull, wire.PathPush, wire.PathImports} {
		if _, p := l.post(path, l.pack(), wire.ContentType); p == nil || p.Code != wire.CodeToken {
			t.Errorf("%s without a token: %+v", path, p)
		}
	}
}

func bomb() []byte { return []byte(`"` + strings.Repeat("a", wire.MaxDecoded) + `"`) }

func TestHealthAndDocument(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]string{
		wire.PathHealth: `"ok":true`, "/readyz": `"ok":true`, "/openapi.json": `"/v1/push"`,
	} {
		res, err := http.Get(w.url + path)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		body := string(raw)
		if res.StatusCode != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.200s", path, res.StatusCode, body)
		}
		if path == "/openapi.json" {
			for _, name := range []string{"/v1/enrol", "/v1/token", "/v1/recover", "RecoveryRequest", "/v1/pull", "/v1/imports", "/healthz", "PullRequest", "Entry", "Op", "Problem", "bearer", `"x-lines":[{"$ref":"#/components/schemas/PushHead"},{"$ref":"#/components/schemas/Op"}]`, `"x-lines":[{"$ref":"#/components/schemas/ImportRequest"}]`} {
				if !strings.Contains(body, name) {
					t.Errorf("the document does not speak of %s", name)
				}
			}
		}
	}
}

// A request for tokens that somebody has overheard is worth nothing some minutes later.
func TestATokenRequestEnds(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	at := w.now.Load()
	ask := func(at int64) *wire.Problem {
		refresh := l.tokens.Refresh
		var reply wire.TokenReply
		p := l.call(wire.PathToken, wire.TokenRequest{
			V: wire.V, DeviceID: l.id, Refresh: refresh, At: at, Sig: ed25519.Sign(l.key, wire.TokenMessage(l.id, refresh, at)),
		}, &reply)
		return p
	}
	wantProblem(t, "at once", ask(at), "")
	w.pass((wire.MaxSkew + 1) * time.Millisecond)
	wantProblem(t, "later", ask(at), wire.CodeClock)
	wantProblem(t, "ahead", ask(w.now.Load()+wire.MaxSkew+1), wire.CodeClock)
	wantProblem(t, "anew", ask(w.now.Load()), "")
}
