// SPDX-License-Identifier: MIT
#include "clusteremitter.h"

#include "clustermessage.h"

#include <QtCore/QPromise>

#include <vector>

namespace QSocketIo {

class ClusterEmitterPrivate
{
public:
    void finishFlushes()
    {
        for (QPromise<void> &flush : std::exchange(flushes, {}))
            flush.finish();
    }

    bool isReady = false;
    quint64 dropped = 0;
    int pending = 0;
    std::vector<QPromise<void>> flushes;
};

/*!
    \class QSocketIo::ClusterEmitter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ClusterEmitter
    \brief Speaks to the servers of a cluster without being one.

    A program that serves nobody, a cron job or a worker, emits to the clients of a cluster with it,
    and moves and disconnects them. It hears nothing: there are no acknowledgements and no
    fetchSockets(). RedisEmitter is one; who has a transport of his own derives from ClusterEmitter.

    \code
    QSocketIo::RedisEmitter emitter;
    connect(&emitter, &QSocketIo::RedisEmitter::readyChanged, this, [&emitter](bool ready) {
        if (ready)
            emitter.of("/chat").to("lobby").emitEvent("news", "there is cake");
    });
    \endcode

    It stands for the namespace "/", of() for another. What is emitted while isReady() is false is not
    sent, now or later: emitEvent() and the like return false, and droppedPublishes() counts it.

    \section1 Thread affinity
    Use it in the thread that it lives in.

    \sa RedisEmitter, EmitterVerbs, EmitterOperator
*/

/*! \fn void ClusterEmitter::readyChanged(bool ready)
    isReady() has become \a ready. */

/*! \fn void ClusterEmitter::errorOccurred(const QSocketIo::Error &error)
    The broker cannot be reached, or has refused something: \a error tells why.

    \code
    connect(&emitter, &QSocketIo::ClusterEmitter::errorOccurred, this,
            [](const QSocketIo::Error &error) { qWarning() << error; });
    \endcode */

/*! Creates an emitter with \a parent. It is not ready until setReady() says so. */
ClusterEmitter::ClusterEmitter(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ClusterEmitterPrivate>())
{ }

/*! Whoever waits for flush() waits no longer. */
ClusterEmitter::~ClusterEmitter()
{
    d->finishFlushes();
}

/*! Returns what emits to the namespace \a nsp; its slash may be left out.

    \code
    emitter.of("chat").emitEvent("closing", "in five minutes");
    \endcode */
EmitterOperator ClusterEmitter::of(QAnyStringView nsp) const
{
    QString name = nsp.toString();
    if (!name.startsWith(u'/'))
        name.prepend(u'/');
    return EmitterOperator(this, name);
}

EmitterOperator ClusterEmitter::newOperator() const
{
    return of(u"/");
}

/*! Returns whether the broker can be reached.

    \code
    if (emitter.isReady())
        emitter.emitEvent("tick");
    qInfo() << emitter.pendingPublishes() << "under way," << emitter.droppedPublishes() << "lost";
    \endcode */
bool ClusterEmitter::isReady() const
{
    return d->isReady;
}

/*! Returns how many messages have not reached the broker: those that could not be sent, those that it
    has refused and those that were under way when a connection ended. */
quint64 ClusterEmitter::droppedPublishes() const
{
    return d->dropped;
}

/*! Returns how many messages the broker has not confirmed yet. */
int ClusterEmitter::pendingPublishes() const
{
    return d->pending;
}

/*! Returns a future that is finished once no message is under way any longer: the broker has them, or
    they are counted in droppedPublishes(). Short programs wait for it before they end.

    \code
    emitter.emitEvent("backup", "done");
    emitter.flush().then(this, [] { QCoreApplication::quit(); });
    \endcode */
QFuture<void> ClusterEmitter::flush()
{
    QPromise<void> &flush = d->flushes.emplace_back();
    flush.start();
    QFuture<void> future = flush.future();
    if (d->pending == 0)
        d->finishFlushes();
    return future;
}

/*! \fn bool ClusterEmitter::publish(const QSocketIo::ClusterMessage &message)
    Sends \a message to all servers. The implementation calls published() once for each, at once or
    later, and returns whether it is on its way. The uid of \a message is "emitter".

    \code
    class LogEmitter : public QSocketIo::ClusterEmitter
    {
    protected:
        bool publish(const QSocketIo::ClusterMessage &message) override
        {
            qInfo() << message.nsp << message.packet.event;
            published(true);
            return true;
        }
    };
    \endcode */

/*! The broker has taken a message that publish() was called with if \a isTaken is true; else it is
    lost. */
void ClusterEmitter::published(bool isTaken)
{
    if (!isTaken)
        ++d->dropped;
    if (--d->pending == 0)
        d->finishFlushes();
}

/*! Lets isReady() return \a ready, and tells it. It may destroy the emitter. */
void ClusterEmitter::setReady(bool ready)
{
    if (d->isReady == ready)
        return;
    d->isReady = ready;
    Q_EMIT readyChanged(ready);
}

bool ClusterEmitter::sendMessage(const ClusterMessage &message) const
{
    ++d->pending;
    return const_cast<ClusterEmitter *>(this)->publish(message);
}

} // namespace QSocketIo
