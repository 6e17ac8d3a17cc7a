// Package service holds the use cases of a laptop: what a planner or supervisor does that touches more than one thing.
//
// It keeps the product's one promise: a call or visit is written down once. RecordCall and FinishVisit commit the record,
// the appointment, the visit, the card and the receipt of its cases together, and where the day's log is already closed
// the addition to it; log, figures, queue and Today page follow from those rows.
package service
