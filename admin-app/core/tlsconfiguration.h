// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_TLSCONFIGURATION_H
#define QSIOADMIN_CORE_TLSCONFIGURATION_H

#include <QtNetwork/QSslConfiguration>

namespace QsioAdmin {

struct ConnectionSettings;

#if QT_CONFIG(ssl)
// As the settings want certificates checked.
[[nodiscard]] QSslConfiguration tlsConfiguration(const ConnectionSettings &settings);
#endif

} // namespace QsioAdmin

#endif
