package simtest

// bugs are those the simulation must catch.
var bugs = []bug{
	{
		name: "no_dedupe",
		file: "sync/centre/push.go",
		old:  "case a.op.N < expected:",
		new:  "case false:",
	},
}
