// Package pdf makes the forms on paper: A4 pages, one file per form.
//
// A form is a struct with what the page says; its Write measures, wraps and pages everything itself
// and uses gofpdf as a drawing backend only. Underneath:
//
//	clean.go   drops what no font can print
//	wrap.go    breaks lines by the rules of Chinese setting (避头尾)
//	fonts.go   the typefaces, parsed once and shared; widths
//	fit.go     text into a box: smaller, then on more lines
//	canvas.go  records pages in three layers: tints, text, lines
//	form.go    what all forms are: laid out once, then written or shown
//	output.go  cuts the fonts to the glyphs used and replays the pages into gofpdf
//	pages.go   replays the pages into pictures for the window; glyphs.go: outlines of the fonts
//	unicode.go gives copied text its true characters
//	sheet.go   header, footer, sections: what all forms share
//	table.go   tables over many pages; grid.go: labelled facts
//	cardview.go  fills the forms from a card of the store
//	qr.go      the form's id for a scanner
//	registry.go  the kinds of forms by name: what reads their facts, an example, a blank
//	facts.go   facts as JSON: facts.go reads them, factswrite.go writes them
//
// The same input gives the same bytes: who printed, when, and the form's id belong to the input.
// A form never overflows and never drops a character: what no font has is printed as 〓 and named
// in the Report.
package pdf
