#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks that the includes of the library keep to its layers.

check_layering.py <folder of the library>
"""
import re
import sys
from pathlib import Path

# What the headers and sources of a folder may include, besides their own folder.
LAYERS = {
    "core": set(),
    "loop": {"core"},
    "codec": {"core"},
    "net": {"core", "codec", "loop"},
    "engineio": {"net", "core", "codec", "loop"},
    "adapter": {"core", "codec", "loop"},
    "server": {"engineio", "adapter", "core", "codec", "loop"},
    "admin": {"server", "engineio", "adapter", "core", "codec", "loop"},
    "client": {"core", "codec"},
    # Optional components, each a library of its own.
    "net/httpserverbridge": {"net", "server", "engineio", "core", "codec", "loop"},
    "adapter/redis": {"adapter", "core", "codec", "loop"},
    "adapter/postgres": {"adapter", "core", "codec", "loop"},
}
# Layers that are built on what others publish: of these they may include public headers only.
PUBLIC_ONLY = {"admin": {"server", "engineio", "adapter", "codec"}}
# Components with a licence or dependencies of their own, which nobody else may include.
SEALED = {"net/httpserverbridge", "adapter/redis", "adapter/postgres"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/", re.M | re.S)  # documentation has #include lines, too
PUBLIC_HEADERS = re.compile(r"qsocketio_public_headers\s*\(([^)]*)\)", re.S)


def layer_of(path):
    """The layer of a file, given relative to the library's folder; None outside of all layers."""
    parts = path.parts[:-1]
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        if name in LAYERS:
            return name
    return None


def public_headers(root):
    """The headers that the CMakeLists.txt files hand to qsocketio_public_headers()."""
    found = set()
    for cmake in root.rglob("CMakeLists.txt"):
        text = re.sub(r"#.*", "", cmake.read_text(encoding="utf-8"))
        for call in PUBLIC_HEADERS.findall(text):
            for header in re.findall(r"\bHEADER\s+(\S+)", call):
                found.add((cmake.parent / header).relative_to(root))
    return found


class Checker:
    def __init__(self, root):
        self.root = Path(root).resolve()
        self.public = public_headers(self.root)
        self.breaches = []
        self.includes = {}  # file -> files of the library that it includes

    def run(self):
        for path in sorted(self.root.rglob("*")):
            if path.suffix in (".h", ".cpp"):
                self.check_file(path.relative_to(self.root))
        for header in sorted(self.public):
            if not (self.root / header).exists():
                self.breach(header, "is declared public but does not exist")
            if header.name.endswith("_p.h"):
                self.breach(header, "is named like a private header but declared public")
        self.check_cycles()
        return self.breaches

    def breach(self, path, text):
        self.breaches.append(f"{path.as_posix()}: {text}")

    def check_file(self, path):
        self.includes[path] = []
        layer = layer_of(path)
        if layer is None:
            self.breach(path, "belongs to no layer")
            return
        text = COMMENT.sub("", (self.root / path).read_text(encoding="utf-8"))
        for kind, name in INCLUDE.findall(text):
            if kind == "<":
                self.check_system_include(path, layer, name)
            elif not name.endswith(".moc") and not name.startswith("moc_"):
                self.check_own_include(path, layer, name)

    def check_system_include(self, path, layer, name):
        if name.startswith("QSocketIo"):
            self.breach(path, f"includes <{name}>, not the header itself")
        if "HttpServer" in name and layer != "net/httpserverbridge":
            self.breach(path, f"includes <{name}>, which only net/httpserverbridge may")

    def check_own_include(self, path, layer, name):
        target = (self.root / path).parent.joinpath(name).resolve()
        if not target.is_relative_to(self.root) or not target.exists():
            self.breach(path, f'includes "{name}", which is not a file of the library')
            return
        target = target.relative_to(self.root)
        self.includes[path].append(target)
        other = layer_of(target)
        if other != layer and other not in LAYERS[layer]:
            self.breach(path, f'includes "{name}", but {layer} may not include {other}')
        if other in PUBLIC_ONLY.get(layer, ()) and target not in self.public:
            self.breach(path, f'includes "{name}", a private header of {other}')
        if other in SEALED and other != layer:
            self.breach(path, f'includes "{name}" of a component of its own')
        if path in self.public and target not in self.public:
            self.breach(path, f'is public and includes "{name}", which is not')

    def check_cycles(self):
        done = set()

        def visit(path, way):
            if path in way:
                cycle = way[way.index(path):] + [path]
                self.breach(path, "includes itself: " + " -> ".join(p.as_posix() for p in cycle))
            elif path not in done:
                for target in self.includes.get(path, ()):
                    visit(target, way + [path])
                done.add(path)

        for path in sorted(self.includes):
            if path.suffix == ".h":
                visit(path, [])


def main():
    checker = Checker(sys.argv[1])
    breaches = checker.run()
    for breach in breaches:
        print(breach)
    if not checker.includes:
        print(f"no sources in {sys.argv[1]}")
        return 1
    print(f"{len(checker.includes)} files, {len(checker.public)} of them public headers, "
          f"{len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
