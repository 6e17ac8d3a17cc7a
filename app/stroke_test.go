package app_test

import (
	"math"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

func TestASlipOfTheHandIsNoSignature(t *testing.T) {
	slip := []app.Stroke{{100, 100, 0, 110, 104, 8}}
	name := []app.Stroke{{100, 100, 0, 400, 120, 30}, {250, 40, 300, 240, 380, 520}}
	g := app.Signature{Signer: "王颖", Role: app.SignerCustomer, Width: 1800, Height: 600, Hash: strings.Repeat("a", 64)}
	for _, c := range []struct {
		strokes []app.Stroke
		want    bool
	}{{nil, false}, {slip, false}, {name, true}, {[]app.Stroke{{100, 100, 0, 400}, name[1], name[0]}, false}} {
		g.Strokes = c.strokes
		if g.Valid() != c.want {
			t.Errorf("%v: valid %v", c.strokes, !c.want)
		}
	}
	if !(app.Signature{Withdraws: "x"}).Valid() || (app.Signature{Withdraws: "x", Strokes: name}).Valid() {
		t.Error("taking back")
	}
}

func TestPolylines(t *testing.T) {
	lines, width := app.Polylines([]app.Stroke{{100, 50, 0, 300, 50, 10, 300, 150, 20}, {200, 100, 40}})
	if len(lines) != 2 || width != 2 || len(lines[1]) != 1 || lines[1][0] != (app.InkPoint{X: 1, Y: 0.5}) {
		t.Fatalf("%v, %v", lines, width)
	}
	first := lines[0]
	if first[0] != (app.InkPoint{}) || first[len(first)-1] != (app.InkPoint{X: 2, Y: 1}) || len(first) != 7 {
		t.Errorf("the line runs %v", first)
	}
	for _, p := range first {
		if p.X < 0 || p.X > 2 || p.Y < 0 || p.Y > 1 {
			t.Errorf("%v is out of the frame", p)
		}
	}
	level, w := app.Polylines([]app.Stroke{{0, 500, 0, 1000, 500, 10}})
	if math.Abs(w-5) > 1e-9 || math.Abs(level[0][0].Y-0.5) > 1e-9 {
		t.Errorf("a level line stands at %v of width %v", level, w)
	}
	if lines, width := app.Polylines(nil); lines != nil || width != 0 {
		t.Error("nothing drawn")
	}
}

func TestSignedHashIsOfWhatWasRead(t *testing.T) {
	v := app.Visit{ID: "v", CustomerID: "c", PersonID: "p", ArrivedAt: 5, Items: []string{"b", "a"}}
	hash := func(v app.Visit) string { return app.SignedHash("visit", v.ID, app.KindVisit.Encode(v)) }
	is := hash(v)
	later := v
	later.LeftAt, later.RecordID, later.Attitude, later.Items = 9, "r", "热情", []string{"a", "b"}
	if !app.ValidSha(is) || hash(later) != is {
		t.Error("what is noted afterwards changes what was signed")
	}
	other := v
	other.Items = []string{"a"}
	elsewhere := v
	elsewhere.ID = "w"
	if hash(other) == is || hash(elsewhere) == is {
		t.Error("other facts have the same hash")
	}
	if app.SignedHash("policy", "x", record.Body{}) != "" {
		t.Error("a policy is not signed")
	}
}
