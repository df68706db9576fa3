// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_VERIFICATION_H
#define QSOCKETIO_ENGINEIO_VERIFICATION_H

#include "../core/global.h"
#include "../core/httprequest.h"
#include "../core/serveroptions.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QCborMap>
#include <QtCore/QString>

#include <functional>
#include <optional>

namespace QSocketIo {

// Why a request is refused.
struct Refusal
{
    int code = 0; // EngineError::Code
    QCborMap context = {};
    QString clientMessage = {}; // instead of the code's own text; empty: that one
};

// The facts a request is checked against.
struct VerificationInput
{
    struct KnownSession
    {
        QString transportName;
        int protocol = 4;
    };

    const HttpRequest &request;
    bool isUpgrade;
    const ServerOptions &options;
    std::function<std::optional<KnownSession>(const QString &sid)> findSession;
};

// The checks of Engine.IO's requests, in the order in which clients may rely on the answers.
namespace Verification {
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT std::optional<Refusal>
verify(const VerificationInput &input);
// The check of the protocol version, which only a handshake that has passed verify() meets.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT std::optional<Refusal>
verifyProtocol(const HttpRequest &request, const ServerOptions &options);
// 4, or 3 for everything that does not say so.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT int protocolOf(const HttpRequest &request);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isValidOrigin(QByteArrayView origin);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QString messageOf(int code);
} // namespace Verification

} // namespace QSocketIo

#endif
