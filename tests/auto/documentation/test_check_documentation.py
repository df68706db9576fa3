#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the check of the documentation with made-up libraries, one finding at a time."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_documentation import Checker

SCRIPT = Path(__file__).with_name("check_documentation.py")

CLASS = r"""/*!
    \class QSocketIo::A
    \brief An A.

    \code
    A().f(1);
    \endcode

    \section1 Thread affinity
    A is a value.
*/
"""


class CheckDocumentationTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "core").mkdir()
        (self.root / "core/CMakeLists.txt").write_text("qsocketio_public_headers(QSocketIoCore HEADER a.h CLASSES A)\n")

    def check(self, header, documentation):
        (self.root / "core/a.h").write_text(f"namespace QSocketIo {{\n{header}\n}}\n")
        (self.root / "core/a.cpp").write_text(documentation)
        return Checker(self.root).run()

    def assert_clean(self, header, documentation):
        self.assertEqual(self.check(header, documentation), [])

    def assert_finding(self, header, documentation, *texts):
        findings = self.check(header, documentation)
        self.assertEqual(len(findings), len(texts), findings)
        for finding, text in zip(findings, texts):
            self.assertIn(text, finding)

    def test_documented_class(self):
        self.assert_clean("class A { public: void f(int a); };", CLASS + "/*! Does \\a a. */\nvoid A::f(int a)\n{\n}")

    def test_class(self):
        self.assert_finding("class A { };", "", "core/a.h:2: class A is not documented")
        self.assert_finding("class A { };", CLASS.replace("\\brief", ""), "no \\brief")
        self.assert_finding("class A { };", CLASS.replace("\\code", "").replace("\\endcode", ""), "no example")
        self.assert_finding("class A { };", CLASS.replace("\\section1 Thread affinity", ""), "Thread affinity")
        self.assert_finding("class A { };", CLASS + CLASS, "more than once")

    def test_function(self):
        self.assert_finding("class A { public: void f(int a); };", CLASS, "function A::f(int) is not documented")
        self.assert_finding("class A { public: void f(int a); };", CLASS + "// Text.\nvoid A::f(int a) { }",
                            "is not documented")

    def test_overload(self):
        header = "class A { public: void f(int a); void f(const QString &a); };"
        one = CLASS + "/*! Does \\a a. */\nvoid A::f(int a) { }\n"
        self.assert_finding(header, one, "function A::f(constQString&) is not documented, but A::f(int)")
        self.assert_clean(header, one + "/*! \\overload */\nvoid A::f(const QString &a) { }")

    def test_signal_slot_and_protected(self):
        header = ("class A { Q_OBJECT\npublic Q_SLOTS: void f(); Q_SIGNALS: void g();\n"
                  "protected: virtual void h(); void i(); private: void j(); };")
        documentation = CLASS.replace("f(1)", "f(), g(), h()")
        self.assert_finding(header, documentation, "A::f()", "A::g()", "A::h()")
        self.assert_clean(header, documentation + "".join(f"/*! \\fn void A::{name}() */" for name in "fgh"))

    def test_exempt(self):
        self.assert_clean("class A { public: ~A(); A(const A &a); A(A &&a) noexcept; A &operator=(const A &a);\n"
                          "void swap(A &other); A(int a) = delete; };", CLASS)

    def test_enum(self):
        self.assert_finding("enum class E { X, Y };", "", "enum E", "enumerator E::X", "enumerator E::Y")
        self.assert_finding("enum class E { X, Y };", "/*! \\enum QSocketIo::E\n \\value X Text. */", "enumerator E::Y")
        self.assert_clean("enum class E { X, Y };", "/*! \\enum QSocketIo::E\n \\value X Text.\n \\omitvalue Y */")

    def test_variable_alias_property_and_free_function(self):
        header = ("struct A { Q_PROPERTY(int p MEMBER f)\nint f = 0; };\nusing B = std::function<void()>;\nvoid g();")
        self.assert_finding(header, CLASS, "property A::p", "variable A::f", "alias B", "function g()")
        self.assert_clean(header, CLASS + "/*! \\property A::p */ /*! \\variable A::f */ /*! \\typedef B */\n"
                                          "/*! Text. */\nvoid g() { }")

    def test_friends(self):
        header = "class A { public: friend bool operator==(const A &a, const A &b); friend class B; };"
        self.assert_finding(header, CLASS, "operator==")
        self.assert_clean(header, CLASS + "/*! \\fn bool A::operator==(const A &a, const A &b)\n \\a a and \\a b */")
        self.assert_clean(header, CLASS + "/*! \\a a and \\a b */\nbool operator==(const A &a, const A &b) { }")

    def test_parameters(self):
        header = "class A { public: void f(int a); };"
        self.assert_finding(header, CLASS + "/*! \\a a and \\a b */\nvoid A::f(int a) { }", "no parameter 'b'")
        self.assert_finding(header, CLASS + "/*! Does. */\nvoid A::f(int a) { }", "nothing about the parameter 'a'")
        for command in ("overload", "reimp"):
            self.assert_clean(header, CLASS + f"/*! \\{command} */\nvoid A::f(int a) {{ }}")

    def test_examples(self):
        header = "class A { public: A(); void f(); void g(); bool operator==(const A &) const; };"
        documentation = CLASS + "".join(f"/*! \\fn {name} */" for name in (
            "A::A()", "void A::f()", "void A::g()", "bool A::operator==(const A &) const"))
        self.assert_finding(header, documentation, "A::g() is in no example of A")
        self.assert_clean(header, documentation.replace("\\fn void A::g()", "\\fn void A::g()\n\\code\ng();\n\\endcode"))
        self.assert_finding(header, documentation.replace("\\fn void A::g()", "\\fn void A::g()\n\\code\nag();\n\\endcode"),
                            "A::g() is in no example of A")

    def test_nested_class(self):
        header = "class A { public: void f(int a); struct B { int c; }; };"
        documentation = CLASS + "/*! \\a a */\nvoid A::f(int a) { }\n/*! \\class A::B\n \\brief A B.\n%s */\n/*! \\variable A::B::c */"
        self.assert_finding(header, documentation % "", "class A::B has no example", "A::B::c is in no example of A::B")
        self.assert_clean(header, documentation % "\\code\nB{.c = 1};\n\\endcode")

    def test_other_files(self):
        (self.root / "core/b.h").write_text("class B { };")  # is not installed
        (self.root / "core/a.qdoc").write_text(CLASS)
        self.assert_clean("class A { };", "")

    def test_exit_codes(self):
        def run():
            return subprocess.run([sys.executable, SCRIPT, self.root], capture_output=True).returncode
        (self.root / "core/a.h").write_text("")
        self.assertEqual(run(), 1, "a library without declarations is a mistake")
        self.check("class A { };", CLASS)
        self.assertEqual(run(), 0)
        self.check("class A { };", "")
        self.assertEqual(run(), 1)


if __name__ == "__main__":
    unittest.main()
