// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SHARED_LISTEN_H
#define EXAMPLES_SHARED_LISTEN_H

#include <QtCore/QCommandLineParser>
#include <QtCore/QLoggingCategory>
#include <QtHttpServer/QHttpServer>

#include <cstdio>

// Listens on the port that --port names, or else on the preferred one or the next that is free, and
// says where on standard output.
inline bool listenOnPort(QHttpServer *http, const QStringList &arguments, quint16 preferred,
                         const QList<QCommandLineOption> &others = {})
{
    QCommandLineParser parser;
    const QCommandLineOption option(
        QStringLiteral("port"),
        QStringLiteral("The port; by default %1 or the next free one.").arg(preferred),
        QStringLiteral("number"));
    parser.addHelpOption();
    parser.addOption(option);
    parser.addOptions(others);
    parser.process(arguments);

    quint16 port = 0;
    if (parser.isSet(option)) {
        port = http->listen(QHostAddress::Any, parser.value(option).toUShort());
    } else {
        // That one is taken is no news.
        QLoggingCategory::setFilterRules(QStringLiteral("qt.httpserver.warning=false"));
        for (int candidate = preferred; port == 0 && candidate < preferred + 100; ++candidate)
            port = http->listen(QHostAddress::Any, quint16(candidate));
        QLoggingCategory::setFilterRules({});
    }
    if (port == 0) {
        std::fprintf(stderr, "Cannot listen on that port\n");
        return false;
    }
    std::printf("Chat is running on http://localhost:%d\n", port);
    std::fflush(stdout);
    return true;
}

#endif
