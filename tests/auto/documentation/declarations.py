# SPDX-License-Identifier: MIT
"""Reads what a C++ header or source declares: enough of the language for this library's headers.

declarations(text) lists the classes, enumerations, functions, variables, aliases and properties that
users of a header see. signature(text) reads one declaration, as after \\fn in a qdoc comment.
"""
import re
from dataclasses import dataclass, field

# Namespaces inside of which nothing is for users.
PRIVATE_NAMESPACES = re.compile(r"^(.*::)?(Internal|\w*Private|)$")

OPENING = {"(": ")", "[": "]", "{": "}"}
ACCESS = re.compile(r"(public|protected|private)(\s+(?:Q_SLOTS|slots))?\s*:(?!:)|(Q_SIGNALS|signals)\s*:")
STATEMENT_MACRO = re.compile(r"(Q_OBJECT|Q_GADGET|Q_NAMESPACE|QT_BEGIN_NAMESPACE|QT_END_NAMESPACE)\b|"
                             r"(?!Q_INVOKABLE)([A-Z][A-Z0-9_]+)\s*(?=\()")
CLASS = re.compile(r"(?:class|struct|union)\s+(?:[A-Z][A-Z0-9_]+\s+)*(\w+)\s*(<)?")
ENUM = re.compile(r"enum\s+(?:class\s+|struct\s+)?(?:[A-Z][A-Z0-9_]+\s+)*(\w+)?")
OPERATOR = re.compile(r"\boperator\s*(\(\s*\)|\[\s*\]|[^\s\w(]+|\w[\w:\s*&<>]*?)\s*(?=\()")
NOT_A_NAME = {"noexcept", "alignas", "decltype", "requires", "explicit"}


@dataclass
class Parameter:
    type: str
    name: str = ""


@dataclass
class Declaration:
    kind: str  # class, enum, enumerator, function, variable, alias, property
    scope: tuple = ()  # the classes around it
    name: str = ""
    line: int = 0
    parameters: list = field(default_factory=list)
    returns: str = ""
    access: str = "public"
    is_signal: bool = False
    is_virtual: bool = False
    is_override: bool = False
    is_deleted: bool = False
    is_friend: bool = False

    @property
    def path(self):
        return "::".join(self.scope + (self.name,))

    @property
    def types(self):
        return [parameter.type for parameter in self.parameters]

    @property
    def is_constructor(self):
        return self.kind == "function" and bool(self.scope) and self.name == self.scope[-1]

    @property
    def is_destructor(self):
        return self.name.startswith("~")

    @property
    def is_copy_or_move(self):
        """A constructor or assignment that takes another object of the class."""
        return bool(self.scope) and self.types in ([f"const{self.scope[-1]}&"], [f"{self.scope[-1]}&&"]) \
            and (self.is_constructor or self.name == "operator=")

    def __str__(self):
        if self.kind == "function":
            return f"{self.path}({', '.join(p.type for p in self.parameters)})"
        return self.path


def without_comments(text):
    """The text with blanks in the place of comments; the lines stay."""
    pattern = re.compile(r'R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0].startswith("/") else m[0], text)


def without_directives(text):
    """The text as qdoc sees it, which defines Q_QDOC; of other conditions both branches stay."""
    lines = []
    conditions = []  # for each #if: whether its lines are kept, and whether it is about Q_QDOC
    continued = False
    for line in text.split("\n"):
        directive = None if continued else re.match(r"\s*#\s*(\w+)\s*(.*)", line)
        hidden = continued or directive or not all(keep for keep, _ in conditions)
        if directive:
            name, condition = directive[1], directive[2]
            if name in ("if", "ifdef", "ifndef"):
                is_about_qdoc = "Q_QDOC" in condition
                keep = not is_about_qdoc or (name != "ifndef" and "!" not in condition)
                conditions.append((keep, is_about_qdoc))
            elif name in ("else", "elif") and conditions and conditions[-1][1]:
                conditions[-1] = (not conditions[-1][0], True)
            elif name == "endif" and conditions:
                conditions.pop()
        continued = (continued or directive is not None) and line.rstrip().endswith("\\")
        lines.append("" if hidden else line)
    return "\n".join(lines)


def closing(text, start):
    """The position behind the bracket that closes the one at start."""
    depth = 0
    i = start
    while i < len(text):
        char = text[i]
        if char in "\"'":
            i = _behind_literal(text, i)
            continue
        if char in OPENING:
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return i + 1
        i += 1
    return len(text)


def _behind_literal(text, start):
    if start > 0 and text[start] == "'" and text[start - 1].isalnum():
        return start + 1  # 1'000'000
    i = start + 1
    while i < len(text) and text[i] != text[start]:
        i += 2 if text[i] == "\\" else 1
    return i + 1


def angle_end(text, start):
    """The position behind the '>' that closes the '<' at start."""
    depth = 0
    i = start
    while i < len(text):
        char = text[i]
        if char in "([{":
            i = closing(text, i)
            continue
        if char == "<":
            depth += 1
        elif char == ">" and text[i - 1] != "-":
            depth -= 1
            if depth == 0:
                return i + 1
        i += 1
    return len(text)


def split_top_level(text, separator=","):
    parts = [""]
    i = 0
    while i < len(text):
        char = text[i]
        end = i + 1
        if char in OPENING:
            end = closing(text, i)
        elif char == "<" and i > 0 and (text[i - 1].isalnum() or text[i - 1] == "_"):
            end = angle_end(text, i)
        if char == separator:
            parts.append("")
        else:
            parts[-1] += text[i:end]
        i = end
    return [part.strip() for part in parts if part.strip()]


def normalized_type(text):
    text = re.sub(r"\b(typename|class|struct|enum)\s+", "", text)
    text = re.sub(r"\b\w+::", "", text)
    return re.sub(r"\s+", "", text)


def parameter(text):
    text = split_top_level(text, "=")[0] if "=" in text else text
    match = re.match(r"^(.*[\s&*>.])(\w+)\s*(\[\])?$", text.strip(), re.S)
    if match and match[1].strip() not in ("", "const", "unsigned", "struct", "class", "typename"):
        return Parameter(normalized_type(match[1]), match[2])
    return Parameter(normalized_type(text))


def _strip_attributes(text):
    return re.sub(r"\[\[.*?\]\]", " ", text, flags=re.S).strip()


def _behind_constraint(text, start):
    """Behind the expression of a requires clause."""
    i = start
    while True:
        while i < len(text) and text[i] in " \n\t!":
            i += 1
        if text.startswith("requires", i):
            i += len("requires")
            while i < len(text) and text[i] not in "({":
                i += 1
            i = closing(text, i)
            while i < len(text) and text[i].isspace():
                i += 1
            if i < len(text) and text[i] == "{":
                i = closing(text, i)
        elif i < len(text) and text[i] == "(":
            i = closing(text, i)
        else:
            name = re.compile(r"[\w:]+\s*").match(text, i)
            i = name.end() if name else i
            if i < len(text) and text[i] == "<":
                i = angle_end(text, i)
        more = re.compile(r"\s*(&&|\|\|)").match(text, i)
        if not more:
            return i
        i = more.end()


def _strip_template(text):
    """(text without template<...> and requires clauses, whether there were any)"""
    is_template = False
    while match := re.match(r"\s*template\s*(?=<)", text):
        is_template = True
        text = text[angle_end(text, match.end()):].lstrip()
        if match := re.match(r"requires\b", text):
            text = text[_behind_constraint(text, match.end()):].lstrip()
    return text, is_template


def _parameter_list(head):
    """(start of the name, name, position of '(') of a function's head, or None for a variable."""
    if match := OPERATOR.search(head):
        before = head[:match.start()]
        if "(" not in re.sub(r"<[^()]*\([^()]*\)[^()]*>", "", before):
            symbol = re.sub(r"\s+", " ", match[1]).strip() if match[1][0].isalpha() else re.sub(r"\s", "", match[1])
            name = "operator" + (" " if symbol[0].isalpha() else "") + symbol
            return match.start(), name, match.end()
    i = 0
    while i < len(head):
        char = head[i]
        if char == "<" and i > 0 and (head[i - 1].isalnum() or head[i - 1] == "_"):
            i = angle_end(head, i)
            continue
        if char == "=":
            return None
        if char in "([{":
            name = re.search(r"(~?\s*\w+)\s*$", head[:i])
            if char == "(" and name and name[1] not in NOT_A_NAME:
                return name.start(1), re.sub(r"\s", "", name[1]), i
            i = closing(head, i)
            continue
        i += 1
    return None


def function_or_variable(head, scope=(), line=0):
    head = _strip_attributes(head)
    head, _ = _strip_template(head)
    head = _strip_attributes(head)
    is_friend = bool(re.match(r"friend\b", head))
    found = _parameter_list(head)
    if found is None:
        name = re.search(r"(\w+)\s*(\[[^\]]*\])?$", re.split(r"[={]", head, maxsplit=1)[0].strip())
        return Declaration("variable", tuple(scope), name[1], line) if name else None
    start, name, paren = found
    qualifiers = re.search(r"((?:\w+(?:<[^<>]*>)?\s*::\s*)+)$", head[:start])
    before = head[:qualifiers.start() if qualifiers else start]
    if qualifiers:
        names = re.findall(r"(\w+)(?:<[^<>]*>)?\s*::", qualifiers[1])
        scope = tuple(scope) + tuple(n for n in names if n != "QSocketIo")
    end = closing(head, paren)
    parameters = [parameter(part) for part in split_top_level(head[paren + 1:end - 1]) if part != "void"]
    tail = head[end:]
    keywords = set(re.findall(r"\w+", before))
    returns = " ".join(w for w in before.split() if w not in (
        "virtual", "static", "inline", "constexpr", "explicit", "friend", "Q_INVOKABLE")
        and not re.match(r"[A-Z]+_[A-Z_]*EXPORT$", w))
    return Declaration(
        "function", tuple(scope), name, line, parameters, returns,
        is_virtual="virtual" in keywords or bool(re.search(r"\boverride\b", tail)),
        is_override=bool(re.search(r"\boverride\b", tail)),
        is_deleted=bool(re.search(r"=\s*delete\b", tail)),
        is_friend=is_friend)


def signature(text):
    """The declaration in a line such as 'void Socket::join(const Rooms &rooms)'."""
    return function_or_variable(text.strip().rstrip(";{").strip())


class _Reader:
    def __init__(self, text):
        self.text = without_directives(without_comments(text))
        self.found = []

    def line(self, position):
        return self.text.count("\n", 0, position) + 1

    def statement(self, start, end):
        """(head, start of the body or None, end of the body, behind the statement)"""
        text = self.text
        i = start
        head_end = None
        while i < end:
            char = text[i]
            if char in "\"'":
                i = _behind_literal(text, i)
            elif char in "([":
                i = closing(text, i)
            elif char == ";":
                return text[start:i], None, None, i + 1
            elif char == "{":
                head = text[start:i]
                behind = closing(text, i)
                if self._is_initializer(head):
                    i = behind
                    continue
                head_end = i
                declared, _ = _strip_template(_strip_attributes(head))
                after = behind
                if re.match(r"(class|struct|union|enum)\b", declared):
                    after = text.find(";", behind)
                    after = end if after < 0 else after + 1
                return text[start:head_end], head_end, behind, after
            else:
                i += 1
        return text[start:end], None, None, end

    @staticmethod
    def _is_initializer(head):
        head, _ = _strip_template(_strip_attributes(head))
        if re.match(r"(class|struct|union|enum|namespace|extern)\b", head):
            return False
        without_operator = re.sub(r"operator\s*[^\s\w]+", "", head)
        flat = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", without_operator))
        if "=" in re.sub(r"[<>!=]=", "", flat) or re.match(r"concept\b", head):
            return True
        if re.search(r"\brequires\s*(\([^()]*\))?\s*$", head):
            return True
        return bool(re.search(r"\)\s*(noexcept)?\s*:[^:].*\w\s*$", head, re.S))  # a constructor's m_x{...}

    def read(self, start, end, scope, access):
        text = self.text
        is_signal = False
        i = start
        while i < end:
            if text[i].isspace() or text[i] in ";}":
                i += 1
                continue
            if match := ACCESS.match(text, i):
                access = match[1] or "public"
                is_signal = match[3] is not None
                i = match.end()
                continue
            if match := STATEMENT_MACRO.match(text, i):
                i = self._macro(match, scope, access)
                continue
            head, body, body_end, behind = self.statement(i, end)
            self._declaration(head, i, body, body_end, scope, access, is_signal)
            i = max(behind, i + 1)

    def _macro(self, match, scope, access):
        if match[1] and not (match[1] == "Q_NAMESPACE" and self.text[match.end():match.end() + 1] == "("):
            return match.end()
        if match[1]:
            return closing(self.text, match.end())
        behind = closing(self.text, match.end())
        if match[2] == "Q_PROPERTY":
            content = self.text[match.end() + 1:behind - 1]
            if name := re.search(r"(\w+)\s+(?:READ|MEMBER|BINDABLE)\b", content):
                self.found.append(Declaration("property", tuple(scope), name[1], self.line(match.start())))
        return behind

    def _declaration(self, head, position, body, body_end, scope, access, is_signal):
        line = self.line(position)
        head = _strip_attributes(head)
        declared, _ = _strip_template(head)
        declared = _strip_attributes(declared)
        if match := re.match(r"(?:inline\s+)?namespace\b\s*([\w:]*)", declared):
            if body and not PRIVATE_NAMESPACES.match(match[1]):
                self.read(body + 1, body_end - 1, scope, access)
            return
        if re.match(r"(static_assert|concept|extern)\b", declared) \
                or re.match(r"(template\s*<\s*>\s*)?friend\s+(class|struct)\b", declared) \
                or re.match(r"(using\s+namespace|template)\b", declared):
            return
        if match := ENUM.match(declared):
            if match[1] and body:
                self._add(Declaration("enum", tuple(scope), match[1], line, access=access))
                for part in split_top_level(self.text[body + 1:body_end - 1]):
                    if name := re.match(r"\w+", part):
                        self._add(Declaration("enumerator", tuple(scope) + (match[1],), name[0], line, access=access))
            return
        if (match := CLASS.match(declared)) and (body or re.fullmatch(r"(class|struct|union)\s[\w\s]+", declared)):
            if body and not match[2]:  # neither a forward declaration nor a specialisation
                self._add(Declaration("class", tuple(scope), match[1], line, access=access))
                if access == "public":
                    default = "private" if declared.startswith("class") else "public"
                    self.read(body + 1, body_end - 1, scope + (match[1],), default)
            return
        if match := re.match(r"using\s+(\w+)\s*=", declared):
            self._add(Declaration("alias", tuple(scope), match[1], line, access=access))
            return
        if re.match(r"(using|typedef)\b", declared):
            if declared.startswith("typedef") and (match := re.search(r"(\w+)\s*$", declared)):
                self._add(Declaration("alias", tuple(scope), match[1], line, access=access))
            return
        found = function_or_variable(head, scope, line)
        if found and found.scope == scope:  # not a definition behind its class
            found.access = access
            found.is_signal = is_signal
            self._add(found)

    def _add(self, declaration):
        visible = declaration.access == "public" or (
            declaration.access == "protected" and declaration.is_virtual and not declaration.is_destructor)
        if visible and not declaration.is_deleted:
            self.found.append(declaration)


def declarations(text):
    """What users see of a header: public members, protected virtual functions, free functions."""
    reader = _Reader(text)
    reader.read(0, len(reader.text), (), "public")
    return reader.found
