// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ROOMNAME_H
#define QSIOADMIN_CORE_ROOMNAME_H

#include <QtCore/QByteArray>
#include <QtCore/QHashFunctions>
#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

class JsonCursor;
class StringPool;

// The name of a room. Node.js lets applications join 42 or null: these are shown like texts, but a
// command has to name them as they are.
class RoomName
{
public:
    RoomName() = default;
    RoomName(const QString &text); // a room with this text for a name
    explicit RoomName(const QByteArray &utf8);
    // The next value. Null where no room can be named so.
    [[nodiscard]] static std::optional<RoomName> read(JsonCursor &cursor, StringPool &pool);

    [[nodiscard]] bool isText() const;
    [[nodiscard]] QString text() const; // for people
    [[nodiscard]] QByteArray utf8() const; // the same
    [[nodiscard]] QByteArrayView view() const
    {
        return QByteArrayView(m_encoded).sliced(!isText());
    }
    [[nodiscard]] QByteArray json() const; // for commands
    [[nodiscard]] bool is(QByteArrayView utf8) const { return m_encoded == utf8; }

    friend bool operator==(const RoomName &a, const RoomName &b)
    {
        return a.m_encoded == b.m_encoded;
    }
    friend size_t qHash(const RoomName &name, size_t seed = 0)
    {
        return qHash(name.m_encoded, seed);
    }

private:
    QByteArray m_encoded; // UTF-8; with 0xff, which is not in UTF-8, in front of other JSON
};

} // namespace QsioAdmin

Q_DECLARE_TYPEINFO(QsioAdmin::RoomName, Q_RELOCATABLE_TYPE);

#endif
