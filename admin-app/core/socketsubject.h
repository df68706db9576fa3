// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SOCKETSUBJECT_H
#define QSIOADMIN_CORE_SOCKETSUBJECT_H

#include "adminevent.h"
#include "filterterm.h"

namespace QsioAdmin {

// A socket, as filters see it. It does not outlive the row.
class SocketSubject : public FilterSubject
{
public:
    SocketSubject(const SocketRow &socket, qint64 connectedAt, qint64 now)
        : m_socket(socket)
        , m_connectedAt(connectedAt)
        , m_now(now)
    { }

    void read(FilterKey key, const QByteArrayList &path, FilterField *field) const override;

private:
    const SocketRow &m_socket;
    const qint64 m_connectedAt;
    const qint64 m_now;
};

} // namespace QsioAdmin

#endif
