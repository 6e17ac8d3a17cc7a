package centre

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
)

type (
	recoverInput  struct{ Body wire.RecoveryRequest }
	recoverOutput struct{ Body wire.RecoveryReply }
)

func (c *Centre) routeRecovery(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "recover", Method: http.MethodPost, Path: wire.PathRecover, Tags: []string{"laptops"}, MaxBodyBytes: maxSmallBody,
		Summary: "Ask for the data key of a laptop whose passphrase is forgotten",
		Description: "Without a token: the laptop's lies behind the passphrase. People at the centre find out who asks and grant or refuse; " +
			"asking again with the same request tells how things stand, for 24 hours. The answer opens on that laptop only.",
		Errors: []int{400, 422, 429},
	}, func(ctx context.Context, in *recoverInput) (*recoverOutput, error) {
		reply, err := c.askRecovery(ctx, in.Body, originOf(ctx))
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &recoverOutput{reply}, nil
	})
}
