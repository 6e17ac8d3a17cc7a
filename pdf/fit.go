package pdf

import "strings"

const (
	// smallest is the size below which nothing is set; print at 6 points can still be read.
	smallest = 6.0
	// leading is the distance of two baselines of a paragraph, in sizes of its text.
	leading = 1.45
	// tight is the leading of text made to fit a row.
	tight = 1.22
)

// lead returns the distance of baselines in mm.
func lead(points, factor float64) float64 { return points * mmPerPoint * factor }

// middle returns the baseline that optically centres one line of Han text in a box of height h at y.
func middle(y, h, points float64) float64 { return y + h/2 + points*mmPerPoint*0.36 }

// fitted is text that fits its box.
type fitted struct {
	lines []string
	style style
	cut   bool // not even the smallest size held all of it
}

// fit sets s into a box of w × h mm: as it is, else up to 15 % smaller on one line, else on as many
// lines as the height takes at ever smaller sizes, else cut with …
func (f *faces) fit(s string, w, h float64, st style) fitted {
	s = oneLine(s)
	room := max(1, int(h/lead(smallest, tight)))
	if f.width(s, st.sized(smallest)) > w*float64(room) {
		return f.shorten(s, w, room, st.sized(smallest))
	}
	for points := st.points; points >= st.points*0.85-1e-9; points -= 0.25 {
		if f.width(s, st.sized(points)) <= w {
			return fitted{lines: []string{s}, style: st.sized(points)}
		}
	}
	for points := st.points; points >= smallest; points -= 0.25 {
		lines := wrap(s, w, st.sized(points), f)
		if float64(len(lines))*lead(points, tight) <= h {
			return fitted{lines: lines, style: st.sized(points)}
		}
	}
	return f.shorten(s, w, room, st.sized(smallest))
}

// shorten sets s on at most room lines and ends it with … where that drops something.
func (f *faces) shorten(s string, w float64, room int, st style) fitted {
	lines := wrap(s, w, st, f)
	if len(lines) <= room {
		return fitted{lines: lines, style: st}
	}
	lines = lines[:room]
	last := []rune(lines[room-1])
	for len(last) > 0 && f.width(string(last)+"…", st) > w {
		last = last[:len(last)-1]
	}
	lines[room-1] = strings.TrimRight(string(last), " ") + "…"
	return fitted{lines: lines, style: st, cut: true}
}
