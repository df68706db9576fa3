// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPSERVERBRIDGE_BRIDGESOCKET_P_H
#define QSOCKETIO_NET_HTTPSERVERBRIDGE_BRIDGESOCKET_P_H

#include "../../codec/httpresponsetracker_p.h"
#include "httpserverglobal.h"

#include <QtCore/QByteArray>
#include <QtNetwork/QTcpSocket>

namespace QSocketIo {

class ForeignFront;

// What a QHttpServer takes for an accepted connection: it reads what a ForeignChannel is given and
// writes to a ForeignFront. It has no descriptor and never blocks.
//
// A QHttpServerResponder of Qt 6.4 keeps a bare pointer to its socket. One that the application
// still holds when the connection ends would write to freed memory; so, while a request may have
// such a responder, this object ignores deleteLater() and lives on, swallowing what is written,
// until the response is complete.
class QSOCKETIO_HTTPSERVER_AUTOTEST_EXPORT BridgeSocket final : public QTcpSocket
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BridgeSocket)
public:
    explicit BridgeSocket(ForeignFront *front, quint16 localPort);
    ~BridgeSocket() override;

    // To be called when the QHttpServer has made its connections to this socket.
    void handedOver();
    // Bytes of a request, or of what follows an upgrade. May delete the front.
    void feed(QByteArrayView bytes);
    void frontDrained();
    // The front connection has ended. Deletes this, now or as soon as nobody can write to it.
    void frontGone();
    // The QHttpServer is gone: as frontGone(), and the front is closed if it waits for an answer.
    void serverGone();

    // How many sockets of this thread live on for the sake of a responder.
    [[nodiscard]] static int keptAliveCount();

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] bool canReadLine() const override;
    void close() override;
    void disconnectFromHost() override;
    bool waitForConnected(int) override { return state() == ConnectedState; }
    bool waitForReadyRead(int) override { return false; }
    bool waitForBytesWritten(int) override { return false; }
    bool waitForDisconnected(int) override { return state() == UnconnectedState; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 readLineData(char *data, qint64 maxSize) override;
    qint64 skipData(qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;
    bool event(QEvent *event) override;

private:
    void startRequest();
    void announceIncoming();
    void flushLater();
    void flushToFront();
    void transferEnded();
    void noteDispatch();
    [[nodiscard]] bool mayHaveResponder() const;
    void leaveFront();
    void end();
    void keepAlive();
    void endKeptAlive();

    ForeignFront *m_front;
    HttpResponseTracker m_tracker;
    QByteArray m_requestStart; // of a request, until its method is known
    QByteArray m_incoming;
    qsizetype m_incomingOffset = 0;
    QByteArray m_outgoing; // gathered, for one write to the front
    qsizetype m_seenOutgoing = 0; // of m_outgoing, when it was last to be flushed
    qint64 m_unconfirmed = 0; // written to the front, and bytesWritten() not yet emitted
    int m_transfers = 0; // QIODevices that QHttpServer is sending
    int m_disconnectedReceivers = 0;
    bool m_isTransferStarting = false;
    bool m_isTransferStalled = false;
    bool m_isEmittingReadyRead = false;
    bool m_isFedMeanwhile = false;
    bool m_isEmittingBytesWritten = false;
    bool m_isFlushQueued = false;
    bool m_isDispatched = false; // the application has seen the request
    bool m_isResponderUsedUp = false; // by a transfer
    bool m_isClosing = false;
    bool m_hasEnded = false; // not connected to a front any more
    bool m_isReleased = false; // by QHttpServer, to its WebSocket server
    bool m_isKeptAlive = false;
    bool m_isEndQueued = false;
};

} // namespace QSocketIo

#endif
