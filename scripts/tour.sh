#!/usr/bin/env bash
# Walks through every room and leaves pictures and PDFs in a folder. Usage: scripts/tour.sh [-all] DIR [flags]
# With -all: in three languages, light and dark, and in high contrast, on 1366x768 and 1920x1080, each in a folder of its own;
# that takes half an hour and more.
set -euo pipefail
cd "$(dirname "$0")/.."
all=
if [ "${1:-}" = -all ]; then
	all=1
	shift
fi
out=${1:?usage: scripts/tour.sh [-all] DIR [flags]}
shift

# walk DIR SCREEN FLAGS…: a home of its own, as the tour changes the look and must not change the user's.
walk() {
	local dir=$1 screen=$2 home
	shift 2
	home=$(mktemp -d)
	mkdir -p "$dir" "$home/config" "$home/cache"
	(
		trap 'rm -rf "$home"' EXIT
		export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" LANG=C.UTF-8 LC_ALL=C.UTF-8 LANGUAGE=zh_CN
		unset WAYLAND_DISPLAY
		dbus-run-session -- xvfb-run -a -s "-screen 0 ${screen}x24 -nolisten tcp" bin/fangce -tour "$dir" -size "$screen" "$@"
	)
}

if [ -z "$all" ]; then
	walk "$out" 1366x768 "$@"
	ls "$out"
	exit
fi
for lang in zh_Hans zh_Hant en; do
	walk "$out/$lang-1366x768" 1366x768 -lang "$lang" -looks light,dark,contrast,contrast_dark "$@"
	walk "$out/$lang-1920x1080" 1920x1080 -lang "$lang" -looks light,dark "$@"
done
ls "$out"/*
