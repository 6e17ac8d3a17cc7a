package centre

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
)

type historyInput struct {
	Authorization string   `header:"Authorization" hidden:"true"`
	Rows          []string `query:"row,explode" doc:"kind/id of a row"`
}

type historyOutput struct{ Body *wire.HistoryReply }

func (c *Centre) routeHistory(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "history", Method: http.MethodGet, Path: wire.PathHistory, Tags: []string{"sync"}, Security: needsToken,
		Summary: "Who changed rows, when and on which laptop",
		Description: "Every change of the rows named, oldest first, and the values that lost against a concurrent edit. Rows the " +
			"laptop's person may not pull, or that are not here, are left out.",
		Errors: []int{400, 401},
	}, func(ctx context.Context, in *historyInput) (*historyOutput, error) {
		reply, err := c.handleHistory(ctx, in)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return &historyOutput{reply}, nil
	})
}

func (c *Centre) handleHistory(ctx context.Context, in *historyInput) (*wire.HistoryReply, error) {
	who, err := c.session(ctx, in.Authorization)
	if err != nil {
		return nil, err
	}
	if n := len(in.Rows); n == 0 || n > wire.MaxHistoryRows {
		return nil, invalid("row", "请指明要查询的记录，一次不超过 50 条")
	}
	var ids []rowID
	for _, r := range in.Rows {
		kind, id, ok := strings.Cut(r, "/")
		if !ok || kind == "" || id == "" {
			return nil, invalid("row", "记录的写法应为 类别/编号")
		}
		ids = append(ids, rowID{kind, id})
	}
	return c.history(ctx, who, ids)
}
