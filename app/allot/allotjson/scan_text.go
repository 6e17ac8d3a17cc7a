package allotjson

import (
	"strings"
	"unicode/utf8"
)

// word reads a text of which there are many.
func (s *scanner) word() string {
	s.quoted()
	return string(s.text)
}

// term reads a text that comes again and again.
func (s *scanner) term() string {
	s.quoted()
	if t, ok := s.known[string(s.text)]; ok {
		return t
	}
	t := string(s.text)
	if len(s.known) < maxKnown {
		s.known[t] = t
	}
	return t
}

// maxText bounds a text in bytes.
const maxText = 4096

// quoted reads a string into text.
func (s *scanner) quoted() {
	if b := s.token(); b != '"' {
		s.unexpected(b, "须为文字（加引号）")
	}
	s.text = s.text[:0]
	plain := true
	for {
		b := s.next()
		switch {
		case b == '"':
			if !plain && !utf8.Valid(s.text) {
				s.fail("文字不是有效的 UTF-8")
			}
			return
		case b == 0:
			s.fail("内容不完整")
		case b < ' ':
			s.fail("文字中有控制字符")
		case b == '\\':
			s.escape()
			plain = false
		default:
			s.text = append(s.text, b)
			plain = plain && b < utf8.RuneSelf
		}
		if len(s.text) > maxText {
			s.fail("文字过长")
		}
	}
}

// escape reads what follows a backslash.
func (s *scanner) escape() {
	b := s.next()
	if i := strings.IndexByte(`"\/bfnrt`, b); i >= 0 && b != 0 {
		s.text = append(s.text, "\"\\/\b\f\n\r\t"[i])
		return
	}
	if b != 'u' {
		s.fail("文字中有无效的转义")
	}
	r := s.hex()
	if r >= 0xD800 && r < 0xDC00 {
		if s.next() != '\\' || s.next() != 'u' {
			s.fail("文字中有无效的转义")
		}
		low := s.hex()
		if low < 0xDC00 || low > 0xDFFF {
			s.fail("文字中有无效的转义")
		}
		r = (r-0xD800)<<10 + (low - 0xDC00) + 0x10000
	}
	if !utf8.ValidRune(r) {
		s.fail("文字中有无效的转义")
	}
	s.text = utf8.AppendRune(s.text, r)
}

func (s *scanner) hex() rune {
	var r rune
	for range 4 {
		b := s.next()
		d := strings.IndexByte("0123456789abcdef", b|0x20)
		if b == 0 || d < 0 || b < '0' {
			s.fail("文字中有无效的转义")
		}
		r = r<<4 | rune(d)
	}
	return r
}
