// SPDX-License-Identifier: MIT
#include "tablewriter.h"

#include "models/modelroles.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QList>

#include <algorithm>

namespace QsioAdmin {

namespace {

QString header(const QAbstractItemModel &model, int column)
{
    return model.headerData(column, Qt::Horizontal).toString();
}

QJsonObject objectOf(const QAbstractItemModel &model, int row)
{
    QJsonObject object;
    for (int column = 0; column < model.columnCount(); ++column)
        object.insert(header(model, column),
                      QJsonValue::fromVariant(model.index(row, column).data(ExportRole)));
    return object;
}

QByteArray jsonTable(const QAbstractItemModel &model)
{
    QJsonArray rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(objectOf(model, row));
    return QJsonDocument(rows).toJson(QJsonDocument::Indented);
}

QByteArray csvCell(const QVariant &value)
{
    QString text = value.toString();
    const bool isFormula = value.typeId() == QMetaType::QString && !text.isEmpty()
        && QStringView(u"=+-@\t\r").contains(text.front());
    if (isFormula)
        text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')
        && !text.contains(u'\r'))
        return text.toUtf8();
    text.replace(u'"', QLatin1StringView("\"\""));
    return ('"' + text.toUtf8() + '"');
}

QByteArray csvTable(const QAbstractItemModel &model)
{
    QByteArray result;
    for (int row = -1; row < model.rowCount(); ++row) {
        QByteArrayList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(csvCell(row < 0 ? QVariant(header(model, column))
                                         : model.index(row, column).data(ExportRole)));
        result += cells.join(',') + "\r\n";
    }
    return result;
}

QString printable(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return text;
}

QByteArray textTable(const QAbstractItemModel &model)
{
    QList<QStringList> rows;
    QList<qsizetype> widths(model.columnCount(), 0);
    for (int row = -1; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells.append(printable(row < 0 ? header(model, column)
                                           : model.index(row, column).data().toString()));
            widths[column] = qMax(widths[column], cells.last().size());
        }
        rows.append(cells);
    }
    const auto isEmpty = [&rows](qsizetype column) {
        return rows.size() > 1
            && std::all_of(rows.cbegin() + 1, rows.cend(),
                           [column](const QStringList &cells) { return cells[column].isEmpty(); });
    };
    QList<qsizetype> shown;
    for (qsizetype column = 0; column < widths.size(); ++column) {
        if (!isEmpty(column))
            shown.append(column);
    }
    QString result;
    for (const QStringList &cells : std::as_const(rows)) {
        QString line;
        for (const qsizetype column : std::as_const(shown))
            line += cells[column].leftJustified(widths[column] + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        result += line + u'\n';
    }
    return result.toUtf8();
}

QByteArray ndjsonTable(const QAbstractItemModel &model)
{
    QByteArray result;
    for (int row = 0; row < model.rowCount(); ++row)
        result += jsonRow(model, row) + '\n';
    return result;
}

} // namespace

QByteArray jsonRow(const QAbstractItemModel &model, int row)
{
    return QJsonDocument(objectOf(model, row)).toJson(QJsonDocument::Compact);
}

QByteArray tableText(const QAbstractItemModel &model, OutputFormat format)
{
    switch (format) {
    case OutputFormat::Json:
        return jsonTable(model);
    case OutputFormat::Ndjson:
        return ndjsonTable(model);
    case OutputFormat::Csv:
        return csvTable(model);
    case OutputFormat::Text:
        break;
    }
    return textTable(model);
}

} // namespace QsioAdmin
