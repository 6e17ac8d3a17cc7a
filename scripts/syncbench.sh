#!/bin/sh
# All figures of the sync, each the median of five turns, as one table with what they should be. Takes half an hour; nothing
# else should run beside it. Usage: scripts/syncbench.sh [TURNS]
# PouchDB is measured where node and npm are there; its packages go to the user's cache folder, not into the checkout.
set -eu
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:--tags=gles,x11,migrated_fynedo}"
turns=${1:-5}
out=out/syncbench.txt
mkdir -p out

pouch=${XDG_CACHE_HOME:-$HOME/.cache}/fangce/pouch
if command -v node >/dev/null && command -v npm >/dev/null; then
	mkdir -p "$pouch"
	if ! cmp -s sync/bench/pouch/package-lock.json "$pouch/package-lock.json" || [ ! -d "$pouch/node_modules" ]; then
		cp sync/bench/pouch/package.json sync/bench/pouch/package-lock.json "$pouch/"
		(cd "$pouch" && npm ci --omit=optional --no-audit --no-fund >npm.log 2>&1) || { cat "$pouch/npm.log"; exit 1; }
	fi
	export FANGCE_POUCH="$pouch"
else
	echo "no node and npm here: PouchDB is left out" >&2
fi

echo "$(nproc 2>/dev/null || echo ?) processors, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown), $turns turns"
: >"$out"
status=0
# Each by itself: what one leaves behind does not weigh on the next.
for b in WireBytes Idle HandOver Edits Cut FirstSync Pouch; do
	go test -run '^$' -bench "^Benchmark$b\$" -benchtime "${turns}x" -timeout 4h ./sync/bench >>"$out" 2>&1 || status=1
done
grep -E '^(---|panic|FAIL|    )' "$out" >&2 || true

awk '
/^Benchmark/ {
	name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
	for (i = 3; i < NF; i += 2) of[name, $(i + 1)] = $i
}
function row(what, value, unit, sign, target) {
	if (value == "") { printf "  %-62s %12s\n", what, "not measured"; return }
	met = target == "" ? "" : (sign == "<=" ? value + 0 <= target : value + 0 >= target) ? "yes" : "NO"
	printf "  %-62s %12s %-6s %-10s %s\n", what, value, unit, target == "" ? "" : sign " " target, met
}
function first(line, about,    wire) {
	row("first sync, " about, of["FirstSync/" line, "s"], "s")
	row("  a plain bulk insert of the same beside it", of["FirstSync/" line, "plain-s"], "s")
	row("  times that", of["FirstSync/" line, "times-plain"], "x", "<=", line == "loopback" ? 2.5 : "")
	if (line == "loopback") return
	wire = of["FirstSync/" line, "wire-s"]
	row("  the bytes alone would take", wire, "s")
	if (wire + 0 > of["FirstSync/loopback", "s"] + 0) row("  times that: the line is the limit", of["FirstSync/" line, "times-wire"], "x", "<=", 1.2)
	else row("  times that: the laptop is the limit", of["FirstSync/" line, "times-wire"], "x")
}
END {
	printf "5 051 cards with 50 010 records and what hangs on them, %d rows, to an encrypted disk\n", of["FirstSync/loopback", "rows"]
	first("loopback", "loopback")
	first("10Mbit", "10 Mbit/s + 50 ms each way")
	first("2Mbit", "2 Mbit/s + 50 ms each way")
	row("bytes of a row on the wire, demo data, seed 1", of["WireBytes", "B/row"], "B", "<=", 90)
	print "the same documents, express-pouchdb to PouchDB, LevelDB on disk"
	row("loopback: PouchDB takes", of["Pouch/loopback", "pouch-s"], "s")
	row("  times a first sync beside it", of["Pouch/loopback", "times-faster"], "x", ">=", 8)
	row("10 Mbit/s + 50 ms: PouchDB takes", of["Pouch/10Mbit", "pouch-s"], "s")
	row("  times a first sync beside it", of["Pouch/10Mbit", "times-faster"], "x", ">=", 8)
	print "small rounds"
	row("500 edits pushed and durable, loopback", of["Edits/loopback", "ms"], "ms", "<=", 150)
	row("500 edits over 10 Mbit/s + 50 ms, without the line itself", of["Edits/10Mbit", "ms"], "ms", "<=", 150)
	row("  with it", of["Edits/10Mbit", "ms-with-line"], "ms")
	row("a first sync cut at half, loopback: pages that come again", of["Cut/loopback", "pages-again"], "", "<=", 1)
	row("a first sync cut at half, 10 Mbit/s: pages that come again", of["Cut/10Mbit", "pages-again"], "", "<=", 1)
	row("a round without news, both bodies", of["Idle", "B"], "B", "<=", 300)
	row("hand-over of a card with a hundred records, both laptops", of["HandOver", "KB"], "KB", "<=", 50)
}' "$out"
exit $status
