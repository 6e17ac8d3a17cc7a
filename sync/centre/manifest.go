package centre

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// manifest names those of a laptop's cards that lie in no stream granted to its person. A card that is not here at all is
// not among them: absence is not deletion.
func (c *Centre) manifest(ctx context.Context, who session, req *wire.ManifestRequest) (*wire.ManifestReply, error) {
	if err := c.sameEpoch(req.Epoch); err != nil {
		return nil, err
	}
	reply := &wire.ManifestReply{V: wire.V, Gone: []string{}}
	err := c.view(ctx, func(t *txn) error {
		granted, err := t.grants(who.person)
		if err != nil {
			return err
		}
		for _, id := range req.Cards {
			stream, err := t.streamOf(app.KindCustomer.Name, id)
			if err != nil {
				return err
			}
			if stream != "" && !slices.Contains(granted, stream) {
				reply.Gone = append(reply.Gone, id)
			}
		}
		return nil
	})
	return reply, err
}
