// SPDX-License-Identifier: MIT
#include "tablewriter.h"

#include "models/modelroles.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QList>

namespace QsioAdmin {

namespace {

QString header(const QAbstractItemModel &model, int column)
{
    return model.headerData(column, Qt::Horizontal).toString();
}

QByteArray jsonTable(const QAbstractItemModel &model)
{
    QJsonArray rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QJsonObject object;
        for (int column = 0; column < model.columnCount(); ++column)
            object.insert(header(model, column),
                          QJsonValue::fromVariant(model.index(row, column).data(ExportRole)));
        rows.append(object);
    }
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
    QString result;
    for (const QStringList &cells : std::as_const(rows)) {
        QString line;
        for (qsizetype column = 0; column < cells.size(); ++column)
            line += cells[column].leftJustified(widths[column] + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        result += line + u'\n';
    }
    return result.toUtf8();
}

} // namespace

QByteArray tableText(const QAbstractItemModel &model, OutputFormat format)
{
    switch (format) {
    case OutputFormat::Json:
        return jsonTable(model);
    case OutputFormat::Csv:
        return csvTable(model);
    case OutputFormat::Text:
        break;
    }
    return textTable(model);
}

} // namespace QsioAdmin
