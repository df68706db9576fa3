#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks all tracked files for what must not be in them.

check_sources.py [folder of a Git repository]
"""
import re
import subprocess
import sys
from pathlib import Path

# One character of each pattern is in brackets, so that this file does not match itself.
RULES = [
    ("a private header of Qt", r"#\s*include\s*[<\"]([\w/.]*/)?privat[e]/", r"\.(h|cpp|in|md)$"),
    ("a private header of Qt", r"#\s*include\s*<(Qt\w+/)?q[a-z0-9]+_[p]\.h>", r"\.(h|cpp|in|md)$"),
    ("a private module of Qt", r"Qt6?::\w+Privat[e]\b|[>}]Privat[e]\b.*PRIVATE_MODULE",
     r"(CMakeLists\.txt|\.cmake|\.cmake\.in)$"),
    ("the address of a package registry",
     r"registry\.(npmj[s]|yarnpk[g])|deb\.debia[n]\.org|pkg\.de[v]/|artifact-?registr[y]|"
     r"\bpyp[i]\.org|\"resolve[d]\":", r""),
    ("a path of one machine", r"(?<![\w.-])/wor[k]/|\.\./share[d]\b|(?<![\w.-])/tmp/w[t]/|(?<![\w.-])/root/[.]", r""),
    ("a marker of a merge conflict", r"(?m)^(<{7}|>{7}) ", r""),
    ("trailing white space", r"(?m)[ \t]+$", r"\.(h|cpp|txt|cmake|in|sh|py|js|mjs|html|css|json|pc)$"),
]
# Files of these kinds begin with their licence.
LICENSED = re.compile(r"(CMakeLists\.txt|\.(h|cpp|cmake|cmake\.in|sh|py|js|mjs|css|qml))$")
MAX_LINES = 800


def check(name, text):
    """Yields what is wrong with a file, as (line, description)."""
    for what, pattern, files in RULES:
        if re.search(files, name):
            for match in re.finditer(pattern, text):
                yield text.count("\n", 0, match.start()) + 1, f"{what}: {match[0].strip()}"
    if LICENSED.search(name):
        head = "".join(text.splitlines(keepends=True)[:2])
        if "SPDX-License-Identifier: MIT" not in head:
            yield 1, "no SPDX-License-Identifier: MIT at the top"
    if name.endswith((".h", ".cpp")) and text.count("\n") > MAX_LINES:
        yield MAX_LINES, f"longer than {MAX_LINES} lines"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    names = subprocess.run(["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z"], check=True,
                           capture_output=True, text=True).stdout.split("\0")
    files = findings = 0
    for name in filter(None, names):
        path = root / name
        if path.is_symlink() or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, or bytes that a test is fed with
        files += 1
        for line, what in check(name, text):
            findings += 1
            print(f"{name}:{line}: {what}")
    print(f"{files} files, {findings} findings")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main())
