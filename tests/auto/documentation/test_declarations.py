#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests what the reader of declarations makes of C++, one construct at a time."""
import unittest

from declarations import declarations, signature


def listed(text):
    return [f"{d.kind} {d}" for d in declarations(text)]


class DeclarationsTest(unittest.TestCase):
    def assert_members(self, members, *expected):
        self.assertEqual(listed(f"namespace QSocketIo {{ class A {{ {members} }}; }}"),
                         ["class A", *expected])

    def test_what_is_private(self):
        self.assert_members("int a; public: int b; protected: int c; void d(); private: void e();", "variable A::b")
        self.assertEqual(listed("struct A { int a; private: int b; };"), ["class A", "variable A::a"])
        self.assertEqual(listed("class A { class B { public: int a; }; };"), ["class A"])

    def test_private_namespaces(self):
        for name in ("Internal", "PayloadPrivate", "QSocketIo::Internal", ""):
            with self.subTest(name):
                self.assertEqual(listed(f"namespace {name} {{ int f(); }} void g();"), ["function g()"])

    def test_protected_virtual_functions(self):
        self.assert_members("protected: virtual void a(); void b() override; virtual ~A();",
                            "function A::a()", "function A::b()")

    def test_signals_and_slots(self):
        found = declarations("class A { public Q_SLOTS: void a(); Q_SIGNALS: void b(int c); private: void d(); };")
        self.assertEqual([(d.name, d.is_signal) for d in found[1:]], [("a", False), ("b", True)])

    def test_macros(self):
        self.assert_members("Q_OBJECT\n Q_DISABLE_COPY_MOVE(A)\n Q_PROPERTY(QString name READ name CONSTANT)\n"
                            "public:\n enum class E { X }; Q_ENUM(E)\n Q_INVOKABLE void f();",
                            "property A::name", "enum A::E", "enumerator A::E::X", "function A::f()")
        self.assertEqual(listed("QT_BEGIN_NAMESPACE\nclass QHttpServer;\nQT_END_NAMESPACE\n"
                                "Q_DECLARE_METATYPE(A)\nvoid f();"), ["function f()"])

    def test_functions(self):
        self.assert_members(
            "public: explicit A(int a = {1}, QObject *parent = nullptr) : m_x{1}, m_y(2) { f(); }\n"
            "[[nodiscard]] static std::function<void(int)> f(const QList<QPair<int, int>> &list, bool = true);\n"
            "void g() const & noexcept { } bool h() = delete; A(A &&) noexcept = default;\n"
            "const std::function<bool(int)> i = {}; int j = 1'000'000; int k{2};",
            "function A::A(int, QObject*)", "function A::f(constQList<QPair<int,int>>&, bool)", "function A::g()",
            "function A::A(A&&)", "variable A::i", "variable A::j", "variable A::k")

    def test_operators(self):
        self.assert_members("public: explicit operator bool() const; void operator()(int a) const;\n"
                            "friend bool operator==(const A &a, const A &b); A &operator=(const A &) = default;\n"
                            "friend QDebug operator<<(QDebug debug, const A &a); T *operator->() const;\n"
                            "friend class B; template<typename> friend class C;",
                            "function A::operator bool()", "function A::operator()(int)",
                            "function A::operator==(constA&, constA&)", "function A::operator=(constA&)",
                            "function A::operator<<(QDebug, constA&)", "function A::operator->()")

    def test_templates(self):
        self.assertEqual(
            listed("template<typename T, typename = std::enable_if_t<(sizeof(T) > 1)>>\n"
                   "requires std::is_enum_v<T> && (sizeof(T) < 4)\nvoid f(T &&t, const Args &...args);\n"
                   "template<typename T> struct A { static_assert(sizeof(T) > 1, \"a;b\"); T a; };\n"
                   "template<> struct A<int> { int b; };\ntemplate<typename T> concept C = requires { T::x; };\n"
                   "template<typename T> void A<T>::g() { }\nextern template class A<int>;"),
            ["function f(T&&, constArgs&...)", "class A", "variable A::a"])

    def test_aliases_and_enumerations(self):
        self.assertEqual(listed("using A = std::function<void(const int &a)>; typedef int B; using C::d;\n"
                                "enum E : quint8 { X = 1, Y = f(1, 2), Z, }; class D; struct F;"),
                         ["alias A", "alias B", "enum E", "enumerator E::X", "enumerator E::Y", "enumerator E::Z"])

    def test_comments_and_literals(self):
        self.assertEqual(listed('/* class A { */ // struct B {\nvoid f(const char *a = "{;");\nvoid g(char c = \'{\');'),
                         ["function f(constchar*)", "function g(char)"])

    def test_directives(self):
        self.assertEqual(listed("#define A \\\n    int a;\n#ifdef Q_QDOC\nvoid f();\n#else\nvoid g();\n#endif\n"
                                "#ifndef Q_QDOC\nvoid h();\n#endif\n#if QT_CONFIG(ssl)\nvoid i();\n#else\nvoid j();\n#endif"),
                         ["function f()", "function i()", "function j()"])

    def test_lines(self):
        self.assertEqual([d.line for d in declarations("\nclass A\n{\npublic:\n    int a;\n};\n")], [2, 5])

    def test_signature(self):
        found = signature("template<typename T> const T *QSocketIo::Result<T>::operator->() const")
        self.assertEqual((found.scope, found.name, found.types), (("Result",), "operator->", []))
        found = signature("QSocketIo::Session::SendStatus Session::sendText(const QByteArray &utf8)")
        self.assertEqual((found.path, found.parameters[0].name), ("Session::sendText", "utf8"))
        self.assertEqual(signature("void f(QSocketIo::A::B a)").types, signature("void f(B)").types)


if __name__ == "__main__":
    unittest.main()
