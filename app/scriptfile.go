package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/fangce/fangce/app/record"
)

// ScriptID returns the id of the script for one occasion: publishing a newer version changes that row.
func ScriptID(reason, stage, channel string) string {
	return DerivedID("script", reason, stage, channel)
}

// OccasionID returns the id a script has by its occasion: that of ScriptID, and one of its own for each topic.
func (s Script) OccasionID() string {
	if s.Topic == "" {
		return ScriptID(s.Reason, s.Stage, s.Channel)
	}
	return DerivedID("script", s.Reason, s.Stage, s.Channel, s.Topic)
}

// ScriptsIn reads all scripts of a file system, sorted by path: JSON objects, or lists of them, whose keys are the fields
// of Script as bodies name them. A field that is not known, and two scripts for one occasion, are errors, so that a
// misspelt one cannot vanish.
func ScriptsIn(files fs.FS) ([]Script, error) {
	var out []Script
	seen := map[string]bool{}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		var bodies []record.Body
		if raw = bytes.TrimSpace(raw); !bytes.HasPrefix(raw, []byte("[")) {
			raw = slices.Concat([]byte("["), raw, []byte("]"))
		}
		if err := json.Unmarshal(raw, &bodies); err != nil {
			return fmt.Errorf("script %s: %w", path, err)
		}
		for _, body := range bodies {
			s, err := scriptOf(body)
			if err == nil && seen[s.ID] {
				err = fmt.Errorf("a second one for its occasion: %s", s.Title)
			}
			if err != nil {
				return fmt.Errorf("script %s: %w", path, err)
			}
			seen[s.ID] = true
			out = append(out, s)
		}
		return nil
	})
	return out, err
}

func scriptOf(body record.Body) (Script, error) {
	var s Script
	extra, err := KindScript.Decode(body, &s)
	if err != nil {
		return s, err
	}
	for name := range extra {
		return s, fmt.Errorf("unknown field %q", name)
	}
	s.ID = s.OccasionID()
	return s, nil
}
