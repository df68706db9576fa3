// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_USERAGENT_H
#define QSIOADMIN_CORE_USERAGENT_H

#include <QtCore/QByteArray>

namespace QsioAdmin {

// What a User-Agent header says in short: "Firefox 120, Linux". What is not known stays as it is, up
// to its first blank.
[[nodiscard]] QByteArray shortUserAgent(const QByteArray &header);

} // namespace QsioAdmin

#endif
