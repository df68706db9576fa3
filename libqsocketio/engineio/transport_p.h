// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_TRANSPORT_H
#define QSOCKETIO_ENGINEIO_TRANSPORT_H

#include "../codec/enginepacket.h"
#include "../core/global.h"
#include "../core/httpheaders.h"
#include "../core/httprequest.h"
#include "wire_p.h"

#include <QtCore/QString>

#include <memory>

namespace QSocketIo {

// Hears of a transport. Each call may close or release the transport.
class QSOCKETIO_AUTOTEST_EXPORT TransportListener
{
public:
    virtual ~TransportListener();
    virtual void transportPacket(const EnginePacketView &packet) = 0;
    // accepts() has become true.
    virtual void transportReady() = 0;
    // Everything sent so far has been handed over to the connection below.
    virtual void transportDrained() = 0;
    // The peer ended it properly; final.
    virtual void transportClosed() = 0;
    // The peer broke a rule or went away; final, but close() is still due.
    virtual void transportFailed(const QString &description) = 0;
    // closePolitely() is done; final.
    virtual void transportEnded() = 0;
    // A response to the request is about to be written with these header fields.
    virtual void transportHeaders(HttpHeaders *headers, const HttpRequest &request) = 0;
};

// How one session's packets travel. Held by shared pointers because a call to the listener may
// make its owner let go of it.
class QSOCKETIO_AUTOTEST_EXPORT Transport : public std::enable_shared_from_this<Transport>
{
public:
    enum class Kind : quint8 { Polling, WebSocket };
    enum class CloseResult { Ended, Pending };

    Transport(Kind kind, const Wire &wire)
        : m_wire(wire)
        , m_kind(kind)
    { }
    virtual ~Transport();
    Q_DISABLE_COPY_MOVE(Transport)

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] static QString nameOf(Kind kind);

    void setListener(TransportListener *listener) { m_listener = listener; }

    // Nothing sent is still waiting, and a packet sent now would leave with this turn of the event
    // loop. False from the first packet sent in a turn on.
    [[nodiscard]] virtual bool isWritable() const = 0;
    // send() is allowed: isWritable(), or more packets may join those of this turn.
    [[nodiscard]] virtual bool accepts() const = 0;
    virtual void send(const EnginePacket &packet) = 0;
    [[nodiscard]] virtual qint64 bytesQueued() const = 0;

    // Tells the peer and ends at once; no call to the listener follows.
    virtual void close() = 0;
    // As close(), but what was sent and has not left yet is dropped.
    virtual void abort() = 0;
    // Ends as soon as the peer can be told. Pending: transportEnded() follows.
    virtual CloseResult closePolitely() = 0;

protected:
    [[nodiscard]] TransportListener *listener() const { return m_listener; }
    [[nodiscard]] const Wire &wire() const { return m_wire; }

private:
    TransportListener *m_listener = nullptr;
    Wire m_wire;
    Kind m_kind;
};

} // namespace QSocketIo

#endif
