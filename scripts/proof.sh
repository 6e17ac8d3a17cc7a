#!/bin/sh
# The long versions of the proofs that a laptop may be lost, crash or fill up: one line each, with what it counted.
# Usage: scripts/proof.sh [words of a proof]    FANGCE_FUZZ=30s says how long each fuzz target runs. The 100 000 seeds of
# the simulation can be played in parts, which say how far they are: FANGCE_SEEDS=20000 FANGCE_FROM=40001 scripts/proof.sh TestSimulation
set -eu
cd "$(dirname "$0")/.."
export FANGCE_PROOF=1 GOFLAGS="${GOFLAGS:--tags=gles,x11,migrated_fynedo}"
fuzz=${FANGCE_FUZZ:-30s}
only=${1:-.}
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Sums up the output of `go test -v`: per test its outcome, time, cases, and the last figures it wrote down.
sum='
/^=== (RUN|CONT|NAME)/ { at = $3; if ($2 == "RUN" && split(at, part, "/") > 1) cases[part[1]]++; next }
/^ *[a-z_0-9]+_test\.go:[0-9]+: / {
	line = $0; sub(/^ *[a-z_0-9]+_test\.go:[0-9]+: /, "", line)
	of = at; sub(/^[^\/]*\/?/, "", of)
	if (line ~ /[0-9]/) figures[++figure] = of (of == "" ? "" : ": ") line
	next
}
/^--- (PASS|FAIL|SKIP)/ { outcome = substr($2, 1, 4); name = $3 }
/^ok / { time = $3 }
END {
	if (outcome != "PASS") { print "SKIP"; exit }
	printf "%s %9s  %s", outcome, time, name
	if (cases[name] > 0) printf ", %d cases", cases[name]
	print ""
	for (i = 1; i <= figure; i++) print "                 " figures[i]
}
'

prove() { # package, tests, and what to tell the test
	listed=$(go test -list "$2" "$1" | grep '^Test' | grep -E "$only" || true)
	for t in $listed; do
		# The lines that say how far a long one is go to the terminal at once.
		go test -count=1 -timeout 12h -v -run "^$t\$" "$1" ${3:+-args} ${3:-} 2>&1 | tee "$log" | grep -E --line-buffered '^seeds=.* in ' >&2 || true
		grep -q '^ok ' "$log" || failed=1
		awk "$sum" "$log" | grep -v '^SKIP' || true
		if grep -q '^--- FAIL\|^FAIL\|^panic' "$log"; then
			echo "FAIL            $t"
			grep -v '^=== ' "$log" | tail -40
		fi
	done
}

fuzzed() { # package, target
	echo "$2" | grep -qE "$only" || return 0
	if go test -run '^$' -fuzz "^$2\$" -fuzztime "$fuzz" -fuzzminimizetime 20x "$1" >"$log" 2>&1; then state=PASS; else state=FAIL; failed=1; fi
	printf '%s %8s  %s, %s\n' "$state" "$fuzz" "$2" "$(grep -o 'execs: [0-9]*' "$log" | tail -1)"
	if [ $state = FAIL ]; then tail -40 "$log"; fi
}

echo "what is on the disk"
prove ./app/store/vault .
prove ./app/store/oplog .
prove ./app/store/sealed .
prove ./app/store/keyfile .
prove ./app/store/subkey .
fuzzed ./app/store/vault FuzzPages
fuzzed ./app/store/oplog FuzzOpen
fuzzed ./app/store/sealed FuzzRead
fuzzed ./app/store/keyfile FuzzParse
echo "the store on it"
prove ./app/store 'Kill|Power|Stopped|Full|FillsUp|Room|Damage|Restor|Rekey|Backup|Random|Draft|Log|Numbers|Plain|Forgets|AnOld|OtherKey|Unfinished'
prove ./sync/device 'Destroyed|Damaged|Forgotten|Recover|History|ComesBack|GetsBack|Copied|Lost|IsLost'
echo "a laptop and its centre"
prove ./sync/device 'Flaky|Cut|OfItsOwn|Identity|Drained|Wiped|Alone|Signed|Clock|Mended|Stays|Removals|HandedOver|Restored|Doubled|Pin'
echo "what is dealt"
prove ./app/allot .
fuzzed ./app/allot/allotjson FuzzRead
echo "what travels"
for f in FuzzReadPage FuzzReader FuzzPageLines FuzzMessages FuzzRecoveryRequest; do fuzzed ./sync/wire $f; done
fuzzed ./sync/centre FuzzRequests
fuzzed ./sync/centre FuzzContents
fuzzed ./sync/centre FuzzParseRange
fuzzed ./sync/device FuzzReplies
echo "paper"
fuzzed ./pdf FuzzForms
fuzzed ./pdf FuzzDecode
fuzzed ./pdf FuzzWrap
fuzzed ./pdf/truetype FuzzParse
echo "an office of laptops, and bugs planted in it"
seeds="${FANGCE_SEEDS:+-seeds $FANGCE_SEEDS} ${FANGCE_FROM:+-from $FANGCE_FROM}"
prove ./sync/simtest '^TestSimulation$' "${seeds# }"
prove ./sync/simtest Planted
echo "the real programs"
prove ./cmd/centre Killed
prove ./e2e 'Leak|Scan|Ending|Forgotten|Kill|Lock|Idle|Day'
exit $failed
