# SPDX-License-Identifier: MIT
"""Reads the qdoc comments of a C++ source: what each is about, and what it says."""
import re
from dataclasses import dataclass, field

from declarations import Declaration, signature, without_comments

COMMENT = re.compile(r"/\*!(.*?)\*/", re.S)
TOPIC = re.compile(r"^\s*\\(class|struct|namespace|enum|typedef|typealias|fn|variable|property|page|module|macro|"
                   r"headerfile|group)\b[ \t]*((?:[^\n\\]|\\\n|\\(?!\n))*)", re.M)
CODE = re.compile(r"\\code\b[^\n]*\n(.*?)\\endcode\b", re.S)
# Topics about something of C++, by the kind of declaration that they document.
KINDS = {"class": "class", "struct": "class", "enum": "enum", "typedef": "alias", "typealias": "alias",
         "variable": "variable", "property": "property"}


@dataclass
class Comment:
    line: int
    text: str
    topics: list = field(default_factory=list)  # Declarations
    code: list = field(default_factory=list)  # (line, text) of each \code block

    @property
    def prose(self):
        return CODE.sub("", self.text)

    def has(self, command):
        return re.search(rf"\\{command}\b", self.prose) is not None

    @property
    def mentioned_parameters(self):
        return re.findall(r"\\a\s+\{?(\w+)", self.prose)

    @property
    def values(self):
        return set(re.findall(r"\\(?:value|omitvalue)\s+(?:\{[^}]*\}\s*|\[[^\]]*\]\s*)?([\w:]+)", self.prose))


def _without_namespace(name):
    return re.sub(r"\bQSocketIo::", "", name.strip())


def _topic(command, argument):
    argument = re.sub(r"\\\n\s*", " ", argument).strip()
    if command == "fn":
        return signature(_without_namespace(argument))
    if command in KINDS:
        *scope, name = _without_namespace(argument).split("::")
        return Declaration(KINDS[command], tuple(scope), name)
    return None


def comments(text):
    """The qdoc comments of a source, each with the declarations it documents."""
    found = []
    for match in COMMENT.finditer(text):
        start = text.count("\n", 0, match.start()) + 1
        comment = Comment(start, match[1])
        for block in CODE.finditer(match[1]):
            line = start + match[1].count("\n", 0, block.start(1))
            comment.code.append((line, block[1]))
        topics = list(TOPIC.finditer(CODE.sub("", match[1])))
        for topic in topics:
            if declaration := _topic(topic[1], topic[2]):
                comment.topics.append(declaration)
        if not topics:
            following = without_comments(text[match.end():match.end() + 4000])
            head = re.match(r"[^{;]*", following)[0].strip()
            if head and (declaration := signature(_without_namespace(_without_initializers(head)))):
                comment.topics.append(declaration)
        found.append(comment)
    return found


def _without_initializers(head):
    """A constructor's head without ': m_x(x)'."""
    return re.sub(r"\)\s*(noexcept\s*)?:(?!:).*", ")", head, flags=re.S)
