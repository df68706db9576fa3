// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SHARED_QUITONSIGNALS_H
#define EXAMPLES_SHARED_QUITONSIGNALS_H

#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

// Calls a function of the application's, once, when SIGINT or SIGTERM arrives. A signal handler may
// do next to nothing itself: it writes to a socket whose other end the event loop reads.
template<typename F>
void onQuitSignals(QObject *context, F quit)
{
    static int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    auto *notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, quit] {
        notifier->setEnabled(false);
        quit();
    });
    for (int number : {SIGINT, SIGTERM}) {
        std::signal(number,
                    [](int) { [[maybe_unused]] const auto written = ::write(ends[0], "q", 1); });
    }
}

#endif
