package device

import (
	"testing"
	"time"
)

func TestPagesGrowAndShrinkWithTheLine(t *testing.T) {
	for name, c := range map[string]struct {
		perEntry time.Duration
		want     [2]int // in the end
	}{
		"a fast line":         {time.Microsecond, [2]int{mostEntries, mostEntries}},
		"100 kbit/s":          {7 * time.Millisecond, [2]int{300, 600}},
		"slower than it goes": {time.Second, [2]int{leastEntries, leastEntries}},
	} {
		s := sizer{least: leastEntries, most: mostEntries, next: startEntries}
		for range 10 {
			n := s.size()
			s.took(n, time.Duration(n)*c.perEntry)
		}
		if n := s.size(); n < c.want[0] || n > c.want[1] {
			t.Errorf("%s: %d entries", name, n)
		}
	}
	s := sizer{least: leastEntries, most: mostEntries, next: 1000}
	s.took(1000, time.Millisecond)
	if n := s.size(); n != 4000 {
		t.Errorf("%d after one fast page of 1000: a line is not known by one page", n)
	}
	for range 10 {
		s.failed()
	}
	if n := s.size(); n != leastEntries {
		t.Errorf("%d after it broke off again and again", n)
	}
}
