package device_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// meter counts the bytes of pulled pages and can cut the line after some of them.
type meter struct {
	mu      sync.Mutex
	bytes   int64
	largest int64
	cutAt   int64 // 0 never
}

func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && strings.HasSuffix(r.URL.Path, wire.PathPull) {
		resp.Body = &metered{resp.Body, m, 0}
	}
	return resp, err
}

type metered struct {
	io.ReadCloser
	m    *meter
	page int64
}

func (b *metered) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p[:min(len(p), 1024)])
	b.m.mu.Lock()
	defer b.m.mu.Unlock()
	b.m.bytes += int64(n)
	b.page += int64(n)
	b.m.largest = max(b.m.largest, b.page)
	if b.m.cutAt > 0 && b.m.bytes >= b.m.cutAt {
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

// fill gives the planner many customers.
func (o *office) fill(cards int) []string {
	o.t.Helper()
	rows := make([]centre.Row, 0, cards)
	ids := make([]string, 0, cards)
	for i := range cards {
		c := app.Customer{ID: app.DerivedID("customer", "many", time.Duration(i).String()), Name: "王芳", Employer: time.Duration(i).String()}
		row := centre.RowOf(c)
		row.Stream = app.SeatStream(app.PersonID(planner))
		rows, ids = append(rows, row), append(ids, c.ID)
	}
	if err := o.centre.PutRows(o.t.Context(), app.PersonID(resource), rows); err != nil {
		o.t.Fatal(err)
	}
	return ids
}

// A first sync cut at half goes on where it was: at most one page is fetched twice, and nothing is shown before the end.
func TestACutCostsAtMostOnePage(t *testing.T) {
	o := open(t)
	ids := o.fill(4000)
	whole := &meter{}
	o.bootWith(o.enrol(planner), device.Config{Transport: whole}).sync()

	for _, part := range []int64{2, 3} {
		m := &meter{cutAt: whole.bytes / part}
		l := o.bootWith(o.enrol(planner), device.Config{Transport: m})
		_, err := l.Sync(t.Context())
		wantCode(t, err, app.ErrOffline)
		s, err := l.State(t.Context())
		if err != nil || !s.Filling {
			t.Errorf("a store that is filled half says %+v, %v", s.Filling, err)
		}
		m.cutAt = 0
		l.sync()
		if s, err = l.State(t.Context()); err != nil || s.Filling {
			t.Errorf("a store that is full says %+v, %v", s.Filling, err)
		}
		if most := whole.bytes + m.largest; m.bytes > most {
			t.Errorf("cut at 1/%d: %d bytes, more than %d whole and the largest page of %d", part, m.bytes, whole.bytes, m.largest)
		}
		t.Logf("cut at 1/%d: %d bytes, whole %d, largest page %d", part, m.bytes, whole.bytes, m.largest)
		for _, id := range []string{ids[0], ids[len(ids)/2], ids[len(ids)-1]} {
			get[app.Customer](l, id)
		}
	}
}

func TestProgressKnowsHowMuchIsLeft(t *testing.T) {
	o := open(t)
	o.fill(3000)
	l := o.laptop(planner)
	var pull []device.Progress
	l.OnState(func(p device.Progress) {
		if p.Phase == device.PhasePull && p.Done > 0 {
			pull = append(pull, p)
		}
	})
	l.sync()
	if len(pull) < 2 {
		t.Fatalf("%d steps", len(pull))
	}
	for i, p := range pull {
		if p.Total < 3000 || p.Done > p.Total || i > 0 && p.Done <= pull[i-1].Done {
			t.Errorf("step %d: %d of %d", i, p.Done, p.Total)
		}
	}
	if last := pull[len(pull)-1]; last.Done != last.Total {
		t.Errorf("ended at %d of %d", last.Done, last.Total)
	}
}

// Whoever interrupts a round keeps what has come, and the next one goes on from there.
func TestARoundIsInterrupted(t *testing.T) {
	o := open(t)
	o.fill(3000)
	m := &meter{}
	l := o.bootWith(o.enrol(planner), device.Config{Transport: m})
	once := sync.Once{}
	l.OnState(func(p device.Progress) {
		if p.Phase == device.PhasePull && p.Done > 0 {
			once.Do(l.Interrupt)
		}
	})
	_, err := l.Sync(t.Context())
	wantCode(t, err, app.ErrCancelled)
	if p := l.Progress(); p.Running || p.LastError != "" {
		t.Errorf("progress %+v", p)
	}
	l.Interrupt() // none runs
	before := m.bytes
	l.sync()
	if again := m.bytes - before; again >= before+m.largest || l.Progress().LastSync == 0 {
		t.Errorf("%d bytes before, %d after", before, again)
	}
}
