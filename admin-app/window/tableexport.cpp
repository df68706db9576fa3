// SPDX-License-Identifier: MIT
#include "tableexport.h"

#include "core/translation.h"
#include "models/modelroles.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>

#include <functional>
#include <utility>

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

static QByteArray csvHeader(const QAbstractItemModel &model)
{
    QByteArrayList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells.append(csvCell(model.headerData(column, Qt::Horizontal)));
    return cells.join(',') + "\r\n";
}

static QByteArray csvRow(const QModelIndex &row)
{
    QByteArrayList cells;
    for (int column = 0; column < row.model()->columnCount(); ++column)
        cells.append(csvCell(row.siblingAtColumn(column).data(ExportRole)));
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

namespace {

class RowWriter
{
public:
    RowWriter(ExportFormat format, QIODevice *device)
        : m_format(format)
        , m_device(device)
    { }
    bool begin(const QAbstractItemModel *model)
    {
        if (m_format == ExportFormat::Csv)
            return !model || write(csvHeader(*model));
        return m_format != ExportFormat::Json || write("[\n");
    }
    bool add(const QModelIndex &row)
    {
        if (m_format == ExportFormat::Csv)
            return write(csvRow(row));
        if (m_format == ExportFormat::Ndjson)
            return write(rowJson(row) + '\n');
        return write((std::exchange(m_isFirst, false) ? "" : ",\n") + rowJson(row));
    }
    bool end() { return m_format != ExportFormat::Json || write(m_isFirst ? "]\n" : "\n]\n"); }

private:
    bool write(const QByteArray &text) { return m_device->write(text) == text.size(); }

    const ExportFormat m_format;
    QIODevice *const m_device;
    bool m_isFirst = true;
};

} // namespace

bool exportTable(const QAbstractItemModel &model, ExportFormat format, QIODevice *device)
{
    RowWriter writer(format, device);
    bool isDone = writer.begin(&model);
    for (int row = 0; isDone && row < model.rowCount(); ++row)
        isDone = writer.add(model.index(row, 0));
    return isDone && writer.end();
}

bool exportRows(const QList<QPersistentModelIndex> &rows, ExportFormat format, QIODevice *device)
{
    RowWriter writer(format, device);
    bool isDone = writer.begin(rows.isEmpty() ? nullptr : rows.first().model());
    for (const QPersistentModelIndex &row : rows)
        isDone = isDone && (!row.isValid() || writer.add(row));
    return isDone && writer.end();
}

ExportFormat exportFormatOf(const QString &fileName)
{
    if (fileName.endsWith(QStringLiteral(".ndjson"), Qt::CaseInsensitive))
        return ExportFormat::Ndjson;
    return fileName.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) ? ExportFormat::Json
                                                                           : ExportFormat::Csv;
}

using Writer = std::function<bool(ExportFormat format, QIODevice *device)>;

static void askAndWrite(const Writer &writer, const QString &name, QWidget *parent)
{
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
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [=](const QString &fileName) {
        QSaveFile file(fileName);
        const bool isDone = file.open(QIODevice::WriteOnly)
            && writer(exportFormatOf(fileName), &file) && file.commit();
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

void askAndExport(const QAbstractItemModel *model, const QString &name, QWidget *parent)
{
    const QPointer<const QAbstractItemModel> guard(model);
    askAndWrite([guard](ExportFormat format,
                        QIODevice *device) { return guard && exportTable(*guard, format, device); },
                name, parent);
}

void askAndExport(const QList<QPersistentModelIndex> &rows, const QString &name, QWidget *parent)
{
    askAndWrite(
        [rows](ExportFormat format, QIODevice *device) { return exportRows(rows, format, device); },
        name, parent);
}

} // namespace QsioAdmin
