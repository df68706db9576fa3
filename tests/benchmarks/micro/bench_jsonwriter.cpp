// SPDX-License-Identifier: MIT
//
// What emitting writes, and what Qt's own documents cost for the same.
#include "core/payload.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace QSocketIo;

class bench_JsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text();
    void mixedArguments();
    void numbers();
    void cborRows();
    void jsonRows();
    void jsonDocumentRows(); // for comparison
    void relayedPayload();
    void decodeRows();

private:
    static QCborArray rows();
};

QCborArray bench_JsonWriter::rows()
{
    QCborArray result;
    for (int i = 0; i < 30; ++i) {
        result.append(QCborMap{{QStringLiteral("id"), i},
                               {QStringLiteral("name"), QStringLiteral("somebody")},
                               {QStringLiteral("on"), true}});
    }
    return result;
}

void bench_JsonWriter::text()
{
    const QString text = QStringLiteral("abcdefghijklmnopqrstuvwxyzabcdef");
    QBENCHMARK
    {
        QVERIFY(!Payload::of(text).isEmpty());
    }
}

void bench_JsonWriter::mixedArguments()
{
    const QString text = QStringLiteral("Grüße an alle \"hier\"");
    const QByteArray bytes(4096, 'x');
    QBENCHMARK
    {
        QCOMPARE(Payload::of(text, 42, 1.5, true, bytes).count(), 5);
    }
}

void bench_JsonWriter::numbers()
{
    QList<double> values;
    for (int i = 0; i < 100; ++i)
        values.append(i * 1.25);
    QBENCHMARK
    {
        QVERIFY(!Payload::of(values).isEmpty());
    }
}

void bench_JsonWriter::cborRows()
{
    const QCborArray array = rows();
    QBENCHMARK
    {
        QVERIFY(!Payload::of(array).isEmpty());
    }
}

void bench_JsonWriter::jsonRows()
{
    const QJsonArray array = rows().toJsonArray();
    QBENCHMARK
    {
        QVERIFY(!Payload::of(array).isEmpty());
    }
}

void bench_JsonWriter::jsonDocumentRows()
{
    const QJsonArray array = rows().toJsonArray();
    QBENCHMARK
    {
        QVERIFY(!QJsonDocument(array).toJson(QJsonDocument::Compact).isEmpty());
    }
}

void bench_JsonWriter::relayedPayload()
{
    const Payload payload = Payload::of(rows());
    QBENCHMARK
    {
        QVERIFY(!Payload::of(payload).isEmpty());
    }
}

void bench_JsonWriter::decodeRows()
{
    const QByteArray json = Payload::of(rows()).json();
    QBENCHMARK
    {
        QCOMPARE(Payload::fromJson(json).toCborArray().size(), 1);
    }
}

QTEST_GUILESS_MAIN(bench_JsonWriter)
#include "bench_jsonwriter.moc"
