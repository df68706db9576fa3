// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_HTTPHEADERS_H
#define QSOCKETIO_CORE_HTTPHEADERS_H

#include "global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>
#include <QtCore/QMetaType>

namespace QSocketIo {

// The header fields of an HTTP message in their order; names compare without case.
class QSOCKETIO_EXPORT HttpHeaders
{
public:
    struct Field
    {
        QByteArray name;
        QByteArray value;
        friend bool operator==(const Field &, const Field &) = default;
    };

    [[nodiscard]] bool isEmpty() const { return m_fields.isEmpty(); }
    [[nodiscard]] qsizetype count() const { return m_fields.size(); }
    [[nodiscard]] bool contains(QByteArrayView name) const;
    // The first field of that name; null if there is none.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] QList<QByteArray> values(QByteArrayView name) const;
    // All fields of that name as one list, joined by ", ".
    [[nodiscard]] QByteArray combinedValue(QByteArrayView name) const;
    [[nodiscard]] const QList<Field> &fields() const { return m_fields; }

    // False, and nothing changes, where name is no token or value holds CR, LF or NUL.
    bool append(const QByteArray &name, const QByteArray &value);
    // Replaces all fields of that name by this one.
    bool set(const QByteArray &name, const QByteArray &value);
    void remove(QByteArrayView name);
    void clear() { m_fields.clear(); }

    friend bool operator==(const HttpHeaders &, const HttpHeaders &) = default;
    friend QSOCKETIO_EXPORT QDebug operator<<(QDebug debug, const HttpHeaders &headers);

private:
    QList<Field> m_fields;
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::HttpHeaders)

#endif
