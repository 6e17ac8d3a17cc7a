package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestHandOver(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	for _, no := range []string{"1001", "1002"} {
		must(t, "user", "add", "-db", db, "-staff", no, "-name", "员工"+no, "-role", "planner")
	}
	must(t, "import", "-db", db, "-to", "1001", "-insurer", "RF", write(t, "a.csv", []byte(sheet)))
	seat := func(no string) int {
		return strings.Count(must(t, "export", "-db", db, "-kind", "customer"), `"seat:`+personID(no)+`"`)
	}
	all := seat("1001")
	if all < 2 || seat("1002") != 0 {
		t.Fatalf("%d and %d cards", all, seat("1002"))
	}
	said, _, code := centreRun(t, "handover", "-db", db, "-from", "1001", "-to", "1002", "-customer", "KF2026000001")
	if code != 0 || !strings.Contains(said, "1 张") || seat("1002") != 1 {
		t.Errorf("exit %d: %s, %d cards", code, said, seat("1002"))
	}
	must(t, "handover", "-db", db, "-from", "1001", "-to", "pool")
	if seat("1001") != 0 || seat("1002") != 1 {
		t.Errorf("%d and %d cards", seat("1001"), seat("1002"))
	}
	must(t, "handover", "-db", db, "-from", "pool", "-to", "1001", "-customer", "KF2026000002")
	if seat("1001") != 1 {
		t.Errorf("%d cards", seat("1001"))
	}
	for _, args := range [][]string{
		{"-from", "9999", "-to", "1002"},                              // nobody
		{"-from", "1001", "-to", "1002", "-customer", "KF2026000001"}, // lies elsewhere
		{"-from", "1001", "-to", "9999"},
	} {
		if _, said, code := centreRun(t, append([]string{"handover", "-db", db}, args...)...); code != 1 || said == "" {
			t.Errorf("%v: exit %d: %s", args, code, said)
		}
	}
	for _, args := range [][]string{{"-from", "1001"}, {"-from", "1001", "-to", "1001"}, {"-from", "1001", "-to", "1002", "x"}} {
		if _, _, code := centreRun(t, append([]string{"handover", "-db", db}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}
