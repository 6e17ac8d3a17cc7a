#!/usr/bin/env bash
# Starts an embedded centre with demo data and opens the window on a laptop that has every demo account. Without a
# display it walks through the day under Xvfb instead and says where the pictures and PDFs went.
# The demo lives in out/demo and goes on where it was left; `make clean` starts it over.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
	echo "No display: walking through a day under Xvfb instead."
	exec scripts/tour.sh out/tour
fi

demo=out/demo
passphrase=fangce2026
first=2026-11-20T10:36:00+08:00 # a working day with visits ahead

if [ ! -f "$demo/clock" ]; then
	rm -rf "$demo"
	mkdir -p "$demo"
	echo "Filling a centre with demo data …"
	bin/centre demo -db "$demo/centre.db" -now "$first" >"$demo/accounts.txt"
fi
now=$(cat "$demo/clock" 2>/dev/null || echo "$first")

# The laptop remembers the centre's address, so the port it got first stays.
addr=$(cat "$demo/addr" 2>/dev/null || echo 127.0.0.1:0)
bin/centre serve -db "$demo/centre.db" -addr "$addr" -now "$now" >"$demo/centre.out" 2>"$demo/centre.log" &
centre=$!
stop() {
	kill "$centre" 2>/dev/null || true
	# The demo's clock goes on from here next time.
	if [ -f "$demo/clock" ]; then date -u -d "$now + $SECONDS seconds" +%Y-%m-%dT%H:%M:%SZ >"$demo/clock"; fi
}
trap stop EXIT
url=""
for _ in $(seq 100); do
	url=$(sed -n 's/^listening //p' "$demo/centre.out")
	[ -n "$url" ] && break
	kill -0 "$centre" 2>/dev/null || break
	sleep 0.1
done
[ -n "$url" ] || { echo "the centre did not start:" >&2; cat "$demo/centre.log" >&2; exit 1; }

echo "${url#http://}" >"$demo/addr"

if [ ! -f "$demo/clock" ]; then
	echo "Setting up a laptop with every account …"
	codes=$(awk 'NR > 1 { print $NF }' "$demo/accounts.txt" | paste -sd,)
	printf '%s\n' "$passphrase" | bin/fangce enrol -data "$demo/laptop" -centre "$url" -code "$codes" -now "$now" >/dev/null
	echo "$now" >"$demo/clock"
fi

cat <<EOT

The centre listens at $url. Choose an account in the window; every passphrase is $passphrase.
EOT
awk 'NR > 1 { printf "  %s  %s  %s\n", $1, $2, $3 }' "$demo/accounts.txt"
bin/fangce -data "$demo/laptop" -now "$now" "$@"
