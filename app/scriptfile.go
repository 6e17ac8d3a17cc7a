package app

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/fangce/fangce/app/record"
)

// ScriptID returns the id of the script for one occasion: publishing a newer version changes that row.
func ScriptID(reason, stage, channel string) string {
	return DerivedID("script", reason, stage, channel)
}

// ScriptsIn reads all scripts of a file system, sorted by path: JSON objects whose keys are the fields of Script as
// bodies name them. A field that is not known is an error, so that a misspelt one cannot vanish.
func ScriptsIn(files fs.FS) ([]Script, error) {
	var out []Script
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		var body record.Body
		if err := json.Unmarshal(raw, &body); err != nil {
			return fmt.Errorf("script %s: %w", path, err)
		}
		var s Script
		extra, err := KindScript.Decode(body, &s)
		if err != nil {
			return fmt.Errorf("script %s: %w", path, err)
		}
		for name := range extra {
			return fmt.Errorf("script %s: unknown field %q", path, name)
		}
		s.ID = ScriptID(s.Reason, s.Stage, s.Channel)
		out = append(out, s)
		return nil
	})
	return out, err
}
