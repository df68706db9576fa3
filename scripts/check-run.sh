#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Starts the chat by run.sh as a user would, asks it for its page and for a Socket.IO session, and
# stops it as Ctrl+C does.
set -euo pipefail
cd "$(dirname "$0")/.."

log=build/check-run.log
mkdir -p build
set -m # gives the program a process group of its own, which SIGINT reaches
./run.sh --port 34567 >"$log" 2>&1 </dev/null &
pid=$!
set +m
trap 'kill -KILL -- -$pid 2>/dev/null || true' EXIT

fail() {
    echo "$1"
    tail -n 20 "$log"
    exit 1
}

# The first start builds the example.
address=
for _ in $(seq 6000); do
    address=$(grep -o -m 1 'http://[^ ]*:[0-9]*' "$log" || true)
    [ -z "$address" ] || break
    kill -0 $pid 2>/dev/null || fail "run.sh ended"
    sleep 0.2
done
[ -n "$address" ] || fail "run.sh printed no address"

curl --silent --show-error --fail --max-time 10 "$address/" >build/check-run.html || fail "no page"
grep -qi '<html' build/check-run.html || fail "the page is no HTML"
answer=$(curl --silent --fail --max-time 10 "$address/socket.io/?EIO=4&transport=polling") ||
    fail "no Socket.IO at $address"
[[ $answer == '0{"sid":'* ]] || fail "not a handshake: $answer"

kill -INT -- -$pid
for _ in $(seq 100); do
    kill -0 $pid 2>/dev/null || break
    sleep 0.1
done
! kill -0 $pid 2>/dev/null || fail "run.sh did not stop"
status=0
wait $pid || status=$?
((status == 0)) || fail "run.sh ended with $status"
echo "served at $address and stopped"
