// Package record is the registry of the kinds of things the laptops and the centre share.
//
// A kind is declared once, as a Go struct with `rec` tags in package app. From that declaration both ends derive the
// columns of its table, the body that travels, the fields a history entry names, and how concurrent edits merge:
//
//	type Customer struct {
//		ID     string  `rec:"id"`
//		Name   string  `rec:"name,personal"`
//		Phones []Phone `rec:"phones,set,personal"`
//		Notes  string  `rec:"notes,text"`
//	}
//
// The first word of a tag is the name of the field in bodies and of its column; the others are its merge class
// (set, text, status; scalar where none is named) and "personal" where the value must not reach a log file.
package record
