// SPDX-License-Identifier: MIT
#include "payloadtraits.h"

#include "payload.h"

namespace QSocketIo {

/*!
    \class QSocketIo::PayloadTraits
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PayloadTraits
    \brief How a C++ type travels as an argument of an event or acknowledgement.

    \table
    \header \li C++ \li On the wire
    \row \li bool, integers, float, double \li boolean, number; integers are checked for their range
    \row \li QString, std::string, QChar, string literals and views \li string
    \row \li QByteArray, QByteArrayView \li binary attachment
    \row \li QDateTime, QDate, QTime \li ISO 8601 string, as JavaScript's \c toISOString()
    \row \li QUrl, QUuid \li string
    \row \li std::optional<T>, nullptr_t, std::monostate \li \c null where there is no value
    \row \li QList, QSet, std::vector, std::list \li array
    \row \li std::tuple, std::pair, std::array \li array of that many elements
    \row \li QMap, QHash, std::map, std::unordered_map with string keys \li object
    \row \li enumerations with Q_ENUM or Q_ENUM_NS \li their key; the number is read, too
    \row \li other enumerations, QFlags \li number
    \row \li Q_GADGET \li object of the stored properties
    \row \li QJson*, QCbor*, QVariant \li what they hold
    \row \li Payload \li its arguments, one after the other (writing only)
    \endtable

    Reading never converts: a number in place of a string is another type, and the handler is not
    called.

    A gadget is read by its properties into a default-constructed object. Members that it has no
    property for are ignored, read-only properties too. A member that is missing leaves the property
    at its default, unless that is declared \c REQUIRED. Properties that are not \c STORED are not
    written. The message for a value that does not fit names the place in it:
    "argument 1.address.zip is a number: expected a string".

    Specialise it for types of your own. Both functions are static; leave one out if the type
    travels in one direction only. \c expected() is optional and completes "expected ..." in
    messages.

    \code
    struct Colour
    {
        QString name; // "#ffcc00"
    };

    template<>
    struct QSocketIo::PayloadTraits<Colour>
    {
        static void write(JsonWriter &writer, const Colour &colour) { writer.string(colour.name); }
        static std::optional<Colour> read(const QCborValue &value)
        {
            const QString name = value.toString();
            return name.startsWith('#') ? std::optional(Colour{name}) : std::nullopt;
        }
        static QString expected() { return QStringLiteral("a colour such as #ffcc00"); }
    };
    \endcode

    Types that it has already need nothing:

    \code
    socket->on("switch", this, [](const QString &lamp, bool isOn) { return isOn; });
    socket->emitEvent("lamps", QList<QString>{"hall", "roof"}, QVariantMap{{"isOn", true}});
    qInfo() << "expected" << QSocketIo::payloadTypeName<quint8>();
    \endcode

    \section1 Thread affinity
    The functions are reentrant.

    \sa JsonWriter, Payload
*/

/*! \fn template<typename T> QString QSocketIo::payloadTypeName()
    \relates QSocketIo::PayloadTraits
    Returns what PayloadTraits<T>::read() accepts, such as "an integer between 0 and 255". */

void PayloadTraits<QDateTime>::write(JsonWriter &writer, const QDateTime &value)
{
    PayloadPrivate::writeDateTime(writer, value);
}

std::optional<QDateTime> PayloadTraits<QDateTime>::read(const QCborValue &value)
{
    return PayloadPrivate::readDateTime(value);
}

QString PayloadTraits<QDateTime>::expected()
{
    return QStringLiteral("a date and time (ISO 8601)");
}

void PayloadTraits<QDate>::write(JsonWriter &writer, const QDate &value)
{
    PayloadPrivate::writeDate(writer, value);
}

std::optional<QDate> PayloadTraits<QDate>::read(const QCborValue &value)
{
    return PayloadPrivate::readDate(value);
}

QString PayloadTraits<QDate>::expected()
{
    return QStringLiteral("a date (ISO 8601)");
}

void PayloadTraits<QTime>::write(JsonWriter &writer, const QTime &value)
{
    PayloadPrivate::writeTime(writer, value);
}

std::optional<QTime> PayloadTraits<QTime>::read(const QCborValue &value)
{
    return PayloadPrivate::readTime(value);
}

QString PayloadTraits<QTime>::expected()
{
    return QStringLiteral("a time (ISO 8601)");
}

void PayloadTraits<QUrl>::write(JsonWriter &writer, const QUrl &value)
{
    PayloadPrivate::writeUrl(writer, value);
}

std::optional<QUrl> PayloadTraits<QUrl>::read(const QCborValue &value)
{
    return PayloadPrivate::readUrl(value);
}

QString PayloadTraits<QUrl>::expected()
{
    return QStringLiteral("a URL");
}

void PayloadTraits<QUuid>::write(JsonWriter &writer, const QUuid &value)
{
    PayloadPrivate::writeUuid(writer, value);
}

std::optional<QUuid> PayloadTraits<QUuid>::read(const QCborValue &value)
{
    return PayloadPrivate::readUuid(value);
}

QString PayloadTraits<QUuid>::expected()
{
    return QStringLiteral("a UUID");
}

void PayloadTraits<QJsonValue>::write(JsonWriter &writer, const QJsonValue &value)
{
    writer.json(value);
}

// Undefined stands for an argument that is missing, which is a value of no type.
std::optional<QJsonValue> PayloadTraits<QJsonValue>::read(const QCborValue &value)
{
    return value.isUndefined() ? std::nullopt : std::optional(value.toJsonValue());
}

QString PayloadTraits<QJsonValue>::expected()
{
    return QStringLiteral("a value");
}

void PayloadTraits<QJsonObject>::write(JsonWriter &writer, const QJsonObject &value)
{
    writer.json(value);
}

std::optional<QJsonObject> PayloadTraits<QJsonObject>::read(const QCborValue &value)
{
    return value.isMap() ? std::optional(value.toMap().toJsonObject()) : std::nullopt;
}

QString PayloadTraits<QJsonObject>::expected()
{
    return QStringLiteral("an object");
}

void PayloadTraits<QJsonArray>::write(JsonWriter &writer, const QJsonArray &value)
{
    writer.json(value);
}

std::optional<QJsonArray> PayloadTraits<QJsonArray>::read(const QCborValue &value)
{
    return value.isArray() ? std::optional(value.toArray().toJsonArray()) : std::nullopt;
}

QString PayloadTraits<QJsonArray>::expected()
{
    return QStringLiteral("an array");
}

void PayloadTraits<QJsonDocument>::write(JsonWriter &writer, const QJsonDocument &value)
{
    if (value.isArray())
        writer.json(value.array());
    else if (value.isObject())
        writer.json(value.object());
    else
        writer.null();
}

std::optional<QJsonDocument> PayloadTraits<QJsonDocument>::read(const QCborValue &value)
{
    if (value.isArray())
        return QJsonDocument(value.toArray().toJsonArray());
    if (value.isMap())
        return QJsonDocument(value.toMap().toJsonObject());
    return {};
}

QString PayloadTraits<QJsonDocument>::expected()
{
    return QStringLiteral("an object or an array");
}

void PayloadTraits<QCborValue>::write(JsonWriter &writer, const QCborValue &value)
{
    writer.cbor(value);
}

std::optional<QCborValue> PayloadTraits<QCborValue>::read(const QCborValue &value)
{
    return value.isUndefined() ? std::nullopt : std::optional(value);
}

QString PayloadTraits<QCborValue>::expected()
{
    return QStringLiteral("a value");
}

void PayloadTraits<QCborMap>::write(JsonWriter &writer, const QCborMap &value)
{
    writer.cbor(value);
}

std::optional<QCborMap> PayloadTraits<QCborMap>::read(const QCborValue &value)
{
    return value.isMap() ? std::optional(value.toMap()) : std::nullopt;
}

QString PayloadTraits<QCborMap>::expected()
{
    return QStringLiteral("an object");
}

void PayloadTraits<QCborArray>::write(JsonWriter &writer, const QCborArray &value)
{
    writer.cbor(value);
}

std::optional<QCborArray> PayloadTraits<QCborArray>::read(const QCborValue &value)
{
    return value.isArray() ? std::optional(value.toArray()) : std::nullopt;
}

QString PayloadTraits<QCborArray>::expected()
{
    return QStringLiteral("an array");
}

void PayloadTraits<QVariant>::write(JsonWriter &writer, const QVariant &value)
{
    writer.variant(value);
}

std::optional<QVariant> PayloadTraits<QVariant>::read(const QCborValue &value)
{
    return value.isUndefined() ? std::nullopt : std::optional(value.toVariant());
}

QString PayloadTraits<QVariant>::expected()
{
    return QStringLiteral("a value");
}

void PayloadTraits<Payload>::write(JsonWriter &writer, const Payload &value)
{
    writer.payload(value);
}

} // namespace QSocketIo
