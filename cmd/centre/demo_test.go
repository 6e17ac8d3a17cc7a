package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestDemoPrintsAccounts(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	out := must(t, "demo", "-db", db, "-seed", "4", "-now", "2026-11-23T10:40:00+08:00")
	rows := regexp.MustCompile(`(?m)^\d{4} +\S+ +\S+ +[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$`).FindAllString(out, -1)
	if len(rows) != 11 || !strings.HasPrefix(out, "工号  姓名") {
		t.Errorf("%d accounts in\n%s", len(rows), out)
	}
	if _, errs, code := centreRun(t, "demo"); code != exitUsage || !strings.Contains(errs, "-db") {
		t.Errorf("without -db: exit %d, %s", code, errs)
	}
}
