// Package demo fills a centre with made-up data that look real: the staff of one wealth centre, four planners' portfolios
// and the work of months behind them.
//
// Nothing is taken from anywhere: names, numbers, addresses, products and companies are put together from the word lists
// in assets/demo. Each planner's months are played through day by day (planner.go): cases arrive and are signed for,
// customers are called, visited and called again as product §5 asks, premiums fall due and are reminded of. What is due
// on the day the data end is what this play has left open, so that the rooms show a working day and not an archive.
//
// The same seed and the same moment give the same rows, on every machine.
package demo
