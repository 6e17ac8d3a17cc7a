package simtest

var centreBugs = []bug{
	{
		// An operation that comes again is taken for a new one.
		name: "no_dedupe",
		file: "sync/centre/push.go",
		old:  "		case a.op.N < expected:\n",
		new:  "		case false:\n",
	},
	{
		// What is new is told by its time instead of its place in the stream.
		name: "timestamp_cursor",
		in:   "pages",
		file: "sync/centre/feed.go",
		old:  "FROM row WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`",
		new: `FROM row WHERE stream = ?1 AND seq > ?2
		AND at > coalesce((SELECT max(p.at) FROM row p WHERE p.stream = ?1 AND p.seq <= ?2), -1) ORDER BY seq LIMIT ?3` + "`",
	},
	{
		// A card that is handed over disappears for its first planner only by not being told any more.
		name: "leave_not_told",
		in:   "cards",
		file: "sync/centre/move.go",
		old:  "	return true, t.leave(from, card)\n",
		new:  "	return true, nil\n",
	},
	{
		// The value that loses is dropped.
		name: "loser_dropped",
		in:   "conflicts",
		file: "sync/centre/merge.go",
		old:  "			m.lost = append(m.lost, loss{name, value, now, s, op.Base[name], app.Instant(op.At)})\n",
		new:  "			continue\n",
	},
	{
		// Of two people's texts the later one stands.
		name: "text_overwritten",
		in:   "conflicts",
		file: "sync/centre/merge.go",
		old:  "		case field.Class == record.Text:\n",
		new:  "		case field.Class == record.Text && len(op.Set) == 0:\n",
	},
	{
		// A comparison brings only rows that are missing, not those that differ.
		name: "repair_ignores_versions",
		in:   "damage",
		file: "sync/centre/repair.go",
		old:  "		if !held || has != ver {\n",
		new:  "		if _ = has; !held {\n",
	},
	{
		// A laptop put back to its own backup is taken to know what it sent after that backup.
		name: "blind_after_backup",
		in:   "backups",
		file: "sync/centre/merge.go",
		old:  " && have.N < op.N && !blindFor(op, have.N)\n",
		new:  " && have.N < op.N\n",
	},
}
