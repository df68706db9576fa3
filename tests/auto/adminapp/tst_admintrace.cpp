// SPDX-License-Identifier: MIT
#include "core/capturefile.h"
#include "storefixture.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>

using namespace QsioAdmin;

// What Socket.IO's own servers sent to an admin, recorded: through decoder and stores it becomes
// the state that the servers were in.
class tst_AdminTrace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void replayed_data();
    void replayed();
    void reordered_data() { replayed_data(); }
    void reordered();
    void afterTheEnd();
    void binary();
    void recordedAgain();
    void truncatedLines();

private:
    static QByteArrayList expectedSockets(const QJsonObject &scenario);
    [[nodiscard]] QList<CaptureEntry> entries(const QByteArray &scenario) const;
    static void play(StoreFixture &fixture, const QList<CaptureEntry> &entries,
                     bool withEnd = false);
    static QByteArray socketOf(const CaptureEntry &entry);

    QList<CaptureEntry> m_entries;
    QJsonObject m_expected;
};

void tst_AdminTrace::initTestCase()
{
    QFile trace(QStringLiteral(ADMIN_TRACE "/admin-trace.jsonl"));
    QVERIFY(trace.open(QIODevice::ReadOnly));
    CaptureReader reader(&trace);
    while (const std::optional<CaptureEntry> entry = reader.next())
        m_entries.append(*entry);
    QCOMPARE(reader.skippedLines(), 0);
    QVERIFY(m_entries.size() > 300);
    QFile expected(QStringLiteral(ADMIN_TRACE "/expected.json"));
    QVERIFY(expected.open(QIODevice::ReadOnly));
    m_expected = QJsonDocument::fromJson(expected.readAll()).object();
}

QList<CaptureEntry> tst_AdminTrace::entries(const QByteArray &scenario) const
{
    QList<CaptureEntry> result;
    std::copy_if(m_entries.cbegin(), m_entries.cend(), std::back_inserter(result),
                 [&scenario](const CaptureEntry &entry) { return entry.scenario == scenario; });
    return result;
}

// As the link does it: a connection begins with the first event, which may come before it is
// complete.
void tst_AdminTrace::play(StoreFixture &fixture, const QList<CaptureEntry> &entries, bool withEnd)
{
    bool isConnected = false;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const CaptureEntry &entry = entries[i];
        fixture.now = entry.at;
        if (entry.event == "#connect_error")
            continue;
        if (entry.event == "#disconnect") {
            if (withEnd || i + 1 < entries.size())
                fixture.store.endConnection();
            isConnected = false;
            continue;
        }
        if (!std::exchange(isConnected, true))
            fixture.store.beginConnection();
        if (!entry.isConnection())
            QVERIFY2(fixture.say(entry.event, entry.arguments, entry.attachments),
                     qPrintable(fixture.decoder.lastProblem()));
    }
    fixture.store.tick();
}

QByteArrayList tst_AdminTrace::expectedSockets(const QJsonObject &scenario)
{
    QByteArrayList lines;
    for (const QJsonValue &value : scenario[QStringLiteral("sockets")].toArray()) {
        const QJsonObject socket = value.toObject();
        const auto text = [&socket](const char *key) {
            return socket[QLatin1StringView(key)].toString().toUtf8();
        };
        QByteArrayList rooms;
        for (const QJsonValue &room : socket[QStringLiteral("rooms")].toArray())
            rooms.append(room.toString().toUtf8());
        std::sort(rooms.begin(), rooms.end());
        lines.append(text("nsp") + ' ' + text("id") + " client=" + text("clientId")
                     + " by=" + text("transport") + " from=" + text("address")
                     + " rooms=" + rooms.join(',') + " data="
                     + QJsonDocument(socket[QStringLiteral("data")].toObject())
                           .toJson(QJsonDocument::Compact));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

void tst_AdminTrace::replayed_data()
{
    QTest::addColumn<QByteArray>("scenario");
    for (const QString &scenario : m_expected.keys())
        QTest::newRow(qPrintable(scenario)) << scenario.toUtf8();
}

void tst_AdminTrace::replayed()
{
    QFETCH(const QByteArray, scenario);
    const QJsonObject expected = m_expected[QString::fromUtf8(scenario)].toObject();
    StoreFixture fixture;
    play(fixture, entries(scenario));
    QCOMPARE(fixture.sockets(), expectedSockets(expected));
    fixture.verifyDerivedStores();
    const AdminStore &store = fixture.store;
    QCOMPARE(store.features().size(), expected[QStringLiteral("features")].toInt());
    QStringList servers;
    for (int slot = 0; slot < store.servers().slotCount(); ++slot)
        servers.append(QString::fromUtf8(store.servers().at(slot).stats.serverId));
    QCOMPARE(QJsonArray::fromStringList(servers), expected[QStringLiteral("servers")].toArray());
    int received = 0;
    int sent = 0;
    for (quint64 n = store.events().firstNumber(); n != store.events().nextNumber(); ++n) {
        received += store.events().at(n).type == EventType::Received;
        sent += store.events().at(n).type == EventType::Sent;
    }
    QCOMPARE(received, expected[QStringLiteral("received")].toInt());
    QCOMPARE(sent, expected[QStringLiteral("sent")].toInt());
    if (scenario.startsWith("3b") || scenario.startsWith("3c"))
        QCOMPARE(store.listState(), ListState::Unavailable);
    else if (scenario.startsWith("6a")) // it could not connect again
        QCOMPARE(store.listState(), ListState::Stale);
    else if (expected[QStringLiteral("features")].toInt() == 9 && !scenario.startsWith("6b"))
        QCOMPARE(store.listState(), ListState::Current);
}

// The socket that an event is about; empty: none, or all.
QByteArray tst_AdminTrace::socketOf(const CaptureEntry &entry)
{
    AdminDecoder decoder;
    const std::optional<AdminEvent> event = decoder.decode(entry.event, entry.arguments);
    if (!event)
        return {};
    return std::visit(
        [](const auto &e) -> QByteArray {
            if constexpr (requires { e.key; })
                return e.key.nsp + ' ' + e.key.id;
            else if constexpr (requires { e.socket; })
                return e.socket.key.nsp + ' ' + e.socket.key.id;
            else
                return {};
        },
        *event);
}

// The servers of a cluster talk at the same time, and a list that was made then may come now: what
// concerns different sockets has no order, nor have the configuration and the list of sockets.
void tst_AdminTrace::reordered()
{
    QFETCH(const QByteArray, scenario);
    const QList<CaptureEntry> original = entries(scenario);
    const QByteArrayList expected
        = expectedSockets(m_expected[QString::fromUtf8(scenario)].toObject());
    for (quint32 seed = 1; seed <= 40; ++seed) {
        QRandomGenerator random(seed);
        QList<CaptureEntry> mixed;
        QList<QList<CaptureEntry>> queues; // by socket; of one connection
        QHash<QByteArray, qsizetype> queueOf;
        const auto flush = [&] {
            while (!queues.isEmpty()) {
                const qsizetype i = random.bounded(int(queues.size()));
                mixed.append(queues[i].takeFirst());
                if (queues[i].isEmpty())
                    queues.removeAt(i);
            }
            queueOf.clear();
        };
        for (const CaptureEntry &entry : original) {
            if (entry.isConnection() || entry.event == "all_sockets" || entry.event == "config") {
                if (entry.event == "all_sockets" || entry.event == "config") {
                    queues.append(QList{entry}); // among whatever comes before the end
                    continue;
                }
                flush();
                mixed.append(entry);
                continue;
            }
            const QByteArray socket = socketOf(entry);
            if (!queueOf.contains(socket)) {
                queueOf.insert(socket, queues.size());
                queues.append(QList<CaptureEntry>());
            }
            queues[queueOf.value(socket)].append(entry);
        }
        flush();
        StoreFixture fixture;
        play(fixture, mixed);
        QVERIFY2(fixture.sockets() == expected,
                 "seed " + QByteArray::number(seed) + ":\n" + fixture.sockets().join('\n')
                     + "\nexpected:\n" + expected.join('\n'));
        fixture.verifyDerivedStores();
    }
}

void tst_AdminTrace::afterTheEnd()
{
    StoreFixture fixture;
    play(fixture, entries("1-dev-basic-auth"), true);
    QCOMPARE(fixture.store.listState(), ListState::Stale);
    QVERIFY(fixture.store.staleSince() > 0);
    QCOMPARE(fixture.store.sockets().size(), 2); // kept, but grey
}

// Bytes of an application stay bytes.
void tst_AdminTrace::binary()
{
    StoreFixture fixture;
    play(fixture, entries("12-raw-wire"));
    const EventRing &events = fixture.store.events();
    for (quint64 n = events.firstNumber(); n != events.nextNumber(); ++n) {
        if (events.at(n).name != "bin-reply")
            continue;
        QCOMPARE(events.at(n).attachments,
                 QList<QByteArray>({QByteArray("\1\2\3"), QByteArray("\x09\x08\x07")}));
        return;
    }
    QFAIL("no such event");
}

void tst_AdminTrace::recordedAgain()
{
    auto buffer = std::make_unique<QBuffer>();
    QVERIFY(buffer->open(QIODevice::ReadWrite));
    QBuffer *const device = buffer.get();
    CaptureWriter writer(std::move(buffer));
    for (const CaptureEntry &entry : std::as_const(m_entries))
        QVERIFY(writer.write(entry));
    QVERIFY(!device->data().contains("8a7263a84009f3ca")); // a session id
    QVERIFY(device->seek(0));
    CaptureReader reader(device);
    for (const CaptureEntry &entry : std::as_const(m_entries)) {
        const std::optional<CaptureEntry> again = reader.next();
        QVERIFY(again);
        QCOMPARE(again->at, entry.at);
        QCOMPARE(again->event, entry.event);
        QCOMPARE(again->scenario, entry.scenario);
        QCOMPARE(again->attachments, entry.attachments);
        if (entry.event != "session")
            QCOMPARE(again->arguments, entry.arguments);
    }
    QVERIFY(!reader.next());
}

// A capture of a program that was killed, and worse.
void tst_AdminTrace::truncatedLines()
{
    for (const CaptureEntry &entry : std::as_const(m_entries)) {
        for (qsizetype size = 0; size < entry.arguments.size(); size += 7) {
            AdminDecoder decoder;
            (void)decoder.decode(entry.event, QByteArrayView(entry.arguments).first(size));
        }
    }
    QByteArray text = "\n{}\n[1]\nnonsense\n{\"event\":\"x\",\"args\":7}\n"
                      "{\"dir\":\"a2s\",\"event\":\"emit\",\"args\":[]}\n"
                      "{\"dir\":\"s2a\",\"event\":\"config\",\"args\":[{\"supp";
    QBuffer buffer(&text);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    CaptureReader reader(&buffer);
    const std::optional<CaptureEntry> entry = reader.next();
    QVERIFY(entry);
    QCOMPARE(entry->event, "x");
    QVERIFY(entry->arguments.isEmpty());
    QVERIFY(!reader.next());
    QCOMPARE(reader.skippedLines(), 4);
}

QTEST_GUILESS_MAIN(tst_AdminTrace)
#include "tst_admintrace.moc"
