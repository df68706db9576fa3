#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests what becomes of the examples in comments and pages."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from extract_examples import GROUPS, ExampleError, dedent, page_blocks, sources, split

SCRIPT = Path(__file__).with_name("extract_examples.py")


class ExtractExamplesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.library = Path(folder.name, "lib")
        self.pages = Path(folder.name, "docs")
        self.output = Path(folder.name, "out")
        for path in (self.library / "core", self.library / "server", self.pages):
            path.mkdir(parents=True)

    def test_page_blocks(self):
        text = "# Title\n```sh\nmake\n```\n```cpp\nint a;\n\nint b;\n```\n~~~~C++\n```\n~~~~\n"
        self.assertEqual(list(page_blocks(text)), [(6, "int a;\n\nint b;\n"), (11, "```\n")])
        with self.assertRaisesRegex(ExampleError, "^2: the block has no end"):
            list(page_blocks("text\n```cpp\nint a;\n"))

    def test_dedent(self):
        self.assertEqual(dedent("    int a;\n\n        int b;\n    "), "int a;\n\n    int b;\n\n")

    def test_split(self):
        code = ("#include <a>\nusing namespace b;\nstruct A\n{\n    int a;\n};\n\nint f(\n    int a)\n{\n    return a;\n}\n"
                "int main()\n{\n}\n\nio.on([] {\n    f();\n});\nif (a) {\n}\nconst A a\n    = b;\n")
        top, definitions, body = split(code)
        self.assertEqual([line for _, line in top], ["#include <a>", "using namespace b;"])
        self.assertEqual([index for index, _ in definitions], [2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14])
        self.assertEqual([index for index, _ in body], [6, 15, 16, 17, 18, 19, 20, 21, 22])

    def source(self, code, suffix="core/a.cpp"):
        (self.library / suffix).write_text(f"/*! Text.\n    \\code\n{code}    \\endcode */\nvoid f() {{ }}\n")
        found, count = sources(self.library, self.pages)
        self.assertEqual(count, 1)
        return found

    def test_comment(self):
        text = self.source("    using std::f;\n    f(socket);\n")["core"]
        self.assertIn('#line 4 "lib/core/a.cpp"\nf(socket);\n', text)
        self.assertLess(text.index("using std::f;"), text.index("struct Example1 : Chat"))
        self.assertNotIn("using namespace QSocketIo;", text)

    def test_page(self):
        (self.pages / "a.md").write_text("```cpp\n#include <b>\nf();\n```\n")
        found, _ = sources(self.library, self.pages)
        text = found["pages1"] + found["pages2"]
        self.assertIn("using namespace QSocketIo;", text)
        self.assertEqual(text.count("#include <b>"), 1)
        self.assertLess(text.index("#include <b>"), text.index("namespace example1"))

    def test_definitions(self):
        text = self.source("    struct A\n    {\n        Q_GADGET\n    };\n    A a;\n", "server/a.qdoc")["server"]
        self.assertLess(text.index("namespace example1"), text.index("struct A\n"))
        self.assertLess(text.index("struct A\n"), text.index("struct Example1"))
        self.assertTrue(text.endswith('#include "server.moc"\n'))

    def test_specialisations_are_global(self):
        text = self.source("    template<>\n    struct A<int>\n    {\n    };\n")["core"]
        self.assertLess(text.index("template<>"), text.index("namespace example1"))

    def test_without(self):
        (self.pages / "a.md").write_text("```cpp\nQHttpServer a;\n```\n```cpp\nint b;\n```\n")
        _, count = sources(self.library, self.pages, ["HttpServer"])
        self.assertEqual(count, 1)

    def test_files(self):
        def run():
            return subprocess.run([sys.executable, SCRIPT, self.output, self.library, self.pages],
                                  capture_output=True, text=True)
        self.assertEqual(run().returncode, 1, "no examples at all are a mistake")
        result = subprocess.run([sys.executable, SCRIPT, self.output, self.library / "nowhere", self.pages],
                                capture_output=True)
        self.assertEqual(result.returncode, 1)
        (self.pages / "a.md").write_text("```cpp\nint a;\n```\n")
        self.assertEqual(run().returncode, 0)
        self.assertEqual({path.stem for path in self.output.iterdir()}, set(GROUPS))
        written = {path: path.stat().st_mtime_ns for path in self.output.iterdir()}
        run()
        self.assertEqual({path: path.stat().st_mtime_ns for path in self.output.iterdir()}, written)
        (self.pages / "a.md").write_text("```cpp\n")
        result = run()
        self.assertEqual(result.returncode, 1)
        self.assertIn("a.md:1: the block has no end", result.stderr)


if __name__ == "__main__":
    unittest.main()
