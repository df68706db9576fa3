#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs qdoc over the library and fails where it warns.

check_qdoc.py <qdoc> <configuration> <output folder> [include path]...

qdoc compiles the headers and comments with Clang: it finds comments that belong to nothing, parameters
nobody tells about and links that lead nowhere. The pages it makes stay in the output folder.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WARNING = re.compile(r"(?:warning|error):")
# qdoc knows our own pages only; without the index files of Qt's documentation it cannot link to Qt.
FOREIGN = re.compile(r"Can't link to '(?:Q[A-Z]\w*|Qt|std)\b[^']*'")


def warnings(output, root):
    """What qdoc complains about, with the lines that explain it."""
    found = []
    is_explanation = False
    for line in output.splitlines():
        if WARNING.search(line):
            is_explanation = not FOREIGN.search(line)
            if is_explanation:
                found.append(line.replace(f"{root}/", ""))
        elif is_explanation and line.startswith("    "):
            found.append(line)
        else:
            is_explanation = False
    return found


def main():
    qdoc, configuration, output, *includes = sys.argv[1:]
    configuration = Path(configuration).resolve()
    root = configuration.parent.parent
    if list(Path(output).glob("*.index")):  # what the last run made; qdoc wants it empty
        shutil.rmtree(output)
    environment = os.environ | {"QSOCKETIO_DOC_OUTPUT": output}
    run = subprocess.run([qdoc, *(f"-I{path}" for path in includes), configuration], env=environment,
                         stdin=subprocess.DEVNULL, capture_output=True, text=True)
    text = run.stdout + run.stderr
    found = warnings(text, root)
    for line in dict.fromkeys(found):
        print(line)
    pages = list(Path(output).glob("*.html"))
    if run.returncode != 0 or not pages:
        print(text[-3000:])
        print(f"qdoc failed with {run.returncode}")
        return 1
    print(f"{len(pages)} pages, {sum(1 for line in set(found) if WARNING.search(line))} warnings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
