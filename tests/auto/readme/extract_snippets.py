#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes the C++ snippets of a Markdown file as sources that can be compiled.

extract_snippets.py <file.md> <output folder>

Each ```cpp block needs a marker on the line before it (empty lines may lie between):

    <!-- snippet: name -->

A block with a main() becomes <name>.cpp as it stands. Any other is a fragment: its #include and
using lines stay at the top, and the rest goes into a member function of a QObject that has a
server called io and a socket called socket. The names of the sources are printed, one a line, and
files whose text did not change are left alone, so that nothing is compiled in vain.
"""
import re
import sys
from pathlib import Path

MARKER = re.compile(r"^\s*<!--\s*snippet:\s*([a-z][a-z0-9_]*)\s*-->\s*$")
FENCE = re.compile(r"^\s*(```+|~~~+)\s*([\w+-]*)\s*$")
TOP = re.compile(r"^\s*(#\s*include\b|using\b.*;)")

FRAGMENT = """{top}
#include <QSocketIo/Server>
#include <QtCore/QCoreApplication>

namespace {{
struct Fragment : QObject
{{
    [[maybe_unused]] void run(QSocketIo::Server &io, QSocketIo::Socket *socket);
}};

void Fragment::run([[maybe_unused]] QSocketIo::Server &io, [[maybe_unused]] QSocketIo::Socket *socket)
{{
{body}}}
}} // namespace

int main()
{{
    return 0;
}}
"""


class SnippetError(Exception):
    pass


def snippets(text):
    """Yields (name, source) for each ```cpp block."""
    names = set()
    marker = None  # (line, name) of a marker that still waits for its block
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        if match := MARKER.match(line):
            if marker:
                raise SnippetError(f"{marker[0]}: the marker of {marker[1]!r} has no ```cpp block")
            marker = number, match[1]
        elif match := FENCE.match(line):
            body = []
            for _, inner in lines:
                if inner.strip() == match[1]:
                    break
                body.append(inner + "\n")
            else:
                raise SnippetError(f"{number}: the block has no end")
            if match[2].lower() in ("cpp", "c++", "cxx"):
                if not marker:
                    raise SnippetError(f"{number}: a ```cpp block without <!-- snippet: name -->")
                if marker[1] in names:
                    raise SnippetError(f"{marker[0]}: a second snippet {marker[1]!r}")
                names.add(marker[1])
                yield marker[1], "".join(body)
                marker = None
            elif marker:
                raise SnippetError(f"{marker[0]}: the marker of {marker[1]!r} has no ```cpp block")
        elif marker and line.strip():
            raise SnippetError(f"{marker[0]}: the marker of {marker[1]!r} has no ```cpp block")
    if marker:
        raise SnippetError(f"{marker[0]}: the marker of {marker[1]!r} has no ```cpp block")


def program(source):
    if re.search(r"\bmain\s*\(", source):
        return source
    lines = source.splitlines(keepends=True)
    top = [line for line in lines if TOP.match(line)]
    body = [line for line in lines if not TOP.match(line)]
    return FRAGMENT.format(top="".join(top), body="".join(body))


def main():
    markdown, output = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        found = list(snippets(markdown.read_text(encoding="utf-8")))
    except SnippetError as error:
        print(f"{markdown.name}:{error}", file=sys.stderr)
        return 1
    output.mkdir(parents=True, exist_ok=True)
    for name, source in found:
        path = output / f"{name}.cpp"
        text = program(source)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
