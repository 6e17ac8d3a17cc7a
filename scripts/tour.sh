#!/usr/bin/env bash
# Walks through a planner's and a supervisor's day and leaves pictures and PDFs in a folder. Usage: scripts/tour.sh DIR [flags]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?usage: scripts/tour.sh DIR [flags]}
shift
mkdir -p "$out"
# A home of its own: the tour changes the look and must not change the user's.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -p "$home/config" "$home/cache"
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" LANG=C.UTF-8 LC_ALL=C.UTF-8 LANGUAGE=zh_CN
unset WAYLAND_DISPLAY
dbus-run-session -- xvfb-run -a -s "-screen 0 1366x768x24 -nolisten tcp" bin/fangce -tour "$out" "$@"
ls "$out"
