package device

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

func TestParseAddress(t *testing.T) {
	for typed, want := range map[string]string{
		" https://Centre.example.cn/ ":  "https://centre.example.cn",
		"centre.example.cn":             "https://centre.example.cn",
		"centre.example.cn:8443/fangce": "https://centre.example.cn:8443/fangce",
		"127.0.0.1:8080":                "http://127.0.0.1:8080",
		"localhost:8080":                "http://localhost:8080",
		"http://127.0.0.1:8080/":        "http://127.0.0.1:8080",
		"http://[::1]:8080":             "http://[::1]:8080",
		"":                              "",
		"http://centre.example.cn":      "",
		"http://10.0.0.5:8080":          "",
		"http://127.0.0.1.example.cn":   "",
		"http://0.0.0.0:80":             "",
		"ftp://centre.example.cn":       "",
		"https://":                      "",
		"https://u:p@centre.example.cn": "",
		"centre.example.cn:8443/#abcdefghijklmnopqrstuvwxyz234567":        "https://centre.example.cn:8443#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
		"https://127.0.0.1:8443# ABCDEFGHIJKLMNOPQRSTUVWXYZ234567":        "https://127.0.0.1:8443#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
		"127.0.0.1:8443#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567":                 "https://127.0.0.1:8443#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
		"http://127.0.0.1:8443#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567":          "",
		"https://centre.example.cn#":                                      "",
		"https://centre.example.cn#ABCDEFGHIJKLMNOPQRSTUVWXYZ23456":       "",
		"https://centre.example.cn#ABCDEFGHIJKLMNOPQRSTUVWXYZ23456!":      "",
		"https://centre.example.cn#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567#ABCD": "",
		"中心": "https://%e4%b8%ad%e5%bf%83",
	} {
		got, err := ParseAddress(typed)
		if typed == "中心" {
			got = want // an internationalised name may be kept either way
		}
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseAddress(%q) = %q, %v; want %q", typed, got, err, want)
		}
		if err != nil && app.Code(err) != app.ErrInvalid {
			t.Errorf("ParseAddress(%q): code %s", typed, app.Code(err))
		}
	}
}

// queue makes pending operations of the given transactions, "a*3" standing for three of transaction a.
func queue(size int, groups ...string) []wire.Pending {
	var out []wire.Pending
	for _, g := range groups {
		tx, count, _ := strings.Cut(g, "*")
		n := 1
		if count != "" {
			_, _ = fmt.Sscan(count, &n)
		}
		for range n {
			line := fmt.Sprintf(`{"n":%d,"tx":%q,"set":{"notes":%q}}`, len(out)+1, tx, strings.Repeat("x", size))
			out = append(out, wire.Pending{N: int64(len(out) + 1), Line: []byte(line)})
		}
	}
	return out
}

func TestBatchesAreWholeTransactionsWithinTheLimits(t *testing.T) {
	half := mostBytes / 2
	for _, c := range []struct {
		name string
		ops  []wire.Pending
		want int
	}{
		{"nothing", nil, 0},
		{"everything fits", queue(1, "a*3", "b", "c*2"), 6},
		{"exactly full", queue(1, "a*999", "b"), 1000},
		{"the transaction at the limit waits", queue(1, "a*999", "b*2"), 999},
		{"the transaction at the limit ends there", queue(1, "a*998", "b*2", "c"), 1000},
		{"operations without a transaction stand alone", queue(1, "*1001"), 1000},
		{"bytes", queue(half, "a", "b*2"), 1},
		{"one transaction of many bytes goes whole", queue(half, "a*3", "b"), 3},
		{"one operation of many bytes goes alone", queue(2*mostBytes, "a", "b"), 1},
		{"only what the centre could never take is divided", queue(1, "a*1001"), 1000},
		{"nor could it take so many bytes", queue(maxBatch/4, "a*9"), 3},
	} {
		got, err := cut(c.ops, mostBytes)
		if err != nil || got != c.want {
			t.Errorf("%s: %d, %v; want %d", c.name, got, err, c.want)
		}
	}
	if _, err := cut([]wire.Pending{{N: 7, Line: []byte("{torn")}}, mostBytes); err == nil {
		t.Error("a torn operation was sent")
	}
}

func TestBackoff(t *testing.T) {
	e := &Engine{jitter: func() float64 { return 0.999999 }}
	last := time.Duration(0)
	for failures := 1; failures <= 40; failures++ {
		wait := e.backoff(failures, 0, app.ErrOffline)
		if wait < last || wait > backoffMost {
			t.Fatalf("failure %d waits %v after %v", failures, wait, last)
		}
		last = wait
	}
	if first := e.backoff(1, 0, app.ErrOffline); first > backoffFirst {
		t.Errorf("the first wait is %v", first)
	}
	if last < backoffMost-time.Second {
		t.Errorf("the longest wait is %v, want %v", last, backoffMost)
	}
	if got := e.backoff(1, 5*time.Minute, app.ErrOffline); got != 5*time.Minute {
		t.Errorf("Retry-After of 5 min: %v", got)
	}
	if got := e.backoff(1, 24*time.Hour, app.ErrOffline); got != pollLongest {
		t.Errorf("Retry-After of a day: %v", got)
	}
	e.jitter = func() float64 { return 0 }
	if got := e.backoff(9, 0, app.ErrOffline); got <= 0 {
		t.Errorf("no wait at all: %v", got)
	}
	if got := e.backoff(1, 0, app.ErrUnauthorised); got != backoffMost {
		t.Errorf("a laptop to be enrolled again asks every %v", got)
	}
}

func TestPollKeepsToTheCentresWish(t *testing.T) {
	e := &Engine{jitter: func() float64 { return 0 }}
	for asked, want := range map[time.Duration]time.Duration{
		0: pollEvery, 10 * time.Second: 10 * time.Second, time.Millisecond: pollShortest, 48 * time.Hour: pollLongest,
	} {
		if got := e.poll(Report{NextPoll: asked}); got != want {
			t.Errorf("asked for %v: %v, want %v", asked, got, want)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		code   string
		text   string // part of the message
	}{
		{401, `{"code":"token"}`, app.ErrUnauthorised, "登记"},
		{401, `{"code":"unauthorised"}`, app.ErrUnauthorised, "登记"},
		{401, `login`, app.ErrUnauthorised, "登记"},
		{409, `{"code":"cloned"}`, app.ErrUnauthorised, "另一台电脑"},
		{409, `{"code":"expected","expected":4}`, app.ErrConflict, "联系中心"},
		{403, `{"code":"code","field":"code","message":"登记码已过期"}`, app.ErrCode, "已过期"},
		{403, `{"code":"code"}`, app.ErrCode, "登记码"},
		{403, `{"code":"forbidden"}`, app.ErrForbidden, "无权"},
		{400, `{"code":"invalid","field":"to","message":"没有这位规划师"}`, app.ErrInvalid, "没有这位规划师"},
		{426, `{"code":"upgrade"}`, app.ErrRefused, "更新"},
		{409, `{"code":"clo`, app.ErrOffline, "无法识别"},
		{413, ``, app.ErrRefused, "过大"},
		{429, `{"code":"too_many"}`, app.ErrOffline, "稍后"},
		{500, `{"code":"internal"}`, app.ErrOffline, "稍后"},
		{502, `<html>bad gateway</html>`, app.ErrOffline, "稍后"},
		{404, `<html>not here</html>`, app.ErrOffline, "没有访册中心"},
		{302, ``, app.ErrOffline, "没有访册中心"},
		{418, `{"code":"from_the_future","message":"新的情况"}`, app.ErrRefused, "新的情况"},
	} {
		err := problemError(c.status, []byte(c.body), 3*time.Second)
		var e *app.Error
		if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(e.Message, c.text) {
			t.Errorf("%d %s: %v; want %s with %q", c.status, c.body, err, c.code, c.text)
		}
		if asked(err) != 3*time.Second {
			t.Errorf("%d: Retry-After was forgotten", c.status)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for v, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-5": 0, "soon": 0,
		"Mon, 23 Nov 2026 09:00:30 GMT": 30 * time.Second, "Mon, 23 Nov 2026 08:00:00 GMT": 0,
	} {
		h := http.Header{"Retry-After": {v}}
		if got := retryAfter(h, func() time.Time { return now }); got != want {
			t.Errorf("%q: %v, want %v", v, got, want)
		}
	}
}

func TestOffsetIsMeasuredHalfway(t *testing.T) {
	e := &Engine{}
	e.measure(span{1000, 1200}, 61_100)
	if e.progress.ClockOffset != 60_000 {
		t.Errorf("offset %d, want 60000", e.progress.ClockOffset)
	}
	e.measure(span{1000, 1000 + 2*maxTrip}, 5000)
	if e.progress.ClockOffset != 60_000 {
		t.Errorf("a slow exchange moved the offset to %d", e.progress.ClockOffset)
	}
}
