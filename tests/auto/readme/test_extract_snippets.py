#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the extraction of snippets from Markdown."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from extract_snippets import SnippetError, program, snippets

SCRIPT = Path(__file__).with_name("extract_snippets.py")


class ExtractSnippetsTest(unittest.TestCase):
    def assert_error(self, text, message):
        with self.assertRaisesRegex(SnippetError, message):
            list(snippets(text))

    def test_no_snippets(self):
        self.assertEqual(list(snippets("# Title\n\n```sh\n./run.sh\n```\n")), [])

    def test_two_snippets(self):
        text = ("<!-- snippet: one -->\n```cpp\nint a;\n```\ntext\n"
                "<!-- snippet: two -->\n\n```c++\n\nint b;\n```\n")
        self.assertEqual(list(snippets(text)), [("one", "int a;\n"), ("two", "\nint b;\n")])

    def test_block_without_marker(self):
        self.assert_error("text\n```cpp\nint a;\n```\n", "^2: a ```cpp block without")

    def test_marker_serves_one_block(self):
        self.assert_error("<!-- snippet: a -->\n```cpp\n```\n```cpp\n```\n", "^4: a ```cpp block without")

    def test_marker_without_block(self):
        self.assert_error("<!-- snippet: a -->\n", "^1: the marker of 'a'")
        self.assert_error("<!-- snippet: a -->\ntext\n```cpp\n```\n", "^1: the marker of 'a'")
        self.assert_error("<!-- snippet: a -->\n```sh\n```\n", "^1: the marker of 'a'")

    def test_two_snippets_of_one_name(self):
        block = "<!-- snippet: a -->\n```cpp\n```\n"
        self.assert_error(block + block, "^4: a second snippet 'a'")

    def test_block_without_end(self):
        self.assert_error("<!-- snippet: a -->\n```cpp\nint a;\n", "^2: the block has no end")

    def test_marker_within_another_block_is_text(self):
        self.assertEqual(list(snippets("````md\n<!-- snippet: a -->\n```cpp\n```\n````\n")), [])

    def test_program_stays_as_it_is(self):
        source = "#include <a>\nint main(int argc, char **argv)\n{\n}\n"
        self.assertEqual(program(source), source)

    def test_fragment_is_wrapped(self):
        source = program("#include <a>\nusing namespace b;\n\nio.emitEvent(\"c\");\n")
        self.assertTrue(source.startswith("#include <a>\nusing namespace b;\n"))
        self.assertRegex(source, r"(?s)Fragment::run\(.*\n{\n\nio\.emitEvent\(\"c\"\);\n}")
        self.assertIn("int main()", source)

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            markdown = Path(folder, "a.md")
            out = Path(folder, "out")

            def run():
                return subprocess.run([sys.executable, SCRIPT, markdown, out],
                                      capture_output=True, text=True)
            markdown.write_text("<!-- snippet: a -->\n```cpp\nint main() {}\n```\n")
            result = run()
            self.assertEqual((result.returncode, result.stdout), (0, "a.cpp\n"))
            written = Path(out, "a.cpp").stat().st_mtime_ns
            run()
            self.assertEqual(Path(out, "a.cpp").stat().st_mtime_ns, written, "written in vain")
            markdown.write_text("```cpp\n```\n")
            result = run()
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertIn("a.md:1: ", result.stderr)


if __name__ == "__main__":
    unittest.main()
