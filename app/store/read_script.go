package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// ScriptVersions returns the versions of a script that were published, the newest first.
func (s *Store) ScriptVersions(ctx context.Context, scriptID string) ([]app.ScriptVersion, error) {
	return list[app.ScriptVersion](ctx, s, "WHERE r.script_id = ? ORDER BY r.version DESC", scriptID)
}
