package assets

import "embed"

// Help holds one folder per language with one text per room, in a small part of Markdown: a heading "# ", sections "## ",
// points "- ", and paragraphs.
//
//go:embed help
var Help embed.FS
