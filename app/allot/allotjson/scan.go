package allotjson

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

// step is a part of the path to the value being read: the field of an object or, with name "", a place in a list.
type step struct {
	name  string
	place int
}

// scanner reads JSON of a known form. Its methods panic with a stop, which Read recovers: what is wrong ends the reading.
type scanner struct {
	in    *bufio.Reader
	line  int
	path  []step
	text  []byte            // of the string or number being read
	known map[string]string // short texts that come again and again
}

// stop carries the error that ends the reading.
type stop struct{ err error }

// maxKnown bounds the texts that are kept for reuse.
const maxKnown = 100_000

func newScanner(r io.Reader) *scanner {
	return &scanner{in: bufio.NewReaderSize(r, 1<<16), line: 1, known: map[string]string{}}
}

// fail ends the reading with what is wrong at the path.
func (s *scanner) fail(format string, args ...any) {
	var at strings.Builder
	for _, p := range s.path {
		if p.name == "" {
			fmt.Fprintf(&at, "[%d]", p.place)
			continue
		}
		if at.Len() > 0 {
			at.WriteByte('.')
		}
		at.WriteString(p.name)
	}
	panic(stop{app.FieldErrorf(app.ErrInvalid, at.String(), "%s（第 %d 行）", fmt.Sprintf(format, args...), s.line)})
}

func (s *scanner) enter(name string, place int) { s.path = append(s.path, step{name, place}) }
func (s *scanner) leave()                       { s.path = s.path[:len(s.path)-1] }

// next returns the next byte, 0 at the end.
func (s *scanner) next() byte {
	b, err := s.in.ReadByte()
	switch {
	case errors.Is(err, io.EOF):
		return 0
	case err != nil:
		panic(stop{fmt.Errorf("read input: %w", err)})
	case b == '\n':
		s.line++
	case b == 0:
		s.fail("不是 JSON 文本")
	}
	return b
}

func (s *scanner) back(b byte) {
	if b == 0 {
		return // the end comes again
	}
	if b == '\n' {
		s.line--
	}
	_ = s.in.UnreadByte()
}

// token returns the next byte that is no space, 0 at the end.
func (s *scanner) token() byte {
	for {
		switch b := s.next(); b {
		case ' ', '\t', '\r', '\n':
		default:
			return b
		}
	}
}

// object reads an object that has exactly these fields; read is called at the value of each with its place in names.
func (s *scanner) object(names []string, read func(field int)) {
	s.open('{', "须为对象")
	var seen uint64
	for b := s.token(); b != '}'; b = s.token() {
		if seen != 0 {
			s.comma(b, '}')
			b = s.token()
		}
		if b != '"' {
			s.fail("此处应为字段名")
		}
		s.back(b)
		s.quoted()
		field := place(names, s.text)
		if field < 0 {
			s.enter(string(s.text), 0)
			s.fail("没有这个字段")
		}
		s.enter(names[field], 0)
		if seen&(1<<field) != 0 {
			s.fail("字段重复")
		}
		seen |= 1 << field
		if s.token() != ':' {
			s.fail("字段名之后缺少冒号")
		}
		read(field)
		s.leave()
	}
	for i, name := range names {
		if seen&(1<<i) == 0 {
			s.enter(name, 0)
			s.fail("缺少这个字段")
		}
	}
}

func place(names []string, text []byte) int {
	for i, n := range names {
		if n == string(text) {
			return i
		}
	}
	return -1
}

// list reads a list; read is called at each value.
func (s *scanner) list(read func()) {
	s.open('[', "须为列表")
	n := 0
	for b := s.token(); b != ']'; b = s.token() {
		if n > 0 {
			s.comma(b, ']')
			b = s.token()
		}
		s.back(b)
		s.enter("", n)
		read()
		s.leave()
		n++
	}
}

func (s *scanner) open(bracket byte, must string) {
	if b := s.token(); b != bracket {
		s.unexpected(b, must)
	}
}

func (s *scanner) comma(b, closing byte) {
	switch b {
	case ',':
	case 0:
		s.fail("内容不完整")
	default:
		s.fail("此处应为逗号或 %c", closing)
	}
}

// unexpected ends the reading at a value of the wrong type, or at the end.
func (s *scanner) unexpected(b byte, must string) {
	if b == 0 {
		s.fail("内容不完整")
	}
	s.fail("%s", must)
}

// truth reads true or false.
func (s *scanner) truth() bool {
	b := s.token()
	word := map[byte]string{'t': "true", 'f': "false"}[b]
	if word == "" {
		s.unexpected(b, "须为 true 或 false")
	}
	for i := 1; i < len(word); i++ {
		if s.next() != word[i] {
			s.fail("须为 true 或 false")
		}
	}
	return word == "true"
}

// whole reads a whole number.
func (s *scanner) whole() int64 {
	b := s.token()
	if b != '-' && (b < '0' || b > '9') {
		s.unexpected(b, "须为整数")
	}
	s.text = s.text[:0]
	for ; b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E' || b >= '0' && b <= '9'; b = s.next() {
		if len(s.text) > 40 {
			s.fail("数值过大")
		}
		s.text = append(s.text, b)
	}
	s.back(b)
	digits := strings.TrimPrefix(string(s.text), "-")
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			s.fail("须为整数")
		}
	}
	if digits == "" || len(digits) > 1 && digits[0] == '0' {
		s.fail("须为整数")
	}
	n, err := strconv.ParseInt(string(s.text), 10, 64)
	if err != nil {
		s.fail("数值过大")
	}
	return n
}
