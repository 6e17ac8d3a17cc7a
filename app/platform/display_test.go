package platform_test

import (
	"net"
	"strconv"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
)

func TestADisplayThatDoesNotAnswerIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	name := "127.0.0.1:" + strconv.Itoa(l.Addr().(*net.TCPAddr).Port-6000) + ".0"
	if err := platform.CheckDisplay(t.Context(), name); err != nil {
		t.Errorf("a display that answers: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := platform.CheckDisplay(t.Context(), name); app.Code(err) != app.ErrNotFound || app.FieldOf(err) != name {
		t.Errorf("a display that is gone: %v", err)
	}
	for _, other := range []string{"", "wayland-0", ":x", "/private/tmp/launch:0"} {
		if err := platform.CheckDisplay(t.Context(), other); err != nil {
			t.Errorf("%q: %v", other, err)
		}
	}
}
