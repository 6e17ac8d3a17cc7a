package assets

import "embed"

// Scripts holds the call and visit scripts (约访话术) a centre starts with, one JSON file each, named
// reason_stage_channel.json. app.ScriptsIn reads them; the centre may publish newer versions.
//
//go:embed scripts/*.json
var Scripts embed.FS
