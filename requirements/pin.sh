#!/bin/sh
# Renew platform.txt, dev.txt and cell.txt from the .in files, each resolved in an environment of its own.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
note() { echo "# Made by 'make pin' from $1; do not edit by hand."; }

python3 -m venv "$work/platform"
"$work/platform/bin/pip" install --quiet -r platform.in
# What only another Python needs is not installed here, so it is pinned in the .in file.
{ "$work/platform/bin/pip" freeze; sed -n 's/^\([^ #]*==[^#]*;[^#]*[^ #]\).*/\1/p' platform.in; } | LC_ALL=C sort -fu > "$work/platform.txt"
"$work/platform/bin/pip" install --quiet -r dev.in
"$work/platform/bin/pip" freeze > "$work/dev.txt"
python3 -m venv "$work/cell"
"$work/cell/bin/pip" install --quiet -r cell.in

{ note platform.in; cat "$work/platform.txt"; } > platform.txt
{ note dev.in; echo "-r platform.txt"; grep -vxFf "$work/platform.txt" "$work/dev.txt"; } > dev.txt
{ note cell.in; "$work/cell/bin/pip" freeze | sed 's/+cpu$//'; } > cell.txt
