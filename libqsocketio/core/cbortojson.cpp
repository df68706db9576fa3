// SPDX-License-Identifier: MIT
#include "cbortojson_p.h"

#include "jsonscalars_p.h"
#include "jsonwriter.h"
#include "payloadconversions.h"

#include <QtCore/QUuid>

#include <cstring>

namespace QSocketIo {

// RFC 8949, 3.1 and 3.4
enum Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
enum SimpleInfo { False = 20, True = 21, Null = 22, Undefined = 23, Double = 27 };
enum Tags : quint64 { DateTimeText = 0, Uuid = 37 };

void CborToJson::write(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Integer:
        return m_writer->integer(value.toInteger());
    case QCborValue::Double:
        return m_writer->number(value.toDouble());
    case QCborValue::String:
        return m_writer->string(value.toString());
    case QCborValue::ByteArray:
        return m_writer->binary(value.toByteArray());
    default:
        break;
    }
    const QByteArray encoded = value.toCbor();
    m_p = encoded.begin();
    m_end = encoded.end();
    this->value();
}

// Qt encodes with known lengths and the shortest heads only.
CborToJson::Head CborToJson::takeHead()
{
    const uchar first = m_p == m_end ? 0xf6 : uchar(*m_p++);
    Head head{first >> 5, first & 0x1f, quint64(first & 0x1f)};
    if (head.info < 24)
        return head;
    head.argument = 0;
    for (int bytes = 1 << (head.info - 24); bytes > 0 && m_p != m_end; --bytes)
        head.argument = head.argument << 8 | uchar(*m_p++);
    return head;
}

QByteArrayView CborToJson::takeBytes(quint64 size)
{
    const QByteArrayView bytes(m_p, qMin(qsizetype(size), qsizetype(m_end - m_p)));
    m_p += bytes.size();
    return bytes;
}

void CborToJson::value()
{
    const Head head = takeHead();
    switch (head.major) {
    case Unsigned:
        return m_writer->unsignedInteger(head.argument);
    case Negative:
        return m_writer->integer(-1 - qint64(head.argument));
    case Bytes:
        return m_writer->binary(takeBytes(head.argument).toByteArray());
    case Text:
        return m_writer->utf8(takeBytes(head.argument));
    case Simple:
        return simple(head);
    default:
        return containers(head);
    }
}

void CborToJson::containers(const Head &head)
{
    if (!m_writer->enter()) {
        const quint64 values = head.major == Tag ? 1 : head.argument * (head.major == Map ? 2 : 1);
        for (quint64 i = 0; i < values; ++i)
            skip();
        return;
    }
    if (head.major == Tag) {
        tagged(head.argument);
    } else if (head.major == Array) {
        m_writer->beginArray();
        for (quint64 i = 0; i < head.argument; ++i)
            value();
        m_writer->endArray();
    } else {
        m_writer->beginObject();
        for (quint64 i = 0; i < head.argument; ++i) {
            key();
            value();
        }
        m_writer->endObject();
    }
    m_writer->leave();
}

void CborToJson::tagged(quint64 tag)
{
    const char *const begin = m_p;
    const Head head = takeHead();
    if (tag == Uuid && head.major == Bytes && head.argument == 16) {
        const QUuid uuid = QUuid::fromRfc4122(takeBytes(16));
        return m_writer->utf8(uuid.toByteArray(QUuid::WithoutBraces));
    }
    if (tag == DateTimeText && head.major == Text) {
        const QString text = QString::fromUtf8(takeBytes(head.argument));
        return PayloadPrivate::writeDateTime(*m_writer,
                                             QDateTime::fromString(text, Qt::ISODateWithMs));
    }
    m_p = begin;
    value(); // of URLs and regular expressions this is their text
}

void CborToJson::simple(const Head &head)
{
    switch (head.info) {
    case False:
        return m_writer->boolean(false);
    case True:
        return m_writer->boolean(true);
    case Undefined:
        return m_writer->undefined();
    case Double: {
        double value;
        static_assert(sizeof(value) == sizeof(head.argument));
        std::memcpy(&value, &head.argument, sizeof(value));
        return m_writer->number(value);
    }
    default:
        return m_writer->null();
    }
}

// JSON's keys are strings: what is none gives its JSON text.
void CborToJson::key()
{
    const char *const begin = m_p;
    const Head head = takeHead();
    if (head.major == Text) {
        const QByteArrayView text = takeBytes(head.argument);
        return m_writer->key(QUtf8StringView(text.data(), text.size()));
    }
    m_p = begin;
    JsonWriter writer;
    writer.m_depth = m_writer->m_depth;
    CborToJson nested(&writer);
    nested.m_p = m_p;
    nested.m_end = m_end;
    nested.value();
    m_p = nested.m_p;
    QByteArray text = writer.takeText();
    if (text.startsWith('"')) { // a tagged string
        QByteArray unquoted;
        JsonScalars::appendUnescaped(&unquoted, QByteArrayView(text).sliced(1, text.size() - 2));
        text = unquoted;
    }
    m_writer->key(QUtf8StringView(text.data(), text.size()));
}

void CborToJson::skip()
{
    const Head head = takeHead();
    if (head.major == Bytes || head.major == Text)
        takeBytes(head.argument);
    const quint64 values = head.major == Array ? head.argument
        : head.major == Map                    ? head.argument * 2
        : head.major == Tag                    ? 1
                                               : 0;
    for (quint64 i = 0; i < values; ++i)
        skip();
}

} // namespace QSocketIo
