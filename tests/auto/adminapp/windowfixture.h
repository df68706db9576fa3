// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINAPP_WINDOWFIXTURE_H
#define QSOCKETIO_TESTS_ADMINAPP_WINDOWFIXTURE_H

#include "fakeadminserver.h"
#include "shared/waitfor.h"
#include "window/mainwindow.h"
#include "window/slottreeview.h"
#include "window/treepage.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

namespace QsioAdmin {

// The real window, and a scripted server with some sockets.
class WindowFixture
{
public:
    WindowFixture() { populate(12); }

    void populate(int sockets)
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QJsonArray all;
        for (int i = 0; i < sockets; ++i) {
            const QString id = QStringLiteral("sock%1").arg(i, 3, 10, QLatin1Char('0'));
            const bool isChat = i % 3 != 0;
            QJsonArray rooms{id};
            if (isChat)
                rooms.append(i % 2 ? QStringLiteral("lobby")
                                   : QStringLiteral("order:%1").arg(i / 8));
            const QJsonObject headers{{QStringLiteral("host"), QStringLiteral("chat.example.com")},
                                      {QStringLiteral("user-agent"),
                                       QStringLiteral("Mozilla/5.0 (X11; Linux) Firefox/120")},
                                      {QStringLiteral("cookie"), QStringLiteral("token=secret")}};
            all.append(QJsonObject{
                {QStringLiteral("id"), id},
                {QStringLiteral("nsp"), isChat ? QStringLiteral("/chat") : QStringLiteral("/")},
                {QStringLiteral("clientId"), QStringLiteral("client%1").arg(i / 2)},
                {QStringLiteral("transport"),
                 i % 5 ? QStringLiteral("websocket") : QStringLiteral("polling")},
                {QStringLiteral("rooms"), rooms},
                {QStringLiteral("data"),
                 QJsonObject{{QStringLiteral("name"), QStringLiteral("user %1").arg(i)},
                             {QStringLiteral("score"), i}}},
                {QStringLiteral("handshake"),
                 QJsonObject{{QStringLiteral("address"), QStringLiteral("10.0.%1.7").arg(i)},
                             {QStringLiteral("headers"), headers},
                             {QStringLiteral("query"),
                              QJsonObject{{QStringLiteral("EIO"), QStringLiteral("4")}}},
                             {QStringLiteral("issued"), now - i * 61'000},
                             {QStringLiteral("secure"), false}}}});
        }
        server.sockets = QJsonDocument(all).toJson(QJsonDocument::Compact);
    }

    void connectWindow(const WindowServices &services = {})
    {
        window = std::make_unique<MainWindow>(services);
        window->session().setFrameInterval(std::chrono::milliseconds(1));
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        Profile profile;
        profile.name = QStringLiteral("test");
        profile.settings = *ConnectionSettings::fromUrl(server.url());
        profile.settings.reconnectionDelay = std::chrono::milliseconds(20);
        profile.settings.reconnectionDelayMax = std::chrono::milliseconds(50);
        window->connectDirectly(profile);
    }
    // Connects, and shows a page as soon as the list is there.
    void open(const QString &page, const WindowServices &services = {})
    {
        connectWindow(services);
        QVERIFY(QSocketIo::waitFor([&] {
            return window->session().isOnline() && window->session().store().sockets().size() > 0;
        }));
        QVERIFY(window->showPage(page));
    }
    void sayEvents(int count)
    {
        const QByteArray now
            = '"' + QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + '"';
        for (int i = 0; i < count; ++i) {
            const QByteArray id
                = "\"sock" + QByteArray::number(i % 12).rightJustified(3, '0') + '"';
            const QByteArray nsp = i % 12 % 3 ? "\"/chat\"" : "\"/\"";
            const QByteArray arguments = R"(["chat message",{"from":"Ann","text":"hello )"
                + QByteArray::number(i) + R"(","tags":[1,2,3]}])";
            server.say(i % 2 ? "event_received" : "event_sent",
                       nsp + ',' + id + ',' + arguments + ',' + now);
        }
    }

    [[nodiscard]] SlotTableView *table(const QString &page) const
    {
        const auto *found = qobject_cast<TablePage *>(window->page(page));
        return found ? found->table() : nullptr;
    }
    [[nodiscard]] SlotTreeView *tree(const QString &page) const
    {
        const auto *found = qobject_cast<TreePage *>(window->page(page));
        return found ? found->tree() : nullptr;
    }
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return window->findChild<Widget *>(QString::fromLatin1(name));
    }

    FakeAdminServer server;
    std::unique_ptr<MainWindow> window;
};

} // namespace QsioAdmin

#endif
