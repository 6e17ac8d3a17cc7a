package demo

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/fangce/fangce/assets"
)

// talk is what came of one contact, with gaps such as {称呼} for the facts of the customer and [a|b] for a choice of words.
type talk struct {
	needs                     []string // tags and facts the customer must have
	content, attitude, answer string
	items                     []string
	next                      string
	nextIn                    int // days
	promise                   string
	promiseIn                 int
}

// exclusive tags belong to one state of a premium or one occasion: such a contact takes talks of its own only.
var exclusive = []string{"grace", "lapsed", "paid", "birthday"}

// gaps that ask for a fact of the customer or policy.
var gaps = map[string]string{
	"{张数}": "several", "{满期日}": "matures", "{卡尾}": "account", "{应缴日}": "due", "{保费}": "regular", "{尾号}": "policy",
	"{险种}": "policy", "{孩}": "kids", "{孩子}": "kids", "{配偶}": "married",
}

// loadTalks reads assets/demo/talks: "# stage outcome channel", then blocks of up to three lines (content, attitude,
// answer) with lines ?tags needed, @items served, >next step +days and !days promise around them.
func loadTalks() (map[string][]talk, error) {
	out := map[string][]talk{}
	err := fs.WalkDir(assets.Demo, "demo/talks", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(assets.Demo, path)
		if err != nil {
			return err
		}
		key := ""
		for _, block := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
			if head, ok := strings.CutPrefix(block, "# "); ok {
				key, block, _ = strings.Cut(head, "\n")
			}
			t, err := parseTalk(block)
			if err != nil {
				return fmt.Errorf("demo: %s, %s: %w", path, key, err)
			}
			out[key] = append(out[key], t)
		}
		return nil
	})
	return out, err
}

func parseTalk(block string) (talk, error) {
	var t talk
	var said []string
	var err error
	for _, l := range strings.Split(block, "\n") {
		switch rest := l[min(1, len(l)):]; {
		case strings.HasPrefix(l, "?"):
			t.needs = strings.Fields(rest)
		case strings.HasPrefix(l, "@"):
			t.items = strings.Split(rest, ",")
		case strings.HasPrefix(l, "!"):
			days, what, _ := strings.Cut(rest, " ")
			t.promise = what
			t.promiseIn, err = strconv.Atoi(days)
		case strings.HasPrefix(l, ">"):
			what, days, _ := strings.Cut(rest, " +")
			t.next = what
			t.nextIn, err = strconv.Atoi(days)
		default:
			said = append(said, l)
		}
		if err != nil {
			return t, fmt.Errorf("%q: %w", l, err)
		}
	}
	if len(said) != 1 && len(said) != 3 {
		return t, fmt.Errorf("%d lines in %q", len(said), block)
	}
	t.content = said[0]
	if len(said) == 3 {
		t.attitude, t.answer = said[1], said[2]
	}
	for gap, need := range gaps {
		if strings.Contains(block, gap) {
			t.needs = append(t.needs, need)
		}
	}
	return t, nil
}

// fits reports whether the talk may be held with a customer who has these tags and facts.
func (t talk) fits(has map[string]bool) bool {
	for _, n := range t.needs {
		if !has[n] {
			return false
		}
	}
	for _, e := range exclusive {
		if has[e] && !contains(t.needs, e) {
			return false
		}
	}
	return true
}

// deck deals the talks of one occasion so that none comes again soon.
type deck struct{ left []talk }

func newDeck(d dice, all []talk) *deck {
	k := &deck{left: append([]talk(nil), all...)}
	d.r.Shuffle(len(k.left), func(i, j int) { k.left[i], k.left[j] = k.left[j], k.left[i] })
	return k
}

// deal returns the talk that was not held for longest among those that fit and that this customer has not heard lately,
// as long as there is one. One that asks for the customer's own facts is preferred to one that fits everybody.
func (k *deck) deal(has map[string]bool, heard []string) (talk, bool) {
	best := -1
	for i, t := range k.left {
		if !t.fits(has) || contains(heard, t.content) {
			continue
		}
		if best < 0 || len(t.needs) > 0 && len(k.left[best].needs) == 0 && i < best+3 {
			best = i
		}
	}
	if best < 0 && len(heard) > 0 {
		return k.deal(has, heard[1:])
	}
	if best < 0 {
		return talk{}, false
	}
	t := k.left[best]
	k.left = append(append(k.left[:best:best], k.left[best+1:]...), t)
	return t, true
}

// choose settles every [a|b] of a text.
func choose(d dice, s string) string {
	for {
		head, rest, ok := strings.Cut(s, "[")
		inner, tail, closed := strings.Cut(rest, "]")
		if !ok || !closed {
			return s
		}
		s = head + one(d, strings.Split(inner, "|")) + tail
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// pool names the talks of an occasion.
func pool(stage, outcome, channel string) string { return stage + " " + outcome + " " + channel }

// stages a talk file may name beside those of app: the answer to a promise, and a prospect's first contact.
const (
	talkKept     = "kept"
	talkProspect = "prospect"
)
