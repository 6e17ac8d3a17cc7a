package assets

import "embed"

// Scripts holds the call and visit scripts (约访话术) a centre starts with, one JSON file each, named
// reason_stage_channel.json, and under messages the texts to send, one file a stage. app.ScriptsIn reads them; the centre
// may publish newer versions.
//
//go:embed scripts/*.json scripts/messages/*.json
var Scripts embed.FS
