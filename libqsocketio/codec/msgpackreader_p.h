// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_MSGPACKREADER_P_H
#define QSOCKETIO_CODEC_MSGPACKREADER_P_H

#include "../core/global.h"

#include <QtCore/QByteArrayView>

#include <optional>

namespace QSocketIo {

class JsonWriter;

// Reads MessagePack with the extensions of MsgpackWriter. Announced sizes are checked against the
// bytes that are there and never allocated for.
class QSOCKETIO_AUTOTEST_EXPORT MsgpackReader
{
public:
    enum class Kind {
        Invalid, // or cut
        Nil,
        Undefined,
        Boolean, // integer is 0 or 1
        Integer,
        Unsigned, // only what Integer cannot hold
        Double,
        Text,
        Binary,
        Date, // integer is the time in milliseconds since 1970
        Extension, // of the type integer
        Array,
        Map
    };
    // A value without its elements.
    struct Item
    {
        Kind kind = Kind::Invalid;
        qint64 integer = 0;
        quint64 unsignedInteger = 0;
        double number = 0;
        QByteArrayView bytes = {}; // of Text (which may be invalid UTF-8), Binary and Extension
        quint32 size = 0; // of Array and Map
    };

    // What extension -1 is: to clients (notepack.io 2) nothing, to servers (notepack.io 3,
    // @msgpack/msgpack) a date.
    enum class Dialect { Client, Cluster };

    // maxDepth: how many arrays and maps may nest.
    explicit MsgpackReader(QByteArrayView bytes, int maxDepth = 200,
                           Dialect dialect = Dialect::Client);

    // These move behind what they read. False: malformed, cut, or nested too deeply.
    Item next();
    bool skipValue();
    // As JSON would have it: undefined members are left out, dates are ISO 8601 text, extensions
    // [type, bytes]. Binary values become attachments.
    bool writeValue(JsonWriter &writer);

    [[nodiscard]] qsizetype position() const { return m_position; }
    void setPosition(qsizetype position) { m_position = position; }
    [[nodiscard]] qsizetype bytesLeft() const { return m_bytes.size() - m_position; }
    [[nodiscard]] bool isTooDeep() const { return m_isTooDeep; }
    // Whether writeValue() has come across a key that JSON text uses for attachments.
    [[nodiscard]] bool hasPlaceholderKey() const { return m_hasPlaceholderKey; }

private:
    template<typename Integer>
    std::optional<Integer> take();
    std::optional<QByteArrayView> takeBytes(quint64 size);
    Item fixed(uchar mark);
    Item sized(Kind kind, std::optional<quint32> size);
    Item real(uchar mark);
    Item extension(std::optional<quint32> size, bool isFixed);
    bool enter(int depth);
    bool skipValue(int depth);
    bool writeValue(JsonWriter &writer, int depth);
    bool writeMap(JsonWriter &writer, quint32 size, int depth);
    bool writeKey(JsonWriter &writer);

    QByteArrayView m_bytes;
    qsizetype m_position = 0;
    int m_maxDepth;
    Dialect m_dialect;
    bool m_isTooDeep = false;
    bool m_hasPlaceholderKey = false;
};

} // namespace QSocketIo

#endif
