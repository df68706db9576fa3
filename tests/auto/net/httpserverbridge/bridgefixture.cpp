// SPDX-License-Identifier: MIT
#include "bridgefixture.h"

using namespace Qt::StringLiterals;

namespace QSocketIo {

void BridgeFixture::setUp()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_deadlines = std::make_unique<DeadlineQueue>();
    m_flushQueue = std::make_unique<FlushQueue>();
    m_door = std::make_unique<FrontDoor>(ServerOptions{}, m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(&m_engine);
    m_http = std::make_unique<QHttpServer>();
    addRoutes();
}

void BridgeFixture::tearDown()
{
    m_responders.clear();
    m_door.reset();
    QTRY_COMPARE(BridgeSocket::keptAliveCount(), 0);
    QTRY_VERIFY(!m_served);
    m_http.reset();
    m_flushQueue.reset();
    m_deadlines.reset();
}

void BridgeFixture::addRoutes()
{
    using Method = QHttpServerRequest::Method;
    m_http->route(u"/hello"_s, [] { return "hello"; });
    m_http->route(u"/json"_s, Method::Post, [](const QHttpServerRequest &request) {
        return QJsonDocument::fromJson(request.body()).object();
    });
    m_http->route(u"/echo"_s, Method::Post, [](const QHttpServerRequest &request) {
        return QHttpServerResponse("application/octet-stream", request.body());
    });
    m_http->route(u"/seen"_s, [this](const QHttpServerRequest &request) {
        m_seenUrl = request.url().toEncoded();
        m_seenPeer = request.remoteAddress();
        return "seen";
    });
    m_http->route(u"/large"_s,
                  [] { return QHttpServerResponse("text/plain", QByteArray(LargeSize, 'x')); });
    m_http->route(u"/file"_s, [this](QHttpServerResponder &&responder) {
        m_served = new QFile(m_file->fileName());
        responder.write(m_served, "text/plain");
    });
    m_http->route(u"/late"_s, [this](QHttpServerResponder &&responder) {
        m_responders.push_back(std::move(responder));
    });
    m_http->route(u"/close"_s, [](QHttpServerResponder &&responder) {
        responder.write("bye", "text/plain");
        responder.socket()->disconnectFromHost();
    });
    m_http->route(u"/future"_s, [this] {
        return QtConcurrent::run([this] {
            m_semaphore.acquire();
            return QHttpServerResponse("future");
        });
    });
    m_http->route(u"/destroy/door"_s, [this] {
        m_door.reset();
        return "gone";
    });
    m_http->route(u"/ws"_s, [](QHttpServerResponder &&) {});
}

void BridgeFixture::attachAndListen()
{
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    m_port = m_http->listen(QHostAddress::LocalHost);
    QVERIFY(m_port);
}

bool BridgeFixture::makeFile(qint64 size)
{
    m_file = std::make_unique<QTemporaryFile>();
    return m_file->open() && m_file->write(QByteArray(size, 'f')) == size && m_file->flush();
}

} // namespace QSocketIo
