package centre

import (
	"fmt"
	"strconv"
	"strings"
)

// cardPrefix opens every card number; year and six digits follow.
const cardPrefix = "KF"

// cardCounter is the last card number given out in one year.
type cardCounter struct {
	year  string
	last  int64
	dirty bool
}

// nextCard returns the next card number of the year, without gaps: KF2026000001.
func (t *txn) nextCard() (string, error) {
	if err := t.loadCards(); err != nil {
		return "", err
	}
	t.card.last++
	t.card.dirty = true
	return fmt.Sprintf("%s%s%06d", cardPrefix, t.card.year, t.card.last), nil
}

// noteCard makes sure that a number that came with a row is not given out again.
func (t *txn) noteCard(no string) error {
	if !strings.HasPrefix(no, cardPrefix) {
		return nil
	}
	if err := t.loadCards(); err != nil {
		return err
	}
	digits, ok := strings.CutPrefix(no, cardPrefix+t.card.year)
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n <= t.card.last {
		return nil
	}
	t.card.last, t.card.dirty = n, true
	return nil
}

func (t *txn) loadCards() error {
	if t.card != nil {
		return nil
	}
	c := &cardCounter{year: t.now.Time().Format("2006")}
	var last string
	if _, err := t.one(`SELECT value FROM meta WHERE key = ?`, []any{"card_no:" + c.year}, &last); err != nil {
		return err
	}
	if last != "" {
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil {
			return fmt.Errorf("centre: card counter: %w", err)
		}
		c.last = n
	}
	t.card = c
	return nil
}

func (t *txn) saveCards() error {
	if t.card == nil || !t.card.dirty {
		return nil
	}
	return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
		"card_no:"+t.card.year, strconv.FormatInt(t.card.last, 10))
}
