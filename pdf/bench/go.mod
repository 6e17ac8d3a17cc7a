module github.com/fangce/fangce/pdf/bench

go 1.26.0

replace github.com/fangce/fangce => ../..

require (
	codeberg.org/go-pdf/fpdf v0.12.0
	github.com/fangce/fangce v0.0.0
	github.com/jung-kurt/gofpdf v1.16.2
	github.com/signintech/gopdf v0.33.0
)

require (
	github.com/boombuler/barcode v1.1.0 // indirect
	github.com/phpdave11/gofpdi v1.0.16 // indirect
	github.com/pkg/errors v0.9.1 // indirect
	golang.org/x/image v0.47.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)
