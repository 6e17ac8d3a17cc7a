package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// typist types Chinese into a window: every letter is a key event that the input method gets first.
type typist struct {
	*program
	m inputMethod
	// loose is true without the filter: a key the input method leaves alone overtakes what it still has to commit, and
	// nothing tells when it has.
	loose bool
}

// candidates returns the place of the window with the candidates within ours; ok is false while there is none.
func (w *typist) candidates() (x, y int, ok bool) {
	w.t.Helper()
	found, _ := w.d.command("xdotool", "search", "--onlyvisible", "--class", "^"+w.m.windows+"$").Output()
	for id := range strings.FieldsSeq(string(found)) {
		x, y, width, height, ok := w.geometry(id)
		if ok && width > 40 && height > 30 {
			ourX, ourY, _, _, _ := w.geometry(w.xid)
			return x - ourX, y - ourY, true
		}
	}
	return 0, 0, false
}

// geometry returns the place of a window on the display; ok is false if it has gone.
func (w *typist) geometry(id string) (x, y, width, height int, ok bool) {
	said, _ := w.d.command("xwininfo", "-id", id).Output()
	found := 0
	for line := range strings.Lines(string(said)) {
		for name, value := range map[string]*int{"Absolute upper-left X:": &x, "Absolute upper-left Y:": &y, "Width:": &width, "Height:": &height} {
			if rest, has := strings.CutPrefix(strings.TrimSpace(line), name); has {
				if n, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil {
					*value = n
					found++
				}
			}
		}
	}
	return x, y, width, height, found == 4
}

// await waits until candidates are shown or, with shown false, no longer are.
func (w *typist) await(shown bool, after string) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if _, _, ok := w.candidates(); ok == shown {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("candidates shown: %v after %s; see %s", !shown, after, w.picture("candidates"))
		}
	}
}

// compose types the letters of a word and waits for the candidates.
func (w *typist) compose(pinyin string) {
	w.t.Helper()
	w.key(strings.Split(pinyin, "")...)
	w.await(true, pinyin)
}

// choose takes the first candidate of all that was composed; an input method that took a part only is asked again.
func (w *typist) choose() {
	w.t.Helper()
	for range 8 {
		w.key("space")
		for deadline := time.Now().Add(patience / 3); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			if _, _, ok := w.candidates(); !ok {
				return
			}
		}
	}
	w.t.Fatalf("Space does not end the composition; see %s", w.picture("composing"))
}

// word composes a word and takes the first candidate.
func (w *typist) word(pinyin string) {
	w.t.Helper()
	w.compose(pinyin)
	w.choose()
}

// reads waits until the field with the focus holds a text, and puts the caret at its end.
func (w *typist) reads(after, want string) {
	w.t.Helper()
	w.readsOne(after, func(got string) bool { return got == want }, fmt.Sprintf("%q", want))
}

// readsOne is reads for a text that is not known beforehand.
func (w *typist) readsOne(after string, wanted func(string) bool, what string) string {
	w.t.Helper()
	if w.loose {
		time.Sleep(2 * time.Second)
	}
	const nothing = "nothing was copied"
	got := nothing
	for deadline := time.Now().Add(patience / 4); ; {
		c := w.d.command("xclip", "-selection", "clipboard")
		c.Stdin = strings.NewReader(nothing)
		if err := c.Run(); err != nil {
			w.t.Fatal(err)
		}
		w.key("ctrl+a", "ctrl+c", "Right")
		for range 20 {
			if said, err := w.d.command("xclip", "-selection", "clipboard", "-o").Output(); err == nil && string(said) != nothing {
				got = string(said)
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if wanted(got) {
			return got
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("after %s the field holds %q, want %s; see %s", after, got, what, w.picture("text"))
		}
	}
}

// composeAt is compose, and waits until the candidates stand at the caret, below the line whose upper end is at x,y. They
// may stand at the last place once, where the input method was still busy with the keys before; then the word is typed again.
func (w *typist) composeAt(x, y int, pinyin string) {
	w.t.Helper()
	for try := range 4 {
		if try > 0 {
			w.key("Escape")
			w.await(false, "Escape")
			time.Sleep(time.Duration(try) * time.Second)
		}
		w.compose(pinyin)
		if w.loose {
			return // without the filter nobody tells where the caret is
		}
		atX, atY, _ := w.candidates()
		if atX >= x-15 && atX <= x+15 && atY >= y+15 && atY <= y+45 {
			return
		}
		if try == 3 {
			w.t.Errorf("the candidates stand at %d,%d, the caret at about %d,%d; see %s", atX, atY, x, y, w.picture("caret"))
		}
	}
}

// empty takes away what the field with the focus holds.
func (w *typist) empty() {
	w.t.Helper()
	w.key("ctrl+a", "BackSpace")
}

// paste puts a text into a field without any key an input method could take.
func (w *typist) paste(id, text string) {
	w.t.Helper()
	w.click(id)
	c := w.d.command("xclip", "-selection", "clipboard", "-loops", "0")
	c.Stdin = strings.NewReader(text)
	if err := c.Run(); err != nil {
		w.t.Fatal(err)
	}
	w.key("ctrl+v")
}

// han reports whether a text is n Chinese characters.
func han(text string, n int) bool {
	count := 0
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
		count++
	}
	return count == n
}

// newTypist opens the window of a planner with customers under an input method that is switched on.
func newTypist(t *testing.T, m inputMethod, tags string) (*typist, *office) {
	t.Helper()
	if testing.Short() {
		t.Skip("drives a real window")
	}
	d := startDisplay(t, "1366x768")
	startInputMethod(t, d, m)
	o, data := enrolled(t)
	bin := builtWith(t, tags, ".", strings.TrimSuffix("fangce-"+tags, "-"))
	w := &typist{program: startProgram(t, d, "planner", bin, "-data", data, "-now", begins, "-lang", "zh_Hans", "-theme", "light"), m: m, loose: tags != ""}
	w.paste("start.passphrase", passphrase)
	w.click("start.unlock")
	w.wait("nav.lock")
	w.gone("start.passphrase")
	return w, o
}
