package centre

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
)

type (
	enrolInput  struct{ Body wire.EnrolRequest }
	enrolOutput struct{ Body *wire.EnrolReply }
	tokenInput  struct{ Body wire.TokenRequest }
	tokenOutput struct{ Body *wire.TokenReply }
)

func (c *Centre) routeAuth(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "enrol", Method: http.MethodPost, Path: wire.PathEnrol, Tags: []string{"laptops"}, MaxBodyBytes: maxSmallBody,
		Summary:     "Bind a laptop's key to a person, for a one-time code",
		Description: "The same code with the same key gives the same laptop again, so a lost reply costs nothing.",
		Errors:      []int{400, 403, 429},
	}, func(ctx context.Context, in *enrolInput) (*enrolOutput, error) {
		from := originOf(ctx)
		if wait := c.tries.wait(from, c.clock()); wait > 0 {
			return nil, tooMany(wait)
		}
		reply, err := c.enrol(ctx, in.Body)
		if errors.Is(err, errBadCode) {
			c.tries.failed(from, c.clock())
		}
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &enrolOutput{reply}, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "token", Method: http.MethodPost, Path: wire.PathToken, Tags: []string{"laptops"}, MaxBodyBytes: maxSmallBody,
		Summary:     "New tokens for a refresh token and a signature by the laptop's key",
		Description: "The refresh token shown keeps working until one that came for it is shown, so a lost reply costs nothing.",
		Errors:      []int{400, 401},
	}, func(ctx context.Context, in *tokenInput) (*tokenOutput, error) {
		reply, err := c.refresh(ctx, in.Body)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &tokenOutput{reply}, nil
	})
}
