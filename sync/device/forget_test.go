package device_test

import (
	"context"
	"errors"
	"testing"
)

// A locked account asks nothing in its laptop's name any more.
func TestForget(t *testing.T) {
	o := open(t)
	l := o.laptop("1001")
	l.sync()
	l.Forget()
	if _, err := l.Sync(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("asked the centre: %v", err)
	}
	l.Forget()
}
