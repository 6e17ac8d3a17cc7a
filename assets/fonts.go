package assets

import _ "embed"

// Regular is Noto Sans SC Regular, a TrueType file with all 27 900 Han characters the typeface
// has: the font of the window and of the forms. Read only; hand a copy to code that writes into
// its font.
//
//go:embed fonts/NotoSansSC-Regular.ttf
var Regular []byte

// Medium is Noto Sans SC Medium with the characters of Bold and the frequent ones of Big5: buttons and
// emphasis in the window. Read only.
//
//go:embed fonts/NotoSansSC-Medium.ttf
var Medium []byte

// Bold is Noto Sans SC Bold cut to 通用规范汉字表, GB 2312 and common signs: titles and headings on
// paper. Read only.
//
//go:embed fonts/NotoSansSC-Bold.ttf
var Bold []byte

// Rare holds the characters Regular lacks and another typeface has, cut from LXGW WenKai: 1 126 Han, such as 𠮷 (956 of
// them above U+FFFF), and letters of other languages. Forms take from it what the others lack. Read only.
//
//go:embed fonts/Rare-Regular.ttf
var Rare []byte
