// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_ROOMS_H
#define QSOCKETIO_CORE_ROOMS_H

#include "global.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QSet>
#include <QtCore/QStringList>

#include <concepts>
#include <initializer_list>

namespace QSocketIo {

// One room or several, as an argument: "lobby", {"a", "b"}, a QString, a QStringList, a QSet.
class Rooms
{
public:
    Rooms() = default;
    template<std::convertible_to<QAnyStringView> Name>
    Rooms(const Name &name)
        : m_names(QAnyStringView(name).toString())
    { }
    Rooms(std::initializer_list<QAnyStringView> names)
    {
        for (QAnyStringView name : names)
            m_names.append(name.toString());
    }
    Rooms(const QStringList &names)
        : m_names(names)
    { }
    Rooms(const QSet<QString> &names)
        : m_names(names.values())
    { }

    [[nodiscard]] const QStringList &names() const { return m_names; }

private:
    QStringList m_names;
};

} // namespace QSocketIo

#endif
