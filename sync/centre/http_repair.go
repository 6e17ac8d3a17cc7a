package centre

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
)

type (
	digestInput struct {
		Authorization string `header:"Authorization" hidden:"true"`
		Body          wire.DigestRequest
	}
	digestOutput  struct{ Body *wire.DigestReply }
	manifestInput struct {
		Authorization string `header:"Authorization" hidden:"true"`
		Body          wire.ManifestRequest
	}
	manifestOutput struct{ Body *wire.ManifestReply }
)

// maxManifest is the size of the longest list of cards, in bytes.
const maxManifest = 4 << 20

// routeRepair serves what laptops ask when what they hold is not what the centre has.
func (c *Centre) routeRepair(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "digest", Method: http.MethodPost, Path: wire.PathDigest, Tags: []string{"sync"}, Security: needsToken,
		Summary:      "The digests of the buckets of a stream, where the stream's digest is not the laptop's",
		Description:  "Where `seq` of the reply is not that of the request, the stream has moved on: pull first.",
		MaxBodyBytes: maxSmallBody, Errors: []int{400, 401, 403, 409},
	}, func(ctx context.Context, in *digestInput) (*digestOutput, error) {
		who, err := c.session(ctx, in.Authorization)
		if err != nil {
			return nil, c.asProblem(err)
		}
		reply, err := c.digest(ctx, who, &in.Body)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &digestOutput{reply}, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "manifest", Method: http.MethodPost, Path: wire.PathManifest, Tags: []string{"sync"}, Security: needsToken,
		Summary:      "Which of a laptop's cards it may no longer hold, asked before many are removed at once",
		MaxBodyBytes: maxManifest, BodyReadTimeout: bodyTimeout, Errors: []int{400, 401, 409, 413},
	}, func(ctx context.Context, in *manifestInput) (*manifestOutput, error) {
		who, err := c.session(ctx, in.Authorization)
		if err != nil {
			return nil, c.asProblem(err)
		}
		reply, err := c.manifest(ctx, who, &in.Body)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &manifestOutput{reply}, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "repair", Method: http.MethodPost, Path: wire.PathRepair, Tags: []string{"sync"}, Security: needsToken,
		Summary:      "What is different in some buckets of a stream",
		Description:  "Request: one RepairRequest as one line under zstd. Reply: a page as pull gives it, without cursors; ask again while `more` is true.",
		MaxBodyBytes: wire.MaxEncoded, BodyReadTimeout: bodyTimeout, Errors: []int{400, 401, 403, 409, 413},
		Responses: linesReply("PullHead", "Entry", "PullTail"),
	}, func(ctx context.Context, in *rawInput) (*rawOutput, error) { return c.raw(ctx, in, c.handleRepair) })
}

func (c *Centre) handleRepair(ctx context.Context, who session, r *wire.Reader, out *bytes.Buffer) error {
	var req wire.RepairRequest
	if err := r.Read(&req); err != nil {
		return unreadable(err)
	}
	if req.V > wire.V {
		return invalid("v", "不认识的信封版本")
	}
	return c.repair(ctx, who, &req, out)
}
