#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the check of the API's rows."""
import tempfile
import unittest
from pathlib import Path

from check_api_rows import Checker

TEST = """
class tst_A : public QObject
{
private Q_SLOTS:
    void declared();
};

void tst_A::first()
{
    server.listen();
    if (true) {
        server.to("a").emitEvent("x");
    }
}

QList<int> tst_A::second(const QString &name,
                         int count) // trap 1
{
    connect(chat, [=] {
        use(x);
});
    last();
}
"""


class CheckApiRowsTest(unittest.TestCase):
    def check(self, rows):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "tst_a.cpp").write_text(TEST)
            path = Path(folder, "rows.txt")
            path.write_text(rows)
            return Checker(path, folder).run()

    def test_clean(self):
        self.assertEqual(self.check("# comment\n\n== a\nlisten, emitEvent -> tst_a.cpp first\n"
                                    "== b\n-- not here\n== c\nuse, last -> tst_a.cpp second\n"), [])

    def test_rows_without_tests(self):
        self.assertEqual(self.check("== a\n== b\n\n"),
                         ["rows.txt:1: 'a' has no test", "rows.txt:3: 'b' has no test"])

    def test_second_row(self):
        self.assertEqual(self.check("== a\n-- no\n== a\n-- no\n"), ["rows.txt:3: a second row 'a'"])

    def test_unreadable(self):
        for line in ("listen tst_a.cpp first", "listen() -> tst_a.cpp first", "x -> tst_a.cpp"):
            with self.subTest(line):
                self.assertIn(f"rows.txt:2: cannot be read: {line}", self.check(f"== a\n{line}\n"))
        self.assertEqual(self.check("listen -> tst_a.cpp first\n"),
                         ["rows.txt:1: cannot be read: listen -> tst_a.cpp first"])

    def test_missing(self):
        for line, finding in (
                ("listen -> tst_b.cpp first", "there is no tst_b.cpp"),
                ("listen -> tst_a.cpp declared", "tst_a.cpp has no function declared"),
                ("liste -> tst_a.cpp first", "first in tst_a.cpp does not name liste"),
                ("last -> tst_a.cpp first", "first in tst_a.cpp does not name last")):
            with self.subTest(line):
                self.assertEqual(self.check(f"== a\n{line}\n"), [f"rows.txt:2: {finding}"])


if __name__ == "__main__":
    unittest.main()
