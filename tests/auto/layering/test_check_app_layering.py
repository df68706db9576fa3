#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests of check_app_layering.py."""
import tempfile
import unittest
from pathlib import Path

import check_app_layering


class CheckAppLayering(unittest.TestCase):
    def breaches(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return list(check_app_layering.check(root, {"ClientSocket"}))

    def test_clean(self):
        self.assertEqual(self.breaches({
            "core/a.h": "#include <QSocketIo/ClientSocket>\n#include <QtCore/QObject>\n",
            "models/b.h": '#include "../core/a.h"\n',
            "models/c.h": '#include "core/a.h"\n#include "b.h"\n',
            "widgets/w.cpp": '#include "../models/b.h"\n#include <QtWidgets/QLabel>\n',
            "main.cpp": '#include "widgets/w.cpp"\n',
        }), [])

    def test_breaches(self):
        for name, text in {
            "core/server.h": "#include <QSocketIo/Server>\n",
            "core/private.h": '#include "../../libqsocketio/client/backoff_p.h"\n',
            "core/up.h": '#include "../models/m.h"\n',
            "core/gui.h": "#include <QtGui/QIcon>\n",
            "models/widget.h": "#include <QtWidgets/QLabel>\n",
            "models/missing.h": '#include "nowhere.h"\n',
            "other/a.h": "\n",
        }.items():
            with self.subTest(name):
                found = self.breaches({name: text, "models/m.h": ""})
                self.assertEqual(len(found), 1)
                self.assertTrue(found[0].startswith(name))

    def test_classes_of_the_client(self):
        library = Path(__file__).resolve().parents[3] / "libqsocketio"
        classes = check_app_layering.client_classes(library)
        self.assertLessEqual({"ClientSocket", "Manager", "Payload", "PacketParser"}, classes)
        self.assertFalse({"Server", "Namespace", "Adapter", "ServerOptions"} & classes)


if __name__ == "__main__":
    unittest.main()
