package ui

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
)

// Every room has a help of the same shape in every language, and no text that no room shows.
func TestEveryRoomHasItsHelp(t *testing.T) {
	for _, room := range helpRooms {
		base, err := readHelp(locale.Simplified, room)
		if err != nil || base.title == "" || len(base.parts) < 3 {
			t.Errorf("%s: %+v %v", room, base, err)
			continue
		}
		for _, code := range locale.Codes {
			h, err := readHelp(code, room)
			if err != nil || h.title == "" || len(h.parts) != len(base.parts) {
				t.Errorf("%s in %s: %d parts, %v", room, code, len(h.parts), err)
				continue
			}
			for i, p := range h.parts {
				if len(p.lines) != len(base.parts[i].lines) || i > 0 && p.heading == "" {
					t.Errorf("%s in %s: part %d has %d lines", room, code, i, len(p.lines))
				}
				for _, l := range p.lines {
					if !theme.CanEmphasise(l.text) {
						t.Errorf("%s in %s: a character the font lacks in %q", room, code, l.text)
					}
					if code == locale.Traditional && strings.ContainsAny(l.text, "这们说时为点车东马“”") {
						t.Errorf("%s in %s: a simplified character in %q", room, code, l.text)
					}
				}
			}
		}
	}
	for _, code := range locale.Codes {
		files, err := fs.ReadDir(assets.Help, "help/"+code)
		if err != nil || len(files) != len(helpRooms) {
			t.Errorf("%s: %d texts for %d rooms, %v", code, len(files), len(helpRooms), err)
		}
	}
	for id := range icons {
		if id != "lock" && !strings.Contains(strings.Join(helpRooms, " "), id) {
			t.Errorf("the room %s has no help", id)
		}
	}
}

func TestTheHelpIsSearched(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	all, err := allHelp()
	if err != nil {
		t.Fatal(err)
	}
	hits := searchHelp(all, "ctrl+l")
	if len(hits) != 1 || hits[0].room != "settings" {
		t.Errorf("%+v", hits)
	}
	if hits := searchHelp(all, "  "); hits != nil {
		t.Errorf("%+v", hits)
	}
}

func TestWhoTriesOut(t *testing.T) {
	for address, want := range map[string]bool{
		"http://127.0.0.1:8123": true, "https://localhost:1/": true, "https://fangce.example.cn": false, "": false, "http://[::1]:80": true,
	} {
		if tryingOut(address) != want {
			t.Errorf("%s", address)
		}
	}
}
