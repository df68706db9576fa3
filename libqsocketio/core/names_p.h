// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_NAMES_P_H
#define QSOCKETIO_CORE_NAMES_P_H

#include <QtCore/QAnyStringView>
#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace QSocketIo {

// Event and namespace names are UTF-8 inside, as on the wire: no detour through QString where the
// application wrote a literal.
[[nodiscard]] inline QByteArray toUtf8(QAnyStringView name)
{
    return name.visit([](auto view) {
        using View = decltype(view);
        if constexpr (std::is_same_v<View, QUtf8StringView>)
            return QByteArray(view.data(), view.size());
        else if constexpr (std::is_same_v<View, QStringView>)
            return view.toUtf8();
        else
            return QString(view).toUtf8();
    });
}

} // namespace QSocketIo

#endif
