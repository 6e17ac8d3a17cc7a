package device

import (
	"context"
	"net/http"
	"net/url"

	"github.com/fangce/fangce/sync/wire"
)

// Devices returns the laptops of the account's person; everybody's for a centre manager.
func (e *Engine) Devices(ctx context.Context) ([]wire.Device, error) {
	var reply wire.DevicesReply
	_, err := e.authorised(ctx, exchange{path: wire.PathDevices, method: http.MethodGet, read: readJSON(&reply)})
	return reply.Devices, err
}

// Revoke takes a laptop out of use; mode is wire.DeviceDraining or wire.DeviceWiping. Errors: app.ErrForbidden for
// somebody else's, but to a centre manager.
func (e *Engine) Revoke(ctx context.Context, deviceID, mode string) error {
	path := wire.PathDevices + "/" + url.PathEscape(deviceID) + "/revoke"
	x, err := jsonExchange(path, wire.RevokeRequest{V: wire.V, Mode: mode}, nil)
	if err != nil {
		return err
	}
	x.read = nil
	_, err = e.authorised(ctx, x)
	return err
}
