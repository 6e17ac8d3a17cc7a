package demo_test

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/centre/demo"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestFill fills two centres, one of them twice: all three give the same export, and everybody gets a code.
func TestFill(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 11, 23, 10, 40, 0, 0, app.Shanghai)
	fill := func(c *centre.Centre) string {
		accounts, err := demo.Fill(ctx, c, demo.Options{Seed: 7, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		var roles []string
		for _, a := range accounts {
			roles = append(roles, a.Roles...)
			if a.Code == "" || a.Name == "" || a.StaffNo == "" {
				t.Errorf("account %+v", a)
			}
		}
		for _, r := range app.AllRoles {
			if !slices.Contains(roles, r) {
				t.Errorf("nobody is %s", r)
			}
		}
		var all bytes.Buffer
		for _, k := range record.Kinds() {
			before := all.Len()
			if err := c.Export(ctx, k.Name, &all); err != nil {
				t.Fatal(err)
			}
			if all.Len() == before && k != app.KindAttachment { // files are added by people
				t.Errorf("no %s at the centre", k.Name)
			}
		}
		return all.String()
	}
	open := func() *centre.Centre {
		c, err := centre.Open(ctx, filepath.Join(t.TempDir(), "centre.db"), centre.Options{Clock: app.StartingAt(now)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	a, b := open(), open()
	first := fill(a)
	if fill(b) != first {
		t.Error("the same seed and moment gave two exports")
	}
	if fill(a) != first {
		t.Error("filling again changed something")
	}
}

// TestInsurerFile reads the demo's insurer file as the import room does: GB18030, untidy, but all of it understood or
// explained.
func TestInsurerFile(t *testing.T) {
	raw, err := assets.Demo.ReadFile("demo/insurer.csv")
	if err != nil {
		t.Fatal(err)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || !bytes.Contains(text, []byte("王𬱖")) || bytes.Contains(raw, []byte("保单")) {
		t.Fatalf("no GB18030 with rare characters: %v", err)
	}
	ctx := context.Background()
	sheet, err := intake.Read(ctx, "insurer.csv", bytes.NewReader(raw), int64(len(raw)), nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := intake.Preview(ctx, sheet, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.OK < 34 || p.Same != 1 || p.Refused != 1 || p.Doubtful < 4 {
		t.Errorf("%d ok, %d same, %d refused, %d doubtful", p.OK, p.Same, p.Refused, p.Doubtful)
	}
}
