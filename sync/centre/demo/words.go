package demo

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
)

// words are the lists everything is put together from.
type words struct {
	surnames    []share[string]
	given       map[string][]string // sex and generation, such as "male old"
	rare        []rareName
	districts   []district
	estates     []string
	occupations []occupation
	products    []product
	branches    []string
	bestTimes   []string
	notes       []string
	surveys     []string
	development []string
	planDone    map[string][]string // ok, miss, quiet
	comments    map[string][]string // high, mid, mid-calls …, low
	talks       map[string][]talk   // "stage outcome channel"
	staff       []staff
}

// rareName is a whole name that programs are likely to get wrong.
type rareName struct{ name, sex string }

// district is a part of town with its streets.
type district struct {
	name    string
	streets []string
}

// occupation says who may have it, what it earns and where.
type occupation struct {
	name             string
	from, to         int // age
	sex              string
	income, employer string
}

// staff is one member of the centre.
type staff struct {
	No    string   `json:"no"`
	Name  string   `json:"name"`
	Roles []string `json:"roles"`
	Above string   `json:"above"`
	Unit  string   `json:"unit"`
}

func loadWords() (*words, error) {
	w := &words{given: map[string][]string{}, planDone: map[string][]string{}, comments: map[string][]string{}}
	for _, l := range fields("surnames.txt") {
		n, err := strconv.Atoi(l[1])
		if err != nil {
			return nil, fmt.Errorf("demo: surnames: %w", err)
		}
		w.surnames = append(w.surnames, share[string]{l[0], n})
	}
	for _, sex := range []string{app.SexMale, app.SexFemale} {
		for _, era := range []string{"old", "mid", "young"} {
			w.given[sex+" "+era] = strings.Fields(text("given_" + sex + "_" + era + ".txt"))
		}
	}
	for _, l := range fields("rare_names.txt") {
		w.rare = append(w.rare, rareName{l[0], l[1]})
	}
	for _, l := range fields("streets.txt") {
		w.districts = append(w.districts, district{l[0], l[1:]})
	}
	for _, l := range fields("occupations.txt") {
		from, _ := strconv.Atoi(l[1])
		to, _ := strconv.Atoi(l[2])
		w.occupations = append(w.occupations, occupation{l[0], from, to, l[3], l[4], strings.Trim(l[5], "-")})
	}
	w.estates = strings.Fields(text("estates.txt"))
	w.branches, w.bestTimes, w.notes = lines("branches.txt"), lines("best_times.txt"), lines("notes.txt")
	w.surveys, w.development = lines("survey_comments.txt"), lines("log_development.txt")
	byTag(w.planDone, "log_plan_done.txt")
	byTag(w.comments, "mark_comments.txt")
	if err := json.Unmarshal([]byte(text("products.json")), &w.products); err != nil {
		return nil, fmt.Errorf("demo: products: %w", err)
	}
	if err := json.Unmarshal([]byte(text("staff.json")), &w.staff); err != nil {
		return nil, fmt.Errorf("demo: staff: %w", err)
	}
	var err error
	w.talks, err = loadTalks()
	return w, err
}

// text returns an embedded list; it is part of the program, so a missing one is a fault of the build.
func text(name string) string {
	raw, err := assets.Demo.ReadFile("demo/" + name)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func lines(name string) []string { return strings.Split(strings.TrimSpace(text(name)), "\n") }

func fields(name string) [][]string {
	var out [][]string
	for _, l := range lines(name) {
		out = append(out, strings.Fields(l))
	}
	return out
}

// byTag reads lines that open with a [tag].
func byTag(into map[string][]string, name string) {
	for _, l := range lines(name) {
		tag, rest, _ := strings.Cut(strings.TrimPrefix(l, "["), "] ")
		into[tag] = append(into[tag], rest)
	}
}
