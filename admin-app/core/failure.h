// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_FAILURE_H
#define QSIOADMIN_CORE_FAILURE_H

#include <QtCore/QMetaType>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace QsioAdmin {
Q_NAMESPACE

struct ConnectionSettings;

// Why there is no connection, or none that is of use.
enum class Failure {
    None,
    InvalidUrl,
    HostNotFound,
    ConnectionRefused, // nobody listens there
    Unreachable, // no answer in time
    ProxyFailed, // it does not let the connection pass
    TlsFailed,
    OtherCertificate, // than the one that is pinned
    NotSocketIo, // there is a web server, but not at this path
    WebSocketFailed, // the server is there, but the connection does not come about
    ClosedDuringLogin, // perhaps another parser
    LoginTimeout,
    WrongCredentials,
    NoSuchNamespace,
    LoginRefused, // for a reason of the server's own
    NotAnAdminNamespace, // no configuration came
    ServerGone,
    ServerSilent, // no heartbeat
    DisconnectedByServer, // by another admin, or on purpose
    MalformedMessage,
    IncompatibleServer, // Socket.IO 2
};
Q_ENUM_NS(Failure)

// What has happened and what can be done about it, in a sentence or two. detail: what the server or
// the network said.
[[nodiscard]] QString failureText(Failure failure, const ConnectionSettings &settings,
                                  const QString &detail = {});

// Whether trying again without a change can help.
[[nodiscard]] bool isTemporary(Failure failure);

} // namespace QsioAdmin

#endif
