// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_TLSCONFIGURATION_H
#define QSIOADMIN_CORE_TLSCONFIGURATION_H

#include <QtCore/QByteArray>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>

namespace QsioAdmin {

struct ConnectionSettings;

// What people write as the SHA-256 of a certificate, with or without colons, in hex. Empty: it is
// none.
[[nodiscard]] QByteArray readFingerprint(const QString &text);

#if QT_CONFIG(ssl)
// As the settings want certificates checked. pinned: the one that has their fingerprint, and is the
// only one to trust if it has signed itself; null while it is not known, when nobody is trusted if
// there is a fingerprint. One that an authority has signed needs an authority that is trusted.
[[nodiscard]] QSslConfiguration tlsConfiguration(const ConnectionSettings &settings,
                                                 const QSslCertificate &pinned = QSslCertificate());

// What is wrong with the files of the client's certificate, in plain words; empty: nothing.
[[nodiscard]] QString certificateProblem(const ConnectionSettings &settings);
#endif

} // namespace QsioAdmin

#endif
