#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks that the qdoc comments of the library tell about all of its public members.

check_documentation.py <folder of the library>

Of each installed header: every class, enumeration, enumerator, alias, property, free function, public
or protected virtual function and public variable has a comment. Exempt are destructors, copies and
moves, swap(), and what is in the namespaces Internal and *Private. Beyond that:

- a class has a \\brief, an example (\\code) and a section "Thread affinity";
- every function, signal and variable of a class is used in an example of the class's comments;
- a function's comment tells about each of its parameters, and of no others (\\a name), unless it is an
  \\overload, a \\reimp or refers to another comment ("See ...", "The same as ...", "As ...").
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "layering"))
from check_layering import public_headers  # noqa: E402
from declarations import declarations  # noqa: E402
from qdoccomments import comments  # noqa: E402

# Comments that rely on another one need not repeat its parameters.
REFERS = re.compile(r"\\overload\b|\\reimp\b|\\internal\b")


def is_exempt(declaration):
    return declaration.is_destructor or declaration.is_copy_or_move or declaration.name == "swap"


def needs_example(declaration):
    if declaration.kind == "variable":
        return True
    return declaration.kind == "function" and bool(declaration.scope) and not (
        declaration.is_override or declaration.is_friend or declaration.is_constructor
        or declaration.name.startswith("operator"))


class Checker:
    def __init__(self, root):
        self.root = Path(root).resolve()
        self.findings = []
        self.declared = []  # (header, Declaration)
        self.documented = {}  # (kind, path) -> [(file, Comment, topic)]
        self.examples = {}  # path of a class -> all code in its comments
        self.count = 0

    def run(self):
        for header in sorted(public_headers(self.root)):
            text = (self.root / header).read_text(encoding="utf-8")
            self.declared += [(header, declaration) for declaration in declarations(text)]
        for source in sorted(path for suffix in ("cpp", "h", "qdoc") for path in self.root.rglob(f"*.{suffix}")):
            self.read_comments(source)
        for header, declaration in self.declared:
            if not is_exempt(declaration):
                self.count += 1
                self.check(header, declaration)
        return self.findings

    def finding(self, path, line, text):
        self.findings.append(f"{Path(path).as_posix()}:{line}: {text}")

    def read_comments(self, source):
        name = source.relative_to(self.root)
        for comment in comments(source.read_text(encoding="utf-8")):
            code = "\n".join(text for _, text in comment.code)
            for topic in comment.topics:
                self.documented.setdefault((topic.kind, topic.path), []).append((name, comment, topic))
                classes = {"::".join(topic.scope[:i]) for i in range(1, len(topic.scope) + 1)}
                if topic.kind in ("class", "enum"):
                    classes.add(topic.path)
                for path in classes:
                    self.examples[path] = self.examples.get(path, "") + code

    def comments_of(self, declaration):
        """[(file, comment, topic)] about a declaration; of overloads, those with its parameters."""
        if declaration.kind == "enumerator":
            path = "::".join(declaration.scope)
            own = [entry for entry in self.documented.get(("enum", path), [])
                   if declaration.name in {value.split("::")[-1] for value in entry[1].values}]
            return own or [entry for entry in self.documented.get(("class", declaration.scope[0]), [])
                           if len(declaration.scope) > 1 and not self.documented.get(("enum", path))
                           and declaration.name in entry[1].values]
        found = self.documented.get((declaration.kind, declaration.path), [])
        if declaration.is_friend:  # documented as a member or as a free function
            found = found + self.documented.get((declaration.kind, declaration.name), [])
        if declaration.kind != "function":
            return found
        return [entry for entry in found if entry[2].types == declaration.types]

    def check(self, header, declaration):
        about = self.comments_of(declaration)
        if not about:
            others = self.documented.get((declaration.kind, declaration.path), [])
            hint = f", but {others[0][2]}" if others else ""
            self.finding(header, declaration.line, f"{declaration.kind} {declaration} is not documented{hint}")
            return
        if declaration.kind == "class":
            self.check_class(declaration, about)
        if declaration.kind == "function":
            self.check_parameters(declaration, about)
        if needs_example(declaration):
            code = self.examples.get("::".join(declaration.scope), "")
            if not re.search(rf"\b{declaration.name}\b", code):
                name, comment, _ = about[0]
                self.finding(name, comment.line, f"{declaration} is in no example of {'::'.join(declaration.scope)}")

    def check_class(self, declaration, about):
        name, comment, _ = about[0]
        if len(about) > 1:
            self.finding(name, comment.line, f"class {declaration} is documented more than once")
        if not comment.has("brief"):
            self.finding(name, comment.line, f"class {declaration} has no \\brief")
        if not comment.code:
            self.finding(name, comment.line, f"class {declaration} has no example")
        if not declaration.scope and not re.search(r"\\section1 Thread affinity\s+\S", comment.text):
            self.finding(name, comment.line, f'class {declaration} has no section "Thread affinity"')

    def check_parameters(self, declaration, about):
        name, comment, topic = about[0]
        named = [parameter.name for topic in comment.topics for parameter in topic.parameters]
        mentioned = comment.mentioned_parameters
        for parameter in dict.fromkeys(mentioned):
            if parameter not in named:
                self.finding(name, comment.line, f"{declaration} has no parameter {parameter!r}")
        if REFERS.search(comment.prose):
            return
        for parameter in topic.parameters:
            if parameter.name and parameter.name not in mentioned:
                self.finding(name, comment.line, f"{declaration}: nothing about the parameter {parameter.name!r}")


def main():
    checker = Checker(sys.argv[1])
    findings = checker.run()
    for finding in sorted(set(findings)):
        print(finding)
    print(f"{checker.count} public declarations, {len(findings)} findings")
    return 1 if findings or not checker.count else 0


if __name__ == "__main__":
    sys.exit(main())
