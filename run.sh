#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Installs what is missing, builds the chat example and runs it on port 3000 or the next free one.
# Arguments are passed on to it: ./run.sh --port 8080
set -euo pipefail
cd "$(dirname "$0")"
source scripts/common.sh

scripts/ensure-dependencies.sh build run
build_preset release chat-server
exec build/release/examples/chat/chat-server "$@"
