# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Shared by run.sh, test.sh and .ci/run, which source it from the project's top folder.

# run_logged <title> <log file> <command...>
# Runs a command with its output in the log file, and shows a sign of life about every 20 seconds.
# When it fails, the end of the log is shown.
run_logged() {
    local title=$1 log=$2 pid status=0 start=$SECONDS next=20 last
    shift 2
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - start >= next)); then
            last=$(tail -n 1 "$log" | cut -c 1-100)
            echo "$title ($((SECONDS - start)) s): $last"
            next=$((next + 20))
        fi
    done
    wait "$pid" || status=$?
    if ((status != 0)); then
        echo "$title failed; the whole log is $log" >&2
        # The compiler's first complaint matters most, and ninja prints it long before the end.
        if ! grep -n -m 5 -A 6 -E '(error|Error)[: ]|^FAILED' "$log" | cut -c 1-200 >&2; then
            tail -n 30 "$log" >&2
        fi
    fi
    return "$status"
}

# build_preset <preset> [target...]
# Configures and builds a preset; without targets, everything in it.
build_preset() {
    local preset=$1
    shift
    run_logged "Configuring $preset" "build/configure-$preset.log" cmake --preset "$preset" || return
    run_logged "Building $preset" "build/build-$preset.log" \
        cmake --build "build/$preset" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" \
        ${1:+--target "$@"}
}
