#!/usr/bin/env bash
# Builds bin/fangce.exe and bin/centre.exe for 64-bit Windows; the first time takes some minutes of cgo. With "try" the
# window is opened under Wine on a display of its own, typed into and photographed: out/windows/*.png.
# Usage: scripts/windows.sh [try]
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p bin
# Without gles and x11, which are for Linux: Windows draws with OpenGL.
export GOFLAGS=-buildvcs=false
GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc go build -tags=migrated_fynedo -ldflags "-s -w -H=windowsgui" -o bin/fangce.exe .
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -ldflags "-s -w" -o bin/centre.exe ./cmd/centre
ls -l bin/fangce.exe bin/centre.exe
[ "${1:-}" = try ] || exit 0

command -v wine >/dev/null || { echo "wine is missing: scripts/setup.sh windows installs it where the distribution has it" >&2; exit 1; }
out=$PWD/out/windows
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
children=()
finish() {
	wineserver -k 2>/dev/null || true
	for p in "${children[@]}"; do kill "$p" 2>/dev/null || true; done
	rm -rf "$work"
}
trap finish EXIT

# Go asks Windows for random numbers with ProcessPrng, which Wine 8 does not have.
cat >"$work/prng.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *to, SIZE_T n) {
	while (n) {
		ULONG part = n > 4096 ? 4096 : (ULONG)n;
		if (!RtlGenRandom(to, part)) return FALSE;
		to += part;
		n -= part;
	}
	return TRUE;
}
C
x86_64-w64-mingw32-gcc -shared -o "$work/bcryptprimitives.dll" "$work/prng.c" -ladvapi32

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -r 3>"$work/display" 2>/dev/null &
children+=($!)
export DISPLAY=:$(cat "$work/display") WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
export WINEDLLOVERRIDES="bcryptprimitives=n,b;mscoree,mshtml="
openbox 2>/dev/null &
children+=($!)
echo "Making a Windows of its own for Wine …"
wine wineboot -i >"$out/wine.log" 2>&1
if [ ! -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ]; then
	cp "$work/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"
fi
wine bin/fangce.exe -data 'C:\fangce' -now 2026-11-20T09:05:00+08:00 -lang zh_Hans -theme light >>"$out/wine.log" 2>&1 &
children+=($!)

window=""
for _ in $(seq 120); do
	for id in $(xdotool search --onlyvisible --class '^fangce.exe$' 2>/dev/null || true); do
		eval "$(xdotool getwindowgeometry --shell "$id" 2>/dev/null | grep -E '^(WIDTH|HEIGHT)=')" || continue
		if [ "${WIDTH:-0}" -gt 600 ]; then window=$id; fi
	done
	[ -n "$window" ] && break
	sleep 1
done
[ -n "$window" ] || { import -window root "$out/nothing.png"; echo "no window appeared; see $out" >&2; exit 1; }

# differing prints how many pixels of two pictures differ; a caret that blinks has about 20.
differing() { compare -metric AE "$1" "$2" null: 2>&1 || true; }

# settled takes pictures until two of them are the same.
settled() {
	import -window root "$1"
	for _ in $(seq 60); do
		sleep 1
		import -window root "$work/again.png"
		local n
		n=$(differing "$1" "$work/again.png")
		mv "$work/again.png" "$1"
		[ "$n" -lt 60 ] && return 0
	done
}
settled "$out/opened.png"
xdotool windowfocus "$window"
xdotool type --delay 60 "127.0.0.1:8443" # the first field has the focus
settled "$out/typed.png"
if [ "$(differing "$out/opened.png" "$out/typed.png")" -lt 100 ]; then
	echo "what was typed is not in the window; see $out" >&2
	exit 1
fi
echo "The window opens under Wine and takes keys; see $out"
