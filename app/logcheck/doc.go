// Package logcheck judges work logs (工作日志) by the rule book: what a mark is made of, what a random check takes away
// and from whom, and what is left of a month's twenty points. Source: 002 §一.3 (4 and its notes), §三.五, §四.2, as
// product §6 reads it.
//
// Everything here is pure and exact: no clock, no database, no floating point. Every decision comes back as data that
// names the rule it follows, so that the person it concerns can be told why.
package logcheck
