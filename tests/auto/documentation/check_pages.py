#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks that the pages of the manual hang together.

check_pages.py <folder of the project>

- A link of README.md or a page leads to a file of the project, and to a heading where it has an anchor.
- docs/README.md links every page.
- docs/options.md has a row for every member of ServerOptions, the structs beside it and ClientOptions, with
  the default that the header gives.
- A test that a page names (`tst_name`, `tst_name::function`, `name.test.mjs`) exists.
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from declarations import declarations  # noqa: E402

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^(```+|~~~+).*?^\1\s*$", re.M | re.S)
HEADING = re.compile(r"^#+\s+(.*)$", re.M)
ROW = re.compile(r"^\|\s*`(\w+)`\s*\|([^|]*)\|", re.M)
TEST = re.compile(r"`(tst_\w+)(?:::(\w+))?`|`([\w-]+\.test\.mjs)(?:: ([^`]+))?`|`(test_\w+\.py)`")
OPTIONS = ["libqsocketio/core/serveroptions.h", "libqsocketio/core/permessagedeflateoptions.h",
           "libqsocketio/client/clientoptions.h", "libqsocketio/admin/adminoptions.h",
           "libqsocketio/adapter/cluster/clusteroptions.h",
           "libqsocketio/adapter/cluster/outboxoptions.h",
           "libqsocketio/adapter/redis/redisoptions.h",
           "libqsocketio/adapter/redis/redisadapteroptions.h",
           "libqsocketio/adapter/redis/shardedredisadapteroptions.h",
           "libqsocketio/adapter/redis/redisstreamsoptions.h",
           "libqsocketio/adapter/redis/redisemitteroptions.h",
           "libqsocketio/adapter/postgres/postgresoptions.h",
           "libqsocketio/adapter/postgres/postgresadapteroptions.h",
           "libqsocketio/adapter/postgres/postgresemitteroptions.h"]
UNITS = {"ms": 1, "s": 1000, "min": 60_000, "bytes": 1, "KiB": 1024, "MiB": 1024 * 1024,
         "milliseconds": 1, "seconds": 1000, "minutes": 60_000}


def blank(text, pattern):
    """The text without what matches; the lines stay."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def anchor(heading):
    """The anchor that GitHub gives to a heading."""
    text = re.sub(r"[^\w\s-]", "", heading.replace("`", "").strip().lower())
    return re.sub(r"\s", "-", text)


def value_in_header(text):
    """The number (times in ms), boolean or string that initialises a variable; None: anything else."""
    text = text.partition("=")[2].strip()
    if match := re.fullmatch(r"std::chrono::(\w+)\((\d+)\)", text):
        return int(match[2]) * UNITS[match[1]]
    if re.fullmatch(r"-?[\d']+(\s*\*\s*[\d']+)*", text):
        product = 1
        for factor in text.replace("'", "").split("*"):
            product *= int(factor)
        return product
    if match := re.fullmatch(r'QStringLiteral\("(.*)"\)', text):
        return match[1]
    return {"true": True, "false": False}.get(text)


def value_in_page(cell):
    """The same from a cell of a table, such as '45 s' or '1,000,000 bytes'."""
    cell = cell.strip().replace("`", "")
    if match := re.fullmatch(r"(-?[\d,]+)(?: (\w+))?", cell):
        return int(match[1].replace(",", "")) * UNITS.get(match[2], 1)
    if match := re.fullmatch(r'"(.*)"', cell):
        return match[1]
    return {"true": True, "false": False}.get(cell)


class Checker:
    def __init__(self, root):
        self.root = Path(root).resolve()
        self.docs = self.root / "docs"
        self.findings = []
        self.links = {}  # page -> files that it links

    def run(self):
        pages = sorted(self.docs.glob("*.md"))
        for page in [self.root / "README.md", *pages]:
            self.check_page(page)
        index = self.docs / "README.md"
        for page in pages:
            if page != index and page not in self.links.get(index, ()):
                self.findings.append(f"docs/README.md: no link to {page.name}")
        self.check_options()
        self.count = len(pages)
        return self.findings

    def check_page(self, page):
        text = blank(page.read_text(encoding="utf-8"), FENCED)
        name = page.relative_to(self.root).as_posix()
        self.links[page] = set()
        for match in [*LINK.finditer(text), *IMAGE.finditer(text)]:
            line = text.count("\n", 0, match.start()) + 1
            self.check_link(page, f"{name}:{line}", match[1])
        for match in TEST.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            self.check_test(f"{name}:{line}", match)

    def check_link(self, page, place, link):
        if re.match(r"[a-z]+:", link):
            return
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_relative_to(self.root) or not target.exists():
            self.findings.append(f"{place}: {link} leads nowhere")
            return
        self.links[page].add(target)
        if fragment and target.suffix == ".md":
            text = blank(target.read_text(encoding="utf-8"), FENCED)
            if fragment not in map(anchor, HEADING.findall(text)):
                self.findings.append(f"{place}: {link} names no heading")

    def check_test(self, place, match):
        tst, function, script, title, python = match.groups()
        pattern = f"{tst}.cpp" if tst else script or python
        files = [path for path in (self.root / "tests").rglob(pattern) if "node_modules" not in path.parts]
        if not files:
            self.findings.append(f"{place}: there is no test {pattern}")
        elif (wanted := function or title) and wanted not in files[0].read_text(encoding="utf-8"):
            self.findings.append(f"{place}: {pattern} has no {wanted!r}")

    def check_options(self):
        page = self.docs / "options.md"
        if not page.exists():
            return
        rows = {}  # heading -> {option: default}
        heading = ""
        for line in page.read_text(encoding="utf-8").splitlines():
            if match := HEADING.match(line):
                heading = match[1].replace("`", "")
            elif match := ROW.match(line):
                rows.setdefault(heading, {})[match[1]] = match[2]
        found = []  # (Declaration, how it is written)
        for header in filter(Path.exists, map(self.root.joinpath, OPTIONS)):
            text = header.read_text(encoding="utf-8")
            lines = text.splitlines()
            found += [(declaration, "\n".join(lines[declaration.line - 1:]).partition(";")[0])
                      for declaration in declarations(text) if declaration.kind == "variable"]
        structs = {declaration.scope[-1] for declaration, _ in found}
        # The members of ServerOptions are in sections of other names.
        rows["ServerOptions"] = {option: default for title, table in rows.items() if title not in structs
                                 for option, default in table.items()}
        for declaration, written in found:
            table = rows.get(declaration.scope[-1], {})
            default = value_in_header(written)
            if declaration.name not in table:
                self.findings.append(f"docs/options.md: no row for {declaration.path}")
            elif default is not None and value_in_page(table[declaration.name]) != default:
                self.findings.append(f"docs/options.md: the default of {declaration.path} is {default!r}")


def main():
    checker = Checker(sys.argv[1])
    findings = checker.run()
    for finding in findings:
        print(finding)
    print(f"{checker.count} pages, {len(findings)} findings")
    return 1 if findings or not checker.count else 0


if __name__ == "__main__":
    sys.exit(main())
