package drafts

import (
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// body is what a draft holds: the fields that were changed, each with what it held before. A field left alone is not
// kept, so that it shows what holds when the form is opened again.
type body struct {
	Args   []string `json:"args,omitempty"`
	Fields []change `json:"fields"`
}

// change is one field that was typed in.
type change struct {
	ID    string `json:"id"`
	Label string `json:"label,omitempty"`
	Was   string `json:"was,omitempty"`
	Now   string `json:"now,omitempty"`
	Shown string `json:"shown,omitempty"` // as people read it, where Now is for the program
}

func read(d app.Draft) body {
	var b body
	if json.Unmarshal(d.Body, &b) != nil {
		return body{} // of a version of the program that is no more: there is nothing to fill in
	}
	return b
}

// Args returns what the form of a draft needs, beside what it is about, to be shown again: n texts, "" where there are
// fewer.
func Args(d app.Draft, n int) []string {
	args := make([]string, n)
	copy(args, read(d).Args)
	return args
}

// Lines returns what was typed in a draft, field by field, to be read: the label of the field and its content.
func Lines(d app.Draft) [][2]string {
	var out [][2]string
	for _, c := range read(d).Fields {
		text := c.Now
		if c.Shown != "" {
			text = c.Shown
		}
		if c.Label != "" && text != "" {
			out = append(out, [2]string{c.Label, text})
		}
	}
	return out
}

// Values returns the content of the fields that were typed in, by their ids.
func Values(d app.Draft) map[string]string {
	out := map[string]string{}
	for _, c := range read(d).Fields {
		out[c.ID] = c.Now
	}
	return out
}
