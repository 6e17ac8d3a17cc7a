package syncview

import (
	"unicode"

	"github.com/fangce/fangce/ui/widgets"
)

// marked is the tone of what differs.
const marked = widgets.Warning

// mostCompared bounds the work of comparing two texts, in characters; longer ones are compared at their ends only.
const mostCompared = 1500

// compare returns two texts with what differs between them marked, found by their longest common subsequence. Latin words
// and numbers count as one sign, so that 138 against 139 is not half a mark.
func compare(a, b string) (left, right []widgets.Span) {
	x, y := signs(a), signs(b)
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	inX, inY := common(x[head:len(x)-tail], y[head:len(y)-tail])
	return spans(x, head, tail, inX), spans(y, head, tail, inY)
}

// common reports which signs of two texts belong to their longest common subsequence.
func common(x, y []string) (inX, inY []bool) {
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	if len(x) > mostCompared || len(y) > mostCompared {
		return inX, inY
	}
	longest := make([][]int16, len(x)+1)
	for i := range longest {
		longest[i] = make([]int16, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			inX[i], inY[j] = true, true
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return whole(inX, inY)
}

// leastCommon is how many signs in a row two texts must share for that to be told: single ones are chance.
const leastCommon = 2

// whole takes what is too short to be told out of what two texts share; both share the same signs in the same order.
func whole(inX, inY []bool) ([]bool, []bool) {
	places := func(in []bool) (out []int) {
		for i, is := range in {
			if is {
				out = append(out, i)
			}
		}
		return out
	}
	x, y := places(inX), places(inY)
	for from := 0; from < len(x); {
		to := from + 1
		for to < len(x) && x[to] == x[to-1]+1 && y[to] == y[to-1]+1 {
			to++
		}
		for i := from; i < to && to-from < leastCommon; i++ {
			inX[x[i]], inY[y[i]] = false, false
		}
		from = to
	}
	return inX, inY
}

// spans joins signs to runs of the same look: those at both ends and those the other text has too are plain.
func spans(all []string, head, tail int, same []bool) []widgets.Span {
	var out []widgets.Span
	for i, s := range all {
		span := widgets.Span{Text: s}
		if i >= head && i < len(all)-tail && !same[i-head] {
			span.Tone, span.Bold = marked, true
		}
		if n := len(out); n > 0 && out[n-1].Bold == span.Bold {
			out[n-1].Text += s
			continue
		}
		out = append(out, span)
	}
	return out
}

// signs cuts a text into what is compared.
func signs(text string) []string {
	var out []string
	word := ""
	for _, r := range text {
		if r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*') {
			word += string(r)
			continue
		}
		if word != "" {
			out, word = append(out, word), ""
		}
		out = append(out, string(r))
	}
	if word != "" {
		out = append(out, word)
	}
	return out
}
