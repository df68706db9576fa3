// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_JSONPATH_H
#define QSIOADMIN_CORE_JSONPATH_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <optional>

namespace QsioAdmin {

// The text of a value within JSON text, which is not decoded for it: of {"a":{"b":[7]}} and the
// path a, b, 0 it is 7. Of arrays the path has the index. Null where there is no such value.
[[nodiscard]] std::optional<QByteArrayView> jsonAt(QByteArrayView json, const QByteArrayList &path);

// As people read it: a string without quotation marks and escapes, all else as it is.
[[nodiscard]] QByteArray plainJson(QByteArrayView json);

} // namespace QsioAdmin

#endif
