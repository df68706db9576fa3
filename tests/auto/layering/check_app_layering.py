#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks that the admin app keeps to its layers, and knows of the library the client alone.

check_app_layering.py <folder of the app> <folder of the library>
"""
import re
import sys
from pathlib import Path

from check_layering import COMMENT, INCLUDE

# What the sources of a folder may include, besides their own folder.
LAYERS = {
    "core": set(),
    "models": {"core"},
    "alerts": {"core", "models"},
    "profiles": {"core"},
    "cli": {"core", "models", "profiles"},
    "widgets": {"core", "models", "profiles"},
    "window": {"core", "models", "alerts", "profiles", "widgets"},
    "app": {"core", "models", "profiles", "cli", "widgets", "window"},
}
WITHOUT_WIDGETS = {"core", "models", "alerts", "profiles", "cli"}
# Folders of the library whose public classes a client's program may use.
CLIENT_SIDE = ("core", "codec", "client")
CLASSES = re.compile(r"\bCLASSES((?:\s+[A-Z]\w*)+)")


def client_classes(library):
    """The forwarding headers of the client's side, such as QSocketIo/ClientSocket."""
    found = set()
    for folder in CLIENT_SIDE:
        text = (library / folder / "CMakeLists.txt").read_text(encoding="utf-8")
        for names in CLASSES.findall(re.sub(r"#.*", "", text)):
            found.update(name for name in names.split() if name != "HEADER")
    return found - {"ServerOptions", "HttpRequest"}


def check(root, classes):
    """Yields the breaches, as text, of all sources in a folder."""
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        name = path.relative_to(root)
        layer = name.parts[0] if len(name.parts) > 1 else "app"
        if layer not in LAYERS:
            yield f"{name}: belongs to no layer"
            continue
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        for kind, include in INCLUDE.findall(text):
            problem = (check_system(layer, include, classes) if kind == "<"
                       else check_own(root, path, layer, include))
            if problem:
                yield f"{name}: {problem}"


def check_system(layer, include, classes):
    if include.startswith("QSocketIo/") and include.split("/")[1] not in classes:
        return f"includes <{include}>, which is not the client's"
    if include.startswith("QtWidgets/") and layer in WITHOUT_WIDGETS:
        return f"includes <{include}>, but {layer} has no widgets"
    if include.startswith("QtGui/") and layer in ("core", "profiles", "cli"):
        return f"includes <{include}>, but {layer} has no GUI"
    return None


def check_own(root, path, layer, include):
    if include.endswith(".moc") or include.startswith("moc_") or include.startswith("ui_"):
        return None
    target = path.parent.joinpath(include).resolve()
    if not target.exists():
        target = root.joinpath(include).resolve()
    if not target.exists() or not target.is_relative_to(root):
        return f'includes "{include}", which is not a file of the app'
    parts = target.relative_to(root).parts
    other = parts[0] if len(parts) > 1 else "app"
    if other != layer and other not in LAYERS[layer]:
        return f'includes "{include}", but {layer} may not include {other}'
    return None


def main():
    root = Path(sys.argv[1]).resolve()
    breaches = list(check(root, client_classes(Path(sys.argv[2]))))
    for breach in breaches:
        print(breach)
    files = len([p for p in root.rglob("*") if p.suffix in (".h", ".cpp")])
    print(f"{files} files, {len(breaches)} breaches")
    return 1 if breaches or not files else 0


if __name__ == "__main__":
    sys.exit(main())
