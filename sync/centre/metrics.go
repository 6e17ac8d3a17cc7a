package centre

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Names of what is counted; each is shown as fangce_<name>_total.
const (
	metricMismatch = "digest_mismatches"    // streams whose digest was not the laptop's
	metricRepaired = "digest_repaired_rows" // rows sent to mend one
	metricKept     = "kept"                 // values that lost against others
	metricRefused  = "refused"              // operations refused or set aside
	metricAdopted  = "adopted_rows"
	metricDropped  = "dropped_offers"
	metricMoved    = "moved_cards"
	metricPulled   = "pulled_rows"
	metricPushed   = "pushed_operations"
	metricLimited  = "limited_requests" // requests turned away by a limit
)

var counted = map[string]string{
	metricMismatch: "Streams whose digest was not the laptop's.",
	metricRepaired: "Rows sent to mend a stream whose digest differed.",
	metricKept:     "Values that lost against another edit and were kept to be settled.",
	metricRefused:  "Operations refused or set aside.",
	metricAdopted:  "Rows taken from laptops after a restore.",
	metricDropped:  "Rows offered after a restore by laptops that have offered too much.",
	metricMoved:    "Cards handed over.",
	metricPulled:   "Rows sent to laptops.",
	metricPushed:   "Operations taken in.",
	metricLimited:  "Requests turned away because too many came at once.",
}

// metrics are the figures operators watch.
type metrics struct {
	registry *prometheus.Registry
	counters map[string]prometheus.Counter
	lockWait prometheus.Histogram
	requests *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), counters: make(map[string]prometheus.Counter, len(counted))}
	for name, help := range counted {
		m.counters[name] = prometheus.NewCounter(prometheus.CounterOpts{Name: "fangce_" + name + "_total", Help: help})
		m.registry.MustRegister(m.counters[name])
	}
	m.lockWait = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "fangce_lock_wait_seconds", Help: "How long writing transactions waited for the database's write lock.",
		Buckets: []float64{.0005, .001, .005, .01, .05, .1, .5, 1, 5, 15},
	})
	m.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "fangce_request_seconds", Help: "How long requests took, by path and status.",
		Buckets: []float64{.001, .005, .01, .05, .1, .5, 1, 5, 30, 120},
	}, []string{"path", "status"})
	m.registry.MustRegister(m.lockWait, m.requests)
	return m
}

// tally counts n more of something.
func (c *Centre) tally(metric string, n int) {
	if counter := c.metrics.counters[metric]; counter != nil && n > 0 {
		counter.Add(float64(n))
	}
}

// note counts n more of something, once the transaction is done.
func (t *txn) note(metric string, n int) {
	if t.tallies == nil {
		t.tallies = map[string]int{}
	}
	t.tallies[metric] += n
}

func (c *Centre) tallyAll(t *txn) {
	for metric, n := range t.tallies {
		c.tally(metric, n)
	}
}

// waited notes how long a writing transaction waited for its lock.
func (m *metrics) waited(since time.Time) { m.lockWait.Observe(time.Since(since).Seconds()) }
