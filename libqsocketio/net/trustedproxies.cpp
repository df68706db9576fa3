// SPDX-License-Identifier: MIT
#include "trustedproxies_p.h"

#include "../codec/httpsyntax_p.h"
#include "../core/logging_p.h"

#include <algorithm>
#include <optional>

namespace QSocketIo {

namespace {
struct Node
{
    QHostAddress address;
    quint16 port = 0; // 0: not said
};

// A dual-stack listener sees IPv4 peers as ::ffff:10.0.0.1.
QHostAddress withoutMapping(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIPv4);
    return isIPv4 ? QHostAddress(ipv4) : address;
}

QHostAddress parseAddress(QByteArrayView text)
{
    // Qt takes "1" and "10.1" for addresses, too, and "fe80::1%eth0" for one of this machine.
    const bool isComplete = text.contains(':') || text.toByteArray().count('.') == 3;
    if (!isComplete || text.contains('%'))
        return {};
    return withoutMapping(QHostAddress(QString::fromLatin1(text)));
}

// "192.0.2.7", "192.0.2.7:4711", "2001:db8::7", "[2001:db8::7]" or "[2001:db8::7]:4711"
std::optional<Node> parseNode(QByteArrayView text)
{
    QByteArrayView host = text;
    QByteArrayView port;
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 0)
            return {};
        host = text.sliced(1, end - 1);
        port = text.sliced(end + 1);
        if (!host.contains(':'))
            return {};
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
        host = text.first(text.indexOf(':'));
        port = text.sliced(host.size());
    }
    Node node{parseAddress(host)};
    if (!port.isEmpty()) {
        bool isNumber = false;
        node.port = port.sliced(1).toByteArray().toUShort(&isNumber);
        if (port.front() != ':' || !isNumber)
            return {};
    }
    if (node.address.isNull())
        return {};
    return node;
}
} // namespace

TrustedProxies::TrustedProxies(const QStringList &proxies)
{
    constexpr int mappedBits = 96; // of ::ffff:0:0
    for (const QString &proxy : proxies) {
        const auto [address, bits] = QHostAddress::parseSubnet(proxy);
        const QHostAddress plain = withoutMapping(address);
        if (address.isNull())
            qCWarning(lcEngine, "ServerOptions::trustedProxies: \"%s\" is no address and no subnet",
                      qPrintable(proxy));
        else if (plain.protocol() != address.protocol())
            m_subnets.append({plain, qMax(0, bits - mappedBits)});
        else
            m_subnets.append({address, bits});
    }
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    const QHostAddress plain = withoutMapping(address);
    return std::any_of(m_subnets.cbegin(), m_subnets.cend(), [&plain](const auto &subnet) {
        return plain.isInSubnet(subnet.first, subnet.second);
    });
}

// Each proxy has appended whom it got the request from: the last one who is no proxy of ours is the
// client, and what is before it is the client's own word.
void TrustedProxies::apply(HttpRequest *request) const
{
    if (!contains(request->peerAddress()))
        return;
    const HttpHeaders &headers = request->headers();
    const QByteArray forwardedFor = headers.combinedValue("X-Forwarded-For");
    const QList<QByteArrayView> chain = HttpSyntax::listElements(forwardedFor);
    qsizetype position = chain.size(); // of the address that counts
    while (position > 0) {
        const std::optional<Node> node = parseNode(chain.at(position - 1));
        if (!node)
            break; // what is before it cannot be relied on
        --position;
        request->setPeer(node->address, node->port);
        if (!contains(node->address))
            break;
    }

    const QByteArray forwardedProto = headers.combinedValue("X-Forwarded-Proto");
    const QList<QByteArrayView> schemes = HttpSyntax::listElements(forwardedProto);
    const bool isParallel = schemes.size() == chain.size() && position < chain.size();
    if (schemes.size() != 1 && !isParallel)
        return;
    const QByteArrayView scheme = schemes.size() == 1 ? schemes.first() : schemes.at(position);
    if (HttpSyntax::sameText(scheme, "https") || HttpSyntax::sameText(scheme, "wss"))
        request->setSecure(true);
    else if (HttpSyntax::sameText(scheme, "http") || HttpSyntax::sameText(scheme, "ws"))
        request->setSecure(false);
}

} // namespace QSocketIo
