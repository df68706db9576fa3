#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests what the reader of qdoc comments finds."""
import unittest

from qdoccomments import comments


class QdocCommentsTest(unittest.TestCase):
    def topics(self, text):
        return [f"{topic.kind} {topic}" for comment in comments(text) for topic in comment.topics]

    def test_topics(self):
        for text, topic in ((r"\class QSocketIo::A", "class A"), (r"\struct A", "class A"),
                            (r"\class QSocketIo::A::B", "class A::B"), (r"\enum A::E", "enum A::E"),
                            (r"\typedef QSocketIo::A::T", "alias A::T"), (r"\variable A::v", "variable A::v"),
                            (r"\property A::p", "property A::p"),
                            (r"\fn void QSocketIo::A::f(const QString &a)", "function A::f(constQString&)"),
                            ("\\fn void A::f(int a, \\\n    int b)", "function A::f(int, int)")):
            with self.subTest(text):
                self.assertEqual(self.topics(f"/*! {text}\n    Text. */\nint other;"), [topic])

    def test_other_topics(self):
        self.assertEqual(self.topics("/*! \\page a.html\n \\title A */\nvoid f() { }"), [])
        self.assertEqual(self.topics("/*! \\namespace QSocketIo */ /*! \\module A */"), [])

    def test_several_functions(self):
        self.assertEqual(self.topics("/*! \\fn void a()\n    \\fn void b()\n    Text. */"),
                         ["function a()", "function b()"])

    def test_definition_below(self):
        self.assertEqual(self.topics("/*! Text. */\nA::A(int a, QObject *parent)\n    : QObject(parent)\n    , m_a{a}\n{ }"),
                         ["function A::A(int, QObject*)"])
        self.assertEqual(self.topics("/*! Text. */\nQFuture<Result<int>>\nA::f(const B &b) const\n{\n}"),
                         ["function A::f(constB&)"])
        self.assertEqual(self.topics("/*! Text. */ A::A() = default;\n// text\n/* text */"), ["function A::A()"])

    def test_plain_comments(self):
        self.assertEqual(comments("/* \\fn void f() */ // /*!\nvoid f() { }"), [])

    def test_code(self):
        text = "\n/*! Text.\n\n    \\code\n    \\class A\n    int a;\n    \\endcode\n    \\a b */\nvoid f(int b) { }"
        (comment,) = comments(text)
        self.assertEqual(comment.line, 2)
        self.assertEqual(comment.code, [(5, "    \\class A\n    int a;\n    ")])
        self.assertEqual([topic.name for topic in comment.topics], ["f"])
        self.assertEqual(comment.mentioned_parameters, ["b"])

    def test_code_of_other_languages(self):
        (comment,) = comments("/*! \\page a.html\n\\badcode\nfind_package(A)\n\\endcode\n*/")
        self.assertEqual(comment.code, [])

    def test_values(self):
        (comment,) = comments("/*! \\enum E\n \\value A Text.\n \\value [since 1.0] B Text.\n \\omitvalue C */")
        self.assertEqual(comment.values, {"A", "B", "C"})


if __name__ == "__main__":
    unittest.main()
