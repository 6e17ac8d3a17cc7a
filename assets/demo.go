package assets

import "embed"

// Demo holds the word lists the demo data are made from, and insurer.csv, an insurer's export file in GB18030 as untidy
// as real ones. Everything in it is made up.
//
//go:embed demo
var Demo embed.FS
