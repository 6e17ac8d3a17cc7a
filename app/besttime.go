package app

import (
	"strings"
	"time"
)

// bestBands are the parts of a day that people name as their best time, with the time at which to call then.
var bestBands = []struct {
	words    []string
	from, to int // hours
	clock    string
}{
	{[]string{"上午", "早上", "早晨"}, 8, 12, "10:00"},
	{[]string{"中午", "午休"}, 12, 14, "12:30"},
	{[]string{"下午"}, 14, 18, "15:00"},
	{[]string{"晚", "下班"}, 18, 21, "19:30"},
}

// bestTime is a best time as it is understood.
type bestTime struct {
	clocks         []string
	bands          []int
	weekend, wdays bool // only on free days; only on working days
}

// readBest reads what a card says of the best time, such as 工作日晚上 or 周末上午.
func readBest(text string) bestTime {
	var b bestTime
	for i, band := range bestBands {
		for _, w := range band.words {
			if strings.Contains(text, w) {
				b.clocks, b.bands = append(b.clocks, band.clock), append(b.bands, i)
				break
			}
		}
	}
	b.weekend = strings.Contains(text, "周末") || strings.Contains(text, "双休") || strings.Contains(text, "节假日")
	b.wdays = !b.weekend && strings.Contains(text, "工作日")
	return b
}

// SuitsBestTime reports whether a card says when to call best, as far as it can be read, and whether that is now.
func SuitsBestTime(text string, at Instant) (known, suits bool) {
	b := readBest(text)
	if len(b.bands) == 0 && !b.weekend && !b.wdays || at == 0 {
		return false, false
	}
	t := at.Time()
	free := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
	if b.weekend && !free || b.wdays && free {
		return true, false
	}
	if len(b.bands) == 0 {
		return true, true
	}
	for _, i := range b.bands {
		if t.Hour() >= bestBands[i].from && t.Hour() < bestBands[i].to {
			return true, true
		}
	}
	return true, false
}

// bandOf returns the part of the day of a moment, -1 outside of all.
func bandOf(at Instant) int {
	for i, b := range bestBands {
		if h := at.Time().Hour(); h >= b.from && h < b.to {
			return i
		}
	}
	return -1
}

// slotHorizon is how many days ahead a time to call is looked for.
const slotHorizon = 21

// CallSlot returns the next time from a moment on at which to call a customer: at the best time the card names, else in
// office hours or the early evening of working days, never in quiet hours; in another part of the day than avoid (a
// moment, 0 for none) where there is a choice. ok is false if there is none within three weeks.
func CallSlot(c Customer, from, avoid Instant, cal Calendar) (at Instant, ok bool) {
	b := readBest(c.BestTime)
	clocks := b.clocks
	if len(clocks) == 0 {
		clocks = []string{"10:00", "15:00", "19:00"}
	}
	shun := -1
	if avoid != 0 && len(clocks) > 1 {
		shun = bandOf(avoid)
	}
	for n := range slotHorizon {
		day := from.Date().AddDays(n)
		if b.weekend == cal.IsWorkday(day) {
			continue
		}
		for _, clock := range clocks {
			slot := NextAt(clock, day)
			if slot < from || Quiet(c.QuietFrom, c.QuietTo, slot) || shun >= 0 && bandOf(slot) == shun {
				continue
			}
			return slot, true
		}
	}
	return 0, false
}
