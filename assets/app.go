package assets

import _ "embed"

// AppIcon is the program's own icon as a PNG, made from app.svg.
//
//go:embed app.png
var AppIcon []byte
