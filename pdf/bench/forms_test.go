package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/pdf"
)

// example returns a form's example in names all libraries can draw, its facts changed by edit.
func example(b *testing.B, name string, edit func(facts map[string]any)) pdf.Form {
	b.Helper()
	k, ok := pdf.Find(name)
	if !ok {
		b.Fatalf("no form is called %s", name)
	}
	var facts bytes.Buffer
	if err := k.Encode(&facts, k.Example()); err != nil {
		b.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal([]byte(common(facts.String())), &all); err != nil {
		b.Fatal(err)
	}
	all["no_watermark"] = true // the others draw none
	if edit != nil {
		edit(all)
	}
	changed, err := json.Marshal(all)
	if err != nil {
		b.Fatal(err)
	}
	forms, err := k.Decode(bytes.NewReader(changed))
	if err != nil {
		b.Fatal(err)
	}
	return forms[0]
}

// questionnaires returns n questionnaires of different people.
func questionnaires(b *testing.B, n int) []pdf.Form {
	const surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
	first, second := []rune(surnames), []rune(given)
	forms := make([]pdf.Form, n)
	for i := range forms {
		forms[i] = example(b, "questionnaire", func(facts map[string]any) {
			facts["customer"] = string([]rune{first[i%20], second[i/20%20], second[i*7%20]})
			facts["form_no"] = fmt.Sprintf("MYD-2026-%06d", i)
			facts["form_id"] = facts["form_no"]
		})
	}
	return forms
}

// booklet returns a service card of n records, a booklet of many pages.
func booklet(b *testing.B, n int) pdf.Form {
	return example(b, "service_card", func(facts map[string]any) {
		records, _ := facts["records"].([]any)
		var many []any
		for i := range n {
			many = append(many, records[i%len(records)])
		}
		facts["records"] = many
	})
}

// BenchmarkForms writes the same forms with every library in turn, over and over, and reports of each the median
// processor time, what it allocates, and how many times as long as ours it takes.
func BenchmarkForms(b *testing.B) {
	for _, c := range []struct {
		name   string
		forms  []pdf.Form
		rounds int
	}{
		{"one-questionnaire", questionnaires(b, 1), 25},
		{"booklet-of-500-rows", []pdf.Form{booklet(b, 500)}, 9},
		{"500-questionnaires", questionnaires(b, 500), 3},
	} {
		b.Run(c.name, func(b *testing.B) {
			times, memory := make([][]time.Duration, len(libraries)), make([]uint64, len(libraries))
			for b.Loop() {
				for range c.rounds {
					for i, l := range libraries {
						var before, after runtime.MemStats
						runtime.GC()
						runtime.ReadMemStats(&before)
						start := spent()
						if err := l.write(io.Discard, c.forms); err != nil {
							b.Fatalf("%s: %v", l.name, err)
						}
						times[i] = append(times[i], spent()-start)
						runtime.ReadMemStats(&after)
						memory[i] = after.TotalAlloc - before.TotalAlloc
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			for i, l := range libraries {
				slices.Sort(times[i])
				median := times[i][len(times[i])/2]
				b.ReportMetric(float64(median.Microseconds())/1000, l.name+"-ms")
				b.ReportMetric(float64(memory[i])/1e6, l.name+"-MB")
				if i > 0 {
					b.ReportMetric(float64(median)/float64(times[0][len(times[0])/2]), l.name+"-times")
				}
			}
		})
	}
}

// BenchmarkFirstForm starts programs that write the same form over and over, and reports how many times as long as a later
// one the first takes: the fonts are read then.
func BenchmarkFirstForm(b *testing.B) {
	var ratios, firsts []float64
	for b.Loop() {
		for range 9 {
			c := exec.Command(os.Args[0], "-test.run=^TestWriteMany$")
			c.Env = append(os.Environ(), "FANGCE_WRITE_MANY=1")
			out, err := c.CombinedOutput()
			if err != nil {
				b.Fatalf("%v: %s", err, out)
			}
			var times []float64
			for _, word := range strings.Fields(string(out)) {
				if ms, err := strconv.ParseFloat(word, 64); err == nil {
					times = append(times, ms)
				}
			}
			first := times[0]
			slices.Sort(times)
			firsts = append(firsts, first)
			ratios = append(ratios, first/times[len(times)/2])
		}
	}
	slices.Sort(ratios)
	slices.Sort(firsts)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ratios[len(ratios)/2], "times-a-later-one")
	b.ReportMetric(firsts[len(firsts)/2], "first-ms")
}

// TestWriteMany is the program of BenchmarkFirstForm.
func TestWriteMany(t *testing.T) {
	if os.Getenv("FANGCE_WRITE_MANY") == "" {
		t.Skip("run by BenchmarkFirstForm")
	}
	k, _ := pdf.Find("questionnaire")
	f := k.Example()
	for range 21 {
		start := spent()
		if _, err := f.Write(io.Discard); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("%.3f\n", float64((spent()-start).Microseconds())/1000)
	}
}
