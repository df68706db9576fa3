#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every text of the admin app has a finished translation that keeps its placeholders.

Usage: check_translations.py <lupdate> <admin-app folder> <folder of the .ts files>
"""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

# A function of no class is found in the namespace's context, where core/translation.h looks.
EXPECTED_COMPLAINT = "Class 'QsioAdmin' lacks Q_OBJECT macro"


def messages(path):
    """(context, source, comment) -> message element."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment"))
            found[key] = message
    return found


def placeholders(text):
    return collections.Counter(re.findall(r"%L?(?:\d+|n)", text))


def texts(message):
    translation = message.find("translation")
    if translation is None:
        return []
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return forms or [translation.text or ""]


def problems_of(key, message):
    """What is wrong with a translation, in words."""
    source = key[1]
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished" or not all(texts(message)):
        return ["is not translated"]
    problems = []
    for text in texts(message):
        is_plural = message.get("numerus") == "yes"
        wanted, given = placeholders(source), placeholders(text)
        # One of them may be said in words.
        if wanted != given and not (is_plural and wanted - given <= placeholders("%n %Ln")):
            problems.append(f"has other placeholders: {text!r}")
        if source.count("&") != text.count("&"):
            problems.append(f"has another number of '&': {text!r}")
        if source[:1].isspace() != text[:1].isspace() or source[-1:].isspace() != text[-1:].isspace():
            problems.append(f"begins or ends in other blanks: {text!r}")
    return problems


def check(wanted, path):
    """Complaints about one .ts file."""
    given = messages(path)
    complaints = []
    for key in wanted:
        found = given.get(key)
        problems = problems_of(key, found) if found is not None else ["is not there"]
        complaints += [f"{path.name}: {key[0]}: {key[1]!r} {problem}" for problem in problems]
    complaints += [f"{path.name}: {key[0]}: {key[1]!r} is in no source" for key in given if key not in wanted]
    return complaints


def extract(lupdate, sources, *options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "texts.ts"
        run = subprocess.run(
            [lupdate, "-silent", "-locations", "none", "-recursive", sources, *options, "-ts", path],
            capture_output=True, text=True, check=True)
        complaints = [line for line in (run.stdout + run.stderr).splitlines()
                      if line.strip() and EXPECTED_COMPLAINT not in line]
        return messages(path), complaints


def main(lupdate, sources, folder):
    every, complaints = extract(lupdate, sources)
    plural, _ = extract(lupdate, sources, "-pluralonly")
    for path in sorted(pathlib.Path(folder).glob("*.ts")):
        complaints += check(plural if path.stem.endswith("_en") else every, path)
    if len(every) < 100:
        complaints.append(f"only {len(every)} texts were found")
    print("\n".join(complaints[:100]))
    print(f"{len(every)} texts, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
