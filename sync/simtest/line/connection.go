package line

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"time"
)

// Sizes of what is carried at once: a packet where the line has a character, a buffer where it has none.
const (
	packetBytes = 1400
	bufferBytes = 64 << 10
)

// connection is one connection through a line.
type connection struct {
	number uint64
	near   *net.TCPConn // to the laptop
	once   sync.Once
	gone   chan struct{} // closed when the connection is broken

	mu  sync.Mutex
	far *net.TCPConn // to the centre; nil until it answers
}

// reset breaks both ends without a farewell.
func (c *connection) reset() {
	c.once.Do(func() { close(c.gone) })
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, end := range []*net.TCPConn{c.near, c.far} {
		if end != nil {
			_ = end.SetLinger(0)
			_ = end.Close()
		}
	}
}

// reach connects to the target; false if that failed or the connection was broken meanwhile.
func (c *connection) reach(target string) bool {
	far, err := net.DialTimeout("tcp", target, 10*time.Second)
	if err != nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.gone:
		_ = far.Close()
		return false
	default:
		c.far = far.(*net.TCPConn)
		return true
	}
}

// carry carries what both ends say until both have ended or one broke.
func (l *Line) carry(c *connection) {
	defer func() {
		c.reset()
		l.mu.Lock()
		delete(l.conns, c)
		l.mu.Unlock()
	}()
	// Opening a connection takes a round trip.
	if !c.wait(time.Now().Add(2*l.cfg.Delay)) || !c.reach(l.cfg.Target) {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { l.pump(c, c.near, c.far, &l.up, 0) })
	both.Go(func() { l.pump(c, c.far, c.near, &l.down, 1) })
	both.Wait()
}

// packet is a piece under way.
type packet struct {
	bytes []byte
	due   time.Time
}

// pump carries one direction of a connection. An end of the stream arrives after all that was said before it.
func (l *Line) pump(c *connection, from, to *net.TCPConn, d *direction, side uint64) {
	size := packetBytes
	if l.cfg.Rate == 0 && l.cfg.Loss == 0 {
		size = bufferBytes
	}
	way := newWay(d, &l.cfg, rand.New(rand.NewPCG(l.cfg.Seed, c.number<<1|side)))
	// What is under way at once is bounded as by TCP's window, so that the speaker feels how slow the line is.
	under := make(chan packet, l.cfg.window()/size+1)
	go func() {
		defer close(under)
		for {
			b := make([]byte, size)
			n, err := from.Read(b)
			if n > 0 {
				select {
				case under <- packet{b[:n], way.send(n, time.Now())}:
				case <-c.gone:
					return
				}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					c.reset()
				}
				return
			}
		}
	}()
	for p := range under {
		if !c.wait(p.due) {
			continue // broken: nothing more arrives
		}
		now, cut := d.arrive(p.bytes)
		if _, err := to.Write(now); err != nil {
			c.reset()
		}
		if cut {
			l.Cut()
		}
	}
	select {
	case <-c.gone:
	default:
		_ = to.CloseWrite()
	}
}

// wait waits until a moment; false if the connection breaks before.
func (c *connection) wait(until time.Time) bool {
	left := time.Until(until)
	if left <= 0 {
		select {
		case <-c.gone:
			return false
		default:
			return true
		}
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.gone:
		return false
	}
}
