package device

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// FetchHistory asks the centre for the whole history of rows and keeps it in the store: who changed what on which laptop,
// which the rows a pull brings only tell of their last change. Each row is kind and id. Errors: app.ErrOffline,
// ErrUnauthorised, ErrCancelled or what the centre's refusal means.
func (e *Engine) FetchHistory(ctx context.Context, rows ...[2]string) error {
	for len(rows) > 0 {
		n := min(len(rows), wire.MaxHistoryRows)
		ask := url.Values{}
		for _, r := range rows[:n] {
			ask.Add("row", r[0]+"/"+r[1])
		}
		var reply wire.HistoryReply
		_, err := e.authorised(ctx, exchange{
			path: wire.PathHistory + "?" + ask.Encode(), method: http.MethodGet,
			read: func(r io.Reader) error { return json.NewDecoder(io.LimitReader(r, wire.MaxEncoded)).Decode(&reply) },
		})
		if err != nil {
			return err
		}
		if reply.V > wire.V {
			return app.Errorf(app.ErrInvalid, "中心的版本较新，请先升级程序")
		}
		if err := e.store.TakeHistory(ctx, &reply); err != nil {
			return fmt.Errorf("device: history: %w", err)
		}
		rows = rows[n:]
	}
	return nil
}
