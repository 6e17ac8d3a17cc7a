// Package bench measures the forms beside other libraries that write PDF: the same pages, with the same fonts, drawn by
// plain gofpdf, by its living fork and by gopdf. It is a module of its own so that the product needs none of them.
//
//	cd pdf/bench && GOFLAGS= go test -bench . -benchtime 1x
package bench
