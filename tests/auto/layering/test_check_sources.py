#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the check of all tracked files, one finding at a time."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
sys.path.insert(0, str(SCRIPTS))
from check_sources import check  # noqa: E402

LICENCE = "// SPDX-License-Identifier: MIT\n"
HASH_LICENCE = "# SPDX-License-Identifier: MIT\n"


class CheckSourcesTest(unittest.TestCase):
    def assert_finding(self, name, text, what, line=2):
        findings = list(check(name, text))
        self.assertEqual([found[0] for found in findings], [line], findings)
        self.assertIn(what, findings[0][1])

    def test_clean(self):
        for name, text in (
                ("a.h", LICENCE + '#include <QtCore/QObject>\n#include "../core/error_p.h"\n'),
                ("a.cpp", LICENCE + "\nprivate:\n"),
                ("a.sh", "#!/bin/sh\n" + HASH_LICENCE),
                ("CMakeLists.txt", HASH_LICENCE + "target_link_libraries(a PRIVATE Qt6::Core)\n"),
                ("README.md", "# A title\n\nhttps://www.npmjs.com/package/socket.io-client  \n"),
                ("a.bin", "anything\n")):
            with self.subTest(name):
                self.assertEqual(list(check(name, text)), [])

    def test_private_headers_of_qt(self):
        private = "private"
        for header in (f"<QtCore/{private}/qobject_p.h>", f"<{private}/qobject_p.h>",
                       f'"{private}/qobject_p.h"', "<QtCore/qobject" + "_p.h>"):
            with self.subTest(header):
                self.assert_finding("a.cpp", f"{LICENCE}#include {header}\n", "private header")
        self.assert_finding("CMakeLists.txt", HASH_LICENCE + "link(Qt6::Core" + "Private)\n", "private module")

    def test_registries(self):
        for host in ("registry." + "npmjs.org", "deb." + "debian.org", "pypi." + "org", "a-npm.pkg" + ".dev/x"):
            with self.subTest(host):
                self.assert_finding("a.md", f"\nhttps://{host}/\n", "package registry")
        self.assert_finding("package-lock.json", '{\n"resolved' + '": "x"\n', "package registry")

    def test_machine_paths(self):
        for path in ("/wor" + "k/main", "../share" + "d/x", "/tmp/w" + "t/x"):
            with self.subTest(path):
                self.assert_finding("a.md", f"\nsee {path}\n", "path of one machine")
        self.assertEqual(list(check("a.md", "https://example.com/wor" + "k/\n")), [])

    def test_licence(self):
        for name in ("a.h", "a.cpp", "CMakeLists.txt", "a.cmake", "a.sh", "a.py", "a.mjs"):
            with self.subTest(name):
                self.assert_finding(name, "\n\n", "SPDX", 1)

    def test_length(self):
        self.assertEqual(list(check("a.cpp", LICENCE + "\n" * 799)), [])
        self.assert_finding("a.cpp", LICENCE + "\n" * 800, "longer than", 800)

    def test_white_space_and_conflicts(self):
        self.assert_finding("a.cpp", LICENCE + "int a; \n", "white space")
        self.assert_finding("a.cpp", LICENCE + "<" * 7 + " HEAD\n", "merge conflict")

    def test_exit_codes(self):
        with tempfile.TemporaryDirectory() as folder:
            def git(*args):
                subprocess.run(["git", "-C", folder, *args], check=True)

            def run():
                return subprocess.run([sys.executable, SCRIPTS / "check_sources.py", folder],
                                      capture_output=True).returncode
            git("init", "-q")
            self.assertEqual(run(), 1, "an empty repository is a mistake")
            Path(folder, "untracked.h").write_text("")
            Path(folder, "a.h").write_text(LICENCE)
            git("add", "a.h")
            self.assertEqual(run(), 0)
            git("add", "untracked.h")
            self.assertEqual(run(), 1)


if __name__ == "__main__":
    unittest.main()
