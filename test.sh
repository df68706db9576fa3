#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Installs what is missing, builds everything and runs the tests.
# The last line is "N passed, M failed", and the exit code says the same.
set -euo pipefail
cd "$(dirname "$0")"
source scripts/common.sh

usage() {
    cat <<'END'
Usage: ./test.sh [--preset <name>] [--unit] [-R <regex>]
  --preset <name>  the CMake preset to build and test: dev (the default) or asan
  --unit           only the unit tests and fuzzers, which need neither Node.js nor a browser
  -R <regex>       only the tests whose name matches
END
}

preset=dev
sets=(build test)
targets=() # all
selection=()
while (($# > 0)); do
    case $1 in
        --preset) preset=${2:?--preset needs a name}; shift 2 ;;
        --unit) selection+=(-L '^(unit|fuzz)$'); sets=(build python); targets=(unit-tests); shift ;;
        -R) selection+=(-R "${2:?-R needs a regular expression}"); shift 2 ;;
        -h | --help) usage; exit ;;
        *) usage >&2; exit 2 ;;
    esac
done

give_up() {
    echo "0 passed, 1 failed"
    exit 1
}

scripts/ensure-dependencies.sh "${sets[@]}" || give_up
build_preset "$preset" "${targets[@]}" || give_up

export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1:check_initialization_order=1:detect_stack_use_after_return=1}
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$PWD/tests/lsan.supp:print_suppressions=0}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}

report=$PWD/build/$preset/test-report.xml
rm -f "$report"
status=0
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j4 \
    --output-junit "$report" "${selection[@]}" </dev/null || status=$?

count() {
    sed -n "s/^[[:space:]]*$1=\"\([0-9]*\)\"\$/\1/;T;p;q" "$report"
}

[ -f "$report" ] || give_up
total=$(count tests)
failed=$(count failures)
skipped=$(($(count skipped) + $(count disabled)))
passed=$((total - failed - skipped))
if ((status != 0 && failed == 0)); then
    failed=1 # no test at all, say
fi
summary="$passed passed, $failed failed"
if ((skipped > 0)); then
    summary+=", $skipped skipped"
fi
echo "$summary"
((failed == 0))
