package line

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// server answers with as many bytes as the query says, after taking in the body; what it took in is counted.
func server(t *testing.T) (host string, took func() int64) {
	t.Helper()
	var (
		mu sync.Mutex
		n  int64
	)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, _ := io.Copy(io.Discard, r.Body)
		mu.Lock()
		n += got
		mu.Unlock()
		var size int
		_, _ = fmt.Sscan(r.URL.Query().Get("n"), &size)
		_, _ = w.Write(content(size))
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String(), func() int64 {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}

func content(n int) []byte {
	b := make([]byte, n)
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(rnd.Uint32())
	}
	return b
}

func open(t *testing.T, cfg Config) *Line {
	t.Helper()
	l, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// ask sends up bytes and asks for down bytes over a connection of its own; it returns what came and how long it took.
func ask(t *testing.T, l *Line, up, down int) ([]byte, time.Duration, error) {
	t.Helper()
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	began := time.Now()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, fmt.Sprintf("http://%s/?n=%d", l.Addr(), down), bytes.NewReader(content(up)))
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Do(req)
	if err != nil {
		return nil, time.Since(began), err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	return b, time.Since(began), err
}

func TestWhatIsSaidArrives(t *testing.T) {
	host, took := server(t)
	for name, cfg := range map[string]Config{
		"as loopback": {},
		"slow":        {Rate: 8_000_000, Delay: time.Millisecond},
		"lossy":       {Rate: 80_000_000, Delay: time.Millisecond, Loss: 0.02, Seed: 7},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(t, cfg.To(host))
			before := took()
			got, _, err := ask(t, l, 100_000, 200_000)
			if err != nil || !bytes.Equal(got, content(200_000)) || took()-before != 100_000 {
				t.Fatalf("%d bytes, %v", len(got), err)
			}
			if up, down := l.Bytes(); up < 100_000 || up > 102_000 || down < 200_000 || down > 220_000 {
				t.Errorf("counted %d up, %d down", up, down)
			}
		})
	}
}

// A line is never faster than it says. How much slower it is, is the machine's affair.
func TestALineIsSlow(t *testing.T) {
	host, _ := server(t)
	for name, c := range map[string]struct {
		cfg      Config
		up, down int
		least    time.Duration
	}{
		"delay":   {Config{Delay: 60 * time.Millisecond}, 10, 10, 4 * 60 * time.Millisecond}, // opening, asking
		"rate":    {Config{Rate: 4_000_000}, 0, 100_000, 200 * time.Millisecond},
		"upwards": {Config{Rate: 4_000_000}, 100_000, 0, 200 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(t, c.cfg.To(host))
			if got, took, err := ask(t, l, c.up, c.down); err != nil || len(got) != c.down || took < c.least {
				t.Errorf("%d bytes after %v, at least %v expected; %v", len(got), took, c.least, err)
			}
		})
	}
}

func TestConnectionsShareTheRate(t *testing.T) {
	host, _ := server(t)
	l := open(t, Config{Rate: 8_000_000}.To(host))
	began := time.Now()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, _, err := ask(t, l, 0, 50_000); err != nil || len(got) != 50_000 {
				t.Error(len(got), err)
			}
		})
	}
	all.Wait()
	if took := time.Since(began); took < 200*time.Millisecond {
		t.Errorf("200 kB over 8 Mbit/s in %v", took)
	}
}

func TestCutsComeWhereTheyAreAskedFor(t *testing.T) {
	host, _ := server(t)
	l := open(t, Config{Rate: 80_000_000}.To(host))
	l.CutDown(5000)
	got, _, err := ask(t, l, 10, 50_000)
	if err == nil || len(got) > 5000 {
		t.Errorf("%d bytes came through a line that was cut: %v", len(got), err)
	}
	if _, down := l.Bytes(); down != 5000 {
		t.Errorf("cut after %d bytes", down)
	}
	l.CutUp(2000)
	before, _ := l.Bytes()
	if _, _, err := ask(t, l, 50_000, 10); err == nil {
		t.Error("answered through a line that was cut on the way up")
	}
	if up, _ := l.Bytes(); up-before != 2000 {
		t.Errorf("cut after %d bytes", up-before)
	}
	// A cut is over at once.
	if got, _, err := ask(t, l, 10, 50_000); err != nil || len(got) != 50_000 {
		t.Error(len(got), err)
	}
}

func TestNoNetwork(t *testing.T) {
	host, _ := server(t)
	l := open(t, Config{Rate: 800_000}.To(host))
	done := make(chan error, 1)
	go func() {
		_, _, err := ask(t, l, 10, 1_000_000)
		done <- err
	}()
	for _, down := l.Bytes(); down == 0; _, down = l.Bytes() {
		time.Sleep(time.Millisecond)
	}
	l.SetOff(true)
	if err := <-done; err == nil {
		t.Error("a connection lasted without a network")
	}
	if _, _, err := ask(t, l, 1, 1); err == nil {
		t.Error("connected without a network")
	}
	l.SetOff(false)
	if _, _, err := ask(t, l, 1, 1); err != nil {
		t.Error(err)
	}
}

func TestNobodyThere(t *testing.T) {
	l := open(t, Config{Target: "127.0.0.1:1"})
	if _, _, err := ask(t, l, 1, 1); err == nil {
		t.Error("an answer from nobody")
	}
	if _, err := New(Config{Loss: 2}); err == nil {
		t.Error("more is lost than is sent")
	}
}

func TestCloseEndsEverything(t *testing.T) {
	host, _ := server(t)
	l, err := New(Config{Rate: 8000}.To(host))
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", l.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	_, _ = io.WriteString(c, strings.Repeat("x", 10_000))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(c); err == nil {
		t.Error("the connection ended as if all was said")
	}
	if _, err := net.Dial("tcp", l.Addr()); err == nil {
		t.Error("a closed line takes calls")
	}
}

// The same seed loses the same packets; nothing overtakes what was lost.
func TestLossFollowsTheSeed(t *testing.T) {
	cfg := Config{Rate: 8_000_000, Delay: 10 * time.Millisecond, Loss: 0.3}
	began := time.Unix(0, 0)
	times := func(seed uint64) (out []time.Duration) {
		w := newWay(&direction{rate: cfg.Rate}, &cfg, rand.New(rand.NewPCG(seed, 1)))
		for i := range 200 {
			out = append(out, w.send(1000, began.Add(time.Duration(i)*100*time.Millisecond)).Sub(began))
		}
		return out
	}
	a := times(1)
	if !slices.Equal(a, times(1)) || slices.Equal(a, times(2)) {
		t.Error("what is lost does not follow the seed")
	}
	if !slices.IsSorted(a) {
		t.Error("a packet has overtaken another")
	}
	late := 0
	for i, at := range a {
		if at -= time.Duration(i) * 100 * time.Millisecond; at < 11*time.Millisecond {
			t.Errorf("packet %d arrived %v after it was sent", i, at)
		} else if at > 11*time.Millisecond {
			late++
		}
	}
	if late < 30 || late > 190 {
		t.Errorf("%d of 200 packets were late", late)
	}
}

// On a line that loses everything a packet comes after all pauses, and takes the room of all its tries.
func TestLossTakesRoom(t *testing.T) {
	cfg := Config{Rate: 8000, Loss: 1}
	d := &direction{rate: cfg.Rate}
	w := newWay(d, &cfg, rand.New(rand.NewPCG(1, 1)))
	began := time.Unix(0, 0)
	if at := w.send(1000, began).Sub(began); at < time.Second+(1<<(maxTries-1)-1)*retryAfter {
		t.Errorf("arrived after %v", at)
	}
	if busy := d.free.Sub(began); busy != (maxTries+1)*time.Second {
		t.Errorf("the line was busy for %v", busy)
	}
}
