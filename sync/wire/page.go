package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ReadPage decodes a whole reply to a pull. A message cut short is an error, never a short page.
func ReadPage(src io.Reader) (*Page, error) { return ReadPageFrom(src, func(*PullHead) {}) }

// ReadPageFrom is ReadPage that tells the head as soon as it is there, which may be long before the end.
func ReadPageFrom(src io.Reader, begun func(*PullHead)) (*Page, error) {
	r, err := NewReader(src)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p := &Page{}
	var scan scanner
	if err := r.Read(&p.Head); err != nil {
		return nil, err
	}
	begun(&p.Head)
	for {
		line, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		last, err := p.take(line, &scan)
		if err != nil {
			return nil, err
		}
		if last {
			return p, nil
		}
	}
}

// take adds a line to the page and reports whether it is the tail. Nearly all lines are entries: they are decoded as such
// at once, and looked at more closely only where that fails.
func (p *Page) take(line []byte, scan *scanner) (last bool, err error) {
	var e Entry
	if scan.entry(line, &e) {
		p.add(e)
		return false, nil
	}
	e = Entry{}
	wrong := json.Unmarshal(line, &e)
	if wrong == nil && (e.T == TypeRow || e.T == TypeLeave) {
		p.add(e)
		return false, nil
	}
	var t struct {
		T string `json:"t"`
	}
	if err := json.Unmarshal(line, &t); err != nil {
		return false, fmt.Errorf("wire: %w", err)
	}
	switch t.T {
	case TypeRow, TypeLeave:
		return false, fmt.Errorf("wire: %w", wrong)
	case TypeTail:
		if err := json.Unmarshal(line, &p.Tail); err != nil {
			return false, fmt.Errorf("wire: %w", err)
		}
		return true, nil
	default:
		p.Unknown = append(p.Unknown, line)
		return false, nil
	}
}

// add appends an entry, with its Seq if that was left out.
func (p *Page) add(e Entry) {
	if n := len(p.Entries); e.Seq == 0 && n > 0 && p.Entries[n-1].Stream == e.Stream {
		e.Seq = p.Entries[n-1].Seq + 1
	}
	p.Entries = append(p.Entries, e)
}
