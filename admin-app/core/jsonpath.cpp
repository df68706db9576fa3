// SPDX-License-Identifier: MIT
#include "jsonpath.h"

#include "jsoncursor.h"

namespace QsioAdmin {

static bool enterMember(JsonCursor &cursor, const QByteArray &key)
{
    if (!cursor.beginObject())
        return false;
    while (cursor.nextMember()) {
        if (cursor.key() == key)
            return true;
        cursor.skip();
    }
    return false;
}

static bool enterElement(JsonCursor &cursor, const QByteArray &key)
{
    bool isIndex = false;
    int index = key.toInt(&isIndex);
    if (!isIndex || index < 0 || !cursor.beginArray())
        return false;
    while (cursor.nextElement()) {
        if (index-- == 0)
            return true;
        cursor.skip();
    }
    return false;
}

std::optional<QByteArrayView> jsonAt(QByteArrayView json, const QByteArrayList &path)
{
    JsonCursor cursor(json);
    for (const QByteArray &key : path) {
        const bool isArray = cursor.peek() == JsonCursor::Type::Array;
        if (!(isArray ? enterElement(cursor, key) : enterMember(cursor, key)))
            return {};
    }
    const QByteArrayView value = cursor.skip();
    return cursor.isMalformed() ? std::nullopt : std::optional(value);
}

QByteArray plainJson(QByteArrayView json)
{
    JsonCursor cursor(json);
    if (cursor.peek() == JsonCursor::Type::String)
        return cursor.string().value_or(QByteArray());
    return json.toByteArray();
}

} // namespace QsioAdmin
