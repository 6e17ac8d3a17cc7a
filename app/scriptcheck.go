package app

import (
	"slices"
	"strings"
)

// ScriptProblem is something that must, or should, be mended before a script is published.
type ScriptProblem struct {
	Code  string // a Problem constant
	Where string // the step or objection it is in, as the author named it
	Names string // unknown place-holders
	Warns bool   // it may be published all the same
}

// Codes of problems of scripts.
const (
	ProblemTitle   = "title"   // without a title
	ProblemSteps   = "steps"   // without steps
	ProblemText    = "text"    // a step without text
	ProblemAnswer  = "answer"  // an objection without its words or its answer
	ProblemUnknown = "unknown" // place-holders nobody fills
	ProblemOpening = "opening" // does not open with name, company and licence number (2024 sales-conduct rules, art. 24)
)

// ScriptProblems returns what is wrong with a script, in the order of reading.
func ScriptProblems(s Script) []ScriptProblem {
	var out []ScriptProblem
	if strings.TrimSpace(s.Title) == "" {
		out = append(out, ScriptProblem{Code: ProblemTitle})
	}
	if len(s.Steps) == 0 {
		out = append(out, ScriptProblem{Code: ProblemSteps})
	}
	unknown := func(where, text string) {
		if bad := BadPlaceholders(text); len(bad) > 0 {
			out = append(out, ScriptProblem{Code: ProblemUnknown, Where: where, Names: strings.Join(bad, " ")})
		}
	}
	for _, step := range s.Steps {
		if strings.TrimSpace(step.Text) == "" {
			out = append(out, ScriptProblem{Code: ProblemText, Where: step.Title})
		}
		unknown(step.Title, step.Title+" "+step.Text)
	}
	if len(s.Steps) > 0 && s.Channel != ChannelMessage {
		for _, want := range []string{"{规划师}", "{公司}", "{执业证号}"} {
			if !strings.Contains(s.Steps[0].Text, want) {
				out = append(out, ScriptProblem{Code: ProblemOpening, Where: s.Steps[0].Title, Names: want, Warns: true})
			}
		}
	}
	var objections func(all []Objection)
	objections = func(all []Objection) {
		for _, o := range all {
			if strings.TrimSpace(o.Says) == "" || strings.TrimSpace(o.Answer) == "" {
				out = append(out, ScriptProblem{Code: ProblemAnswer, Where: o.Says})
			}
			unknown(o.Says, o.Says+" "+o.Answer)
			objections(o.More)
		}
	}
	objections(s.Objections)
	return out
}

// ScriptChange is one difference between two versions of a script.
type ScriptChange struct {
	What   string // title, step or objection
	Kind   string // added, dropped, changed or moved
	Name   string // the title of the step, the words of the objection
	Before string
	After  string
}

// CompareScripts returns what was changed from one version of a script to another. Steps are known by their titles,
// objections by their words.
func CompareScripts(old, now Script) []ScriptChange {
	var out []ScriptChange
	if old.Title != now.Title {
		out = append(out, ScriptChange{What: "title", Kind: "changed", Name: now.Title, Before: old.Title, After: now.Title})
	}
	if old.Retired != now.Retired {
		out = append(out, ScriptChange{What: "retired", Kind: map[bool]string{true: "dropped", false: "added"}[now.Retired], Name: now.Title})
	}
	a, b := make([]part, 0, len(old.Steps)), make([]part, 0, len(now.Steps))
	for _, s := range old.Steps {
		a = append(a, part{s.Title, s.Text})
	}
	for _, s := range now.Steps {
		b = append(b, part{s.Title, s.Text})
	}
	out = append(out, compareParts("step", a, b)...)
	return append(out, compareParts("objection", partsOf(old.Objections), partsOf(now.Objections))...)
}

// part is a step or an objection with what stands in it.
type part struct{ name, text string }

func partsOf(all []Objection) []part {
	var out []part
	for _, o := range all {
		out = append(out, part{o.Says, o.Answer})
		out = append(out, partsOf(o.More)...)
	}
	return out
}

func compareParts(what string, old, now []part) []ScriptChange {
	var out []ScriptChange
	place := func(in []part, name string) int {
		return slices.IndexFunc(in, func(p part) bool { return p.name == name })
	}
	for i, p := range now {
		at := place(old, p.name)
		switch {
		case at < 0 && i < len(old) && place(now, old[i].name) < 0: // in the place of one that is gone: renamed
			out = append(out, ScriptChange{What: what, Kind: "changed", Name: p.name, Before: old[i].name + "\n" + old[i].text, After: p.name + "\n" + p.text})
		case at < 0:
			out = append(out, ScriptChange{What: what, Kind: "added", Name: p.name, After: p.text})
		case old[at].text != p.text:
			out = append(out, ScriptChange{What: what, Kind: "changed", Name: p.name, Before: old[at].text, After: p.text})
		case at != i && len(old) == len(now):
			out = append(out, ScriptChange{What: what, Kind: "moved", Name: p.name})
		}
	}
	for i, p := range old {
		if place(now, p.name) < 0 && !(i < len(now) && place(old, now[i].name) < 0) {
			out = append(out, ScriptChange{What: what, Kind: "dropped", Name: p.name, Before: p.text})
		}
	}
	return out
}

// SampleFacts are made facts to preview a script with, for who has no cards.
func SampleFacts(planner Person, centre string, today Date) ScriptFacts {
	c := Customer{Name: "王建国", Sex: SexMale, BirthDate: "1975-06-01", Grade: "B"}
	p := Policy{
		Insurer: CompanyOf(centre, Policy{}), Number: "200812345678", Product: "瑞丰年年两全保险（分红型）", InsuredName: "王建国", Mode: ModeRegular, Frequency: FreqYear,
		Premium: Yuan(6800), InsuredAmount: Yuan(100000), EffectiveOn: today.AddMonths(-40), NextDue: today.AddDays(-10), MaturesOn: today.AddMonths(120), MaturityAmount: Yuan(120000),
		Branch: "城西支行", PayAccount: "****4417",
	}
	if planner.Licence == "" {
		planner.Licence = "00000000"
	}
	at := NextAt("15:00", today.AddDays(1))
	return ScriptFacts{
		Customer: c, Policy: p, Planner: planner, Centre: centre, Reason: ReasonOrphan, At: at, Place: "人民路1号", Today: today,
		Activity: Activity{Title: "客户服务节", StartsAt: at, Place: "三楼会议室", Host: centre, Note: "健康讲座"},
	}
}

// ScriptView is a script as its room lists it.
type ScriptView struct {
	Script Script
	New    bool // published since this person last read it
}
