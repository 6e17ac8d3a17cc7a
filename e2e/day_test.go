package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	day        = "2026-11-20" // a Friday
	begins     = day + "T09:05:00+08:00"
	passphrase = "fangce2026"
)

// The insurer's file as a back office exports it: GB18030, Chinese headers, a protected number, separators in amounts.
const insurerFile = `银保续期清单,,,,,,,,,,,
保险单号,投保日期,险种名称,基本保额,期交保费,交费方式,缴费年限,应缴日期,投保人,证件号码,联系电话,联系地址
="2008440101",2019/3/5,瑞丰安康终身寿险,"100,000.00","6,800.50元",期交,20,2026年12月5日,王建国,340104196503127510,13856912345,合肥市蜀山区黄山路12号3幢501室
2008440102,20200701,瑞丰岁岁年金保险,20万,12000,期交,10,2026-11-28,尉迟秀英,340102197208153021,13955101234、0551-62345678,合肥市庐阳区长江中路8号
2.00844E+17,2018-5-1,瑞丰两全保险,50000,3000,期交,10,2026-12-01,李明,,13800001111,合肥市
合计,,,,"21,800.50",,,,,,,
`

// TestDay walks one day through the real programs, which find no folder of temporary files they could write to: the resource manager imports a file for a planner, the planner finds
// the card, calls, visits, prints, closes the day and syncs, the supervisor marks the log, and the planner sees the mark.
func TestDay(t *testing.T) {
	if testing.Short() {
		t.Skip("drives three real windows")
	}
	fangce, centreBin := built(t, ".", "fangce"), built(t, "./cmd/centre", "centre")
	work := t.TempDir()
	o := &office{t: t, bin: centreBin, db: filepath.Join(work, "centre.db"), now: begins}
	codes := map[string]string{
		"2010": o.do("user", "add", "-staff", "2010", "-name", "陆建成", "-role", "supervisor"),
		"2001": o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner", "-supervisor", "2010"),
		"2050": o.do("user", "add", "-staff", "2050", "-name", "汪立新", "-role", "resource_manager"),
	}
	o.serve()
	d := startDisplay(t, "1366x768")
	d.env = []string{"TMPDIR=" + closedFolder(t)}

	planner := open(t, d, "planner", fangce, work)
	planner.enrol(o.url, codes["2001"])

	manager := open(t, d, "manager", fangce, work)
	manager.enrol(o.url, codes["2050"])
	importFile(manager, work)
	manager.stop()
	if n := len(o.rows("policy")); n != 2 {
		t.Fatalf("the centre has %d policies, want 2: the ruined number must be refused, the rest taken", n)
	}

	planner.sync()
	planner.click("nav.cards")
	planner.write("cards.search", "wjg")
	planner.click("cards.list.0")
	planner.wait("cards.policies.0")
	callWithScript(planner, o)
	visit(planner, o)
	questionnaire(planner, work)
	closeDay(planner, o)

	supervisor := open(t, d, "supervisor", fangce, work)
	supervisor.enrol(o.url, codes["2010"])
	mark(supervisor, o)
	supervisor.stop()

	planner.sync()
	planner.click("nav.worklog")
	planner.wait("worklog.mark.13")
}

// closedFolder returns a folder in which nothing can be written, by an administrator neither.
func closedFolder(t testing.TB) string {
	t.Helper()
	for _, dir := range []string{t.TempDir(), "/proc/sys"} {
		_ = os.Chmod(dir, 0o500) //nolint:gosec // a folder has to be entered
		f, err := os.CreateTemp(dir, "")
		if err != nil {
			return dir
		}
		_ = f.Close()
	}
	t.Skip("every folder can be written to")
	return ""
}

// open starts a window on a data folder of its own.
func open(t testing.TB, d *display, name, bin, work string) *program {
	t.Helper()
	return startProgram(t, d, name, bin, "-data", filepath.Join(work, name), "-now", begins, "-lang", "zh_Hans", "-theme", "light")
}

// enrol binds a new laptop to a person and waits for the rooms.
func (p *program) enrol(url, code string) {
	p.t.Helper()
	p.write("start.centre", url)
	p.write("start.code", code)
	p.write("start.new", passphrase)
	p.write("start.again", passphrase)
	p.click("start.enrol")
	p.wait("nav.sync")
}

// sync runs a round with the centre and waits until nothing is unsent.
func (p *program) sync() {
	p.t.Helper()
	p.click("nav.sync")
	p.click("sync.now")
	p.wait("toast")
	p.wait("sync.now")
}

func importFile(p *program, work string) {
	p.t.Helper()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(insurerFile)
	if err != nil {
		p.t.Fatal(err)
	}
	file := filepath.Join(work, "export.csv")
	if err := os.WriteFile(file, []byte(gb), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.click("nav.intake")
	p.write("intake.path", file)
	p.click("intake.read")
	p.wait("intake.rows.2")
	p.write("intake.insurer", "RH")
	p.click("intake.to")
	p.key("Down", "Return")
	p.click("intake.import")
	p.wait("intake.done")
}

// callWithScript agrees a visit this afternoon from the card in sight.
func callWithScript(p *program, o *office) {
	p.t.Helper()
	p.click("cards.call")
	p.wait("calls.script")
	p.click("calls.outcome.agreed")
	p.write("calls.date", day)
	p.write("calls.time", "15:00")
	p.click("calls.form.submit")
	p.gone("calls.form.submit")
	o.await("appointment", "agreed by the call", func(a map[string]any) bool { return a["status"] == "planned" && a["place"] != "" })
	o.await("service_record", "of the call", func(r map[string]any) bool { return r["channel"] == "phone" && r["outcome"] == "agreed" })
}

func visit(p *program, o *office) {
	p.t.Helper()
	p.click("nav.visit")
	p.click("visit.list.0")
	p.click("visit.pages.there")
	p.click("visit.arrive")
	p.click("visit.pages.record")
	p.write("visit.content", "核实保单信息，提醒12月应缴保费")
	p.write("visit.attitude", "热情接待")
	p.write("visit.answer", "问分红查询，已现场演示")
	p.click("visit.finish")
	r := o.await("service_record", "of the visit", func(r map[string]any) bool { return r["channel"] == "visit" })
	for field, want := range map[string]string{"content": "核实保单信息，提醒12月应缴保费", "attitude": "热情接待", "answer": "问分红查询，已现场演示"} {
		if r[field] != want {
			p.t.Errorf("the visit's %s is %q, want %q", field, r[field], want)
		}
	}
}

// questionnaire prints the form of the card and compares what the paper says.
func questionnaire(p *program, work string) {
	p.t.Helper()
	file := filepath.Join(work, "questionnaire.pdf")
	p.click("nav.cards")
	p.click("cards.print.survey")
	p.wait("preview.page")
	p.click("preview.save")
	p.write("preview.path", file)
	p.click("preview.save_as.submit")
	p.gone("preview.save_as.submit")
	p.wait("preview.close")
	p.key("Escape")
	p.gone("preview.close")
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) { // what has begun to be saved goes on behind the closed preview
		if _, err := os.Stat(file); err == nil {
			break
		} else if time.Now().After(deadline) {
			p.t.Fatalf("the questionnaire was not saved: %v", err)
		}
	}
	text, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		p.t.Fatal(err)
	}
	paper := strings.Join(strings.Fields(string(text)), "")
	for _, want := range []string{"客户服务满意度调查问卷", "王建国", "2008440101", "瑞丰安康终身寿险", "林晓燕", "对保险规划师的接受程度"} {
		if !strings.Contains(paper, want) {
			p.t.Errorf("the questionnaire does not say %s; it says:\n%s", want, text)
		}
	}
	for _, other := range []string{"尉迟秀英", "2008440102"} {
		if strings.Contains(paper, other) {
			p.t.Errorf("the questionnaire names another customer: %s", other)
		}
	}
}

func closeDay(p *program, o *office) {
	p.t.Helper()
	p.click("nav.worklog")
	p.wait("worklog.entries")
	p.write("worklog.development", "客户有意为女儿配置教育金")
	p.click("worklog.close")
	p.click("worklog.confirm.submit")
	p.wait("worklog.add")
	p.sync()
	log := o.await("work_log", "closed", func(l map[string]any) bool { return l["status"] == "closed" })
	entries, _ := log["entries"].([]any)
	if len(entries) != 2 {
		p.t.Errorf("the closed log holds %d entries, want the call and the visit: %v", len(entries), entries)
	}
	if log["development"] != "客户有意为女儿配置教育金" {
		p.t.Errorf("the closed log says %q", log["development"])
	}
}

func mark(p *program, o *office) {
	p.t.Helper()
	p.click("nav.team")
	p.click("team.after")
	p.click("team.list.0")
	p.wait("team.entries")
	p.write("team.criterion.calls.field", "6")
	p.write("team.criterion.visits.field", "5")
	p.write("team.criterion.plan.field", "2")
	p.write("team.comment", "记录完整，注意准客户的积累")
	p.click("team.save")
	p.wait("toast")
	p.sync()
	o.await("log_mark", "of 13", func(m map[string]any) bool {
		return m["score"] == 13.0 && m["comment"] == "记录完整，注意准客户的积累"
	})
}
