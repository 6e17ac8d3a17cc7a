package pdf

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestLook writes pictures of every form, filled in and blank, into the folder FANGCE_LOOK names, to be looked at.
func TestLook(t *testing.T) {
	folder := os.Getenv("FANGCE_LOOK")
	if folder == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, k := range Kinds() {
		name, looks := k.Name, map[string]Form{"example": k.Example()}
		if blank, ok := k.Blank(Sheet{}); ok {
			looks["blank"] = blank
		}
		for kind, f := range looks {
			pages, report, err := Pages(f, 80)
			if err != nil {
				t.Fatal(err)
			}
			if len(report.Cut)+len(report.Missing) > 0 {
				t.Logf("%s %s: %+v", name, kind, report)
			}
			for i, page := range pages {
				var b bytes.Buffer
				if err := png.Encode(&b, page); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%s-%d.png", name, kind, i+1)), b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
