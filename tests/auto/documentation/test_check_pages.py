#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the check of the pages with made-up ones, one finding at a time."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_pages import OPTIONS, Checker, anchor, value_in_header, value_in_page

SCRIPT = Path(__file__).with_name("check_pages.py")


class CheckPagesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("README.md", "[docs](docs/README.md)")
        self.write("docs/README.md", "[a](a.md)")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")

    def assert_findings(self, *texts):
        findings = Checker(self.root).run()
        self.assertEqual(len(findings), len(texts), findings)
        for finding, text in zip(findings, texts):
            self.assertIn(text, finding)

    def test_anchor(self):
        self.assertEqual(anchor("What `attach()` does, and why"), "what-attach-does-and-why")

    def test_links(self):
        self.write("docs/a.md", "# Some title\n[x](#some-title) [y](../README.md) [z](https://example.com/)\n"
                                "```md\n[w](nowhere.md)\n```")
        self.assert_findings()
        self.write("docs/a.md", "# Title\n\n[x](b.md)\n[y](#other) ![z](z.png)\n[w](../../x)")
        self.assert_findings("docs/a.md:3: b.md leads nowhere", "docs/a.md:4: #other names no heading",
                             "docs/a.md:5: ../../x leads nowhere", "docs/a.md:4: z.png leads nowhere")

    def test_index(self):
        self.write("docs/a.md", "# A")
        self.write("docs/b.md", "# B")
        self.assert_findings("docs/README.md: no link to b.md")

    def test_options(self):
        self.write(OPTIONS[0], "struct CorsOptions { bool on = false; };\n"
                               "struct ServerOptions {\nint size = 2;\nbool secure = false;\n};")
        self.write("docs/README.md", "[o](options.md)")
        self.write("docs/options.md", "# Options\n| `size` | 2 | |\n| `secure` | false |\n## `CorsOptions`\n| `on` | false |")
        self.assert_findings()
        self.write("docs/options.md", "# Options\n| `size` | 2 |\n## `CorsOptions`\n| `secure` | `on` |")
        self.assert_findings("no row for CorsOptions::on", "no row for ServerOptions::secure")
        self.write("docs/options.md", "# Options\n| `size` | 3 | |\n| `secure` | |\n## `CorsOptions`\n| `on` | false |")
        self.assert_findings("the default of ServerOptions::size is 2", "the default of ServerOptions::secure is False")

    def test_defaults(self):
        for header, page in (("x = 45", "45"), ("x = 64 * 1024 * 1024", "64 MiB"), ("x = 1'000'000", "1,000,000 bytes"),
                             ("ms x = std::chrono::seconds(45)", "45 s"), ("x = std::chrono::minutes(2)", "2 min"),
                             ('x\n = QStringLiteral("/a")', '`"/a"`'), ("x = true", "true"), ("x = -1", "-1")):
            with self.subTest(header):
                self.assertIsNotNone(value_in_header(header))
                self.assertEqual(value_in_header(header), value_in_page(page))
        for header in ("x = {}", "x", "x = QStringList()", "x = Priority::Unset"):
            self.assertIsNone(value_in_header(header))

    def test_tests(self):
        self.write("tests/auto/core/tst_a.cpp", "void tst_a::b() { }")
        self.write("tests/node/a.test.mjs", 'test("it works")')
        self.write("docs/a.md", "`tst_a` `tst_a::b` `a.test.mjs` `a.test.mjs: it works`")
        self.assert_findings()
        self.write("docs/a.md", "`tst_b`\n`tst_a::c`\n`b.test.mjs`\n`a.test.mjs: no`\n`test_a.py`")
        self.assert_findings("no test tst_b.cpp", "tst_a.cpp has no 'c'", "no test b.test.mjs",
                             "a.test.mjs has no 'no'", "no test test_a.py")

    def test_exit_codes(self):
        def run():
            return subprocess.run([sys.executable, SCRIPT, self.root], capture_output=True).returncode
        self.assertEqual(run(), 1)
        self.write("docs/a.md", "# A")
        self.assertEqual(run(), 0)


if __name__ == "__main__":
    unittest.main()
