// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONWRITER_H
#define QSOCKETIO_CORE_JSONWRITER_H

#include "global.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QByteArray>
#include <QtCore/QCborValue>
#include <QtCore/QJsonValue>
#include <QtCore/QList>
#include <QtCore/QVariant>

#include <utility>

namespace QSocketIo {

class Payload;

// Writes JSON in one pass into one UTF-8 buffer, as JavaScript's JSON.stringify would. Values on
// the outermost level are separated by commas: a payload's arguments. Binary values become
// attachments and leave a placeholder.
class QSOCKETIO_EXPORT JsonWriter
{
public:
    JsonWriter() = default;

    void beginArray();
    void endArray();
    void beginObject();
    void endObject();
    // Inside an object, before each value.
    void key(QAnyStringView name);

    void null();
    void undefined(); // leaves the object's member out; null where there is no key
    void boolean(bool value);
    void integer(qint64 value);
    void unsignedInteger(quint64 value);
    void number(double value); // NaN and infinities become null
    void string(QAnyStringView text);
    void utf8(QByteArrayView text);
    void binary(const QByteArray &bytes);
    void cbor(const QCborValue &value); // byte strings become attachments
    void json(const QJsonValue &value);
    void variant(const QVariant &value); // any type that Payload can hold, recursively
    // All arguments of a payload, one after the other, with its attachments.
    void payload(const Payload &payload);
    // JSON text of one value (or several, with their commas), taken as it is.
    void raw(QByteArrayView json);

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] QByteArray takeText();
    [[nodiscard]] const QList<QByteArray> &attachments() const { return m_attachments; }
    [[nodiscard]] Payload takePayload();

private:
    friend class CborToJson;
    friend class VariantToJson;

    void separate();
    void quoted(QAnyStringView text);
    bool enter();
    void leave() { --m_depth; }

    QByteArray m_text;
    QList<QByteArray> m_attachments;
    qsizetype m_keyPosition = -1; // where a key begins that waits for its value
    int m_depth = 0; // of the value being written by cbor(), json() or variant()
    bool m_needsComma = false;
};

} // namespace QSocketIo

#endif
