package wire

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/fangce/fangce/app/record"
)

// scanner reads entries the way the centre writes them, several times as fast as encoding/json: a first sync decodes tens
// of thousands. It knows compact JSON with the entry's own names, each once; of anything else it says so, and
// encoding/json decides what that is. What it accepts means the same to both (FuzzPageLines).
type scanner struct {
	line  []byte
	at    int
	names map[string]string // texts that come again and again: kinds, streams, people, fields
	field []field
}

type field struct{ name, value []byte }

// Bounds of what a scanner keeps and follows.
const (
	maxNames = 4096
	maxDepth = 32
)

// entry reads a line that is a row or a leave. The values of the body are parts of line, which must not change afterwards.
func (s *scanner) entry(line []byte, e *Entry) bool {
	s.line, s.at = line, 0
	if !s.take('{') {
		return false
	}
	for seen := 0; ; {
		name, ok := s.text()
		if !ok || !s.take(':') {
			return false
		}
		bit := 0
		switch string(name) {
		case "t":
			bit, ok = 1, s.known(&e.T)
		case "s":
			bit, ok = 1<<1, s.known(&e.Stream)
		case "q":
			bit, ok = 1<<2, s.number(&e.Seq)
		case "k":
			bit, ok = 1<<3, s.known(&e.Kind)
		case "id":
			var id []byte
			id, ok = s.text()
			bit, e.ID = 1<<4, string(id)
		case "ver":
			bit, ok = 1<<5, s.number(&e.Ver)
		case "b":
			bit, ok = 1<<6, s.body(&e.Body)
		case "by":
			bit, ok = 1<<7, s.known(&e.By)
		case "at":
			bit, ok = 1<<8, s.number(&e.At)
		case "d":
			bit, ok = 1<<9, s.known(&e.Device)
		case "dn":
			bit, ok = 1<<10, s.known(&e.DeviceName)
		}
		if !ok || bit == 0 || seen&bit != 0 {
			return false
		}
		seen |= bit
		if s.take('}') {
			return s.at == len(line) && (e.T == TypeRow || e.T == TypeLeave)
		}
		if !s.take(',') {
			return false
		}
	}
}

// take skips one byte if it is c.
func (s *scanner) take(c byte) bool {
	if s.at < len(s.line) && s.line[s.at] == c {
		s.at++
		return true
	}
	return false
}

// text reads a string without escapes.
func (s *scanner) text() ([]byte, bool) {
	start := s.at
	escaped, ok := s.skipText()
	if !ok || escaped {
		return nil, false
	}
	text := s.line[start+1 : s.at-1]
	return text, utf8.Valid(text)
}

// known reads a string that many entries share.
func (s *scanner) known(to *string) bool {
	text, ok := s.text()
	*to = s.name(text)
	return ok
}

func (s *scanner) name(text []byte) string {
	if have, ok := s.names[string(text)]; ok {
		return have
	}
	name := string(text)
	if s.names == nil {
		s.names = map[string]string{}
	}
	if len(s.names) < maxNames {
		s.names[name] = name
	}
	return name
}

// number reads a whole number of at most 18 digits.
func (s *scanner) number(to *int64) bool {
	negative := s.take('-')
	start := s.at
	var n int64
	for s.at < len(s.line) && s.line[s.at] >= '0' && s.line[s.at] <= '9' {
		n = n*10 + int64(s.line[s.at]-'0')
		s.at++
		if s.at-start > 18 {
			return false
		}
	}
	digits := s.at - start
	if digits == 0 || digits > 1 && s.line[start] == '0' {
		return false
	}
	if negative {
		n = -n
	}
	*to = n
	return true // what follows is no part of a number, or no entry
}

// body reads an object whose values stay as they are.
func (s *scanner) body(to *record.Body) bool {
	if !s.take('{') {
		return false
	}
	s.field = s.field[:0]
	for !s.take('}') {
		if len(s.field) > 0 && !s.take(',') {
			return false
		}
		name, ok := s.text()
		if !ok || !s.take(':') {
			return false
		}
		start := s.at
		if !s.skip(0) {
			return false
		}
		s.field = append(s.field, field{name, s.line[start:s.at:s.at]})
	}
	body := make(record.Body, len(s.field))
	for _, f := range s.field {
		body[s.name(f.name)] = json.RawMessage(f.value)
	}
	*to = body
	return true
}
