package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A planner types Chinese with the input methods people have, key by key: words and sentences arrive whole, and no key
// that edits a composition does anything to the form. The candidates stand at the caret.
func TestTypingWithFcitx(t *testing.T) { typing(t, fcitx, "") }

func TestTypingWithIbus(t *testing.T) { typing(t, ibus, "") }

// The guard in our own field does the same without the filter below GLFW, for systems that have none.
func TestTypingWithFcitxAndTheGuardOnly(t *testing.T) { guarded(t, fcitx) }

func TestTypingWithIbusAndTheGuardOnly(t *testing.T) { guarded(t, ibus) }

func guarded(t *testing.T, m inputMethod) {
	if os.Getenv("FANGCE_PROOF") == "" {
		t.Skip("the tests of ui/widgets show it in short; FANGCE_PROOF=1 types it")
	}
	typing(t, m, "guardonly")
}

func typing(t *testing.T, m inputMethod, tags string) {
	w, o := newTypist(t, m, tags)
	w.search()
	if !w.loose {
		w.elsewhere()
	}
	w.dialog()
	w.note(o)
	if !w.loose {
		w.password()
	}
}

// search types into a room's own field, whose Enter and Down lead into the list and whose Escape empties it.
func (w *typist) search() {
	w.t.Helper()
	w.click("nav.cards")
	w.click("cards.search")
	x, y, _, _ := w.wait("cards.search")
	const icon = 20
	w.composeAt(x+icon+wide(0), y, "nihao")
	w.choose()
	w.reads("a word", "你好")

	w.composeAt(x+icon+wide(2), y, "baoxiank")
	w.key("BackSpace", "Left", "Right", "Down", "Up")
	w.choose()
	w.reads("keys that edit the composition", "你好保险")

	w.compose("wangxiang")
	w.key("Return")
	w.await(false, "Return")
	w.reads("Return, which takes the letters as they are", "你好保险wangxiang")

	w.compose("kehu")
	w.key("Escape")
	w.await(false, "Escape")
	w.reads("Escape, which drops the composition", "你好保险wangxiang")
	w.key("BackSpace")
	w.reads("Backspace of its own", "你好保险wangxian")

	one := func(s string) bool { return han(s, 1) }
	w.empty()
	w.word("shi")
	first := w.readsOne("the first candidate", one, "one character")
	w.empty()
	w.compose("shi")
	w.key("2")
	w.await(false, "a digit")
	w.readsOne("the digit of another candidate", func(s string) bool { return one(s) && s != first }, "one other character than "+first)

	w.empty()
	w.word("baodan")
	w.key("comma")
	w.word("kehu")
	w.key("period", "backslash")
	w.reads("full-width punctuation", "保单，客户。、")

	w.key("Shift_L", "v", "i", "p", "7")
	w.reads("letters in English mode", "保单，客户。、vip7")
	w.key("Shift_L")
	w.word("nihao")
	w.reads("Chinese again", "保单，客户。、vip7你好")

	w.empty()
	w.word("baodan")
	w.compose("kehu")
	w.key("Shift_L")
	w.await(false, "switching to English")
	half := w.readsOne("switching to English half-way", func(s string) bool { return s == "保单" || s == "保单kehu" || s == "保单客户" }, "what was committed, and the rest once or not at all")
	w.key("BackSpace")
	w.reads("Backspace in English mode", string([]rune(half)[:len([]rune(half))-1]))
	w.key("Shift_L")
	w.empty()
}

// wide is how far from the left end of a field its caret stands after n Chinese characters.
func wide(n int) int { return 7 + 14*n }

// elsewhere clicks while a word is half typed, and presses a key that is a command where no field has the focus.
func (w *typist) elsewhere() {
	w.t.Helper()
	w.word("baodan")
	w.compose("kehu")
	x, y, width, height := w.wait("cards.search")
	w.press(x+width-60, y+height/2)
	w.await(false, "a click into the field")
	w.word("nihao")
	w.reads("a click into the field half-way", "保单你好")

	w.empty()
	w.compose("kehu")
	w.click("cards.list.1")
	w.await(false, "a click on the list")
	w.key("c")
	w.wait("calls.script")
	if _, _, ok := w.candidates(); ok {
		w.t.Errorf("a command of the room was composed; see %s", w.picture("command"))
	}
	w.click("nav.cards")
	w.click("cards.search")
	w.word("nihao")
	w.reads("a composition left half-way", "你好")
	w.empty()
}

// press clicks a place in the window.
func (w *typist) press(x, y int) {
	w.t.Helper()
	w.d.do("xdotool", "mousemove", "--window", w.xid, strconv.Itoa(x), strconv.Itoa(y))
	for range 2 {
		time.Sleep(80 * time.Millisecond)
		w.where("nav.lock")
	}
	w.d.do("xdotool", "click", "1")
	w.where("nav.lock")
}

// dialog types into a field of a dialog, which Enter and Escape would end.
func (w *typist) dialog() {
	w.t.Helper()
	w.click("cards.new")
	w.click("cards.prospect.name")
	w.compose("zhuge")
	w.key("Return")
	w.await(false, "Return")
	w.reads("Return in a dialog", "zhuge")
	w.key("ctrl+a")
	w.word("kehu")
	w.reads("a word over a selection", "客户")
	w.compose("nihao")
	w.key("Escape")
	w.await(false, "Escape")
	w.compose("nihao")
	w.key("BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace")
	w.await(false, "Backspace over the whole composition")
	w.reads("Escape and Backspace in a dialog", "客户")
	if _, _, _, _, ok := w.where("cards.prospect.form.submit"); !ok {
		w.t.Fatalf("the dialog has gone; see %s", w.picture("dialog"))
	}
	w.key("Escape")
	w.gone("cards.prospect.form.submit")
}

// note types a sentence of several commits into a field of several lines and hands it in.
func (w *typist) note(o *office) {
	w.t.Helper()
	w.click("cards.list.0")
	w.click("cards.record")
	w.click("cards.record.content")
	x, y, _, _ := w.wait("cards.record.content")
	w.word("jintianxiawu")
	w.word("baifangkehu")
	w.key("comma")
	w.word("women")
	w.word("yiqi")
	w.reads("several words", "今天下午拜访客户，我们一起")
	w.composeAt(x+wide(13), y, "baodan")
	w.choose()
	w.key("period")
	w.reads("a full stop", "今天下午拜访客户，我们一起保单。")
	w.key("Return")
	w.reads("Return of its own", "今天下午拜访客户，我们一起保单。\n")
	w.composeAt(x+wide(0), y+20, "kehu")
	w.choose()
	w.word("manyi")
	const want = "今天下午拜访客户，我们一起保单。\n客户满意"
	w.reads("two lines", want)
	w.click("cards.record.form.submit")
	w.gone("cards.record.form.submit")
	o.await("service_record", "typed", func(r map[string]any) bool { return r["content"] == want })
}

// password types where an input method must see nothing: letters arrive as they are.
func (w *typist) password() {
	w.t.Helper()
	w.key("ctrl+l")
	w.click("start.passphrase")
	w.key(strings.Split(passphrase, "")...)
	if _, _, ok := w.candidates(); ok {
		w.t.Errorf("an input method shows a passphrase; see %s", w.picture("passphrase"))
	}
	w.key("Return")
	w.wait("nav.lock")
	w.gone("start.passphrase")
}

// enrolled returns a centre with customers and the data folder of its planner.
func enrolled(t *testing.T) (*office, string) {
	t.Helper()
	work := t.TempDir()
	now, err := time.Parse(time.RFC3339, begins)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := fillCentre(t, o.db, now, 3)
	o.serve()
	data := filepath.Join(work, "planner")
	c := exec.Command(built(t, ".", "fangce"), "enrol", "-data", data, "-centre", o.url, "-now", begins, "-code", code)
	c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+work, "DBUS_SESSION_BUS_ADDRESS=disabled:")
	c.Stdin = strings.NewReader(passphrase + "\n")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("enrol: %v\n%s", err, out)
	}
	return o, data
}
