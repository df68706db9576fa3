// SPDX-License-Identifier: MIT
#include "roomname.h"

#include "jsoncursor.h"
#include "jsontext.h"
#include "stringpool.h"

namespace QsioAdmin {

constexpr char jsonMark = char(0xff);

RoomName::RoomName(const QString &text)
    : m_encoded(text.toUtf8())
{ }

RoomName::RoomName(const QByteArray &utf8)
    : m_encoded(utf8)
{ }

std::optional<RoomName> RoomName::read(JsonCursor &cursor, StringPool &pool)
{
    const JsonCursor::Type type = cursor.peek();
    RoomName name;
    if (type == JsonCursor::Type::String) {
        const std::optional<QByteArrayView> text = cursor.plainString();
        if (!text)
            return {};
        name.m_encoded = pool.intern(*text);
        return name;
    }
    const QByteArrayView json = cursor.skip();
    if (cursor.isMalformed())
        return {};
    name.m_encoded = pool.intern(jsonMark + json.toByteArray());
    return name;
}

bool RoomName::isText() const
{
    return !m_encoded.startsWith(jsonMark);
}

QString RoomName::text() const
{
    return QString::fromUtf8(utf8());
}

QByteArray RoomName::utf8() const
{
    return isText() ? m_encoded : m_encoded.sliced(1);
}

QByteArray RoomName::json() const
{
    return isText() ? jsonString(m_encoded) : m_encoded.sliced(1);
}

} // namespace QsioAdmin
