package centre

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
	"github.com/go-chi/chi/v5"
)

type (
	rejoinInput  struct{ Body wire.RejoinRequest }
	devicesInput struct {
		Authorization string `header:"Authorization" hidden:"true"`
	}
	devicesOutput struct{ Body wire.DevicesReply }
	revokeInput   struct {
		Authorization string `header:"Authorization" hidden:"true"`
		ID            string `path:"id"`
		Body          wire.RevokeRequest
	}
)

func (c *Centre) routeDevices(r chi.Router, api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "rejoin", Method: http.MethodPost, Path: wire.PathRejoin, Tags: []string{"laptops"}, MaxBodyBytes: maxSmallBody,
		Summary:     "An id of its own for a copy of a laptop's disk, for a signature by the laptop's key",
		Description: "The same fresh key gives the same laptop again, so a lost reply costs nothing.",
		Errors:      []int{400, 401, 403, 429},
	}, func(ctx context.Context, in *rejoinInput) (*enrolOutput, error) {
		reply, err := c.rejoin(ctx, in.Body)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &enrolOutput{reply}, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "devices", Method: http.MethodGet, Path: wire.PathDevices, Tags: []string{"laptops"}, Security: needsToken,
		Summary: "The person's own laptops; everybody's for a centre manager", Errors: []int{401, 403},
	}, func(ctx context.Context, in *devicesInput) (*devicesOutput, error) {
		reply, err := c.listDevices(ctx, in.Authorization)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &devicesOutput{reply}, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "revoke", Method: http.MethodPost, Path: wire.PathDevices + "/{id}/revoke", Tags: []string{"laptops"}, Security: needsToken,
		Summary:      "Take a laptop out of use: one's own, or any for a centre manager; the reply is the list of laptops",
		MaxBodyBytes: maxSmallBody, Errors: []int{400, 401, 403, 404, 409},
	}, func(ctx context.Context, in *revokeInput) (*devicesOutput, error) {
		reply, err := c.revokeDevice(ctx, in)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &devicesOutput{reply}, nil
	})
	r.Post(wire.PathWiped, c.serveWiped)
	describeWiped(api)
}

// scopeOf returns whose laptops somebody may see and revoke: "" for everybody's.
func (who session) scopeOf() string {
	if who.person.Is(app.RoleCentreManager) {
		return ""
	}
	return who.person.ID
}

func (c *Centre) listDevices(ctx context.Context, authorization string) (wire.DevicesReply, error) {
	reply := wire.DevicesReply{V: wire.V}
	who, err := c.session(ctx, authorization)
	if err != nil {
		return reply, err
	}
	reply.Devices, err = c.Devices(ctx, who.scopeOf())
	for i := range reply.Devices {
		reply.Devices[i].This = reply.Devices[i].ID == who.device
	}
	return reply, err
}

func (c *Centre) revokeDevice(ctx context.Context, in *revokeInput) (wire.DevicesReply, error) {
	who, err := c.session(ctx, in.Authorization)
	if err != nil {
		return wire.DevicesReply{}, err
	}
	if _, err := c.revoke(ctx, in.ID, in.Body.Mode, revoker{owner: who.scopeOf(), by: who.person.ID, device: who.device}); err != nil {
		return wire.DevicesReply{}, err
	}
	return c.listDevices(ctx, in.Authorization)
}
