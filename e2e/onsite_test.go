package e2e

import (
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

// TestOnSite has a customer fill in and sign the questionnaire in the real window on the whole screen, with a real pointer:
// while it stands no key shows anything of others, and the planner takes the laptop back by a button that is held.
func TestOnSite(t *testing.T) {
	if testing.Short() {
		t.Skip("drives real windows")
	}
	fangce, centreBin := built(t, ".", "fangce"), built(t, "./cmd/centre", "centre")
	work := t.TempDir()
	o := &office{t: t, bin: centreBin, db: filepath.Join(work, "centre.db"), now: begins}
	planner2001 := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner,resource_manager")
	o.serve()
	p := open(t, startDisplay(t, "1366x768"), "planner", fangce, work)
	p.enrol(o.url, planner2001)
	importFile(p, work)
	p.sync()
	p.click("nav.cards")
	p.write("cards.search", "wjg")
	p.click("cards.list.0")
	p.wait("cards.policies.0")
	callWithScript(p, o)
	p.click("nav.visit")
	p.click("visit.list.0")
	p.click("visit.pages.there")
	p.wait("visit.onsite")
	p.key("F11")
	p.gone("nav.cards")
	p.click("visit.onsite.arrive")
	p.click("visit.onsite.page.proof")
	p.picture("onsite")
	p.click("visit.onsite.survey.fill")
	for _, item := range app.SurveyItems() {
		p.click("survey.importance." + item.ID + ".5")
		p.click("survey.rating." + item.ID + ".4")
	}
	p.key("ctrl+2", "ctrl+k", "Escape", "n")
	p.picture("survey")
	p.click("survey.next")
	p.drag("inking.ink", 20, 30, 40, 70, 60, 30)
	p.drag("inking.ink", 45, 20, 50, 80)
	p.picture("signed")
	p.click("survey.submit")
	p.wait("inking.thanks")
	o.await("signature", "under the questionnaire", func(r map[string]any) bool { return r["record_kind"] == "survey" && r["signer"] == "王建国" })
	o.await("survey", "signed", func(r map[string]any) bool { return r["signed_at"] != nil })
	p.hold("inking.hold")
	p.wait("visit.onsite.exit")
	p.click("visit.onsite.exit")
	p.wait("nav.cards")
	p.picture("back")
}

// drag draws a line through points given in hundredths of an element.
func (p *program) drag(id string, points ...int) {
	p.t.Helper()
	x, y, w, h := p.wait(id)
	for i := 0; i+1 < len(points); i += 2 {
		p.d.do("xdotool", "mousemove", "--window", p.xid, strconv.Itoa(x+w*points[i]/100), strconv.Itoa(y+h*points[i+1]/100))
		p.drawn(id)
		if i == 0 {
			p.d.do("xdotool", "mousedown", "1")
			p.drawn(id)
		}
	}
	p.d.do("xdotool", "mouseup", "1")
	p.where(id)
}

// drawn waits for a frame: the window looks where the pointer is once in each.
func (p *program) drawn(id string) {
	for range 2 {
		time.Sleep(40 * time.Millisecond)
		p.where(id)
	}
}

// hold keeps a button pressed until it goes.
func (p *program) hold(id string) {
	p.t.Helper()
	x, y, w, h := p.wait(id)
	p.d.do("xdotool", "mousemove", "--window", p.xid, strconv.Itoa(x+w/2), strconv.Itoa(y+h/2))
	p.drawn(id)
	p.d.do("xdotool", "mousedown", "1")
	p.gone(id)
	p.d.do("xdotool", "mouseup", "1")
}
