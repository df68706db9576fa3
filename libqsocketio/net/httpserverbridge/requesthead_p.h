// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPSERVERBRIDGE_REQUESTHEAD_P_H
#define QSOCKETIO_NET_HTTPSERVERBRIDGE_REQUESTHEAD_P_H

#include <QtCore/QByteArray>

namespace QSocketIo {

// What must change in a request's head, which has been parsed strictly, for QHttpServer.

// QHttpServer asks a QSslSocket for the URL's scheme, and ours is none. The absolute form of the
// target (RFC 9112, 3.2.2) tells it; the authority in it yields to the Host field.
void setSecureScheme(QByteArray *head);
// QHttpServer of Qt 6.4 lets a client wait that expects "100 Continue" (RFC 9110, 10.1.1), so that
// the bridge answers. True: it must; the field is gone, for the versions that would answer, too.
[[nodiscard]] bool takeExpectation(QByteArray *head);

} // namespace QSocketIo

#endif
