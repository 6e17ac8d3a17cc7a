package centre_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Three laptops edit one field at once; in whatever order the edits arrive, the same one wins and the same two are kept.
func TestEveryOrderOfArrivalEndsTheSame(t *testing.T) {
	want := ""
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		w := newWorld(t)
		laptops := []*laptop{w.laptop("1001", "", app.RolePlanner)}
		for range 2 {
			laptops = append(laptops, w.enrol(w.user("1001", "", app.RolePlanner)))
		}
		c := customer("王芳")
		laptops[0].push(laptops[0].create(c))
		var ops []wire.Op
		for i, l := range laptops {
			l.pull()
			w.pass(time.Second)
			ops = append(ops, l.set("customer", c.ID, "employer", fmt.Sprintf("单位%d", i)))
		}
		for _, i := range order {
			laptops[i].push(ops[i])
		}
		got := []string{fmt.Sprint(w.export("customer")[c.ID]["employer"])}
		for _, k := range w.export("kept") {
			got = append(got, fmt.Sprint(k["value"]))
		}
		slices.Sort(got[1:])
		if end := strings.Join(got, " "); want == "" {
			want = end
		} else if end != want {
			t.Errorf("order %v ends as %s, the first one as %s", order, end, want)
		}
	}
	if want != `单位2 "单位0" "单位1"` {
		t.Errorf("ended as %s", want)
	}
}

// Random work on three laptops with lost replies and repeated pushes: all end with the same rows, counters have no gaps,
// and every value ever written stands, is kept, or was replaced by someone who had seen it.
func TestLaptopsConverge(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { converge(t, rand.New(rand.NewPCG(seed, 1))) })
	}
}

func converge(t *testing.T, rnd *rand.Rand) {
	w := newWorld(t)
	sims := []*sim{{laptop: w.laptop("1001", "", app.RolePlanner)}}
	for range 2 {
		sims = append(sims, &sim{laptop: w.enrol(w.user("1001", "", app.RolePlanner))})
	}
	var ids []string
	for range 4 {
		c := customer("王芳")
		ids = append(ids, c.ID)
		sims[0].push(sims[0].create(c))
	}
	written := map[string]bool{}
	for step := range 150 {
		s := sims[rnd.IntN(len(sims))]
		w.pass(time.Duration(rnd.IntN(5000)) * time.Millisecond)
		switch rnd.IntN(6) {
		case 0:
			s.pull()
		case 1:
			s.send(rnd)
		default:
			id, value := ids[rnd.IntN(len(ids))], fmt.Sprintf("值%d", step)
			if s.rows["customer/"+id].Ver == 0 {
				s.pull()
			}
			field := []string{"employer", "occupation", "notes"}[rnd.IntN(3)]
			if field != "notes" {
				written[string(record.Value(value))] = true
			}
			s.queue = append(s.queue, s.set("customer", id, field, value))
		}
	}
	for _, s := range sims {
		s.settle()
	}
	for _, s := range sims {
		s.pull()
		if !maps.EqualFunc(s.rows, sims[0].rows, sameEntry) {
			t.Errorf("laptops differ: %v and %v", s.rows, sims[0].rows)
		}
	}
	db := openRaw(t, w.path)
	var gaps int
	if err := db.QueryRow(`SELECT count(*) FROM stream s WHERE head <> (SELECT sum(ver) FROM row r WHERE r.stream = s.name)
		OR head <> (SELECT max(seq) FROM row r WHERE r.stream = s.name)`).Scan(&gaps); err != nil || gaps != 0 {
		t.Errorf("%d streams have gaps in their counters, %v", gaps, err)
	}
	var all string
	if err := db.QueryRow(`SELECT (SELECT group_concat(body, ' ') FROM row) || (SELECT group_concat(before, ' ') FROM history)`).Scan(&all); err != nil {
		t.Fatal(err)
	}
	for value := range written {
		plain, _ := strings.CutPrefix(strings.TrimSuffix(value, `"`), `"`)
		if !strings.Contains(all, plain) {
			t.Errorf("%s is neither a value, nor kept, nor in the history", value)
		}
	}
}

// sim is a laptop with work that waits.
type sim struct {
	*laptop
	queue []wire.Op // not acknowledged
}

// send pushes some of the queue; sometimes the reply is lost, so that the same operations go again next time.
func (s *sim) send(rnd *rand.Rand) {
	if len(s.queue) == 0 {
		return
	}
	n := 1 + rnd.IntN(len(s.queue))
	s.push(s.queue[:n]...)
	if rnd.IntN(3) > 0 {
		s.queue = s.queue[n:]
	}
}

func (s *sim) settle() {
	if len(s.queue) > 0 {
		s.push(s.queue...)
		s.queue = nil
	}
	s.pull()
}

func sameEntry(a, b wire.Entry) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
