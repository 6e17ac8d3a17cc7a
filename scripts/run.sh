#!/usr/bin/env bash
# Starts an embedded centre with demo data and opens the window on a laptop that has every demo account. Without a
# display it walks through the day under Xvfb instead and says where the pictures and PDFs went.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
	echo "No display: walking through a day under Xvfb instead."
	exec scripts/tour.sh out/tour
fi

demo=out/demo
passphrase="fangce2026"
mkdir -p "$demo"
if [ ! -f "$demo/ready" ]; then
	rm -rf "$demo"; mkdir -p "$demo"
	echo "Filling a centre with demo data …"
	bin/centre demo -db "$demo/centre.db" >"$demo/accounts.txt"
fi

bin/centre serve -db "$demo/centre.db" -addr 127.0.0.1:0 >"$demo/centre.out" 2>"$demo/centre.log" &
centre=$!
trap 'kill $centre 2>/dev/null || true' EXIT
for _ in $(seq 100); do
	url=$(sed -n 's/^listening //p' "$demo/centre.out"); [ -n "$url" ] && break; sleep 0.1
done
[ -n "$url" ] || { echo "the centre did not start; see $demo/centre.log" >&2; exit 1; }
