// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_LOOPBACKBUS_H
#define QSOCKETIO_TESTS_LOOPBACKBUS_H

#include "adapter/cluster/clustercodec_p.h"
#include "adapter/cluster/countedclusteradapter.h"
#include "adapter/cluster/heartbeatclusteradapter.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace QSocketIo {

// One end of a LoopbackBus.
class LoopbackEndpoint
{
public:
    virtual ~LoopbackEndpoint() = default;
    virtual ClusterAdapter *adapter() = 0;
    virtual void take(const QByteArray &bytes) = 0;
    virtual void setUp(bool up) = 0;
};

// A broker inside the process: what one adapter publishes all get, the sender included, as with
// Redis and PostgreSQL. Messages travel as bytes. They can be lost, doubled, delayed and so put out
// of order; time is virtual, unless the bus is live.
class LoopbackBus
{
public:
    struct Fate
    {
        int copies = 1; // 0: lost
        std::chrono::milliseconds delay{};
    };
    using Decide = std::function<Fate(const ClusterMessage &message, const QString &from,
                                      const QString &to)>;
    using Format = ClusterCodec::Format;

    void attach(LoopbackEndpoint *endpoint) { m_endpoints.append(endpoint); }
    void detach(LoopbackEndpoint *endpoint) { m_endpoints.removeAll(endpoint); }

    // target: empty, all.
    void carry(const ClusterMessage &message, const QString &target = {})
    {
        published.append(message);
        const Format format = ClusterCodec::hasBinary(message) ? Format::Msgpack : textFormat;
        const QByteArray bytes = ClusterCodec::encode(message, format);
        for (LoopbackEndpoint *endpoint : std::as_const(m_endpoints)) {
            const ClusterAdapter *adapter = endpoint->adapter();
            if (adapter->host()->namespaceName() != message.nsp
                || (!target.isEmpty() && adapter->uid() != target))
                continue;
            const Fate fate = decide ? decide(message, message.uid, adapter->uid()) : Fate();
            for (int i = 0; i < fate.copies; ++i)
                post(endpoint, bytes, fate.delay);
        }
    }
    void inject(LoopbackEndpoint *endpoint, const QByteArray &bytes) { post(endpoint, bytes, {}); }

    // Whatever is due, and what follows from it, in the order of its time.
    void settle()
    {
        do {
            while (!m_queue.empty() && m_queue.begin()->first <= now) {
                const Delivery delivery = m_queue.begin()->second;
                m_queue.erase(m_queue.begin());
                if (m_endpoints.contains(delivery.endpoint)
                    && delivery.endpoint->adapter()->isReady())
                    delivery.endpoint->take(delivery.bytes);
            }
            const QList<LoopbackEndpoint *> endpoints = m_endpoints;
            for (LoopbackEndpoint *endpoint : endpoints) {
                if (!isLive && m_endpoints.contains(endpoint))
                    endpoint->adapter()->processDeadlines();
            }
        } while (!m_queue.empty() && m_queue.begin()->first <= now);
    }
    void advance(std::chrono::milliseconds time)
    {
        constexpr std::chrono::milliseconds step(50);
        settle();
        for (const auto end = now + time; now < end;) {
            now += std::min(step, end - now);
            settle();
        }
    }
    [[nodiscard]] int serverCount(const QString &nsp) const
    {
        int count = strangers;
        for (LoopbackEndpoint *endpoint : m_endpoints)
            count += endpoint->adapter()->isReady()
                && endpoint->adapter()->host()->namespaceName() == nsp;
        return count;
    }
    [[nodiscard]] int publishedOf(ClusterMessage::Type type) const
    {
        int count = 0;
        for (const ClusterMessage &message : published)
            count += message.type == type;
        return count;
    }

    Decide decide;
    Format textFormat = Format::Json;
    int strangers = 0; // subscribers that are no servers
    bool isLive = false; // by the event loop and the system's clock
    std::chrono::milliseconds now{1'000'000};
    QList<ClusterMessage> published;

private:
    struct Delivery
    {
        LoopbackEndpoint *endpoint;
        QByteArray bytes;
    };

    void post(LoopbackEndpoint *endpoint, const QByteArray &bytes, std::chrono::milliseconds delay)
    {
        m_queue.emplace(now + delay, Delivery{endpoint, bytes});
        if (isLive)
            QTimer::singleShot(0, &m_context, [this] { settle(); });
    }

    QObject m_context;
    QList<LoopbackEndpoint *> m_endpoints;
    std::multimap<std::chrono::milliseconds, Delivery> m_queue; // keeps the order of equal times
};

template<typename Base>
class LoopbackAdapter : public Base, public LoopbackEndpoint
{
public:
    LoopbackAdapter(AdapterHost *host, LoopbackBus *bus, const ClusterOptions &options = {})
        : Base(host, options)
        , m_bus(bus)
    {
        if (!bus->isLive)
            Base::setClock([bus] { return bus->now; });
        m_bus->attach(this);
    }
    ~LoopbackAdapter() override { m_bus->detach(this); }
    Q_DISABLE_COPY_MOVE(LoopbackAdapter)

    void init() override { setUp(true); }
    ClusterAdapter *adapter() override { return this; }
    void setUp(bool up) override { Base::setReady(up); }
    void take(const QByteArray &bytes) override
    {
        if (!Base::acceptsSize(bytes.size()))
            return;
        const Result<ClusterMessage> message = ClusterCodec::decode(bytes);
        if (message)
            Base::receive(*message);
        else
            Base::receiveMalformed(message.error().message());
    }

protected:
    bool publish(const ClusterMessage &message) override
    {
        m_bus->carry(message);
        return true;
    }
    bool respond(const QString &requesterUid, const ClusterMessage &message) override
    {
        m_bus->carry(message, requesterUid);
        return true;
    }

    LoopbackBus *m_bus;
};

using HeartbeatLoopbackAdapter = LoopbackAdapter<HeartbeatClusterAdapter>;

class CountedLoopbackAdapter final : public LoopbackAdapter<CountedClusterAdapter>
{
public:
    using LoopbackAdapter::LoopbackAdapter;

protected:
    QFuture<Result<int>> queryServerCount() const override
    {
        return QtFuture::makeReadyFuture(Result<int>(m_bus->serverCount(host()->namespaceName())));
    }
};

} // namespace QSocketIo

#endif
