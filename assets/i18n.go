package assets

import "embed"

// Translations holds one folder per language (zh_Hans, zh_Hant, en) with one
// JSON file per room; package ui/locale merges the files of a folder.
//
//go:embed i18n
var Translations embed.FS

// Icons holds the outline icons, 24 × 24 units each; `currentColor` stands
// where package ui/theme writes the colour in.
//
//go:embed icons
var Icons embed.FS
