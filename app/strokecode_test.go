package app_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestStrokesAsText(t *testing.T) {
	for _, s := range []app.Stroke{
		{}, {0, 0, 0}, {5, -7, 3}, {11000, 4200, 0, 10990, 4211, 12, -1, 0, 24}, {1 << 31, -1 << 31, 15, 16, 31, 32}, {1, 2},
	} {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got app.Stroke
		if err := json.Unmarshal(b, &got); err != nil || !slices.Equal(got, s) {
			t.Errorf("%v as %s is %v, %v", s, b, got, err)
		}
	}
	var plain []app.Stroke
	if err := json.Unmarshal([]byte(`[[1,2,3,4,5,6],"CEG"]`), &plain); err != nil || len(plain) != 2 || !slices.Equal(plain[0], app.Stroke{1, 2, 3, 4, 5, 6}) ||
		!slices.Equal(plain[1], app.Stroke{1, 2, 3}) {
		t.Errorf("%v, %v", plain, err)
	}
	for _, bad := range []string{`"!"`, `"g"`, `"gggggggggA"`, `{}`} {
		var s app.Stroke
		if err := json.Unmarshal([]byte(bad), &s); err == nil {
			t.Errorf("%s is read as %v", bad, s)
		}
	}
}

// An arc keeps its form with far fewer points, with its ends, and a dot stays a dot.
func TestThinStrokes(t *testing.T) {
	var arc app.Stroke
	for i := range 101 {
		a := math.Pi * float64(i) / 100
		arc = append(arc, int(2000*math.Cos(a)), int(2000*math.Sin(a)), 12*i)
	}
	got := app.Thin([]app.Stroke{arc, {7, 7, 7}}, 4200)
	n := len(got[0])
	if n < 15 || n > 75 || !slices.Equal(got[0][:3], arc[:3]) || !slices.Equal(got[0][n-3:], arc[300:]) || !slices.Equal(got[1], app.Stroke{7, 7, 7}) {
		t.Errorf("%v", got)
	}
	if math.Abs(got[0].Length()/arc.Length()-1) > 0.01 {
		t.Errorf("length %f of %f", got[0].Length(), arc.Length())
	}
}
