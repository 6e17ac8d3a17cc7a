package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/allot"
)

const allotExamples = "../../app/allot/allotjson/testdata/"

func TestAllot(t *testing.T) {
	for _, name := range []string{"small", "equal", "nobody", "month"} {
		want, err := os.ReadFile(allotExamples + name + ".out.json")
		if err != nil {
			t.Fatal(err)
		}
		if got := must(t, "allot", allotExamples+name+".in.json"); got != string(want) {
			t.Errorf("%s comes out otherwise", name)
		}
	}
	var rest struct {
		Total int
		Left  []any
	}
	if err := json.Unmarshal([]byte(must(t, "allot", "-rest", allotExamples+"small.in.json")), &rest); err != nil || rest.Total != 7 || len(rest.Left) != 0 {
		t.Errorf("the rest is %+v, %v", rest, err)
	}
}

// Nothing is printed for an input that cannot be taken but the field that is wrong, and the exit code is 2.
func TestAllotRefuses(t *testing.T) {
	good, err := os.ReadFile(allotExamples + "small.in.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, put, field string }{
		{`"suspended": false`, `"suspended": 0`, "planners[0].suspended: "},
		{`"grade": "junior"`, `"grade": "none"`, "planners[0].grade: "},
		{`"flexible": 4`, `"flexible": 40`, "planners[0].flexible: "},
		{`"den": 22`, `"den": -22`, "planners[0].attendance.den: "},
		{`"amount": "99999.99"`, `"amount": "-99999.99"`, "cases[0].amount: "},
		{`"000202987329701"`, `"000203591790800"`, "cases[1].policy_no: "},
		{`"customer"`, `"client"`, "cases[0].client: "},
		{"\"bands\"", "\"band\"", "band: "},
		{"{", "[", "centre allot: "},
	} {
		said := strings.Replace(string(good), c.old, c.put, 1)
		out, errs, code := centreRun(t, "allot", write(t, "in.json", []byte(said)))
		if code != exitUsage || out != "" || !strings.Contains(errs, c.field) || said == string(good) {
			t.Errorf("%s: exit %d, %q, %q", c.put, code, out, errs)
		}
	}
	for code, args := range map[int][][]string{
		exitUsage:  {{}, {"a.json", "b.json"}, {"-explain"}, {"-x", "a.json"}},
		exitFailed: {{filepath.Join(t.TempDir(), "none.json")}, {"-explain", "1", allotExamples + "small.in.json"}},
	} {
		for _, a := range args {
			if out, errs, got := centreRun(t, append([]string{"allot"}, a...)...); got != code || errs == "" || out != "" {
				t.Errorf("%v: exit %d, %s", a, got, errs)
			}
		}
	}
}

// Why a case lies where it does comes as data and in words of three languages.
func TestAllotExplains(t *testing.T) {
	var why struct {
		PolicyNo string `json:"policy_no"`
		Planner  *struct {
			StaffNo string `json:"staff_no"`
		}
		Way, With, Left string
		Words           map[string][]string
		Reasons         []allot.Text
	}
	said := must(t, "allot", "-explain", "000202668874218", allotExamples+"small.in.json")
	if err := json.Unmarshal([]byte(said), &why); err != nil || why.PolicyNo != "000202668874218" || why.Planner == nil || why.Planner.StaffNo != "P0003" ||
		why.Way != "with_customer" || why.With != "000203262528909" || len(why.Words["en"]) != len(why.Reasons) || len(why.Words) != 3 {
		t.Errorf("%+v, %v", why, err)
	}
	if all := strings.Join(why.Words["zh_Hans"], "\n"); !strings.Contains(all, "在 8 件续期资源中按重要性排第 5 位") || !strings.Contains(all, "保单 000203262528909") {
		t.Error(all)
	}
	why.Planner = nil
	said = must(t, "allot", "-explain", "000203590835410", allotExamples+"small.in.json")
	if err := json.Unmarshal([]byte(said), &why); err != nil || why.Planner != nil || why.Left != allot.LeftWithCustomer || why.With != "000203455832508" {
		t.Errorf("%+v, %v", why, err)
	}
	said = must(t, "allot", "-rest", "-explain", "000203590835410", allotExamples+"small.in.json")
	if err := json.Unmarshal([]byte(said), &why); err != nil || why.Planner == nil || why.Planner.StaffNo != "P0001" || why.Way != "with_holder" {
		t.Errorf("%+v, %v", why, err)
	}
}

// What a planner gets comes with its reasons too.
func TestAllotExplainsAPlanner(t *testing.T) {
	var why plannerExplained
	if err := json.Unmarshal([]byte(must(t, "allot", "-planner", "P0003", allotExamples+"small.in.json")), &why); err != nil {
		t.Fatal(err)
	}
	if why.StaffNo != "P0003" || why.Total != 70 || len(why.Cases) != 4 || why.Cases[0].PolicyNo != "000203262528909" || why.Cases[0].Way != "round" ||
		why.Cases[2].Way != "with_customer" || len(why.Words["zh_Hant"]) != len(why.Reasons) || why.Quotas["old"].Quota != 1 {
		t.Errorf("%+v", why)
	}
	for _, args := range [][]string{{"-planner", "x"}, {"-planner", "P0003", "-explain", "1"}} {
		if out, errs, code := centreRun(t, append([]string{"allot", allotExamples + "small.in.json"}, args...)...); code == 0 || errs == "" || out != "" {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

// Every reason of every case and planner of the examples, and of the rest, has its words in every language.
func TestReasonsHaveWords(t *testing.T) {
	said := map[string]bool{}
	for _, name := range []string{"small", "equal", "nobody", "month"} {
		in, err := readInput(allotExamples + name + ".in.json")
		if err != nil {
			t.Fatal(err)
		}
		in.Planners[0].Target, in.Planners[1].Log.Den, in.Planners[1].Attendance = allot.Ratio{}, 0, allot.Ratio{}
		in.Bands = in.Bands[:1]
		first, err := allot.Allocate(in)
		if err != nil {
			t.Fatal(err)
		}
		var texts []allot.Text
		for _, r := range []*allot.Result{first, first.Rest()} {
			for i := range r.Cases {
				why, _ := r.Explain(r.CaseOf(i).PolicyNo)
				texts = append(texts, why.Reasons...)
			}
			for _, p := range r.Planners {
				_, why, _ := r.ExplainPlanner(p.StaffNo)
				texts = append(texts, why...)
			}
		}
		for _, text := range texts {
			said[text.Key] = true
		}
		if _, err := inWords(texts); err != nil {
			t.Error(err)
		}
	}
	known, err := textsOf("zh_Hans", "allot.json")
	if err != nil {
		t.Fatal(err)
	}
	for key := range known {
		if (strings.HasPrefix(key, "allot.why.") || strings.HasPrefix(key, "allot.score.")) && !said[key] && key != "allot.why.no_points" {
			t.Errorf("no reason is %s", key)
		}
	}
}
