#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the check by qdoc with a made-up qdoc."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_qdoc import warnings

SCRIPT = Path(__file__).with_name("check_qdoc.py")
WARNING = "/home/a/lib/a.cpp:1: (qdoc) warning: Undocumented parameter 'a' in A::f()"


class CheckQdocTest(unittest.TestCase):
    def test_silence(self):
        self.assertEqual(warnings("qt.qdoc: Start qdoc for QSocketIo\n(qdoc) Could not find the module header\n", "/"), [])

    def test_warning_with_explanation(self):
        text = f"qt.qdoc: Start\n{WARNING}\n    [hint]\nqt.qdoc: End\n    other"
        self.assertEqual(warnings(text, "/home/a"), [WARNING.replace("/home/a/", ""), "    [hint]"])

    def test_links_to_qt(self):
        self.assertEqual(warnings("a.cpp:1: (qdoc) warning: Can't link to 'QObject::destroyed()'\n    [hint]", "/"), [])
        self.assertEqual(len(warnings("a.cpp:1: (qdoc) warning: Can't link to 'Server::x()'", "/")), 1)

    def test_program(self):
        with tempfile.TemporaryDirectory() as folder:
            qdoc = Path(folder, "qdoc")
            output = Path(folder, "html")
            (Path(folder) / "docs").mkdir()
            configuration = Path(folder, "docs", "a.qdocconf")
            configuration.touch()

            def run(script):
                qdoc.write_text(f"#!/bin/sh\n{script}\n")
                qdoc.chmod(0o755)
                return subprocess.run([sys.executable, SCRIPT, qdoc, configuration, output, "/include"],
                                      capture_output=True, text=True)
            made = 'mkdir -p "$QSOCKETIO_DOC_OUTPUT" && touch "$QSOCKETIO_DOC_OUTPUT/a.html"'
            self.assertEqual(run("exit 0").returncode, 1, "no page was made")
            self.assertEqual(run(f'[ "$1" = -I/include ] && [ "$2" = "{configuration}" ] && {made}').returncode, 0)
            self.assertEqual(run(f"{made}; exit 1").returncode, 1)
            once = f'[ ! -e "$QSOCKETIO_DOC_OUTPUT" ] || exit 1; {made} "$QSOCKETIO_DOC_OUTPUT/a.index"'
            self.assertEqual(run(once).returncode, 1, "something else is in the folder")
            shutil.rmtree(output)
            self.assertEqual([run(once).returncode, run(once).returncode], [0, 0])
            result = run(f"{made}; echo \"a.cpp:1: (qdoc) warning: Can't link to 'x'\" >&2")
            self.assertEqual(result.returncode, 1)
            self.assertIn("Can't link to 'x'", result.stdout)


if __name__ == "__main__":
    unittest.main()
