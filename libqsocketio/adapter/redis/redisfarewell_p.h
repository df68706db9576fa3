// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISFAREWELL_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISFAREWELL_P_H

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>

QT_BEGIN_NAMESPACE
class QSslSocket;
QT_END_NAMESPACE

namespace QSocketIo {

// A connection that nobody needs any more, with commands that have no answer. Closed at once it
// would be reset by the first answer, and Redis would not read what is behind that command: Redis is
// asked to close it when it has done everything, for as long as the event loop runs. Deletes itself.
class RedisFarewell final : public QObject
{
    Q_DISABLE_COPY_MOVE(RedisFarewell)
public:
    // Takes over socket, which is connected and has no parent.
    static void begin(QSslSocket *socket);
    ~RedisFarewell() override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    explicit RedisFarewell(QSslSocket *socket);
    void end();

    QSslSocket *const m_socket;
    QBasicTimer m_timer;
};

} // namespace QSocketIo

#endif
