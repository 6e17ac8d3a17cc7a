// Package allot deals a month's cases to the planners (客户资源分配, 002 §一, settled by product §4): scores, importance order,
// quotas, dealing, and why each came out as it did. It is pure and exact: ratios are fractions of whole numbers, and the
// result depends on what the input says only, not on the order in which it says it.
//
// Allocate checks the input, packs each case's factors into a key that sorts as Compare does, sorts each category, splits
// the total by the shares and each pool by the scores, and deals in rounds. Explain looks a decision up afterwards in the
// Result, which keeps for each case how it was dealt.
package allot
