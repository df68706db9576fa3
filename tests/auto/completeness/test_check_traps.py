#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the check of the traps."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_traps import COUNT, mentioned

SCRIPT = Path(__file__).resolve().parent / "check_traps.py"


class CheckTrapsTest(unittest.TestCase):
    def test_mentions(self):
        for text, numbers in (
                ("void trap44_attachmentLimit();", {44}),
                ('row("trap 7: code 0", 400)', {7}),
                ("// trap 85", {85}),
                ("// Traps 83, 84 and 86.", {83, 84, 86}),
                ("// traps 3 to 5, and 9", {3, 4, 5, 9}),
                ("// traps 83-85, 94", {83, 84, 85, 94}),
                ("// trap 1. And 2 more", {1}),
                ("// trapped 12, a strap 3, trap", set())):
            with self.subTest(text):
                self.assertEqual(mentioned(text), numbers)

    def run_check(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_text(text)
            done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True)
            return done.returncode, done.stdout.splitlines()

    def test_complete(self):
        half = COUNT // 2
        files = {"auto/tst_a.cpp": f"// traps 1-{half}", "node/b.test.mjs": f"// traps {half + 1}-{COUNT}"}
        self.assertEqual(self.run_check(files), (0, [f"{COUNT} of {COUNT} traps have a test"]))

    def test_missing_and_unknown(self):
        files = {
            "auto/tst_a.cpp": f"// traps 2-{COUNT}",
            "auto/fixture.h": "// trap 1",
            "node_modules/b.test.mjs": "// trap 1",
            "auto/test_c.py": f"# trap {COUNT + 1}",
        }
        self.assertEqual(self.run_check(files), (1, [
            "trap 1 has no test",
            f"auto/test_c.py: there is no trap {COUNT + 1}",
            f"{COUNT - 1} of {COUNT} traps have a test"]))


if __name__ == "__main__":
    unittest.main()
