package app

import (
	"strconv"
	"strings"
)

// Script (约访话术) is what to say on one occasion, or with ChannelMessage what to write; versioned and published by the
// centre. Texts hold place-holders in
// braces, such as {客户} {称呼} {险种} {应缴日} {保费} {规划师} {公司} {执业证号}.
type Script struct {
	ID          string       `rec:"id"`
	Reason      string       `rec:"reason"` // a handover reason, "" any
	Stage       string       `rec:"stage"`  // a Stage constant
	Channel     string       `rec:"channel"`
	Topic       string       `rec:"topic"` // which of several for one occasion, such as a festival's code; "" the only one
	Title       string       `rec:"title"`
	Steps       []ScriptStep `rec:"steps"`
	Objections  []Objection  `rec:"objections"`
	Version     int64        `rec:"version"`
	PublishedOn Date         `rec:"published_on"`
	Retired     bool         `rec:"retired"` // no longer offered
}

// ScriptVersion is one published version of a script, kept for ever: what was said at the time, and what to go back to.
type ScriptVersion struct {
	ID          string       `rec:"id"` // derived from script and version, see ScriptVersionID
	ScriptID    string       `rec:"script_id"`
	Version     int64        `rec:"version"`
	Title       string       `rec:"title"`
	Steps       []ScriptStep `rec:"steps"`
	Objections  []Objection  `rec:"objections"`
	Retired     bool         `rec:"retired"`
	Change      string       `rec:"change"` // what was changed and why, in the author's words
	PersonID    string       `rec:"person_id"`
	PublishedAt Instant      `rec:"published_at"`
}

// ScriptVersionID returns the id of one version of a script.
func ScriptVersionID(scriptID string, version int64) string {
	return DerivedID("script_version", scriptID, strconv.FormatInt(version, 10))
}

// ScriptStep is one step of a script.
type ScriptStep struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Objection is what a customer may object, and the answer.
type Objection struct {
	Says   string `json:"says"`
	Answer string `json:"answer"`
	// Goes is the number of the step, from 1, at which the script goes on with a customer who agrees; 0: see GoesOn.
	Goes int `json:"goes,omitempty"`
	// More is what such a customer may object next.
	More []Objection `json:"more,omitempty"`
}

// MostObjections bounds how deep objections lead to others.
const MostObjections = 3

// GoesOn returns the place of the step at which the script goes on after an objection was answered and the customer
// agrees: the one it names, else the one that agrees on a meeting or on how to pay, else the last but one; -1 without
// steps.
func (s Script) GoesOn(o Objection) int {
	if o.Goes >= 1 && o.Goes <= len(s.Steps) {
		return o.Goes - 1
	}
	for _, word := range []string{"约定", "再约", "约时间", "交费方式", "确认时间"} {
		for i, step := range s.Steps {
			if strings.Contains(step.Title, word) {
				return i
			}
		}
	}
	return max(len(s.Steps)-2, min(0, len(s.Steps)-1))
}
