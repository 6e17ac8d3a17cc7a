package centre_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// Whatever is done to the audit log behind the program's back is found.
func TestTheAuditLogCannotBeChangedUnseen(t *testing.T) {
	for what, c := range map[string]struct {
		sql  string
		file func(string) string // of the anchors
		says string              // "" for nothing
	}{
		"nothing":               {"", nil, ""},
		"an entry is changed":   {`UPDATE audit SET detail = '{}' WHERE n = 2`, nil, "第 2 条与哈希链不符"},
		"who did it":            {`UPDATE audit SET who = 'somebody' WHERE n = 1`, nil, "第 1 条与哈希链不符"},
		"a moment":              {`UPDATE audit SET at = at + 1 WHERE n = 3`, nil, "第 3 条与哈希链不符"},
		"an entry is removed":   {`DELETE FROM audit WHERE n = 3`, nil, "缺少 1 条"},
		"two are exchanged":     {`UPDATE audit SET n = -n WHERE n IN (4, 5); UPDATE audit SET n = 9 + n WHERE n < 0`, nil, "哈希链"},
		"the first is removed":  {`DELETE FROM audit WHERE n = 1`, nil, "缺少 1 条"},
		"the end is removed":    {`DELETE FROM audit WHERE n > 4`, nil, "尾部被删除"},
		"the last is removed":   {`DELETE FROM audit WHERE n = (SELECT max(n) FROM audit)`, nil, "尾部被删除"},
		"all is removed":        {`DELETE FROM audit`, nil, "尾部被删除"},
		"the anchors are gone":  {"", func(string) string { return "" }, "无法识别"},
		"an anchor is changed":  {"", func(s string) string { return strings.Replace(s, "1 ", "2 ", 1) }, "与锚定时不同"},
		"a restore is made up":  {`DELETE FROM audit WHERE n > 4`, func(s string) string { return s + "restored 4\n" }, "从备份恢复的记录"},
		"and work went on then": {`DELETE FROM audit WHERE n > 4; INSERT INTO audit SELECT 5, at, 'import', who, detail, hash FROM audit WHERE n = 1`, func(s string) string { return s + "restored 4\n" }, "从备份恢复的记录"},
	} {
		t.Run(what, func(t *testing.T) {
			w := newWorld(t)
			for i, no := range []string{"1001", "1002", "1003"} {
				l := w.laptop(no, "", app.RolePlanner)
				if i == 0 {
					wantProblem(t, "drain", l.revoke(l.id, wire.DeviceDraining), "")
				}
			}
			if c.sql != "" {
				if _, err := openRaw(t, w.path).Exec(c.sql); err != nil {
					t.Fatal(err)
				}
			}
			if c.file != nil {
				raw, err := os.ReadFile(centre.AnchorsOf(w.path))
				if err != nil {
					t.Fatal(err)
				}
				changed := c.file(string(raw))
				if changed == "" {
					changed = "x\n"
				}
				if err := os.WriteFile(centre.AnchorsOf(w.path), []byte(changed), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			r, err := w.c.VerifyAudit(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			all := strings.Join(r.Findings, "；")
			if (c.says == "") != (all == "") || !strings.Contains(all, c.says) {
				t.Errorf("found %q, want %q", all, c.says)
			}
			if c.says == "" && c.sql == "" && (r.Entries < 4 || r.Anchors == 0) {
				t.Errorf("%+v", r)
			}
		})
	}
}

// A chain that was made anew after a change is right in itself; the anchors know better, and so does a copy kept elsewhere.
func TestAChainMadeAnewIsFound(t *testing.T) {
	forged, honest := newWorld(t), newWorld(t)
	for range 3 {
		forged.user("1001", "", app.RolePlanner)
		forged.pass(time.Second)
		honest.user("1001", "", app.RolePlanner)
	}
	for _, x := range []struct {
		anchors string
		bad     bool
	}{{"", false}, {centre.AnchorsOf(honest.path), true}, {forged.path + ".none", true}} {
		r, err := forged.c.VerifyAudit(t.Context(), x.anchors)
		if err != nil || (len(r.Findings) > 0) != x.bad {
			t.Errorf("%q: %v %v", x.anchors, r.Findings, err)
		}
	}
}
