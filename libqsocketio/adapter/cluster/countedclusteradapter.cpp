// SPDX-License-Identifier: MIT
#include "countedclusteradapter.h"

#include <QtCore/QFuture>

namespace QSocketIo {

/*!
    \class QSocketIo::CountedClusterAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/CountedClusterAdapter
    \brief A ClusterAdapter whose transport knows how many servers there are.

    A request is complete when as many have answered. Redis is such a transport. One that goes
    without a word makes requests time out until the transport has noticed.

    \code
    class BusAdapter : public QSocketIo::CountedClusterAdapter
    {
    public:
        BusAdapter(QSocketIo::AdapterHost *host, QIODevice *bus)
            : CountedClusterAdapter(host)
            , m_bus(bus)
        {
            setReady(true);
        }

    protected:
        bool publish(const QSocketIo::ClusterMessage &message) override;
        QFuture<QSocketIo::Result<int>> queryServerCount() const override
        {
            return QtFuture::makeReadyFuture(QSocketIo::Result<int>(2));
        }

    private:
        QIODevice *m_bus;
    };
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server.
*/

CountedClusterAdapter::~CountedClusterAdapter() = default;

/*! \fn QFuture<QSocketIo::Result<int>> CountedClusterAdapter::queryServerCount() const
    Returns how many servers form the cluster, this one included. */

/*! \reimp
    Returns the servers besides this one, of which only the number is known. */
QFuture<Result<ClusterAdapter::Peers>> CountedClusterAdapter::queryPeers() const
{
    return queryServerCount().then([](const Result<int> &count) -> Result<Peers> {
        if (!count)
            return count.error();
        return Peers{*count - 1, {}};
    });
}

} // namespace QSocketIo
