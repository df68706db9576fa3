// SPDX-License-Identifier: MIT
#include "msgpackwriter_p.h"

#include "../core/jsonreader_p.h"
#include "../core/jsonwriter.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>
#include <QtCore/QtEndian>

#include <cmath>
#include <cstring>
#include <limits>

namespace QSocketIo {

namespace {
// RFC 8949, 3.1 and 3.4
enum Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
enum SimpleInfo { False = 20, True = 21, Null = 22, Undefined = 23, Double = 27 };
enum Tags : quint64 { DateTimeText = 0, Uuid = 37 };

// Rewrites Qt's own CBOR encoding of a value: going through QCborArray and QCborMap would allocate
// for every string.
class CborToMsgpack
{
public:
    CborToMsgpack(MsgpackWriter *writer, QByteArrayView cbor)
        : m_writer(writer)
        , m_rest(cbor)
    { }

    void value();
    void elements(); // of the array

private:
    struct Head
    {
        int major;
        int info;
        quint64 argument;
    };

    Head takeHead();
    QByteArrayView takeBytes(quint64 size);
    void values(quint64 count);
    void map(quint64 size);
    quint64 countSent(quint64 size) const;
    bool isSent(QByteArrayView key) const;
    void tagged(quint64 tag);
    void simple(const Head &head);
    void key();
    void skip();

    MsgpackWriter *m_writer;
    QByteArrayView m_rest;
};

// Qt encodes with known lengths and the shortest heads only.
CborToMsgpack::Head CborToMsgpack::takeHead()
{
    const uchar first = uchar(takeBytes(1).front());
    Head head{first >> 5, first & 0x1f, quint64(first & 0x1f)};
    if (head.info < 24)
        return head;
    head.argument = 0;
    for (const char byte : takeBytes(quint64(1) << (head.info - 24)))
        head.argument = head.argument << 8 | uchar(byte);
    return head;
}

QByteArrayView CborToMsgpack::takeBytes(quint64 size)
{
    Q_ASSERT(size <= quint64(m_rest.size()));
    const QByteArrayView bytes = m_rest.first(qsizetype(size));
    m_rest = m_rest.sliced(qsizetype(size));
    return bytes;
}

void CborToMsgpack::value()
{
    const Head head = takeHead();
    switch (head.major) {
    case Unsigned:
        return m_writer->unsignedInteger(head.argument);
    case Negative:
        return m_writer->integer(-1 - qint64(head.argument));
    case Bytes:
        return m_writer->binary(takeBytes(head.argument));
    case Text:
        return m_writer->text(takeBytes(head.argument));
    case Array:
        m_writer->beginArray(head.argument);
        return values(head.argument);
    case Map:
        return map(head.argument);
    case Tag:
        return tagged(head.argument);
    default:
        return simple(head);
    }
}

void CborToMsgpack::elements()
{
    values(takeHead().argument);
}

void CborToMsgpack::values(quint64 count)
{
    for (; count > 0; --count)
        value();
}

// Whether the value behind the key, where m_rest is now, belongs into the message.
bool CborToMsgpack::isSent(QByteArrayView key) const
{
    static constexpr char undefined = char(Simple << 5 | Undefined);
    static constexpr QByteArrayView proto = "\x69__proto__";
    return m_rest.front() != undefined && key != proto;
}

quint64 CborToMsgpack::countSent(quint64 size) const
{
    CborToMsgpack ahead(m_writer, m_rest);
    quint64 count = 0;
    for (; size > 0; --size) {
        const QByteArrayView begin = ahead.m_rest;
        ahead.skip();
        count += ahead.isSent(begin.first(begin.size() - ahead.m_rest.size()));
        ahead.skip();
    }
    return count;
}

void CborToMsgpack::map(quint64 size)
{
    const bool sendsAll = m_writer->dialect() == MsgpackWriter::Dialect::Client;
    m_writer->beginMap(sendsAll ? size : countSent(size));
    for (; size > 0; --size) {
        const QByteArrayView begin = m_rest;
        if (!sendsAll) {
            skip();
            if (!isSent(begin.first(begin.size() - m_rest.size()))) {
                skip();
                continue;
            }
            m_rest = begin;
        }
        key();
        value();
    }
}

void CborToMsgpack::tagged(quint64 tag)
{
    const QByteArrayView begin = m_rest;
    const Head head = takeHead();
    if (tag == Uuid && head.major == Bytes && head.argument == 16) {
        const QUuid uuid = QUuid::fromRfc4122(takeBytes(16));
        return m_writer->text(uuid.toByteArray(QUuid::WithoutBraces));
    }
    if (tag == DateTimeText && head.major == Text) {
        const QString text = QString::fromUtf8(takeBytes(head.argument));
        const QDateTime dateTime = QDateTime::fromString(text, Qt::ISODateWithMs);
        return dateTime.isValid() ? m_writer->date(dateTime.toMSecsSinceEpoch()) : m_writer->nil();
    }
    m_rest = begin;
    value(); // of URLs and regular expressions this is their text
}

void CborToMsgpack::simple(const Head &head)
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
        return m_writer->nil();
    }
}

// What is no string becomes the same text as in JSON.
void CborToMsgpack::key()
{
    const QByteArrayView begin = m_rest;
    const Head head = takeHead();
    if (head.major == Text)
        return m_writer->text(takeBytes(head.argument));
    m_rest = begin;
    skip();
    const QByteArray cbor = begin.first(begin.size() - m_rest.size()).toByteArray();
    JsonWriter json;
    json.cbor(QCborValue::fromCbor(cbor));
    const QByteArray text = json.takeText();
    const std::optional<QCborValue> parsed = JsonReader::parse(text);
    m_writer->text(parsed && parsed->isString() ? parsed->toString().toUtf8() : text);
}

void CborToMsgpack::skip()
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
} // namespace

template<typename Integer>
void MsgpackWriter::append(uchar mark, Integer value)
{
    char bytes[1 + sizeof(Integer)];
    bytes[0] = char(mark);
    qToBigEndian(value, bytes + 1);
    m_bytes.append(bytes, sizeof(bytes));
}

void MsgpackWriter::nil()
{
    m_bytes += '\xc0';
}

void MsgpackWriter::undefined()
{
    if (m_dialect == Dialect::Cluster)
        return nil();
    m_bytes.append("\xd4\0\0", 3);
}

void MsgpackWriter::boolean(bool value)
{
    m_bytes += value ? '\xc3' : '\xc2';
}

void MsgpackWriter::integer(qint64 value)
{
    if (value >= 0)
        return unsignedInteger(quint64(value));
    if (value >= -0x20)
        m_bytes += char(value);
    else if (value >= std::numeric_limits<qint8>::min())
        append(0xd0, qint8(value));
    else if (value >= std::numeric_limits<qint16>::min())
        append(0xd1, qint16(value));
    else if (value >= std::numeric_limits<qint32>::min())
        append(0xd2, qint32(value));
    else
        append(0xd3, value);
}

void MsgpackWriter::unsignedInteger(quint64 value)
{
    if (value < 0x80)
        m_bytes += char(value);
    else if (value <= 0xff)
        append(0xcc, quint8(value));
    else if (value <= 0xffff)
        append(0xcd, quint16(value));
    else if (value <= 0xffffffff)
        append(0xce, quint32(value));
    else
        append(0xcf, value);
}

void MsgpackWriter::number(double value)
{
    constexpr double twoToThe63 = 9223372036854775808.0;
    constexpr double maxExact = 9007199254740991.0;
    const bool isWhole = std::trunc(value) == value
        && (m_dialect == Dialect::Client || std::abs(value) <= maxExact);
    if (isWhole && value >= -twoToThe63 && value < twoToThe63) {
        integer(qint64(value));
    } else if (isWhole && value > 0 && value < 2 * twoToThe63) {
        unsignedInteger(quint64(value));
    } else {
        quint64 bits;
        static_assert(sizeof(bits) == sizeof(value));
        std::memcpy(&bits, &value, sizeof(bits));
        append(0xcb, bits);
    }
}

// The marks of one kind follow each other: for sizes of 16 bits and of 32 bits.
void MsgpackWriter::head(uchar mark16, quint64 size)
{
    if (size <= 0xffff)
        append(mark16, quint16(size));
    else
        append(uchar(mark16 + 1), quint32(size));
}

void MsgpackWriter::text(QByteArrayView utf8)
{
    if (utf8.size() < 0x20)
        m_bytes += char(0xa0 | utf8.size());
    else if (utf8.size() <= 0xff)
        append(0xd9, quint8(utf8.size()));
    else
        head(0xda, quint64(utf8.size()));
    m_bytes += utf8;
}

void MsgpackWriter::binary(QByteArrayView bytes)
{
    if (bytes.size() <= 0xff)
        append(0xc4, quint8(bytes.size()));
    else
        head(0xc5, quint64(bytes.size()));
    m_bytes += bytes;
}

// The smallest form of the timestamp extension type, as the MessagePack specification has it.
void MsgpackWriter::timestamp(qint64 msecsSinceEpoch)
{
    qint64 seconds = msecsSinceEpoch / 1000;
    qint64 milliseconds = msecsSinceEpoch % 1000;
    if (milliseconds < 0) {
        milliseconds += 1000;
        --seconds;
    }
    const auto nanoseconds = quint32(milliseconds * 1'000'000);
    if (seconds >= 0 && seconds <= 0xffff'ffff && nanoseconds == 0) {
        m_bytes += '\xd6';
        append(0xff, quint32(seconds));
    } else if (seconds >= 0 && seconds <= 0x3'ffff'ffff) {
        m_bytes += '\xd7';
        append(0xff, quint64(nanoseconds) << 34 | quint64(seconds));
    } else {
        m_bytes += "\xc7\x0c";
        append(0xff, nanoseconds);
        char bytes[sizeof(seconds)];
        qToBigEndian(seconds, bytes);
        m_bytes.append(bytes, sizeof(bytes));
    }
}

void MsgpackWriter::date(qint64 msecsSinceEpoch)
{
    if (m_dialect == Dialect::Cluster)
        return timestamp(msecsSinceEpoch);
    m_bytes += '\xd7';
    append(0, msecsSinceEpoch);
}

void MsgpackWriter::beginArray(quint64 size)
{
    if (size < 0x10)
        m_bytes += char(0x90 | size);
    else
        head(0xdc, size);
}

void MsgpackWriter::beginMap(quint64 size)
{
    if (size < 0x10)
        m_bytes += char(0x80 | size);
    else
        head(0xde, size);
}

void MsgpackWriter::cbor(const QCborValue &value)
{
    const QByteArray encoded = value.toCbor();
    CborToMsgpack(this, encoded).value();
}

void MsgpackWriter::cborElements(const QCborArray &array)
{
    const QByteArray encoded = QCborValue(array).toCbor();
    CborToMsgpack(this, encoded).elements();
}

} // namespace QSocketIo
