// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_JSONTEXT_H
#define QSIOADMIN_CORE_JSONTEXT_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QsioAdmin {

// utf8 as a JSON string, in quotation marks.
[[nodiscard]] QByteArray jsonString(QByteArrayView utf8);

// Whether these are JSON values with commas between them; nothing is none of them.
[[nodiscard]] bool isJsonList(const QByteArray &values);

} // namespace QsioAdmin

#endif
