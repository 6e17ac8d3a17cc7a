package centre

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
	"github.com/prometheus/client_golang/prometheus"
)

// heardEvery is how often at most it is stored that a laptop was heard of: a poll must not cost a write.
const heardEvery = 5 * time.Minute

// heard holds what laptops said last about what they have not sent yet.
type heard struct {
	clock app.Clock
	mu    sync.Mutex
	last  map[string]word
}

// word is what one laptop said.
type word struct {
	at     app.Instant
	unsent int
	oldest int64 // how long the oldest had waited then, milliseconds
	stored app.Instant
	empty  bool // what is stored says that nothing waits
}

func newHeard(clock app.Clock) *heard { return &heard{clock: clock, last: map[string]word{}} }

// loadHeard reads what is stored about laptops where something waits.
func (c *Centre) loadHeard(ctx context.Context) error {
	return c.view(ctx, func(t *txn) error {
		return t.each(`SELECT id, seen_at, unsent, oldest FROM device WHERE unsent > 0`, nil, func(rows *sql.Rows) error {
			var id string
			var w word
			err := rows.Scan(&id, &w.at, &w.unsent, &w.oldest)
			w.stored = w.at
			c.heard.last[id] = w
			return err
		})
	})
}

// fill brings a laptop of a list up to date with what it said since it was stored.
func (h *heard) fill(d *wire.Device) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if w, ok := h.last[d.ID]; ok && int64(w.at) >= d.Seen {
		d.Seen, d.Unsent, d.Oldest = int64(w.at), w.unsent, w.oldest
	}
}

// note takes in what a laptop said and reports whether it should be stored now.
func (h *heard) note(device string, now app.Instant, unsent int, oldest int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	w, known := h.last[device]
	store := !known || w.empty != (unsent == 0) || now < w.stored || int64(now-w.stored) >= heardEvery.Milliseconds()
	w.at, w.unsent, w.oldest = now, max(0, unsent), max(0, oldest)
	if store {
		w.stored, w.empty = now, unsent == 0
	}
	h.last[device] = w
	return store
}

// heardOf notes that a laptop was heard of, and what it said about what waits there.
func (c *Centre) heardOf(ctx context.Context, device string, unsent int, oldest int64) {
	now := c.clock.Now()
	if !c.heard.note(device, now, unsent, oldest) {
		return
	}
	err := c.update(ctx, func(t *txn) error {
		return t.exec(`UPDATE device SET seen_at = ?, unsent = ?, oldest = ? WHERE id = ?`, now, max(0, unsent), max(0, oldest), device)
	})
	if err != nil && ctx.Err() == nil {
		c.log.Error("note a laptop", "device", device, "error", err)
	}
}

var (
	outboxAge = prometheus.NewDesc("fangce_outbox_age_seconds",
		"How long the oldest operation has been waiting on a laptop, from what it said last; without a device the longest of all.", []string{"device"}, nil)
	outboxOps = prometheus.NewDesc("fangce_outbox_operations",
		"Operations that wait on a laptop, as it said last; without a device the most of all.", []string{"device"}, nil)
)

// Describe implements prometheus.Collector.
func (h *heard) Describe(out chan<- *prometheus.Desc) { out <- outboxAge; out <- outboxOps }

// Collect implements prometheus.Collector: one figure per laptop where something waits, and the greatest of all.
func (h *heard) Collect(out chan<- prometheus.Metric) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.clock.Now()
	var age int64
	var ops int
	for device, w := range h.last {
		if w.unsent == 0 {
			continue
		}
		waits := w.oldest + max(0, int64(now-w.at)) // for all that is known here
		age, ops = max(age, waits), max(ops, w.unsent)
		out <- prometheus.MustNewConstMetric(outboxAge, prometheus.GaugeValue, float64(waits)/1000, device)
		out <- prometheus.MustNewConstMetric(outboxOps, prometheus.GaugeValue, float64(w.unsent), device)
	}
	out <- prometheus.MustNewConstMetric(outboxAge, prometheus.GaugeValue, float64(age)/1000, "")
	out <- prometheus.MustNewConstMetric(outboxOps, prometheus.GaugeValue, float64(ops), "")
}
