package platform

import (
	"bytes"
	"errors"
	"os"
	"runtime"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/fangce/fangce/app"
)

// What the library itself offers in place of a system's keyring; a machine that builds has none.
func TestKeyring(t *testing.T) {
	keyring.MockInit()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	k, secret := Keyring{}, []byte{0, 1, 0xff, '\n'}
	if _, err := k.Get("1001-abcd"); app.Code(err) != app.ErrNotFound {
		t.Errorf("nothing kept: %v", err)
	}
	if err := k.Delete("1001-abcd"); err != nil {
		t.Errorf("deleting nothing: %v", err)
	}
	if err := k.Set("1001-abcd", secret); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get("1001-abcd"); err != nil || !bytes.Equal(got, secret) {
		t.Errorf("%x %v", got, err)
	}
	if err := k.Delete("1001-abcd"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get("1001-abcd"); app.Code(err) != app.ErrNotFound {
		t.Errorf("deleted: %v", err)
	}
	keyring.MockInitWithError(errors.New("locked"))
	for what, err := range map[string]error{"set": k.Set("x", secret), "delete": k.Delete("x"), "get": func() error { _, err := k.Get("x"); return err }()} {
		if app.Code(err) != app.ErrKeyring {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// On a machine without a session bus the program says so, and starts none.
func TestNoKeyring(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the session bus is Linux's")
	}
	keyring.MockInitWithError(errors.New("must not be asked"))
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	if keyringThere() {
		t.Skip("there is a session bus")
	}
	err := Keyring{}.Set("x", []byte("secret"))
	var e *app.Error
	if !errors.As(err, &e) || e.Code != app.ErrKeyring || e.Message == "" || e.Cause.Error() == "must not be asked" {
		t.Errorf("%v", err)
	}
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		t.Error("a session bus was started")
	}
}
