// SPDX-License-Identifier: MIT
#include <QSocketIo/Error>
#include <QSocketIo/ServerOptions>

#include <QtCore/QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QSocketIo::ServerOptions options;
    const QSocketIo::Error error(QStringLiteral("it works"));
    std::puts(qPrintable(error.message()));
    return options.pingInterval.count() > 0 ? 0 : 1;
}
