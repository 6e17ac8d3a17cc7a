package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/pinyin"
	"github.com/fangce/fangce/ui/widgets"
)

// step splits a task's steps at blanks outside of texts.
var step = regexp.MustCompile(`“[^”]*”|\S+`)

// perform does the steps of a task, beginning in Today, and returns what they took.
func (p *workplace) perform(steps string) effort {
	p.t.Helper()
	if staff := strings.TrimPrefix(strings.Fields(steps)[0], "*"); len(staff) == 4 && strings.HasPrefix(steps, "*") {
		p.change(staff)
		steps = strings.TrimPrefix(steps, "*"+staff)
	}
	p.press("Ctrl+1")
	p.calm()
	p.begin()
	p.do(steps)
	p.calm()
	return effort{p.keys, p.typed, p.clicks, strings.Join(p.did, " ")}
}

// do does steps.
func (p *workplace) do(steps string) {
	p.t.Helper()
	for _, s := range step.FindAllString(steps, -1) {
		what := strings.TrimLeft(s, "?!@^%~=#*“")
		switch {
		case strings.HasPrefix(s, "“"):
			p.write(p.filled(strings.TrimSuffix(what, "”")))
		case s == "*online":
			p.online.Store(true)
		case s == "*clear": // the search, for what follows; it is no part of the task
			p.strike("Ctrl+F")
			p.strike("Esc")
			p.settle()
		case strings.HasPrefix(s, "#"):
			p.choose(what)
		case strings.HasPrefix(s, "@^"):
			p.held = fyne.KeyModifierControl
			p.click(what)
			p.held = 0
		case strings.HasPrefix(s, "@%"):
			p.hold(what)
		case strings.HasPrefix(s, "@"):
			p.click(what)
		case strings.HasPrefix(s, "?"):
			p.await("seeing "+what, func() bool { return p.sees(what) })
			p.calm()
		case strings.HasPrefix(s, "!"):
			p.await("the end of "+what, func() bool { return !p.sees(what) })
		case strings.HasPrefix(s, "~"):
			p.await("the message "+what, func() bool { return strings.Contains(p.toast(), what) })
		case s == "=paper":
			p.await("the paper at the printer", p.printed)
		case strings.HasPrefix(s, "="):
			p.await("a new "+what, func() bool { return p.wrote(what) })
		default:
			p.press(s)
		}
	}
}

// change locks the account in use and opens that of another person.
func (p *workplace) change(staff string) {
	p.t.Helper()
	if p.session.Me().StaffNo == staff {
		return
	}
	p.press("Ctrl+L")
	p.await("the start screen", func() bool { return p.sees("start.accounts") })
	all, err := accounts{data: filepath.Join(p.work, "laptop")}.list()
	if err != nil {
		p.t.Fatal(err)
	}
	for i, a := range all {
		if a.StaffNo == staff {
			p.unlock(fmt.Sprint(i))
		}
	}
}

func (p *workplace) toast() string {
	if s, ok := widgets.Find("toast").(*widgets.Stage); ok {
		return s.ToastText()
	}
	return ""
}

// begin counts from nought.
func (p *workplace) begin() {
	p.keys, p.typed, p.clicks, p.did = 0, 0, 0, nil
	p.before = p.unsent()
	_ = os.Remove(p.printer())
}

// unsent counts what the centre does not have yet, by its kind: the centre cannot be reached while tasks are performed.
func (p *workplace) unsent() map[string]int {
	items, err := p.session.store.Unsent(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	n := map[string]int{}
	for _, i := range items {
		n[i.Kind]++
	}
	return n
}

func (p *workplace) wrote(kind string) bool { return p.unsent()[kind] > p.before[kind] }

// printer is the file in which the system's printing program of the test leaves what it was called with.
func (p *workplace) printer() string { return filepath.Join(p.work, "printed") }

func (p *workplace) printed() bool {
	_, err := os.Stat(p.printer())
	return err == nil
}

// filled puts what is known of the customers into a text.
func (p *workplace) filled(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	c := p.customer()
	phone := c.Phones[0].Number
	return strings.NewReplacer("{tail}", phone[len(phone)-4:], "{initials}", pinyin.Of(c.Name).Initials[0]).Replace(text)
}

// customer is somebody whom the last four digits of the phone find alone.
func (p *workplace) customer() app.Customer {
	ctx := context.Background()
	s := p.session.Service
	ids, err := s.CardIndex(ctx, app.CardQuery{Sort: app.SortByName})
	if err != nil {
		p.t.Fatal(err)
	}
	rows, err := s.CardRows(ctx, ids[:40])
	if err != nil {
		p.t.Fatal(err)
	}
	for _, r := range rows {
		if len([]rune(r.Name)) != 3 {
			continue
		}
		v, err := s.Card(ctx, r.ID)
		if err != nil {
			p.t.Fatal(err)
		}
		if len(v.Customer.Phones) == 0 || len(v.Customer.Phones[0].Number) != 11 {
			continue
		}
		n := v.Customer.Phones[0].Number
		if found, err := s.CardIndex(ctx, app.CardQuery{Text: n[7:], Sort: app.SortByName}); err == nil && len(found) == 1 {
			return v.Customer
		}
	}
	p.t.Fatal("nobody can be told by the end of a phone number")
	return app.Customer{}
}

// scan is a picture of a signed paper.
func (p *workplace) scan() string {
	path := filepath.Join(p.work, "问卷.jpg")
	if _, err := os.Stat(path); err != nil {
		if err := tourPhoto(path, scanTint); err != nil {
			p.t.Fatal(err)
		}
	}
	return path
}

// tasksDoc is the table of the tasks with what they take.
const tasksDoc = "docs/tasks.md"

// TestTasks performs the tasks of docs/tasks.md by the keyboard and with the mouse, and compares what they take with what
// stands there. FANGCE_WRITE=1 writes the table anew; FANGCE_TASK=2,5 performs some only.
func TestTasks(t *testing.T) {
	doc, err := filepath.Abs(tasksDoc)
	if err != nil {
		t.Fatal(err)
	}
	only := strings.FieldsFunc(os.Getenv("FANGCE_TASK"), func(r rune) bool { return r == ',' })
	lines := make([]taken, len(plannersTasks))
	for _, way := range []string{"keys", "mouse"} {
		ok := t.Run(way, func(t *testing.T) {
			p := newWorkplace(t, tourPlanner, tourSupervisor)
			p.unlock("0")
			p.change(tourPlanner)
			t.Chdir(filepath.Dir(p.scan()))
			p.online.Store(false)
			for i, task := range plannersTasks {
				steps := task.keys
				if way == "mouse" {
					steps = task.hand
				}
				if steps == "" || len(only) > 0 && !slices.Contains(only, fmt.Sprint(i+1)) {
					continue
				}
				did := p.perform(steps)
				p.picture(fmt.Sprintf("%s-%02d", way, i+1))
				if lines[i].name = task.name; way == "keys" {
					lines[i].keyboard = did
				} else {
					lines[i].mouse = did
				}
				t.Logf("%2d keys %2d characters %2d clicks  %s: %s", did.keys, did.typed, did.clicks, task.name, did.how)
			}
		})
		if !ok {
			return
		}
	}
	if len(only) > 0 {
		return
	}
	was, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(was), tableHead)
	if !found {
		t.Fatalf("%s has no table", tasksDoc)
	}
	now := head + table(lines)
	if os.Getenv("FANGCE_WRITE") != "" {
		if err := os.WriteFile(doc, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if now != string(was) {
		t.Errorf("%s says something else; FANGCE_WRITE=1 writes it anew:\n%s", tasksDoc, table(lines))
	}
}

// effort is what a task took.
type effort struct {
	keys, typed, clicks int
	how                 string
}

// taken is what a task took in both ways.
type taken struct {
	name            string
	keyboard, mouse effort
}

const tableHead = "| | task | keys | characters | keys pressed | clicks | characters |\n"

func table(lines []taken) string {
	var b strings.Builder
	b.WriteString(tableHead + "|--:|---|--:|--:|---|--:|--:|\n")
	for i, l := range lines {
		clicks, typed := fmt.Sprint(l.mouse.clicks), fmt.Sprint(l.mouse.typed)
		if l.mouse.how == "" {
			clicks, typed = "–", "–"
		}
		fmt.Fprintf(&b, "| %d | %s | %d | %d | %s | %s | %s |\n", i+1, l.name, l.keyboard.keys, l.keyboard.typed, l.keyboard.how, clicks, typed)
	}
	return b.String()
}
