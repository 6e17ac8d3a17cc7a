package wire

import "bytes"

// skip skips one value of compact JSON, checking it as encoding/json would.
func (s *scanner) skip(depth int) bool {
	if s.at >= len(s.line) || depth > maxDepth {
		return false
	}
	switch c := s.line[s.at]; c {
	case '"':
		_, ok := s.skipText()
		return ok
	case '{':
		return s.skipMembers('}', depth, true)
	case '[':
		return s.skipMembers(']', depth, false)
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	default:
		return s.skipNumber()
	}
}

// skipMembers skips the rest of an object or an array.
func (s *scanner) skipMembers(end byte, depth int, named bool) bool {
	s.at++
	for first := true; !s.take(end); first = false {
		if !first && !s.take(',') {
			return false
		}
		if named {
			if _, ok := s.skipText(); !ok || !s.take(':') {
				return false
			}
		}
		if !s.skip(depth + 1) {
			return false
		}
	}
	return true
}

func (s *scanner) literal(word string) bool {
	if !bytes.HasPrefix(s.line[s.at:], []byte(word)) {
		return false
	}
	s.at += len(word)
	return true
}

// skipText skips a string and says whether anything in it is escaped.
func (s *scanner) skipText() (escaped, ok bool) {
	if !s.take('"') {
		return false, false
	}
	for ; s.at < len(s.line); s.at++ {
		switch c := s.line[s.at]; {
		case c == '"':
			s.at++
			return escaped, true
		case c < ' ':
			return escaped, false
		case c == '\\':
			escaped = true
			if !s.skipEscape() {
				return escaped, false
			}
		}
	}
	return escaped, false
}

// skipEscape skips what follows a backslash, but for its last byte.
func (s *scanner) skipEscape() bool {
	s.at++
	if s.at >= len(s.line) {
		return false
	}
	switch s.line[s.at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			s.at++
			if s.at >= len(s.line) || !isHex(s.line[s.at]) {
				return false
			}
		}
		return true
	}
	return false
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// skipNumber skips a number as RFC 8259 has it.
func (s *scanner) skipNumber() bool {
	s.take('-')
	if !s.take('0') && !s.digits() {
		return false
	}
	if s.take('.') && !s.digits() {
		return false
	}
	if s.take('e') || s.take('E') {
		if !s.take('+') {
			s.take('-')
		}
		return s.digits()
	}
	return true
}

// digits skips digits, at least one.
func (s *scanner) digits() bool {
	start := s.at
	for s.at < len(s.line) && s.line[s.at] >= '0' && s.line[s.at] <= '9' {
		s.at++
	}
	return s.at > start
}
