#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Installs what is missing, builds the chat example and runs it on port 3000 or the next free one.
# Where there is a display, the admin app opens beside it, logged in already.
# Arguments are passed on to the chat:  ./run.sh --port 8080
# Two servers of a cluster with their broker:  ./run.sh cluster --adapter sharded --admin open
# The admin app alone, for any server:  ./run.sh admin --url https://example.com --user admin
set -euo pipefail
cd "$(dirname "$0")"
source scripts/common.sh

if [ "${1:-}" = admin ]; then
    shift
    scripts/ensure-dependencies.sh build
    build_preset release qsioadmin
    exec build/release/admin-app/qsioadmin "$@"
fi

if [ "${1:-}" = cluster ]; then
    shift
    scripts/ensure-dependencies.sh build run
    build_preset release cluster-server
    exec examples/cluster/run.sh "$@"
fi

scripts/ensure-dependencies.sh build run
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [[ " $* " == *' --admin'* ]]; then
    build_preset release chat-server
    exec build/release/examples/chat/chat-server "$@"
fi
build_preset release chat-server qsioadmin

# A password of its own for each run. perl has the C library's crypt(), which knows bcrypt.
random() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1" || true; }
QSIOADMIN_PASSWORD=$(random 16)
export QSIOADMIN_PASSWORD
# shellcheck disable=SC2016 # the $ are perl's
hash=$(SALT="\$2b\$08\$$(random 22)" perl -e 'print crypt($ENV{QSIOADMIN_PASSWORD}, $ENV{SALT})')

output=$(mktemp)
env -u QSIOADMIN_PASSWORD build/release/examples/chat/chat-server --admin "admin:$hash" "$@" \
    >"$output" &
chat=$!
admin=
trap 'kill $chat $admin 2>/dev/null || true; rm -f "$output"' EXIT
trap 'exit 0' INT TERM
address=
while [ -z "$address" ]; do
    kill -0 $chat 2>/dev/null || exit 1 # it has said why
    sleep 0.1
    address=$(grep -o -m 1 'http://[^ ]*:[0-9]*' "$output" || true)
done
echo "Chat is running on $address; the admin app shows who is in it."
build/release/admin-app/qsioadmin --url "$address" --user admin &
admin=$!
wait $chat
