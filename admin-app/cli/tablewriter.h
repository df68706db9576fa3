// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_TABLEWRITER_H
#define QSIOADMIN_CLI_TABLEWRITER_H

#include "commandline.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QByteArray>

namespace QsioAdmin {

// A model as text in columns, as a JSON array of objects, as one of these a line, or as CSV of RFC
// 4180. What spreadsheets would take for a formula begins with an apostrophe in CSV; control
// characters are left out of text, for which a terminal might do what they say, and columns that
// are empty.
[[nodiscard]] QByteArray tableText(const QAbstractItemModel &model, OutputFormat format);
[[nodiscard]] QByteArray jsonRow(const QAbstractItemModel &model, int row); // an object

} // namespace QsioAdmin

#endif
