// SPDX-License-Identifier: MIT
#include "core/captureplayer.h"
#include "shared/waitfor.h"
#include "storefixture.h"

#include <QtCore/QBuffer>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;
using QSocketIo::waitFor;

// Captures: the files they are written to, and how they are played.
class tst_Capture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void rotates();
    void listsDoNotFill();
    void olderPartsOfOthers();
    void unwritableFile();
    void longLines();
    void playsToATime();
    void goesBack();
    void playsAtSpeed();
    void steps();
    void endsConnections();
    void playsParts();
    void noCapture_data();
    void noCapture();
    void clockPutBack();
    void closes();

private:
    static constexpr qint64 start = 1'795'212'540'000;
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    // A snapshot, and a socket more every second.
    [[nodiscard]] QString makeCapture(int seconds) const;
    static void write(const QString &fileName, const QByteArray &text)
    {
        QFile file(fileName);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Capture::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_folder = std::make_unique<QTemporaryDir>();
}

QString tst_Capture::makeCapture(int seconds) const
{
    const std::shared_ptr<CaptureWriter> writer = CaptureWriter::create(path("a.ndjson"));
    const auto say = [&](qint64 at, const QByteArray &event, const QByteArray &arguments) {
        QVERIFY(writer->write({at, {}, event, arguments, {}}));
    };
    say(start, "#connect", {});
    say(start, "config", R"({"supportedFeatures":["ALL_EVENTS"]})");
    say(start, "all_sockets", "[]");
    for (int i = 1; i <= seconds; ++i)
        say(start + 1000 * i, "socket_connected",
            R"({"id":"s)" + QByteArray::number(i) + R"(","nsp":"/"},1)");
    return path("a.ndjson");
}

// ---- files -----------------------------------------------------------------------------------

void tst_Capture::rotates()
{
    const std::shared_ptr<CaptureWriter> writer
        = CaptureWriter::create(path("a.ndjson"), {.maxBytes = 500, .maxFiles = 3});
    QVERIFY(writer);
    int rotations = 0;
    writer->onRotated([&rotations] { ++rotations; });
    for (int i = 0; i < 40; ++i)
        QVERIFY(writer->write({start, {}, "event", QByteArray::number(i), {}}));
    QVERIFY(rotations > 3);
    QVERIFY(writer->flush());
    const QStringList parts = captureParts(path("a.ndjson"));
    QCOMPARE(parts.size(), 3); // the oldest ones have gone
    QCOMPARE(parts[0], path("a.2.ndjson"));
    QCOMPARE(parts[2], path("a.ndjson"));
    QByteArray all;
    for (const QString &part : parts) {
        QFile file(part);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.size() < 700);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        all += file.readAll();
    }
    QBuffer buffer(&all);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    CaptureReader reader(&buffer);
    int last = -1;
    while (const std::optional<CaptureEntry> entry = reader.next()) {
        QVERIFY(last < 0 || entry->arguments.toInt() == last + 1); // nothing is missing between
        last = entry->arguments.toInt();
    }
    QCOMPARE(last, 39);
    QCOMPARE(reader.skippedLines(), 0u);
    QVERIFY(writer->written() > all.size());
}

// Each file begins with a list: one that fills a file would make the next one full at once.
void tst_Capture::listsDoNotFill()
{
    const std::shared_ptr<CaptureWriter> writer
        = CaptureWriter::create(path("a.ndjson"), {.maxBytes = 500, .maxFiles = 3});
    for (int i = 0; i < 5; ++i)
        QVERIFY(writer->write({start, {}, "all_sockets", QByteArray(5'000, ' '), {}}));
    QCOMPARE(captureParts(path("a.ndjson")).size(), 1);
}

// They would be taken for parts of the new one, and be overwritten.
void tst_Capture::olderPartsOfOthers()
{
    write(path("a.1.ndjson"), "mine");
    QString error;
    QVERIFY(!CaptureWriter::create(path("a.ndjson"), {}, &error));
    QVERIFY(error.contains(QStringLiteral("a.1.ndjson")));
    QVERIFY(!QFileInfo::exists(path("a.ndjson")));
    QCOMPARE(QFileInfo(path("a.1.ndjson")).size(), 4);
}

void tst_Capture::unwritableFile()
{
    QString error;
    QVERIFY(!CaptureWriter::create(path("nowhere/a.ndjson"), {}, &error));
    QVERIFY(!error.isEmpty());
}

void tst_Capture::longLines()
{
    const QByteArray line
        = R"({"at":"2026-11-20T22:09:00.000Z","dir":"s2a","event":"x","args":[1]})";
    QByteArray text = '"' + QByteArray(5'000, 'x') + "\"\n" + line + '\n' + QByteArray(3'000, '[')
        + '\n' + line + '\n' + QByteArray(9'000, 'y');
    QBuffer buffer(&text);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    CaptureReader reader(&buffer);
    reader.setMaxLine(line.size());
    QVERIFY(reader.next());
    QVERIFY(reader.next());
    QVERIFY(!reader.next());
    QCOMPARE(reader.skippedLines(), 3u);
}

// ---- playing ---------------------------------------------------------------------------------

#define SEEK(time) \
    player.seek(time); \
    QVERIFY(waitFor([&] { return !player.isSeeking(); }))

void tst_Capture::playsToATime()
{
    const QString file = makeCapture(100);
    CapturePlayer *current = nullptr;
    AdminStore store([&current] { return current ? current->position() : 0; });
    CapturePlayer player(&store);
    current = &player;
    QVERIFY(player.open(file));
    QCOMPARE(player.begin(), start);
    QCOMPARE(player.end(), start + 100'000);
    QVERIFY(waitFor([&] { return !player.isSeeking(); }));
    QCOMPARE(store.listState(), ListState::Current);
    QCOMPARE(store.sockets().size(), 0);
    SEEK(start + 42'500);
    QCOMPARE(store.sockets().size(), 42);
    QCOMPARE(player.position(), start + 42'500);
    QCOMPARE(store.now(), player.position()); // the time of then
    SEEK(player.end() + 1'000'000);
    QCOMPARE(player.position(), player.end());
    QCOMPARE(store.sockets().size(), 100);
}

void tst_Capture::goesBack()
{
    const QString file = makeCapture(50);
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(file));
    SEEK(start + 40'000);
    QSignalSpy rewound(&player, &CapturePlayer::rewound);
    SEEK(start + 10'000);
    QCOMPARE(rewound.size(), 1);
    QCOMPARE(store.sockets().size(), 10);
    QCOMPARE(store.events().size(), 10); // none twice
    SEEK(start + 20'000);
    QCOMPARE(rewound.size(), 1); // not for nothing
    QCOMPARE(store.sockets().size(), 20);
}

void tst_Capture::playsAtSpeed()
{
    const QString file = makeCapture(30);
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(file));
    QSignalSpy changed(&player, &CapturePlayer::stateChanged);
    player.play(200);
    QVERIFY(player.isPlaying());
    QVERIFY(waitFor([&] { return player.position() == player.end(); }));
    QVERIFY(waitFor([&] { return !player.isPlaying(); })); // there is no more
    QCOMPARE(changed.size(), 2);
    QCOMPARE(store.sockets().size(), 30);
    SEEK(start);
    player.play(0.001);
    player.pause();
    QVERIFY(!player.isPlaying());
}

void tst_Capture::steps()
{
    const QString file = makeCapture(3);
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(file));
    QVERIFY(waitFor([&] { return !player.isSeeking(); }));
    for (int i = 1; i <= 3; ++i) {
        player.step();
        QVERIFY(waitFor([&] { return !player.isSeeking(); }));
        QCOMPARE(store.sockets().size(), i);
    }
    player.step(); // there is none
    QVERIFY(!player.isSeeking());
}

void tst_Capture::endsConnections()
{
    QFile file(makeCapture(2));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"at\":\"2026-11-20T22:10:00.000Z\",\"dir\":\"s2a\",\"event\":\"#disconnect\","
               "\"args\":[]}\n");
    file.close();
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(file.fileName()));
    SEEK(player.end());
    QVERIFY(store.isStale()); // as it was
    QCOMPARE(store.sockets().size(), 2);
}

void tst_Capture::playsParts()
{
    const QString file = makeCapture(5);
    QVERIFY(QFile::rename(file, path("a.1.ndjson")));
    write(file,
          "{\"at\":\"2026-11-20T22:09:30.000Z\",\"dir\":\"s2a\",\"event\":\"socket_connected\","
          "\"args\":"
          "[{\"id\":\"late\",\"nsp\":\"/\"},1]}\n");
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(file));
    QCOMPARE(player.begin(), start);
    SEEK(player.end());
    QCOMPARE(store.sockets().size(), 6);
    QCOMPARE(player.fileName(), file);
}

void tst_Capture::noCapture_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("nonsense\nmore nonsense\n");
    QTest::newRow("other JSON") << QByteArray("{}\n[1]\n{\"event\":7}\n");
    QTest::newRow("binary") << QByteArray(200'000, '\0');
}

void tst_Capture::noCapture()
{
    QFETCH(const QByteArray, text);
    write(path("b.ndjson"), text);
    AdminStore store;
    CapturePlayer player(&store);
    QString error;
    QVERIFY(!player.open(path("b.ndjson"), &error));
    QVERIFY(!error.isEmpty());
    QVERIFY(!player.open(path("nowhere.ndjson"), &error));
    QVERIFY(!player.isOpen());
}

// Time does not run backwards for whoever plays it.
void tst_Capture::clockPutBack()
{
    const auto line = [](const char *time, const char *id) {
        return QByteArray("{\"at\":\"2026-11-20T") + time
            + ".000Z\",\"dir\":\"s2a\",\"event\":\"socket_connected\",\"args\":[{\"id\":\"" + id
            + "\",\"nsp\":\"/\"},1]}\n";
    };
    write(path("c.ndjson"),
          line("22:09:00", "a") + "nonsense\n" + line("21:00:00", "b") + line("22:10:00", "c"));
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(path("c.ndjson")));
    QCOMPARE(player.end() - player.begin(), 60'000);
    QVERIFY(waitFor([&] { return !player.isSeeking(); }));
    QCOMPARE(store.sockets().size(), 2);
    SEEK(player.end());
    QCOMPARE(store.sockets().size(), 3);
    QCOMPARE(player.skipped(), 1u);
}

void tst_Capture::closes()
{
    const QString file = makeCapture(5);
    AdminStore store;
    CapturePlayer player(&store);
    QVERIFY(player.open(file));
    player.seek(player.end());
    player.close(); // in the middle of it
    QVERIFY(!player.isOpen() && !player.isSeeking());
    QCOMPARE(store.sockets().size(), 0);
    player.seek(start);
    player.play(1);
    player.step();
    QVERIFY(!player.isPlaying());
}

QTEST_GUILESS_MAIN(tst_Capture)
#include "tst_capture.moc"
