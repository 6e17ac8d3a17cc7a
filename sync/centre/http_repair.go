package centre

import (
	"bytes"
	"context"
	"errors"
	"io"
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
	huma.Register(api, huma.Operation{
		OperationID: "adopt", Method: http.MethodPost, Path: wire.PathAdopt, Tags: []string{"sync"}, Security: needsToken,
		Summary:      "Offer rows that a restored centre may lack",
		Description:  "Request: one AdoptHead, then `count` Entry lines. Reply: one AdoptReply. Everything offered is settled by the answer.",
		MaxBodyBytes: wire.MaxEncoded, BodyReadTimeout: bodyTimeout, Errors: []int{400, 401, 409, 413},
		Responses: linesReply("AdoptReply"),
	}, func(ctx context.Context, in *rawInput) (*rawOutput, error) { return c.raw(ctx, in, c.handleAdopt) })
}

func (c *Centre) handleAdopt(ctx context.Context, who session, r *wire.Reader, out *bytes.Buffer) error {
	var head wire.AdoptHead
	if err := r.Read(&head); err != nil {
		return unreadable(err)
	}
	switch {
	case head.V > wire.V:
		return invalid("v", "不认识的信封版本")
	case head.Count < 0 || head.Count > wire.MaxEntries:
		return errTooLarge
	}
	if err := c.sameEpoch(head.Epoch); err != nil {
		return err
	}
	offers := make([]wire.Entry, head.Count)
	for i := range offers {
		if err := r.Read(&offers[i]); err != nil {
			return unreadable(err)
		}
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		return invalid("count", "记录的条数与声明的不符")
	}
	reply, err := c.adopt(ctx, who, offers)
	if err != nil {
		return err
	}
	w, err := wire.NewWriter(out)
	if err != nil {
		return err
	}
	if err := w.Write(reply); err != nil {
		return err
	}
	return w.Close()
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
