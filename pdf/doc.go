// Package pdf makes the forms on paper: A4 pages, one file per form.
//
// A form is a struct with what the page says; its Write measures, wraps and pages everything itself
// and uses gofpdf as a drawing backend only. Underneath:
//
//	clean.go   drops what no font can print
//	wrap.go    breaks lines by the rules of Chinese setting (避头尾)
//	fonts.go   the typefaces, parsed once and shared; widths
//	fit.go     text into a box: smaller, then on more lines
//	canvas.go  records pages in layers: watermark, tints, text, lines
//	form.go    what all forms are: laid out once, then written, alone or many in a file, or shown
//	output.go  replays the pages into gofpdf; fontobjects.go puts the fonts in, cut to the glyphs used
//	pages.go   replays the pages into pictures for the window; glyphs.go: outlines of the fonts
//	sheet.go   header and sections; footer.go: footer, watermark and annex; stage.go: 草稿, 已提交, 已确认
//	picture.go makes a picture file ready for paper
//	table.go   tables over many pages; grid.go: labelled facts
//	stack.go   boxes with names: texts of any length, things to tick, places to sign; signatures.go, tiles.go, steps.go
//	chart.go   bars and curves with a scale
//	*of.go     fill the forms from what the store knows; cardview.go fills the forms from a card of the store
//	qr.go      the form's id for a scanner
//	registry.go  the kinds of forms by name: what reads their facts, an example, a blank
//	facts.go   facts as JSON: facts.go reads them, factswrite.go writes them
//
// The same input gives the same bytes: who printed, when, and the form's id belong to the input.
// A form never overflows and never drops a character: what no font has is printed as 〓 and named
// in the Report, and what does not fit its place follows in full on an annex (附页).
package pdf
