package centre

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	// readyWait is how long the database may take to let somebody write.
	readyWait = 5 * time.Second
	// minRoom is how much room the disk must have for the centre to take work in, in bytes.
	minRoom = 256 << 20
	// metricsWait bounds one look at the figures.
	metricsWait = 10 * time.Second
)

// ready returns why the centre cannot take work in now, nil if it can: the database takes writes, the disk has room, and
// the folder of attachments can be written.
func (c *Centre) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWait)
	defer cancel()
	// Written and taken back: it waits for the lock like any work, and leaves nothing on the disk.
	err := c.update(ctx, func(t *txn) error {
		if err := t.exec(`INSERT INTO meta (key, value) VALUES ('ready', '') ON CONFLICT (key) DO NOTHING`); err != nil {
			return err
		}
		return errProbe
	})
	if !errors.Is(err, errProbe) {
		return fmt.Errorf("database: %w", err)
	}
	dir := filepath.Dir(c.file())
	if c.free != nil {
		if room, err := c.free(dir); err != nil {
			return fmt.Errorf("disk: %w", err)
		} else if room < minRoom {
			return errors.New("disk: too little room")
		}
	}
	blobs := BlobsOf(c.file())
	if err := os.MkdirAll(blobs, 0o700); err != nil {
		return fmt.Errorf("attachments: %w", err)
	}
	f, err := os.CreateTemp(blobs, ".ready-*")
	if err != nil {
		return fmt.Errorf("attachments: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// errProbe ends a transaction that was only to see whether there can be one.
var errProbe = errors.New("centre: probe")

// routeMetrics serves the figures to this machine; whoever asks through a proxy is not on it.
func (c *Centre) routeMetrics(r chi.Router) {
	figures := c.Metrics()
	r.Get("/metrics", func(w http.ResponseWriter, r *http.Request) {
		if !local(remote(r)) || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
			writeProblem(w, http.StatusNotFound, "没有这个地址")
			return
		}
		figures.ServeHTTP(w, r)
	})
}

// Metrics returns what serves the centre's figures in the form Prometheus reads. They hold ids of laptops, nothing personal.
func (c *Centre) Metrics() http.Handler {
	process := prometheus.NewRegistry()
	process.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(prometheus.Gatherers{c.metrics.registry, process}, promhttp.HandlerOpts{Timeout: metricsWait})
}

// SetLease sets after how many days without contact a laptop hides customers' data. Error: app.ErrInvalid.
func (c *Centre) SetLease(ctx context.Context, days int) error {
	if days < 1 {
		return app.FieldErrorf(app.ErrInvalid, "lease", "离线期限至少一天")
	}
	return c.update(ctx, func(t *txn) error {
		return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, metaLease, strconv.Itoa(days))
	})
}

// metaLease is where the lease is stored, in days.
const metaLease = "lease_days"

// lease returns the days a laptop may be without contact, 0 where nobody has set them.
func (t *txn) lease() (int, error) {
	var days int
	_, err := t.one(`SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?`, []any{metaLease}, &days)
	return days, err
}

// notReady is what /readyz answers while the centre cannot take work in. The reason is for the log.
func (c *Centre) notReady(ctx context.Context, err error) error {
	c.log.Error("not ready", "request", requestOf(ctx), "error", err)
	return &problem{status: http.StatusServiceUnavailable, Problem: wire.Problem{Code: app.ErrInternal, Message: "中心暂时不能接收内容"}}
}
