// Package intake understands the spreadsheets an insurer's back office sends: .xlsx and .csv files with Chinese headers
// in any order.
//
// Open or Read finds the sheet, its encoding and separator, its header and what every column holds; Preview reads the
// rows. Nothing is guessed: a cell that could be read in two ways is reported with its column and a reason and kept as
// written, and a row whose policy number cannot be trusted is refused. The package stores nothing.
package intake
