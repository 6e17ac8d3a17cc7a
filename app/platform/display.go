package platform

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// displayTimeout is how long a display may take to answer.
const displayTimeout = 5 * time.Second

// CheckDisplay reports whether the X display of that name (:0, host:10.0) answers, for a message in words before the
// drawing library fails without one. Returns app.ErrNotFound if it does not; a name that is no such display passes.
func CheckDisplay(ctx context.Context, name string) error {
	colon := strings.LastIndexByte(name, ':')
	if colon < 0 {
		return nil
	}
	host, number := name[:colon], name[colon+1:]
	number, _, _ = strings.Cut(number, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || strings.ContainsRune(host, '/') {
		return nil
	}
	port := net.JoinHostPort(host, strconv.Itoa(6000+n))
	places := [][2]string{{"tcp", port}}
	if host == "" || host == "unix" {
		socket := "/tmp/.X11-unix/X" + number
		places = [][2]string{{"unix", socket}, {"unix", "@" + socket}, {"tcp", net.JoinHostPort("localhost", strconv.Itoa(6000+n))}}
	}
	d := net.Dialer{Timeout: displayTimeout}
	var failed error
	for _, p := range places {
		conn, err := d.DialContext(ctx, p[0], p[1])
		if err == nil {
			return conn.Close()
		}
		failed = errors.Join(failed, err)
	}
	return &app.Error{Code: app.ErrNotFound, Field: name, Message: "显示器 DISPLAY=" + name + " 没有应答，窗口无法打开", Cause: failed}
}
