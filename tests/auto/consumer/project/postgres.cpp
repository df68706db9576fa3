// SPDX-License-Identifier: MIT
//
// A server of a cluster whose PostgreSQL is away goes on alone, with the installed library.
#include <QSocketIo/PostgresAdapter>
#include <QSocketIo/Server>

#include <QtCore/QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QSocketIo::PostgresOptions postgres;
    postgres.port = 1;
    QSocketIo::Server io({.adapter = QSocketIo::PostgresAdapter::factory(postgres)});
    if (!io.listen(QHostAddress(QHostAddress::LocalHost)))
        return 1;
    io.emitEvent("hello");
    std::puts("it works");
    return 0;
}
