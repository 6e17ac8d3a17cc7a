package ui

import (
	"fmt"
	"path"
	"strings"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/locale"
)

// helpRooms are the rooms the help has a text of, in the order of the rail; start is what stands before them.
var helpRooms = []string{"today", "cards", "calls", "visit", "book", "worklog", "scripts", "team", "intake", "sync", "settings", "start"}

// helpText is the help of one room.
type helpText struct {
	room  string
	title string
	parts []helpPart
}

// helpPart is a section with its lines; the first has no heading.
type helpPart struct {
	heading string
	lines   []helpLine
}

type helpLine struct {
	text  string
	point bool
}

// readHelp reads the help of a room in a language.
func readHelp(language, room string) (helpText, error) {
	data, err := assets.Help.ReadFile(path.Join("help", language, room+".md"))
	if err != nil {
		return helpText{}, fmt.Errorf("help of %s in %s: %w", room, language, err)
	}
	h := helpText{room: room, parts: []helpPart{{}}}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		last := &h.parts[len(h.parts)-1]
		switch {
		case line == "":
		case strings.HasPrefix(line, "# "):
			h.title = line[2:]
		case strings.HasPrefix(line, "## "):
			h.parts = append(h.parts, helpPart{heading: line[3:]})
		case strings.HasPrefix(line, "- "):
			last.lines = append(last.lines, helpLine{line[2:], true})
		default:
			last.lines = append(last.lines, helpLine{line, false})
		}
	}
	return h, nil
}

// allHelp reads the help of all rooms in the language of the window.
func allHelp() ([]helpText, error) {
	out := make([]helpText, 0, len(helpRooms))
	for _, room := range helpRooms {
		h, err := readHelp(locale.Current(), room)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// helpHit is a line of the help that holds what was searched for.
type helpHit struct {
	room, title, text string
}

// searchHelp returns the lines that hold a text, whatever its case.
func searchHelp(all []helpText, text string) []helpHit {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return nil
	}
	var out []helpHit
	for _, h := range all {
		for _, p := range h.parts {
			for _, l := range p.lines {
				if strings.Contains(strings.ToLower(l.text), text) {
					out = append(out, helpHit{h.room, h.title, l.text})
				}
			}
		}
	}
	return out
}
