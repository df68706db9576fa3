#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes the C++ examples of the documentation as sources that can be compiled.

extract_examples.py <output folder> <library folder> <pages folder> [--without <word>]...

The examples are the \\code blocks of the library's qdoc comments (\\badcode is for other languages) and
the ```cpp blocks of the pages. Each becomes a member function of a class of its own, which is derived
from Chat; stage.h declares that, and what else the examples may use without declaring it. Before the
function go #include and using lines, and definitions: what has its opening brace alone at the beginning
of a line. Blocks in which a word of --without occurs are left out: what they need was not built.

Blocks are gathered in few sources (see GROUPS). Files whose text did not change are left alone, so that
nothing is compiled in vain.
"""
import argparse
import re
import sys
from pathlib import Path

from qdoccomments import comments

# The sources that are written, and whose examples go where.
GROUPS = ("core", "engineio", "server", "pages1", "pages2")
FOLDERS = {"core": "core", "codec": "core", "net": "engineio", "engineio": "engineio"}

FENCE = re.compile(r"^\s*(```+|~~~+)\s*([\w+-]*)\s*$")
TOP = re.compile(r"^(#\s*include\b|using\b.*;)")
INCLUDE = re.compile(r"^#\s*include\b.*$", re.M)

class ExampleError(Exception):
    pass


def page_blocks(text):
    """Yields (line of the first line, code) of each ```cpp block of a Markdown page."""
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        match = FENCE.match(line)
        if not match:
            continue
        body = []
        for _, inner in lines:
            if inner.strip() == match[1]:
                break
            body.append(inner + "\n")
        else:
            raise ExampleError(f"{number}: the block has no end")
        if match[2].lower() in ("cpp", "c++", "cxx"):
            yield number + 1, "".join(body)


def dedent(code):
    lines = code.splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return "\n".join(line[min(indents, default=0):].rstrip() for line in lines) + "\n"


def split(code):
    """(top, definitions, body): lines as [(index, line)]."""
    top, definitions, body = [], [], []
    lines = list(enumerate(code.splitlines()))
    i = 0
    while i < len(lines):
        line = lines[i][1]
        if TOP.match(line):
            top.append(lines[i])
            i += 1
            continue
        end = definition_end(lines, i)
        if end:
            definitions += lines[i:end]
            i = end
        else:
            body.append(lines[i])
            i += 1
    return top, definitions, body


def definition_end(lines, start):
    """Behind the definition that begins at start, or None where none does."""
    first = lines[start][1]
    if not re.match(r"[A-Za-z]", first):
        return None
    for i in range(start, len(lines)):
        line = lines[i][1]
        if line == "{":
            for j in range(i, len(lines)):
                if re.match(r"\}\s*;?\s*(//.*)?$", lines[j][1]):
                    return j + 1
            return None
        if i > start and not line.strip() or line.rstrip().endswith((";", "}")):
            return None
    return None


def placed(lines, first, origin):
    """The lines with #line directives, so that the compiler names the page or comment."""
    text = ""
    previous = None
    for index, line in lines:
        if previous is None or index != previous + 1:
            text += f'#line {first + index} "{origin}"\n'
        text += line + "\n"
        previous = index
    return text


def example(number, first, origin, code, is_page):
    top, definitions, body = split(dedent(code))
    using = placed([line for line in top if line[1].startswith("using")], first, origin)
    if is_page:
        using = "using namespace QSocketIo;\n" + using
    before = placed(definitions, first, origin)
    # Specialisations of the library's templates belong outside of the example's own namespace.
    outside = ""
    if any(line.startswith("template<>") for _, line in definitions):
        outside, before = before, ""
    name = f"Example{number}"
    return (f"{outside}namespace example{number} {{\n{using}{before}"
            f"struct {name} : Chat\n{{\n    void run(STAGE);\n}};\n"
            f"void {name}::run(STAGE)\n{{\n    {{\n{placed(body, first, origin)}    }}\n}}\n"
            f"}} // namespace example{number}\n")


def group_of(path, is_page):
    if is_page:
        return f"pages{1 + sum(path.stem.encode()) % 2}"
    return FOLDERS.get(path.parts[0], "server")


def collect(library, pages):
    """Yields (group, origin, line, code, is_page) of every example."""
    for path in sorted(path for suffix in ("cpp", "h", "qdoc") for path in library.rglob(f"*.{suffix}")):
        relative = path.relative_to(library)
        for comment in comments(path.read_text(encoding="utf-8")):
            for line, code in comment.code:
                yield group_of(relative, False), f"{library.name}/{relative.as_posix()}", line, code, False
    for path in sorted(pages.glob("*.md")):
        try:
            for line, code in page_blocks(path.read_text(encoding="utf-8")):
                yield group_of(path, True), f"{pages.name}/{path.name}", line, code, True
        except ExampleError as error:
            raise ExampleError(f"{path.name}:{error}") from error


def sources(library, pages, without=()):
    """{group: text of the source}, and the number of examples."""
    texts = {group: [] for group in GROUPS}
    includes = {group: {} for group in GROUPS}
    for group, origin, line, code, is_page in collect(library, pages):
        if any(word in code for word in without):
            continue
        number = len(texts[group]) + 1
        includes[group].update(dict.fromkeys(INCLUDE.findall(dedent(code))))
        texts[group].append(example(number, line, origin, INCLUDE.sub("", dedent(code)), is_page))
    result = {}
    for group in GROUPS:
        text = '#include "stage.h"\n' + "".join(f"{line}\n" for line in includes[group]) + "".join(texts[group])
        if re.search(r"^\s*Q_(OBJECT|GADGET)\b", text, re.M):
            text += f'#include "{group}.moc"\n'
        result[group] = text
    return result, sum(len(examples) for examples in texts.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--without", action="append", default=[])
    arguments = parser.parse_args()
    for folder in (arguments.library, arguments.pages):
        if not folder.is_dir():
            print(f"{folder} is no folder", file=sys.stderr)
            return 1
    try:
        found, count = sources(arguments.library, arguments.pages, arguments.without)
    except ExampleError as error:
        print(error, file=sys.stderr)
        return 1
    arguments.output.mkdir(parents=True, exist_ok=True)
    for group, text in found.items():
        path = arguments.output / f"{group}.cpp"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    print(f"{count} examples")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
