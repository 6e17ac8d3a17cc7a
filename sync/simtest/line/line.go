package line

import (
	"fmt"
	"net"
	"sync"
	"time"
)

// Config says what a line is like. Its zero value, but for Target, is as good as the loopback itself.
type Config struct {
	Target string        // host:port of the centre
	Rate   int64         // bit/s in each direction, shared by all connections; 0 unlimited
	Delay  time.Duration // of every packet, in each direction: a round trip takes twice that
	Loss   float64       // share of packets that are lost, 0 to 1
	Seed   uint64        // the same seed loses the same packets of a connection
}

// Lines as they are met with.
var (
	// Broadband is a line that limits a first sync, but nothing else.
	Broadband = Config{Rate: 10_000_000, Delay: 50 * time.Millisecond}
	// Edge is what a telephone has in a village: 2G, with pauses.
	Edge = Config{Rate: 100_000, Delay: 400 * time.Millisecond, Loss: 0.05}
)

// To returns the same line to a target.
func (c Config) To(target string) Config {
	c.Target = target
	return c
}

// Line is a line that carries connections until it is closed. Its methods may be called from any goroutine.
type Line struct {
	cfg      Config
	listener net.Listener
	done     sync.WaitGroup
	up, down direction

	mu     sync.Mutex
	conns  map[*connection]bool
	opened uint64 // connections, ever
	off    bool
	closed bool
}

// New opens a line to cfg.Target. Close it when done.
func New(cfg Config) (*Line, error) {
	if cfg.Loss < 0 || cfg.Loss > 1 || cfg.Rate < 0 || cfg.Delay < 0 {
		return nil, fmt.Errorf("line: impossible: %+v", cfg)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	l := &Line{cfg: cfg, listener: listener, conns: map[*connection]bool{}}
	l.up.rate, l.down.rate = cfg.Rate, cfg.Rate
	l.done.Go(l.accept)
	return l, nil
}

// Addr returns where the line is picked up, host:port.
func (l *Line) Addr() string { return l.listener.Addr().String() }

// Bytes returns how many bytes have arrived at the centre and at the laptop.
func (l *Line) Bytes() (up, down int64) { return l.up.arrived(), l.down.arrived() }

// Cut breaks every connection there is, both ends at once, as when a telephone leaves its cell. New ones are taken.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.conns {
		c.reset()
	}
}

// CutUp cuts the line once, when exactly n more bytes have arrived at the centre.
func (l *Line) CutUp(n int64) { l.up.cutAfter(n) }

// CutDown cuts the line once, when exactly n more bytes have arrived at the laptop.
func (l *Line) CutDown(n int64) { l.down.cutAfter(n) }

// SetOff says whether there is a network at all. While there is none, connections are broken and new ones refused.
func (l *Line) SetOff(off bool) {
	l.mu.Lock()
	l.off = off
	l.mu.Unlock()
	if off {
		l.Cut()
	}
}

// Close breaks all connections and ends the line.
func (l *Line) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	err := l.listener.Close()
	l.Cut()
	l.done.Wait()
	return err
}

func (l *Line) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return // closed
		}
		if c := l.open(near.(*net.TCPConn)); c != nil {
			l.done.Go(func() { l.carry(c) })
		}
	}
}

// open notes a connection, unless there is no network; nil then.
func (l *Line) open(near *net.TCPConn) *connection {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := &connection{near: near, gone: make(chan struct{}), number: l.opened}
	l.opened++
	if l.off || l.closed {
		c.reset()
		return nil
	}
	l.conns[c] = true
	return c
}
