#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Takes pictures of every page of the admin app, light and dark, while 200 people talk in the chat
# example: scripts/admin-screenshots.sh [folder] [people] [seconds]
# They are for looking at; the best ones are in resources/screenshots.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/common.sh

folder=${1:-build/screenshots}
people=${2:-200}
seconds=${3:-60}
build=build/dev
build_preset dev chat-server adminpictures

random() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1" || true; }
QSIOADMIN_PASSWORD=$(random 16)
export QSIOADMIN_PASSWORD
# shellcheck disable=SC2016 # the $ are perl's
hash=$(SALT="\$2b\$08\$$(random 22)" perl -e 'print crypt($ENV{QSIOADMIN_PASSWORD}, $ENV{SALT})')

output=$(mktemp)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -f "$output"' EXIT
trap 'exit 1' INT TERM
env -u QSIOADMIN_PASSWORD $build/examples/chat/chat-server --port 0 --admin "admin:$hash" >"$output" &
pids+=($!)
address=
while [ -z "$address" ]; do
    kill -0 "${pids[0]}" 2>/dev/null || exit 1 # it has said why
    sleep 0.1
    address=$(grep -o -m 1 'http://[^ ]*:[0-9]*' "$output" || true)
done
node tests/integration/adminapp/crowd.mjs "$address" "$people" &
pids+=($!)

run=()
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    if command -v xvfb-run >/dev/null; then
        run=(xvfb-run -a -s "-screen 0 1440x900x24")
    else
        export QT_QPA_PLATFORM=offscreen
    fi
fi
"${run[@]}" $build/tests/integration/adminapp/adminpictures "$address" admin "$folder" "$seconds"
echo "The pictures are in $folder."
