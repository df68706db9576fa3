// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TABLEEXPORT_H
#define QSIOADMIN_WINDOW_TABLEEXPORT_H

#include <QtCore/QList>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QString>

QT_BEGIN_NAMESPACE
class QAbstractItemModel;
class QModelIndex;
class QIODevice;
class QWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

enum class ExportFormat { Csv, Json, Ndjson };

// What rows and columns of a model say, as values; false: the device has failed. In CSV, a text that
// a spreadsheet would take for a formula has an apostrophe in front.
bool exportTable(const QAbstractItemModel &model, ExportFormat format, QIODevice *device);
// Only these rows, as far as they are still there.
bool exportRows(const QList<QPersistentModelIndex> &rows, ExportFormat format, QIODevice *device);
[[nodiscard]] QByteArray rowJson(const QModelIndex &row); // a JSON object
[[nodiscard]] ExportFormat exportFormatOf(const QString &fileName);

// Asks for a file, then writes it, and says so where that fails.
void askAndExport(const QAbstractItemModel *model, const QString &name, QWidget *parent);
void askAndExport(const QList<QPersistentModelIndex> &rows, const QString &name, QWidget *parent);

} // namespace QsioAdmin

#endif
