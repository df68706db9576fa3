// SPDX-License-Identifier: MIT
#include "models/modelroles.h"
#include "window/hextext.h"
#include "window/tableexport.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QBuffer>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QsioAdmin;

namespace {

class Cells : public QAbstractTableModel
{
public:
    explicit Cells(const QList<QVariant> &cells)
        : m_cells(cells)
    { }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_cells.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 1;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == ExportRole ? m_cells.value(index.row()) : QVariant();
    }
    QVariant headerData(int, Qt::Orientation, int) const override { return QStringLiteral("Id"); }

private:
    QList<QVariant> m_cells;
};

// Takes nothing.
class FullDevice : public QIODevice
{
protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64) override { return -1; }
};

} // namespace

class tst_TableExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cells_data();
    void cells();
    void formats();
    void fullDisk();
    void hex();
};

void tst_TableExport::cells_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("csv");
    const auto row = [](const char *name, const QVariant &value, const char *csv) {
        QTest::newRow(name) << value << QByteArray(csv);
    };
    row("text", QStringLiteral("abc"), "abc");
    row("comma", QStringLiteral("a,b"), "\"a,b\"");
    row("quotation mark", QStringLiteral("a\"b"), "\"a\"\"b\"");
    row("line feed", QStringLiteral("a\nb"), "\"a\nb\"");
    row("number", -5, "-5"); // is no formula
    row("formula", QStringLiteral("=1+1"), "'=1+1");
    row("formula with a plus", QStringLiteral("+1"), "'+1");
    row("formula with a minus", QStringLiteral("-1"), "'-1");
    row("formula with an at", QStringLiteral("@a,b"), "\"'@a,b\"");
    row("nothing", QVariant(), "");
}

void tst_TableExport::cells()
{
    QFETCH(const QVariant, value);
    QFETCH(const QByteArray, csv);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(exportTable(Cells({value}), ExportFormat::Csv, &buffer));
    QCOMPARE(buffer.data(), "Id\r\n" + csv + "\r\n");
}

void tst_TableExport::formats()
{
    const Cells cells({QStringLiteral("a"), 7});
    QBuffer json;
    json.open(QIODevice::WriteOnly);
    QVERIFY(exportTable(cells, ExportFormat::Json, &json));
    QCOMPARE(json.data(), QByteArray("[\n{\"Id\":\"a\"},\n{\"Id\":7}\n]\n"));
    QBuffer lines;
    lines.open(QIODevice::WriteOnly);
    QVERIFY(exportTable(cells, ExportFormat::Ndjson, &lines));
    QCOMPARE(lines.data(), QByteArray("{\"Id\":\"a\"}\n{\"Id\":7}\n"));
    QCOMPARE(exportFormatOf(QStringLiteral("a.NDJSON")), ExportFormat::Ndjson);
    QCOMPARE(exportFormatOf(QStringLiteral("a.json")), ExportFormat::Json);
    QCOMPARE(exportFormatOf(QStringLiteral("a")), ExportFormat::Csv);
}

void tst_TableExport::fullDisk()
{
    FullDevice device;
    device.open(QIODevice::WriteOnly);
    QVERIFY(!exportTable(Cells({1}), ExportFormat::Csv, &device));
    QVERIFY(!exportTable(Cells({1}), ExportFormat::Json, &device));
}

void tst_TableExport::hex()
{
    QCOMPARE(hexText("AB\n"),
             QStringLiteral("00000000  41 42 0a") + QString(39, u' ') + QStringLiteral("  AB.\n"));
    QVERIFY(hexText(QByteArray(100, 'x'), 16).endsWith(QStringLiteral("and 84 more bytes\n")));
    QVERIFY(hexText({}).isEmpty());
}

QTEST_GUILESS_MAIN(tst_TableExport)
#include "tst_tableexport.moc"
