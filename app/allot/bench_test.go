package allot_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// BenchmarkAllocate deals 1 000 000 cases to 2 000 planners and compares that with sorting the same cases once by the same
// comparison: the cases themselves, pointers to them, and, as the strictest, nothing but the packed keys that Allocate
// sorts. All take turns; compared are the fastest of each. Memory is the input with all that Allocate allocates, whether
// it still needs it or not, beside the input.
func BenchmarkAllocate(b *testing.B) {
	in := monthInput(1_000_000, 2_000)
	size := inputSize(in)
	sort, refs, keys, dealing := time.Duration(1<<62), time.Duration(1<<62), time.Duration(1<<62), time.Duration(1<<62)
	var allocated uint64
	for range b.N {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		r, err := (*allot.Result)(nil), error(nil)
		dealing = min(dealing, timed(func() { r, err = allot.Allocate(in) }))
		if err != nil {
			b.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(r)
		allocated = after.TotalAlloc - before.TotalAlloc

		cases := slices.Clone(in.Cases)
		sort = min(sort, timed(func() {
			slices.SortFunc(cases, func(x, y allot.Case) int { return allot.Compare(&x, &y, in.Bands) })
		}))
		pointers := make([]*allot.Case, len(in.Cases))
		for i := range in.Cases {
			pointers[i] = &in.Cases[i]
		}
		refs = min(refs, timed(func() {
			slices.SortFunc(pointers, func(x, y *allot.Case) int { return allot.Compare(x, y, in.Bands) })
		}))
		sortKeys, err := allot.KeysToSort(in)
		if err != nil {
			b.Fatal(err)
		}
		keys = min(keys, timed(sortKeys))
	}
	b.ReportMetric(dealing.Seconds(), "s")
	b.ReportMetric(dealing.Seconds()/sort.Seconds(), "times-sorting-cases")
	b.ReportMetric(dealing.Seconds()/refs.Seconds(), "times-sorting-pointers")
	b.ReportMetric(dealing.Seconds()/keys.Seconds(), "times-sorting-keys")
	b.ReportMetric(1+float64(allocated)/float64(size), "times-input")
	b.ReportMetric(float64(size)/1e6, "MB-input")
	b.ReportMetric(0, "ns/op")
}

func timed(f func()) time.Duration {
	runtime.GC()
	began := time.Now()
	f()
	return time.Since(began)
}

// inputSize returns how many bytes an input takes, its texts included, where it shares none.
func inputSize(in *allot.Input) int {
	n := len(in.Cases)*int(unsafe.Sizeof(allot.Case{})) + len(in.Planners)*int(unsafe.Sizeof(allot.Planner{}))
	for i := range in.Cases {
		c := &in.Cases[i]
		n += len(c.PolicyNo) + len(c.Customer)
	}
	return n
}

// monthInput is a month as a centre has it: amounts and dates all over, two in five customers with more than one case.
// Texts that come again and again are shared, as the reader of files shares them.
func monthInput(cases, planners int) *allot.Input {
	rnd := rand.New(rand.NewPCG(2026, 12))
	in := &allot.Input{Month: "2026-12", Mode: allot.ModeScore, Shares: allot.DefaultShares, Bands: allot.DefaultBands, Cases: make([]allot.Case, 0, cases)}
	for i := range planners {
		in.Planners = append(in.Planners, somePlanner(rnd, i))
	}
	days := map[string]app.Date{}
	day := func(year, months int) app.Date {
		d := fmt.Sprintf("%d-%02d-%02d", year+rnd.IntN(max(months/12, 1)), 1+rnd.IntN(12), 1+rnd.IntN(28))
		if _, ok := days[d]; !ok {
			days[d] = app.Date(d)
		}
		return days[d]
	}
	var december []app.Date
	for i := range 31 {
		december = append(december, app.Date(fmt.Sprintf("2026-12-%02d", i+1)))
	}
	var branches []string
	for i := range 60 {
		branches = append(branches, fmt.Sprintf("31%04d", i*7))
	}
	for i := range cases {
		c := allot.Case{
			PolicyNo: fmt.Sprintf("2008%011d", uint64(i)*7_368_787%99_999_999_977), Customer: fmt.Sprintf("C%07d", rnd.IntN(cases*7/10)),
			Amount: app.Money(rnd.IntN(25_000_000)), Address: one(rnd, app.Full, app.Part, app.None), Phone: one(rnd, app.Full, app.Part, app.None),
			Branch: one(rnd, branches...), Effective: day(2005, 20*12), YearsLeft: int64(rnd.IntN(20)), Circulated: int64(rnd.IntN(6)), Converted: rnd.IntN(5) == 0,
		}
		switch n := rnd.IntN(100); {
		case n < 8:
			c.Category, c.Date = allot.Maturing, december[rnd.IntN(31)]
		case n < 45:
			c.Category, c.Date = allot.Renewal, december[rnd.IntN(31)]
		case n < 80:
			c.Category, c.Date = allot.Old, day(2012, 13*12)
		case n < 88:
			c.Category, c.Date = allot.Unmatured, day(2027, 12)
		default:
			c.Category, c.Date = allot.Other, day(2028, 20*12)
		}
		in.Cases = append(in.Cases, c)
	}
	return in
}
