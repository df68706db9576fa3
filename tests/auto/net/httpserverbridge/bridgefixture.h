// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_BRIDGEFIXTURE_H
#define QSOCKETIO_TESTS_BRIDGEFIXTURE_H

#include "core/serveroptions.h"
#include "loop/deadlinequeue_p.h"
#include "loop/flushqueue_p.h"
#include "net/frontdoor_p.h"
#include "net/httpserverbridge/bridgesocket_p.h"
#include "shared/rawhttp.h"

#include <QSocketIo/HttpServer>

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QSemaphore>
#include <QtCore/QTemporaryFile>
#include <QtHttpServer/QHttpServer>
#include <QtHttpServer/QHttpServerResponse>
#include <QtTest/QTest>

#include <memory>
#include <vector>

namespace QSocketIo {

// Stands for the engine: answers its path with what was asked.
class EngineStub final : public HttpHandler
{
public:
    bool handles(const HttpRequest &request, bool) const override
    {
        return request.path() == "/socket.io/";
    }
    void handle(HttpExchange *exchange) override
    {
        HttpResponse response;
        response.body = "engine " + exchange->request().target();
        exchange->respond(response);
    }
};

// A QHttpServer behind a real front door, over real connections.
class BridgeFixture : public QObject
{
    Q_OBJECT
protected:
    static constexpr qint64 LargeSize = 20'000'000;

    void setUp();
    void tearDown();
    void addRoutes();
    void attachAndListen();
    bool makeFile(qint64 size);
    static QByteArray get(const QByteArray &target) { return RawHttpClient::getRequest(target); }

    std::unique_ptr<DeadlineQueue> m_deadlines;
    std::unique_ptr<FlushQueue> m_flushQueue;
    std::unique_ptr<FrontDoor> m_door;
    std::unique_ptr<QHttpServer> m_http;
    EngineStub m_engine;
    quint16 m_port = 0;
    std::vector<QHttpServerResponder> m_responders;
    std::unique_ptr<QTemporaryFile> m_file;
    QPointer<QFile> m_served;
    QSemaphore m_semaphore;
    QByteArray m_seenUrl;
    QHostAddress m_seenPeer;
};

} // namespace QSocketIo

#endif
