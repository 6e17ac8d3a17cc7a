package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A run that is kept is printed to the byte by its number, explained and compared.
func TestAllotRuns(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner")
	month, err := os.ReadFile(allotExamples + "month.in.json")
	if err != nil {
		t.Fatal(err)
	}
	equal := write(t, "equal.json", []byte(strings.Replace(string(month), `"score"`, `"equal"`, 1)))
	kept, said, code := centreRun(t, "allot", "-keep", "-note", "按得分", "-factors", "2026-10", "-db", db, allotExamples+"month.in.json")
	if want, err := os.ReadFile(allotExamples + "month.out.json"); code != 0 || err != nil || kept != string(want) || !strings.Contains(said, "第 1 号") {
		t.Fatalf("exit %d: %s %v", code, said, err)
	}
	must(t, "allot", "-keep", "-db", db, equal)
	if got := must(t, "allot", "-run", "1", "-db", db); got != kept {
		t.Error("the run comes out otherwise")
	}
	if got, want := must(t, "allot", "-run", "1", "-db", db, "-explain", "000203203692906"), must(t, "allot", allotExamples+"month.in.json", "-explain", "000203203692906"); got != want {
		t.Error("the run is explained otherwise")
	}
	if list := strings.Split(strings.TrimSpace(must(t, "allot", "-list", "-db", db)), "\n"); len(list) != 2 || !strings.Contains(list[0], "400 件") || !strings.Contains(list[0], "按得分") || !strings.Contains(list[0], "依据 2026-10") {
		t.Errorf("%q", list)
	}
	var c comparison
	if err := json.Unmarshal([]byte(must(t, "allot", "-run", "2", "-against", "1", "-db", db)), &c); err != nil {
		t.Fatal(err)
	}
	totals := [2]int{}
	for _, p := range c.Planners {
		totals[0] += p.Total[0]
		totals[1] += p.Total[1]
	}
	if len(c.Planners) != 12 || c.Planners[0].Total != [2]int{28, c.Planners[0].Total[1]} || totals != [2]int{323, 323} || len(c.Moved) < 50 || c.Same+len(c.Moved) != 400 {
		t.Errorf("%v, %d moved, %d the same, %+v", totals, len(c.Moved), c.Same, c.Planners[0])
	}
	if log := must(t, "audit", "-db", db); strings.Count(log, "保存资源分配") != 2 {
		t.Error(log)
	}
	for code, all := range map[int][][]string{
		exitUsage: {
			{"-run", "1"},
			{"-keep", equal},
			{"-pool", equal},
			{"-list"},
			{"-run", "1", "-db", db, equal},
			{"-run", "1", "-keep", "-db", db},
			{"-note", "x", equal},
			{"-factors", "2026-10", equal},
			{"-list", "-run", "1", "-db", db},
			{"-pool", "-db", db, equal},
			{"-run", "1", "-against", "2", "-rest", "-db", db},
		},
		exitFailed: {{"-run", "7", "-db", db}, {"-keep", "-factors", "10", "-db", db, equal}, {"-against", "7", "-db", db, equal}, {"-run", "1", "-db", db + "x"}},
	} {
		for _, args := range all {
			if out, errs, got := centreRun(t, append([]string{"allot"}, args...)...); got != code || errs == "" || out != "" {
				t.Errorf("%v: exit %d, %s", args, got, errs)
			}
		}
	}
}

// The cases of the centre's own pool are dealt to the planners of a file.
func TestAllotFromThePool(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner")
	must(t, "import", "-db", db, "-to", "1001", "-insurer", "RF", write(t, "a.csv", []byte(sheet)))
	small, err := os.ReadFile(allotExamples + "small.in.json")
	if err != nil {
		t.Fatal(err)
	}
	planners := write(t, "in.json", []byte(string(small[:strings.Index(string(small), `"cases"`)])+`"cases": []}`))
	total := func() int {
		var out struct{ Total int }
		if err := json.Unmarshal([]byte(must(t, "allot", "-pool", "-keep", "-db", db, planners)), &out); err != nil {
			t.Fatal(err)
		}
		return out.Total
	}
	if n := total(); n != 0 {
		t.Errorf("%d cases of customers who have a planner", n)
	}
	must(t, "handover", "-db", db, "-from", "1001", "-to", "pool")
	if n := total(); n < 3 {
		t.Errorf("%d cases", n)
	}
	if first, second := must(t, "allot", "-run", "2", "-db", db), must(t, "allot", "-pool", "-db", db, planners); first != second {
		t.Error("the pool is dealt otherwise the second time")
	}
	must(t, "handover", "-db", db, "-from", "pool", "-to", "1001")
	if again := must(t, "allot", "-run", "2", "-db", db); !strings.Contains(again, "policy_no") {
		t.Error("the run has changed with the pool")
	}
}
