package e2e

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// typedPause is how soon what was typed must be on the disk.
const typedPause = time.Second

// A program that is killed, or locked, while somebody types has everything on the disk that was typed a second before: half an
// outcome of a call, a dialog that stands open, a line of the plan and a text of the work log. Today lists it, its forms
// open again as they were left, and handing them in leaves nothing begun.
func TestDraftsSurviveAKill(t *testing.T) {
	if testing.Short() {
		t.Skip("drives a real window")
	}
	work := t.TempDir()
	fangce := built(t, ".", "fangce")
	now, err := time.Parse(time.RFC3339, begins)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := fillCentre(t, o.db, now, 40)
	o.serve()
	d := startDisplay(t, "1366x768")
	p := open(t, d, "planner", fangce, work)
	p.enrol(o.url, code)
	again := func() {
		t.Helper()
		time.Sleep(typedPause)
		p.signal(syscall.SIGKILL)
		p.mustEnd("a kill", patience, -1)
		now = now.Add(10 * time.Minute)
		p = startProgram(t, d, "planner", fangce, "-data", filepath.Join(work, "planner"), "-now", now.Format(time.RFC3339), "-lang", "zh_Hans", "-theme", "dark")
		p.unlock()
	}

	p.click("nav.worklog")
	p.write("worklog.plan.text", "周一上午联系支公司续收")
	p.click("nav.calls")
	p.click("calls.list.0")
	p.click("calls.outcome.complaint")
	p.write("calls.content", "客户反映等候时间过长")
	p.key("Escape")
	p.gone("calls.form.submit")
	p.click("nav.cards")
	p.click("cards.new")
	p.write("cards.prospect.name", "诸葛明远")
	p.write("cards.prospect.source", "老客户转介绍")
	again()

	p.wait("today.draft.2.open") // the newest first: the prospect, the call, the plan
	p.picture("drafts-listed")
	p.click("today.draft.0.open")
	p.wait("draft.discard")
	p.picture("drafts-prospect")
	p.click("cards.prospect.form.submit")
	p.gone("cards.prospect.form.submit")
	o.await("customer", "the prospect half typed", func(c map[string]any) bool { return c["name"] == "诸葛明远" && c["source"] == "老客户转介绍" })
	p.click("nav.today")
	p.click("today.draft.0.open")
	p.wait("draft.discard")
	p.write("calls.attitude", "不满")
	p.write("calls.answer", "已致歉，三日内答复")
	again() // and once more, in a form that was restored

	p.wait("today.draft.1.open")
	p.click("today.draft.0.open")
	p.wait("draft.discard")
	p.picture("drafts-call")
	p.key("Escape") // neither leaving the form nor a lock loses anything
	p.gone("calls.form.submit")
	p.key("ctrl+l")
	p.unlock()
	p.click("today.draft.0.open")
	p.wait("draft.discard")
	p.click("calls.form.submit")
	p.gone("calls.form.submit")
	o.await("service_record", "half typed, twice", func(r map[string]any) bool {
		return r["content"] == "客户反映等候时间过长" && r["attitude"] == "不满" && r["answer"] == "已致歉，三日内答复"
	})
	p.click("nav.today")
	p.click("today.draft.0.open")
	p.write("worklog.development", "新增准客户一名")
	again()

	p.wait("today.draft.1.open")
	p.click("nav.worklog")
	p.wait("worklog.restored")
	p.picture("drafts-log")
	p.click("worklog.plan.add")
	p.wait("worklog.plan.0")
	p.click("worklog.close")
	p.click("worklog.confirm.submit")
	p.wait("worklog.add")
	p.sync()
	log := o.await("work_log", "closed", func(l map[string]any) bool { return l["status"] == "closed" })
	plan, _ := log["tomorrow"].([]any)
	if log["development"] != "新增准客户一名" || len(plan) != 1 || !strings.Contains(text(plan[0]), "周一上午联系支公司续收") {
		t.Errorf("the log says %q and plans %v", log["development"], plan)
	}
	p.click("nav.today")
	p.gone("today.drafts")
}

// text writes a value of a row as JSON does, to look for a text in it.
func text(v any) string {
	m, _ := v.(map[string]any)
	s, _ := m["text"].(string)
	return s
}
