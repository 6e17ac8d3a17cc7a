#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages that building, running or testing needs and that are missing; in seconds where
# nothing is. Usage: scripts/setup.sh build|look|test|windows
set -euo pipefail

build="gcc libc6-dev pkg-config libgl1-mesa-dev libegl-dev libgles-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libxkbcommon-dev"
look="xvfb xauth x11-utils libgl1-mesa-dri openbox xdotool imagemagick xclip dbus poppler-utils"
# A print service that prints into files.
paper="cups-daemon cups-client cups-filters printer-driver-cups-pdf"
# Other readers of PDF, which must find nothing wrong with the forms.
readers="qpdf mupdf-tools"
# Input methods for Chinese, which the tests type with; those a distribution lacks are left out and their tests say so.
methods="fcitx5 fcitx5-chinese-addons ibus ibus-libpinyin"
windows="gcc-mingw-w64-x86-64"

optional=""
case "${1:-build}" in
build) want="$build" ;;
look) want="$build $look" ;;
test) want="$build $look $paper $readers" optional="$methods" ;;
windows) want="$windows $look" optional="wine wine64" ;;
*) echo "usage: $0 build|look|test|windows" >&2; exit 2 ;;
esac

# absent prints which of some packages are not installed.
absent() {
	for p in "$@"; do
		dpkg-query -W -f='${db:Status-Abbrev}' "$p" 2>/dev/null | grep -q '^ii' || printf ' %s' "$p"
	done
}
# shellcheck disable=SC2086
missing=$(absent $want) lacking=$(absent $optional)
[ -z "$missing$lacking" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || { echo "missing packages, and no sudo to install them:$missing" >&2; exit 1; }
	as_root="sudo"
fi
# Looking for what may be absent for good must not cost a network each time.
if [ -z "$missing" ]; then
	seen=${XDG_CACHE_HOME:-$HOME/.cache}/fangce/lacking
	[ "$(cat "$seen" 2>/dev/null)" = "$lacking" ] && exit 0
fi
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
for p in $lacking; do
	if apt-cache show "$p" >/dev/null 2>&1; then
		missing="$missing $p"
	else
		echo "not in this distribution: $p" >&2
	fi
done
if [ -n "$missing" ]; then
	echo "installing:$missing" >&2
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
# shellcheck disable=SC2086
lacking=$(absent $optional)
if [ -n "$lacking" ]; then
	mkdir -p "${XDG_CACHE_HOME:-$HOME/.cache}/fangce"
	printf '%s' "$lacking" >"${XDG_CACHE_HOME:-$HOME/.cache}/fangce/lacking"
fi
