// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_OUTPUTQUEUE_P_H
#define QSOCKETIO_NET_OUTPUTQUEUE_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <sys/uio.h>

namespace QSocketIo {

// What has been written to a NativeStream and not yet left it. The pieces stay shared with whoever
// wrote them. One piece at a time, as most connections have it, allocates nothing here.
class QSOCKETIO_AUTOTEST_EXPORT OutputQueue
{
public:
    struct Pieces
    {
        int count = 0;
        qint64 size = 0; // of all of them
    };

    void append(QByteArray bytes);
    void remove(qint64 size); // from the front, at most size()
    void clear();
    // Describes what is in front, in maxCount pieces at most.
    [[nodiscard]] Pieces gather(iovec *pieces, int maxCount) const;
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] qint64 size() const { return m_size; }

private:
    QByteArray m_first; // empty: there is nothing
    QList<QByteArray> m_rest;
    qsizetype m_offset = 0; // how much of the first one has left
    qint64 m_size = 0;
};

} // namespace QSocketIo

#endif
