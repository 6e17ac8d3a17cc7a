package oplog

import (
	"encoding/binary"
	"errors"
)

// Op is one operation as the outbox keeps it.
type Op struct {
	N    int64  // its number, from 1
	Tx   string // operations of one transaction stand together
	Line []byte // the exact bytes that are sent
	Hash []byte // SHA-256 of Line
	Kind string
	ID   string
	At   int64 // milliseconds since 1970 UTC
}

// size is about what an operation takes in the file.
func (o *Op) size() int { return len(o.Line) + len(o.Hash) + len(o.Kind) + len(o.ID) + 32 }

// state is what a log says about itself.
type state struct {
	person, device string
	last           int64  // greatest number ever given to an operation
	opening        int64  // how often the store was opened
	mark           string // why the database beside the log is not the one it was written for, "" if it is
	lost           int64  // frames found damaged that nobody was told of yet
}

// Kinds of payloads: their first byte.
const (
	payloadOps   = 1
	payloadAck   = 2
	payloadState = 3
)

var errPayload = errors.New("oplog: malformed payload")

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// encodeOps is the payload of operations of one transaction.
func encodeOps(tx string, ops []Op) []byte {
	b := appendText([]byte{payloadOps}, tx)
	b = binary.AppendUvarint(b, uint64(len(ops)))
	for i := range ops {
		o := &ops[i]
		b = binary.AppendVarint(b, o.N)
		b = appendText(b, o.Kind)
		b = appendText(b, o.ID)
		b = binary.AppendVarint(b, o.At)
		b = appendText(b, string(o.Hash))
		b = appendText(b, string(o.Line))
	}
	return b
}

func encodeAck(ns []int64) []byte {
	b := binary.AppendUvarint([]byte{payloadAck}, uint64(len(ns)))
	for _, n := range ns {
		b = binary.AppendVarint(b, n)
	}
	return b
}

func (s *state) encode() []byte {
	b := appendText([]byte{payloadState}, s.person)
	b = appendText(b, s.device)
	b = binary.AppendVarint(b, s.last)
	b = binary.AppendVarint(b, s.opening)
	b = appendText(b, s.mark)
	return binary.AppendVarint(b, s.lost)
}

// content is a payload read back: one of its parts.
type content struct {
	ops   []Op
	acks  []int64
	state *state
}

func decode(b []byte) (content, error) {
	var c content
	if len(b) == 0 {
		return c, errPayload
	}
	p := parser{b: b[1:]}
	switch b[0] {
	case payloadOps:
		c.ops = p.ops()
	case payloadAck:
		c.acks = make([]int64, p.count())
		for i := range c.acks {
			c.acks[i] = p.int()
		}
	case payloadState:
		c.state = &state{person: p.text(), device: p.text(), last: p.int(), opening: p.int(), mark: p.text(), lost: p.int()}
	default: // of a newer program
		return c, nil
	}
	if p.failed {
		return content{}, errPayload
	}
	return c, nil
}

// parser reads a payload and remembers that it was malformed.
type parser struct {
	b      []byte
	failed bool
}

func (p *parser) fail() {
	p.failed, p.b = true, nil
}

func (p *parser) int() int64 {
	v, n := binary.Varint(p.b)
	if n <= 0 {
		p.fail()
		return 0
	}
	p.b = p.b[n:]
	return v
}

// count reads a number of things that take a byte each at least.
func (p *parser) count() int {
	v, n := binary.Uvarint(p.b)
	if n <= 0 || v > uint64(len(p.b)) {
		p.fail()
		return 0
	}
	p.b = p.b[n:]
	return int(v)
}

func (p *parser) text() string {
	n := p.count()
	if n > len(p.b) {
		p.fail()
		return ""
	}
	s := string(p.b[:n])
	p.b = p.b[n:]
	return s
}

func (p *parser) ops() []Op {
	tx, n := p.text(), p.count()
	var ops []Op
	for ; n > 0 && !p.failed; n-- {
		ops = append(ops, Op{Tx: tx, N: p.int(), Kind: p.text(), ID: p.text(), At: p.int(), Hash: []byte(p.text()), Line: []byte(p.text())})
	}
	return ops
}
