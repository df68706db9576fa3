// SPDX-License-Identifier: MIT
#include "jsonwriter.h"

#include "cbortojson_p.h"
#include "jsontext_p.h"
#include "logging_p.h"
#include "payload.h"
#include "varianttojson_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <cmath>

namespace QSocketIo {

/*!
    \class QSocketIo::JsonWriter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/JsonWriter
    \brief Writes the arguments of an event as JSON, in one pass.

    The text is what JavaScript's \c JSON.stringify would give: without blanks, numbers in their
    shortest form, keys in the order they were written. Values on the outermost level are a
    payload's arguments and separated by commas. Binary values become attachments and leave a
    placeholder in the text.

    You meet it when you teach the library a type of your own by specialising PayloadTraits:

    \code
    struct Point
    {
        double x = 0;
        double y = 0;
    };

    template<>
    struct QSocketIo::PayloadTraits<Point>
    {
        static void write(JsonWriter &writer, const Point &point)
        {
            writer.beginObject();
            writer.key("x");
            writer.number(point.x);
            writer.key("y");
            writer.number(point.y);
            writer.endObject();
        }
        static std::optional<Point> read(const QCborValue &value)
        {
            const auto x = PayloadTraits<double>::read(value[QLatin1StringView("x")]);
            const auto y = PayloadTraits<double>::read(value[QLatin1StringView("y")]);
            return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
        }
    };
    \endcode

    There is a function for each kind of value:

    \code
    QSocketIo::JsonWriter writer;
    writer.beginArray();
    writer.null();
    writer.boolean(true);
    writer.integer(-1);
    writer.unsignedInteger(18'446'744'073'709'551'615u);
    writer.string("text");
    writer.utf8(QByteArrayView("UTF-8"));
    writer.undefined(); // null: it has no key that could be left out
    writer.endArray();
    writer.binary(QByteArray("\x01\x02", 2)); // {"_placeholder":true,"num":0}
    writer.cbor(QCborMap{{QStringLiteral("key"), 1}});
    writer.json(QJsonArray{1, 2});
    writer.variant(QDateTime::currentDateTimeUtc());
    writer.payload(QSocketIo::Payload::of("all", "its", "arguments"));
    writer.raw(R"({"already":"JSON"})");
    qInfo() << writer.text() << writer.attachments().size();
    const QSocketIo::Payload payload = writer.takePayload(); // with nine arguments
    const QByteArray rest = writer.takeText(); // empty: the payload has it
    \endcode

    Commas are the writer's business, the rest of the grammar is yours: as many ends as beginnings,
    and inside an object one key() before each value.

    \section1 Thread affinity
    JsonWriter is reentrant: use one instance in one thread at a time.

    \sa PayloadTraits, Payload
*/

/*! \fn JsonWriter::JsonWriter()
    Creates a writer without text. */

/*! Begins an array. Each value up to endArray() is an element. */
void JsonWriter::beginArray()
{
    separate();
    m_text += '[';
    m_needsComma = false;
}

/*! Ends the array that was begun last. */
void JsonWriter::endArray()
{
    m_text += ']';
    m_needsComma = true;
}

/*! Begins an object. Up to endObject(), each value needs a key() before it. */
void JsonWriter::beginObject()
{
    separate();
    m_text += '{';
    m_needsComma = false;
}

/*! Ends the object that was begun last. */
void JsonWriter::endObject()
{
    m_text += '}';
    m_needsComma = true;
}

/*! Writes the \a name of the member whose value comes next. */
void JsonWriter::key(QAnyStringView name)
{
    const qsizetype position = m_text.size();
    separate();
    quoted(name);
    m_text += ':';
    m_keyPosition = position;
    m_needsComma = false;
}

/*! Writes \c null. */
void JsonWriter::null()
{
    separate();
    m_text += "null";
}

/*! Writes what JavaScript makes of \c undefined: takes the key() before it back, or, where there is
    none, writes \c null. */
void JsonWriter::undefined()
{
    if (m_keyPosition < 0) {
        null();
        return;
    }
    m_text.truncate(m_keyPosition);
    m_needsComma = !m_text.endsWith('{');
    m_keyPosition = -1;
}

/*! Writes \a value: \c true or \c false. */
void JsonWriter::boolean(bool value)
{
    separate();
    m_text += value ? "true" : "false";
}

/*! Writes \a value with all its digits. JavaScript rounds integers beyond 2\sup{53}; this library
    reads them exactly. */
void JsonWriter::integer(qint64 value)
{
    separate();
    JsonText::appendInteger(&m_text, value);
}

/*! Writes \a value with all its digits.
    \sa integer()
*/
void JsonWriter::unsignedInteger(quint64 value)
{
    separate();
    JsonText::appendUnsigned(&m_text, value);
}

/*! Writes \a value in the shortest form that reads back as the same number. JSON has no NaN and no
    infinities: they become \c null. */
void JsonWriter::number(double value)
{
    if (!std::isfinite(value)) {
        null();
        return;
    }
    separate();
    JsonText::appendNumber(&m_text, value);
}

/*! Writes \a text as a string. Lone surrogates in UTF-16 are escaped, malformed UTF-8 becomes
    U+FFFD: the result is always valid. */
void JsonWriter::string(QAnyStringView text)
{
    separate();
    quoted(text);
}

/*! Writes \a text, which is UTF-8, as a string.
    \sa string()
*/
void JsonWriter::utf8(QByteArrayView text)
{
    separate();
    m_text += '"';
    JsonText::appendEscaped(&m_text, text);
    m_text += '"';
}

/*! Adds \a bytes to the attachments and writes the placeholder for it. */
void JsonWriter::binary(const QByteArray &bytes)
{
    separate();
    m_text += "{\"_placeholder\":true,\"num\":";
    JsonText::appendInteger(&m_text, m_attachments.size());
    m_text += '}';
    m_attachments.append(bytes);
}

/*! Writes \a value. Byte strings become attachments, keys keep their order (those that are no
    strings become their text), date/times become ISO 8601 in UTC, URLs, UUIDs and regular
    expressions strings, and undefined() is applied to undefined values.

    What nests deeper than 512 levels becomes \c null, with a warning. */
void JsonWriter::cbor(const QCborValue &value)
{
    CborToJson(this).write(value);
}

// Since Qt 6.0 QJson and QCbor types share their containers, so this copies nothing but a pointer.
static QCborValue shared(const QJsonValue &value)
{
    if (value.isArray())
        return QCborArray::fromJsonArray(value.toArray());
    if (value.isObject())
        return QCborMap::fromJsonObject(value.toObject());
    return QCborValue::fromJsonValue(value);
}

/*! Writes \a value. QJsonObject has sorted its keys.
    \sa cbor()
*/
void JsonWriter::json(const QJsonValue &value)
{
    cbor(shared(value));
}

/*! Writes \a value, be it a basic type, QByteArray (an attachment), a QJson, QCbor or date/time
    type, QUrl, QUuid, a Payload (as an array), an enumeration (as its key), a gadget (as an object),
    a container of these, what registerPayloadType() was told of, or a type with a converter to
    QString, QVariantMap or QVariantList. An invalid variant is \c null. Types that cannot be written
    become \c null, with a warning. */
void JsonWriter::variant(const QVariant &value)
{
    VariantToJson(this).write(value);
}

/*! Writes all arguments of \a payload, one after the other, and adds its attachments. Unless both
    this writer and \a payload have attachments, the payload's text is taken as it is. */
void JsonWriter::payload(const Payload &payload)
{
    if (m_attachments.isEmpty() || !payload.hasAttachments()) {
        raw(payload.json());
        m_attachments.append(payload.attachments());
        return;
    }
    const QCborArray &arguments = payload.toCborArray();
    for (const QCborValue &argument : arguments)
        cbor(argument);
}

/*! Writes \a json, which must be the text of one or several valid values, as it is. Empty text
    writes nothing. */
void JsonWriter::raw(QByteArrayView json)
{
    if (json.isEmpty())
        return;
    separate();
    m_text += json;
}

/*! \fn const QByteArray &JsonWriter::text() const
    Returns the text written so far, UTF-8. */

/*! Returns the text and begins a new one. The attachments stay. */
QByteArray JsonWriter::takeText()
{
    m_needsComma = false;
    m_keyPosition = -1;
    return std::exchange(m_text, {});
}

/*! \fn const QList<QByteArray> &JsonWriter::attachments() const
    Returns the binary values written so far, in the order of their placeholders. */

/*! Returns text and attachments as a payload and begins anew. */
Payload JsonWriter::takePayload()
{
    const QByteArray text = takeText();
    return Payload::fromJson(text, std::exchange(m_attachments, {}));
}

void JsonWriter::separate()
{
    if (m_needsComma)
        m_text += ',';
    m_needsComma = true;
    m_keyPosition = -1;
}

void JsonWriter::quoted(QAnyStringView text)
{
    m_text += '"';
    text.visit([this](auto view) {
        if constexpr (std::is_same_v<decltype(view), QUtf8StringView>)
            JsonText::appendEscaped(&m_text, QByteArrayView(view.data(), view.size()));
        else
            JsonText::appendEscaped(&m_text, view);
    });
    m_text += '"';
}

// Guards everything that is written recursively. False: null was written instead.
bool JsonWriter::enter()
{
    constexpr int maxDepth = 512;
    if (m_depth == maxDepth) {
        qCWarning(lcServer, "JsonWriter: values nested deeper than %d levels are sent as null",
                  maxDepth);
        null();
        return false;
    }
    ++m_depth;
    return true;
}

} // namespace QSocketIo
