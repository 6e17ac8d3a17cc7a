package device

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"github.com/fangce/fangce/sync/wire"
)

// A round that would take away more than fewRemovals cards and more than one in partRemovals of all is confirmed first
// (architecture §3).
const (
	fewRemovals  = 50
	partRemovals = 5
)

// manifestCards is how many cards one request asks about.
const manifestCards = 2000

func massive(cards, of int) bool { return cards > fewRemovals && cards*partRemovals > of }

// guard asks the centre whether it means it, before many cards are removed at once. Those that it does not confirm stay.
func (e *Engine) guard(ctx context.Context, report *Report) error {
	r, err := e.store.Removals(ctx)
	if err != nil {
		return fmt.Errorf("device: removals: %w", err)
	}
	if !massive(len(r.Cards), r.Of) {
		return nil
	}
	doubtful, err := e.unconfirmed(ctx, r.Cards)
	if err != nil {
		return err
	}
	slog.Warn("many cards are to go", "cards", len(r.Cards), "of", r.Of, "unconfirmed", len(doubtful))
	if len(doubtful) > 0 {
		if err := e.store.Withhold(ctx, doubtful); err != nil {
			return fmt.Errorf("device: withhold: %w", err)
		}
	}
	report.Withheld += len(doubtful)
	return e.setWithheld(ctx, len(doubtful))
}

// unconfirmed returns those of the cards that the centre does not say to be gone.
func (e *Engine) unconfirmed(ctx context.Context, cards []string) ([]string, error) {
	gone := map[string]bool{}
	for part := range slices.Chunk(cards, manifestCards) {
		var reply wire.ManifestReply
		if err := e.ask(ctx, wire.PathManifest, wire.ManifestRequest{V: wire.V, Epoch: e.currentEpoch(), Cards: part}, &reply); err != nil {
			return nil, err
		}
		for _, id := range reply.Gone {
			gone[id] = true
		}
	}
	var out []string
	for _, id := range cards {
		if !gone[id] {
			out = append(out, id)
		}
	}
	return out, nil
}

// setWithheld remembers how many cards stay that were to go, for the Sync room.
func (e *Engine) setWithheld(ctx context.Context, n int) error {
	e.mu.Lock()
	same := e.progress.Withheld == n
	e.mu.Unlock()
	if same {
		return nil
	}
	if err := e.store.SetSetting(ctx, SettingWithheld, decimal(int64(n))); err != nil {
		return fmt.Errorf("device: store state: %w", err)
	}
	e.change(func(p *Progress) { p.Withheld = n })
	return nil
}

// ask exchanges one JSON object for another, authorised.
func (e *Engine) ask(ctx context.Context, path string, in, out any) error {
	x, err := jsonExchange(path, in, out)
	if err != nil {
		return err
	}
	_, err = e.authorised(ctx, x)
	return err
}
