package centre

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// maxImportRows is how many rows one request may carry; a laptop sends a longer file in parts.
const maxImportRows = 20_000

// importInput is an ImportRequest as one compressed line.
type importInput struct {
	Authorization string `header:"Authorization" hidden:"true"`
	RawBody       []byte `contentType:"application/x-ndjson+zstd"`
}

type importOutput struct{ Body wire.ImportReply }

func (c *Centre) routeImports(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "import", Method: http.MethodPost, Path: wire.PathImports, Tags: []string{"imports"}, Security: needsToken,
		Summary:      "Take accepted rows of an insurer's file to a planner's seat",
		Description:  "One ImportRequest as one JSON line under zstd, from a resource manager's laptop. Sending it again changes nothing.",
		MaxBodyBytes: wire.MaxEncoded, BodyReadTimeout: bodyTimeout, Errors: []int{400, 401, 403, 404, 413},
	}, func(ctx context.Context, in *importInput) (*importOutput, error) {
		reply, err := c.handleImport(ctx, in)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &importOutput{reply}, nil
	})
}

func (c *Centre) handleImport(ctx context.Context, in *importInput) (wire.ImportReply, error) {
	var reply wire.ImportReply
	who, err := c.session(ctx, in.Authorization)
	if err != nil {
		return reply, err
	}
	if !who.person.Is(app.RoleResourceManager) {
		return reply, app.Errorf(app.ErrForbidden, "只有客户资源管理岗可以导入保单")
	}
	var req wire.ImportRequest
	r, err := wire.NewReader(bytes.NewReader(in.RawBody))
	if err != nil {
		return reply, unreadable(err)
	}
	defer r.Close()
	if err := r.Read(&req); err != nil {
		return reply, unreadable(err)
	}
	if len(req.Rows) > maxImportRows {
		return reply, errTooLarge
	}
	return c.Import(ctx, ImportJob{
		To: req.To, Insurer: req.Insurer, Reason: req.Reason, File: req.File, By: who.person.ID, Rows: req.Rows, Columns: req.Columns,
	})
}
