// SPDX-License-Identifier: MIT
#include "engineio/clientfilecache_p.h"
#include "engineio/clientfiles_p.h"
#include "serverfixture.h"
#include "shared/rawwebsocket.h"

#include <QtCore/QFile>
#include <QtNetwork/QTcpServer>

#include <zlib.h>

using namespace QSocketIo;

// The JavaScript client that the server serves on its path, and the path itself.
class tst_ClientFiles : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void availability();
    void files_data();
    void files();
    void trap82_otherNames_data();
    void trap82_otherNames();
    void trap82_knownVersions_data();
    void trap82_knownVersions();
    void encodings_data();
    void encodings();
    void compressedOnce();
    void methods_data();
    void methods();
    void cors();
    void engineDoesNotSeeThem();
    void upgradesAreTheEngines();
    void besideSessions();
    void switchedOff();
    void switchedFromTheNextListenOn();
    void missingFilesAreSaid();
    void attached();
    void paths_data();
    void paths();
    void pathFromTheNextListenOn();
    void invalidPath();
    void serverDeletedByPredicate();

private:
    [[nodiscard]] RawResponse get(const QByteArray &target, const QByteArray &headers = {}) const
    {
        return RawHttpClient(port).get(target, headers);
    }
    [[nodiscard]] bool isServed(const QByteArray &folder = "/socket.io/") const
    {
        return get(folder + "socket.io.min.js").status == 200;
    }
    // Not listening yet.
    void make(const ServerOptions &options = {}) { io = std::make_unique<Server>(options); }
    void listen()
    {
        QVERIFY(io->listen(QHostAddress(QHostAddress::LocalHost)));
        port = io->serverPort();
    }
};

namespace {
const char *const names[] = {"socket.io.js",
                             "socket.io.js.map",
                             "socket.io.min.js",
                             "socket.io.min.js.map",
                             "socket.io.esm.min.js",
                             "socket.io.esm.min.js.map",
                             "socket.io.msgpack.min.js",
                             "socket.io.msgpack.min.js.map"};

bool isBuiltIn()
{
    return qstrlen(QSOCKETIO_CLIENT_FILES) > 0;
}

QByteArray original(const QByteArray &name)
{
    QFile file(QStringLiteral(QSOCKETIO_CLIENT_FILES "/") + QString::fromLatin1(name));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

// Of gzip and of zlib's own format.
QByteArray inflated(const QByteArray &bytes)
{
    z_stream stream = {};
    if (inflateInit2(&stream, 15 + 32) != Z_OK)
        return {};
    QByteArray out(1'000'000, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const int result = inflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    inflateEnd(&stream);
    return result == Z_STREAM_END ? out : QByteArray();
}

const QByteArray unknownTransport = R"({"code":0,"message":"Transport unknown"})";
} // namespace

#define NEED_CLIENT_FILES() \
    if (!isBuiltIn()) \
    QSKIP("built without the client files")

void tst_ClientFiles::availability()
{
    QCOMPARE(io->isServeClient(), isBuiltIn());
    QCOMPARE(ClientFiles::areAvailable(), isBuiltIn());
    QCOMPARE(get("/socket.io/socket.io.js").status, isBuiltIn() ? 200 : 400);
}

void tst_ClientFiles::files_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : names)
        QTest::newRow(name) << QByteArray(name);
}

void tst_ClientFiles::files()
{
    NEED_CLIENT_FILES();
    QFETCH(const QByteArray, name);
    const QByteArray content = original(name);
    QVERIFY(content.size() > 10'000);
    for (const QByteArray &query : {QByteArray(), QByteArray("?v=1&x=/socket.io/")}) {
        const RawResponse response = get("/socket.io/" + name + query);
        QCOMPARE(response.status, 200);
        QVERIFY(response.body == content);
        QCOMPARE(response.header("Content-Type"),
                 name.endsWith(".map") ? QByteArray("application/json; charset=utf-8")
                                       : QByteArray("application/javascript; charset=utf-8"));
        QCOMPARE(response.header("Cache-Control"), QByteArray("public, max-age=0"));
        QCOMPARE(response.header("ETag"), '"' + ClientFiles::version() + '"');
        QVERIFY(!response.hasHeader("Content-Encoding"));
    }
    RawHttpClient client(port);
    const RawResponse head
        = client.request("HEAD /socket.io/" + name + " HTTP/1.1\r\nHost: localhost\r\n\r\n", true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.header("Content-Length"), QByteArray::number(content.size()));
    QCOMPARE(client.get("/elsewhere").status, 404); // nothing of a body was in between
    // It says itself which version it is.
    if (!name.endsWith(".map"))
        QVERIFY(content.left(200).contains("v" + ClientFiles::version()));
}

void tst_ClientFiles::trap82_otherNames_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const char *target, int status) {
        QTest::addRow("trap 82: %s", target) << QByteArray(target) << status;
    };
    row("/socket.io/socket.io.txt", 400);
    row("/socket.io/socket.io.esm.js", 400);
    row("/socket.io/socket.io.min.js.ma", 400);
    row("/socket.io/socket.io.min.js.map.map", 400);
    row("/socket.io/socket.io.js/", 400);
    row("/socket.io/x/socket.io.js", 400);
    row("/socket.io/../socket.io/socket.io.js", 400);
    row("/socket.io//socket.io.js", 400);
    row("/socket.io/socket%2Eio.js", 400);
    row("/socket.io/SOCKET.IO.JS", 400);
    row("/socket.io/", 400);
    row("/socket.ioXsocket.io.js", 404); // the reference would take it
    row("/socket.io.js", 404);
    row("/socket.io", 404);
}

void tst_ClientFiles::trap82_otherNames()
{
    QFETCH(const QByteArray, target);
    QFETCH(const int, status);
    const RawResponse response = get(target);
    QCOMPARE(response.status, status);
    if (status == 400)
        QCOMPARE(response.body, unknownTransport);
}

void tst_ClientFiles::trap82_knownVersions_data()
{
    QTest::addColumn<QByteArray>("known"); // with V for the version
    QTest::addColumn<int>("status");
    const auto row = [](const char *known, int status) {
        QTest::addRow("trap 82: %s", known) << QByteArray(known) << status;
    };
    row("\"V\"", 304);
    row("W/\"V\"", 304);
    row("V", 200);
    row("w/\"V\"", 200);
    row("\"V\", \"other\"", 200);
    row("*", 200);
    row("\"other\"", 200);
}

void tst_ClientFiles::trap82_knownVersions()
{
    NEED_CLIENT_FILES();
    QFETCH(QByteArray, known);
    QFETCH(const int, status);
    known.replace('V', ClientFiles::version());
    RawHttpClient client(port);
    const RawResponse response
        = client.get("/socket.io/socket.io.js", "If-None-Match: " + known + "\r\n");
    QCOMPARE(response.status, status);
    if (status != 304)
        return;
    for (const char *field :
         {"ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Encoding"})
        QVERIFY2(!response.hasHeader(field), field);
    QCOMPARE(client.get("/elsewhere").status, 404); // it had no body
}

void tst_ClientFiles::encodings_data()
{
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<QByteArray>("encoding");
    const bool hasBrotli = isAvailable(ContentEncoding::Brotli);
    const auto row = [](const char *accepted, const char *encoding) {
        QTest::newRow(accepted) << QByteArray(accepted) << QByteArray(encoding);
    };
    row("gzip", "gzip");
    row("deflate", "deflate");
    row("gzip, deflate", "gzip");
    row("deflate, gzip", "deflate");
    row("gzip;q=0.5, deflate;q=0.9", "deflate");
    row("identity", "");
    row("gzip;q=0", "");
    row("zstd", "");
    row("br", hasBrotli ? "br" : "");
    row("gzip, deflate, br", "gzip"); // the request's order
    row("br, gzip", hasBrotli ? "br" : "gzip");
    row("*", hasBrotli ? "br" : "gzip");
}

void tst_ClientFiles::encodings()
{
    NEED_CLIENT_FILES();
    QFETCH(const QByteArray, accepted);
    QFETCH(const QByteArray, encoding);
    const QByteArray content = original("socket.io.min.js");
    for (int i = 0; i < 2; ++i) {
        const RawResponse response
            = get("/socket.io/socket.io.min.js", "Accept-Encoding: " + accepted + "\r\n");
        QCOMPARE(response.status, 200);
        QCOMPARE(response.header("Content-Encoding"), encoding);
        if (encoding.isEmpty())
            QVERIFY(response.body == content);
        else
            QVERIFY(response.body.size() < content.size() / 2);
        if (encoding == "gzip" || encoding == "deflate") // Brotli: see the integration tests
            QVERIFY(inflated(response.body) == content);
    }
}

void tst_ClientFiles::compressedOnce()
{
    NEED_CLIENT_FILES();
    ClientFileCache cache;
    for (const auto encoding : {ContentEncoding::Identity, ContentEncoding::Gzip}) {
        const ClientFileCache::Body first = cache.body("socket.io.min.js", encoding);
        QCOMPARE(first.encoding, encoding);
        const ClientFileCache::Body second = cache.body("socket.io.min.js", encoding);
        QVERIFY(first.bytes.constData() == second.bytes.constData()); // shared
    }
    QVERIFY(cache.body("socket.io.js", ContentEncoding::Gzip).bytes
            != cache.body("socket.io.min.js", ContentEncoding::Gzip).bytes);
}

void tst_ClientFiles::methods_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : {"GET", "POST", "PUT", "DELETE", "OPTIONS"})
        QTest::newRow(method) << QByteArray(method);
}

// As in the reference.
void tst_ClientFiles::methods()
{
    NEED_CLIENT_FILES();
    QFETCH(const QByteArray, method);
    RawHttpClient client(port);
    const RawResponse response
        = client.request(method
                         + " /socket.io/socket.io.min.js HTTP/1.1\r\nHost: localhost\r\n"
                           "Content-Length: 5\r\n\r\nhello");
    QCOMPARE(response.status, 200);
    QVERIFY(response.body == original("socket.io.min.js"));
}

void tst_ClientFiles::cors()
{
    NEED_CLIENT_FILES();
    ServerOptions options;
    options.cors.origins
        = {QStringLiteral("https://example.com"), QStringLiteral("https://example.org")};
    start(options);
    const QByteArray origin = "Origin: https://example.org\r\n";
    const RawResponse file = get("/socket.io/socket.io.min.js", origin);
    QCOMPARE(file.status, 200);
    QCOMPARE(file.header("Access-Control-Allow-Origin"), QByteArray("https://example.org"));
    QCOMPARE(file.header("Vary"), QByteArray("Origin"));
    const RawResponse known = get("/socket.io/socket.io.min.js",
                                  origin + "If-None-Match: \"" + ClientFiles::version() + "\"\r\n");
    QCOMPARE(known.status, 304);
    QCOMPARE(known.header("Access-Control-Allow-Origin"), QByteArray("https://example.org"));
    RawHttpClient client(port);
    const RawResponse preflight = client.request(
        "OPTIONS /socket.io/socket.io.min.js HTTP/1.1\r\nHost: localhost\r\n" + origin + "\r\n");
    QCOMPARE(preflight.status, 204);
    QVERIFY(preflight.hasHeader("Access-Control-Allow-Methods"));
}

void tst_ClientFiles::engineDoesNotSeeThem()
{
    NEED_CLIENT_FILES();
    ServerOptions options;
    options.allowRequest = [](const HttpRequest &) { return AllowRequestResult{false}; };
    start(options);
    bool isAsked = false;
    io->engine()->use(this, [&](const HttpRequest &, HttpReply &, const Next &next) {
        isAsked = true;
        next();
    });
    QSignalSpy errors(io->engine(), &Engine::connectionError);
    QSignalSpy headers(io->engine(), &Engine::headers);
    QCOMPARE(get("/socket.io/socket.io.min.js?EIO=4&transport=polling").status, 200);
    QVERIFY(!isAsked);
    QCOMPARE(errors.count() + headers.count(), 0);
    QCOMPARE(get("/socket.io/socket.io.x.js").status, 400);
    QVERIFY(isAsked);
}

void tst_ClientFiles::upgradesAreTheEngines()
{
    const RawWebSocket webSocket(port, "/socket.io/socket.io.js?EIO=4&transport=websocket");
    QCOMPARE(webSocket.response().status, 101); // anything below the path
}

void tst_ClientFiles::besideSessions()
{
    NEED_CLIENT_FILES();
    RawHttpClient client(port);
    client.send(RawHttpClient::getRequest("/socket.io/?EIO=4&transport=polling")
                + RawHttpClient::getRequest("/socket.io/socket.io.js")
                + RawHttpClient::getRequest("/elsewhere")
                + RawHttpClient::getRequest("/socket.io/socket.io.js.map"));
    QVERIFY(client.receive().body.startsWith("0{"));
    QVERIFY(client.receive().body == original("socket.io.js"));
    QCOMPARE(client.receive().status, 404);
    QVERIFY(client.receive().body == original("socket.io.js.map"));
}

void tst_ClientFiles::switchedOff()
{
    ServerOptions options;
    options.serveClient = false;
    start(options);
    QVERIFY(!io->isServeClient());
    QCOMPARE(get("/socket.io/socket.io.js").body, unknownTransport);
}

void tst_ClientFiles::switchedFromTheNextListenOn()
{
    NEED_CLIENT_FILES();
    make();
    io->setServeClient(false);
    QVERIFY(!io->isServeClient());
    listen();
    QVERIFY(!isServed());
    io->setServeClient(true);
    QVERIFY(io->isServeClient());
    QVERIFY(!isServed());
    io->close();
    listen();
    QVERIFY(isServed());
    io->setServeClient(false);
    QVERIFY(isServed());
    io->close();
    listen();
    QVERIFY(!isServed());
}

void tst_ClientFiles::missingFilesAreSaid()
{
    make();
    if (!isBuiltIn())
        QTest::ignoreMessage(
            QtWarningMsg,
            "Server::setServeClient: this library was built without the client files");
    io->setServeClient(true);
    QCOMPARE(io->isServeClient(), isBuiltIn());
    io->setServeClient(false); // says nothing
}

void tst_ClientFiles::attached()
{
    NEED_CLIENT_FILES();
    make();
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QVERIFY(io->attach(&server));
    port = server.serverPort();
    QVERIFY(isServed());
    QVERIFY(get("/socket.io/?EIO=4&transport=polling").body.startsWith("0{"));
}

void tst_ClientFiles::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("usual") << QStringLiteral("/socket.io") << QStringLiteral("/socket.io")
                           << QByteArray("/socket.io/");
    QTest::newRow("slash at the end")
        << QStringLiteral("/chat/") << QStringLiteral("/chat") << QByteArray("/chat/");
    QTest::newRow("one slash is dropped")
        << QStringLiteral("/chat//") << QStringLiteral("/chat/") << QByteArray("/chat//");
    QTest::newRow("deeper") << QStringLiteral("/a/b") << QStringLiteral("/a/b")
                            << QByteArray("/a/b/");
    QTest::newRow("root") << QStringLiteral("/") << QString() << QByteArray("/");
    QTest::newRow("empty") << QString() << QString() << QByteArray("/");
}

void tst_ClientFiles::paths()
{
    QFETCH(const QString, path);
    QFETCH(const QString, expected);
    QFETCH(const QByteArray, folder);
    for (const bool inOptions : {false, true}) {
        ServerOptions options;
        if (inOptions)
            options.path = path;
        make(options);
        if (!inOptions)
            io->setPath(path);
        QVERIFY(io->path() == expected);
        listen();
        QVERIFY(get(folder + "?EIO=4&transport=polling").body.startsWith("0{"));
        QCOMPARE(isServed(folder), isBuiltIn());
        if (folder != "/" && folder != "/socket.io/")
            QCOMPARE(get("/socket.io/?EIO=4&transport=polling").status, 404);
    }
}

void tst_ClientFiles::pathFromTheNextListenOn()
{
    make();
    listen();
    io->setPath("/later");
    QCOMPARE(io->path(), QStringLiteral("/later"));
    QVERIFY(get("/socket.io/?EIO=4&transport=polling").body.startsWith("0{"));
    QCOMPARE(isServed(), isBuiltIn());
    QCOMPARE(get("/later/?EIO=4&transport=polling").status, 404);
    io->close();
    listen();
    QVERIFY(get("/later/?EIO=4&transport=polling").body.startsWith("0{"));
    QCOMPARE(isServed("/later/"), isBuiltIn());
    QCOMPARE(get("/socket.io/?EIO=4&transport=polling").status, 404);
}

void tst_ClientFiles::invalidPath()
{
    make();
    QTest::ignoreMessage(QtWarningMsg, "Server::setPath: \"chat\" does not begin with a slash");
    io->setPath("chat");
    QCOMPARE(io->path(), QStringLiteral("/socket.io"));
}

void tst_ClientFiles::serverDeletedByPredicate()
{
    NEED_CLIENT_FILES();
    ServerOptions options;
    options.cors.originPredicate = [this](const QString &) {
        io.reset();
        return true;
    };
    make(options);
    listen();
    RawHttpClient client(port);
    client.send(RawHttpClient::getRequest("/socket.io/socket.io.js", "Origin: https://a\r\n"));
    QVERIFY(client.waitForClosed());
    QVERIFY(!io);
}

QTEST_GUILESS_MAIN(tst_ClientFiles)
#include "moc_serverfixture.cpp"
#include "tst_clientfiles.moc"
