#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests the checker of the layers with made-up trees, one breach at a time."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_layering import LAYERS, SEALED, Checker

SCRIPT = Path(__file__).with_name("check_layering.py")


class CheckLayeringTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.addCleanup(self.folder.cleanup)

    def write(self, name, *lines):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def assert_clean(self):
        self.assertEqual(Checker(self.root).run(), [])

    def assert_breach(self, *texts):
        breaches = Checker(self.root).run()
        self.assertEqual(len(breaches), len(texts), breaches)
        for breach, text in zip(breaches, texts):
            self.assertIn(text, breach)

    def test_every_pair_of_layers(self):
        for layer, allowed in LAYERS.items():
            for other in LAYERS:
                with self.subTest(layer=layer, other=other):
                    self.setUp()
                    self.write(f"{other}/b.h", "#pragma once")
                    self.write(f"{other}/CMakeLists.txt", "qsocketio_public_headers(X HEADER b.h CLASSES B)")
                    up = "../" * (layer.count("/") + 1)
                    self.write(f"{layer}/a.cpp", f'#include "{up}{other}/b.h"')
                    if other == layer or other in allowed:
                        self.assert_clean()
                    elif other in SEALED:
                        self.assert_breach("may not include", "component of its own")
                    else:
                        self.assert_breach(f"{layer}/a.cpp: ")

    def test_own_folder(self):
        self.write("core/b.h", "#pragma once")
        self.write("core/a.h", '#include "b.h"', "#include <QtCore/QObject>", "#include <memory>")
        self.write("core/a.cpp", '#include "a.h"', '#include "a.moc"', '#include "moc_a.cpp"')
        self.assert_clean()

    def test_server_must_not_see_net(self):
        self.write("net/stream_p.h", "#pragma once")
        self.write("server/a.cpp", '  #  include "../net/stream_p.h"')
        self.assert_breach("server may not include net")

    def test_admin_sees_public_headers_only(self):
        self.write("server/CMakeLists.txt", "qsocketio_public_headers(X HEADER server.h CLASSES Server)")
        for header in ("server/server.h", "server/server_p.h", "core/logging_p.h", "loop/queue_p.h"):
            self.write(header, "#pragma once")
        self.write("admin/a.cpp", '#include "../server/server.h"', '#include "../core/logging_p.h"',
                   '#include "../loop/queue_p.h"')
        self.assert_clean()
        self.write("admin/a.cpp", '#include "../server/server_p.h"')
        self.assert_breach('includes "../server/server_p.h", a private header of server')

    def test_only_the_bridge_knows_qthttpserver(self):
        self.write("net/httpserverbridge/a.cpp", "#include <QtHttpServer/QHttpServer>")
        self.assert_clean()
        self.write("net/a.cpp", "#include <QtHttpServer/QHttpServer>")
        self.assert_breach("only net/httpserverbridge may")

    def test_file_outside_of_all_layers(self):
        self.write("stray/a.h", "#pragma once")
        self.write("b.cpp", "int main() {}")
        self.assert_breach("b.cpp: belongs to no layer", "stray/a.h: belongs to no layer")

    def test_missing_file(self):
        self.write("core/a.h", '#include "b.h"')
        self.assert_breach("not a file of the library")

    def test_file_outside_of_the_library(self):
        self.write("core/a.h", '#include "../../../etc/hosts"')
        self.assert_breach("not a file of the library")

    def test_forwarding_header(self):
        self.write("core/a.h", "#include <QSocketIo/Error>")
        self.assert_breach("not the header itself")

    def test_include_in_a_comment(self):
        self.write("core/a.cpp", "/*!", "    #include <QSocketIo/Error>", "*/", "/* one */", "int a;")
        self.assert_clean()
        self.write("core/a.cpp", "/*!", "*/", "#include <QSocketIo/Error>", "/*!", "*/")
        self.assert_breach("not the header itself")

    def test_cycle(self):
        self.write("core/a.h", '#include "b.h"')
        self.write("core/b.h", '#include "c.h"')
        self.write("core/c.h", '#include "a.h"')
        self.assert_breach("includes itself: core/a.h -> core/b.h -> core/c.h -> core/a.h")

    def test_diamond_is_no_cycle(self):
        self.write("core/a.h", '#include "b.h"', '#include "c.h"')
        self.write("core/b.h", '#include "d.h"')
        self.write("core/c.h", '#include "d.h"')
        self.write("core/d.h", "#pragma once")
        self.assert_clean()

    def test_public_header_with_private_header(self):
        self.write("core/CMakeLists.txt", "qsocketio_public_headers(QSocketIoCore", "  HEADER a.h CLASSES A)")
        self.write("core/b_p.h", "#pragma once")
        self.write("core/a.h", '#include "b_p.h"')
        self.assert_breach("core/a.h: is public")

    def test_public_header_with_header_that_is_not_installed(self):
        self.write("core/CMakeLists.txt", "qsocketio_public_headers(QSocketIoCore HEADER a.h CLASSES A B",
                   "  HEADER c.h # HEADER b.h", ")")
        self.write("core/b.h", "#pragma once")
        self.write("core/c.h", "#pragma once")
        self.write("core/a.h", '#include "b.h"', '#include "c.h"')
        self.assert_breach('includes "b.h"')

    def test_public_header_that_is_missing_or_private(self):
        self.write("core/CMakeLists.txt", "qsocketio_public_headers(x HEADER a_p.h HEADER b.h)")
        self.write("core/a_p.h", "#pragma once")
        self.assert_breach("core/a_p.h: is named like", "core/b.h: is declared public")

    def test_exit_codes(self):
        def run():
            return subprocess.run([sys.executable, SCRIPT, self.root], capture_output=True).returncode
        self.assertEqual(run(), 1, "an empty folder is a mistake")
        self.write("core/a.h", "#pragma once")
        self.assertEqual(run(), 0)
        self.write("loop/b.h", '#include "../codec/a.h"')
        self.write("codec/a.h", "#pragma once")
        self.assertEqual(run(), 1)


if __name__ == "__main__":
    unittest.main()
