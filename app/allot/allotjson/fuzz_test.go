package allotjson_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
)

// FuzzRead reads anything: it is refused as invalid, or it is JSON of which encoding/json reads the same, and it can be
// dealt.
func FuzzRead(f *testing.F) {
	good := small(f)
	f.Add(good)
	f.Add(good[:200])
	f.Add([]byte(strings.ReplaceAll(string(good), " ", "")))
	f.Add([]byte(`{"month":"2026-12","mode":"equal","shares":{"maturing":1,"renewal":0,"old":0,"unmatured":0,"other":0},"bands":[],"planners":[],"cases":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := allotjson.Read(bytes.NewReader(data))
		if err != nil {
			if app.Code(err) != app.ErrInvalid {
				t.Fatal(err)
			}
			return
		}
		var plain struct {
			Month    string
			Planners []struct {
				StaffNo string `json:"staff_no"`
			}
			Cases []struct {
				PolicyNo string `json:"policy_no"`
			}
		}
		if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &plain); err != nil || plain.Month != in.Month ||
			len(plain.Planners) != len(in.Planners) || len(plain.Cases) != len(in.Cases) {
			t.Fatalf("taken, and read otherwise: %v", err)
		}
		for i, p := range plain.Planners {
			if p.StaffNo != in.Planners[i].StaffNo {
				t.Fatalf("%q, not %q", p.StaffNo, in.Planners[i].StaffNo)
			}
		}
		for i, c := range plain.Cases {
			if c.PolicyNo != in.Cases[i].PolicyNo {
				t.Fatalf("%q, not %q", c.PolicyNo, in.Cases[i].PolicyNo)
			}
		}
		r, err := allot.Allocate(in)
		if err != nil {
			if app.Code(err) != app.ErrInvalid || app.FieldOf(err) == "" {
				t.Fatal(err)
			}
			return
		}
		for _, r := range []*allot.Result{r, r.Rest()} {
			var b bytes.Buffer
			if err := allotjson.Write(&b, r); err != nil || !json.Valid(b.Bytes()) {
				t.Fatal("no JSON comes out", err)
			}
		}
	})
}
