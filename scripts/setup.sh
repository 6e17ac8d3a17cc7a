#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages that building, running or testing needs and that are missing; in seconds where
# nothing is. Usage: scripts/setup.sh build|look|test
set -euo pipefail

build="gcc libc6-dev pkg-config libgl1-mesa-dev libegl-dev libgles-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libxkbcommon-dev"
look="xvfb xauth x11-utils libgl1-mesa-dri openbox xdotool imagemagick xclip dbus poppler-utils"

case "${1:-build}" in
build) want="$build" ;;
look | test) want="$build $look" ;;
*) echo "usage: $0 build|look|test" >&2; exit 2 ;;
esac

missing=""
for p in $want; do
	dpkg-query -W -f='${db:Status-Abbrev}' "$p" 2>/dev/null | grep -q '^ii' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || { echo "missing packages, and no sudo to install them:$missing" >&2; exit 1; }
	as_root="sudo"
fi
echo "installing:$missing" >&2
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
