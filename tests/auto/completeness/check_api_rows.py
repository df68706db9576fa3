#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks that each row of Socket.IO's server API has a test that uses what stands for it here.

check_api_rows.py <api-rows.txt> <folder of the tests>
"""
import re
import sys
from pathlib import Path

ENTRY = re.compile(r"^(\w+(?:, \w+)*) -> (\S+\.cpp) (\w+)$")
# A function defined outside of its class, with its body.
DEFINITION = re.compile(r"^\w[^\n;{}]*?\b\w+::(\w+)\([^;{}]*?\)[^\n;{}]*\n\{\n(.*?)^\}$", re.M | re.S)


class Checker:
    def __init__(self, rows, tests):
        self.rows = Path(rows)
        self.tests = Path(tests)
        self.functions = {}  # file -> {function: body}
        self.findings = []
        self.titles = []

    def run(self):
        used = True
        for number, line in enumerate(self.rows.read_text(encoding="utf-8").splitlines(), 1):
            self.number = number
            if not line or line.startswith("#"):
                continue
            if line.startswith("== "):
                if not used:
                    self.find(f"{self.titles[-1]!r} has no test", number - 1)
                used = line[3:] in self.titles
                if used:
                    self.find(f"a second row {line[3:]!r}")
                self.titles.append(line[3:])
            elif line.startswith("-- "):
                used = True
            elif (entry := ENTRY.match(line)) and self.titles:
                used = True
                self.check(entry[1].split(", "), entry[2], entry[3])
            else:
                self.find(f"cannot be read: {line}")
        if not used:
            self.find(f"{self.titles[-1]!r} has no test")
        return self.findings

    def find(self, text, number=None):
        self.findings.append(f"{self.rows.name}:{number or self.number}: {text}")

    def check(self, members, file, function):
        if file not in self.functions:
            path = self.tests / file
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            self.functions[file] = dict(DEFINITION.findall(text))
            if not text:
                self.find(f"there is no {file}")
        if not self.functions[file]:
            return
        if function not in self.functions[file]:
            self.find(f"{file} has no function {function}")
            return
        for member in members:
            if not re.search(rf"\b{member}\b", self.functions[file][function]):
                self.find(f"{function} in {file} does not name {member}")


def main():
    checker = Checker(sys.argv[1], sys.argv[2])
    findings = checker.run()
    for finding in findings:
        print(finding)
    print(f"{len(checker.titles)} rows, {len(findings)} findings")
    return 1 if findings or not checker.titles else 0


if __name__ == "__main__":
    sys.exit(main())
