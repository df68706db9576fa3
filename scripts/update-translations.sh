#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Brings resources/translations/*.ts up to date with the texts in admin-app: new ones are added as
# unfinished, which a check does not let through, and those that are gone are removed.
# Then edit the files, by hand or in Qt Linguist.
set -euo pipefail
cd "$(dirname "$0")/.."

lupdate=$(command -v /usr/lib/qt6/bin/lupdate lupdate | head -n 1) || {
    echo "lupdate is missing (Debian: qt6-l10n-tools)" >&2
    exit 1
}
update() { "$lupdate" -silent -locations none -no-obsolete -recursive admin-app "$@" 2>&1 | grep -v "Class 'QsioAdmin' lacks" || true; }
update -pluralonly -ts resources/translations/qsioadmin_en.ts
for file in resources/translations/*.ts; do
    [[ $file == *_en.ts ]] || update -ts "$file"
done
