#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks that each numbered trap of the protocol's specification has a test that names it.

check_traps.py <folder of the tests> [--list]

A test names a trap in the name of its function (trap44_attachmentLimit), of a data row ("trap 7:
code 0") or in a comment ("trap 85", "traps 83, 84 and 86"). Only programs that run count, not what
they include.
"""
import re
import sys
from pathlib import Path

COUNT = 96
# How the files of tests are named: Qt Test, node:test, unittest.
TESTS = re.compile(r"^(tst_\w+\.cpp|[\w-]+\.test\.mjs|test_\w+\.py)$")
MENTION = re.compile(r"\btraps?[ _]?(\d+(?:(?:, and |, ?| and | to |-)\d+)*)", re.I)
SEPARATOR = re.compile(r", and |, ?| and ")


def mentioned(text):
    """The numbers of the traps that a text names."""
    numbers = set()
    for mention in MENTION.findall(text):
        for part in SEPARATOR.split(mention):
            first, _, last = re.sub(" to ", "-", part).partition("-")
            numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def find(root):
    """Which tests name which trap: {number: [file...]}"""
    found = {}
    for path in sorted(root.rglob("*")):
        if TESTS.match(path.name) and "node_modules" not in path.parts:
            # The tests of this check name traps that are none.
            if path.parent == Path(__file__).resolve().parent:
                continue
            for number in mentioned(path.read_text(encoding="utf-8")):
                found.setdefault(number, []).append(path.relative_to(root).as_posix())
    return found


def main():
    found = find(Path(sys.argv[1]).resolve())
    if "--list" in sys.argv[2:]:
        for number in range(1, COUNT + 1):
            print(f"{number:2} {' '.join(found.get(number, ['-']))}")
    missing = [number for number in range(1, COUNT + 1) if number not in found]
    unknown = sorted(number for number in found if not 1 <= number <= COUNT)
    for number in missing:
        print(f"trap {number} has no test")
    for number in unknown:
        print(f"{' '.join(found[number])}: there is no trap {number}")
    print(f"{COUNT - len(missing)} of {COUNT} traps have a test")
    return 1 if missing or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
