// SPDX-License-Identifier: MIT
#ifndef INTEGRATION_SHARED_CHILDPROCESS_H
#define INTEGRATION_SHARED_CHILDPROCESS_H

#include "quitonsignals.h"

#include <QtCore/QSocketNotifier>
#include <QtCore/QString>

#include <cstdio>

// A program under test tells its port, and ends with a signal or with its standard input.

inline bool announcePort(bool isListening, quint16 port, const QString &error)
{
    if (isListening)
        std::printf("PORT %d\n", port);
    else
        std::fprintf(stderr, "%s\n", qPrintable(error));
    std::fflush(stdout);
    return isListening;
}

template<typename F>
void onEndOfInput(QObject *context, F quit)
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, quit] {
        char ignored[256];
        if (::read(STDIN_FILENO, ignored, sizeof ignored) > 0)
            return;
        notifier->setEnabled(false);
        quit();
    });
}

template<typename F>
void onEnd(QObject *context, F quit)
{
    onQuitSignals(context, quit);
    onEndOfInput(context, quit);
}

#endif
