// SPDX-License-Identifier: MIT
#include "tableexport.h"

#include "models/modelroles.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>

namespace QsioAdmin {

static QByteArray csvCell(const QVariant &value)
{
    QString text = value.toString();
    const bool isNumber = value.typeId() != QMetaType::QString;
    if (!isNumber && !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text.toUtf8();
}

static QByteArray csvRow(const QAbstractItemModel &model, int row)
{
    QByteArrayList cells;
    for (int column = 0; column < model.columnCount(); ++column) {
        cells.append(csvCell(row < 0 ? model.headerData(column, Qt::Horizontal)
                                     : model.index(row, column).data(ExportRole)));
    }
    return cells.join(',') + "\r\n";
}

QByteArray rowJson(const QModelIndex &row)
{
    const QAbstractItemModel &model = *row.model();
    QJsonObject object;
    for (int column = 0; column < model.columnCount(); ++column)
        object.insert(model.headerData(column, Qt::Horizontal).toString(),
                      QJsonValue::fromVariant(row.siblingAtColumn(column).data(ExportRole)));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool exportTable(const QAbstractItemModel &model, ExportFormat format, QIODevice *device)
{
    const auto write
        = [device](const QByteArray &text) { return device->write(text) == text.size(); };
    bool isDone = format != ExportFormat::Csv || write(csvRow(model, -1));
    isDone = isDone && (format != ExportFormat::Json || write("[\n"));
    for (int row = 0; isDone && row < model.rowCount(); ++row) {
        const bool isLast = row == model.rowCount() - 1;
        switch (format) {
        case ExportFormat::Csv:
            isDone = write(csvRow(model, row));
            break;
        case ExportFormat::Json:
            isDone = write(rowJson(model.index(row, 0)) + (isLast ? "\n" : ",\n"));
            break;
        case ExportFormat::Ndjson:
            isDone = write(rowJson(model.index(row, 0)) + '\n');
            break;
        }
    }
    return isDone && (format != ExportFormat::Json || write("]\n"));
}

ExportFormat exportFormatOf(const QString &fileName)
{
    if (fileName.endsWith(QStringLiteral(".ndjson"), Qt::CaseInsensitive))
        return ExportFormat::Ndjson;
    return fileName.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) ? ExportFormat::Json
                                                                           : ExportFormat::Csv;
}

void askAndExport(const QAbstractItemModel *model, const QString &name, QWidget *parent)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Export", text); };
    auto *dialog = new QFileDialog(parent, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({QStringLiteral("CSV (*.csv)"), QStringLiteral("JSON (*.json)"),
                            QStringLiteral("NDJSON (*.ndjson)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(u' ', 0, 0).toLower());
    });
    const QPointer<const QAbstractItemModel> guard(model);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [=](const QString &fileName) {
        QSaveFile file(fileName);
        const bool isDone = guard && file.open(QIODevice::WriteOnly)
            && exportTable(*guard, exportFormatOf(fileName), &file) && file.commit();
        if (isDone)
            return;
        auto *box = new QMessageBox(
            QMessageBox::Warning, tr("Export"),
            tr("\"%1\" could not be written: %2").arg(fileName, file.errorString()),
            QMessageBox::Ok, parent);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    dialog->open();
}

} // namespace QsioAdmin
