package device

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// ImportRows is how many rows one request of an import carries.
const ImportRows = 2000

// PostImport sends the accepted rows of an insurer's file to the centre, in requests of ImportRows rows, and returns what
// became of all of them. Progress is called after each request, not on the window's thread; it may be nil. On an error the
// reply holds what was taken in before; sending the whole file again is safe, as importing twice changes nothing.
func (e *Engine) PostImport(ctx context.Context, ask wire.ImportRequest, progress func(done, total int)) (wire.ImportReply, error) {
	rows := ask.Rows
	sum := wire.ImportReply{V: wire.V}
	ask.V = wire.V
	for done := 0; done < len(rows); {
		if ctx.Err() != nil {
			return sum, networkError(ctx, ctx.Err())
		}
		end := min(done+ImportRows, len(rows))
		ask.Rows = rows[done:end]
		body, err := lines(ask)
		if err != nil {
			return sum, err
		}
		var reply wire.ImportReply
		_, err = e.authorised(ctx, exchange{
			path: wire.PathImports, content: wire.ContentType, body: body, read: readJSON(&reply),
		})
		if err != nil {
			return sum, err
		}
		sum.Customers += reply.Customers
		sum.Policies += reply.Policies
		sum.Changed += reply.Changed
		sum.Same += reply.Same
		sum.Refused = append(sum.Refused, reply.Refused...)
		sum.Notes = append(sum.Notes, reply.Notes...)
		done = end
		if progress != nil {
			progress(done, len(rows))
		}
	}
	if len(rows) == 0 {
		return sum, app.Errorf(app.ErrEmptySheet, "没有可导入的行")
	}
	return sum, nil
}
