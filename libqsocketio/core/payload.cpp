// SPDX-License-Identifier: MIT
#include "payload.h"

#include "jsonreader_p.h"
#include "jsonscan_p.h"
#include "jsontocbor_p.h"
#include "logging_p.h"

#include <QtCore/QDebug>

#include <atomic>
#include <memory>

namespace QSocketIo {

class PayloadData : public QSharedData
{
public:
    PayloadData(const QByteArray &json_, const QList<QByteArray> &attachments_)
        : json(json_)
        , attachments(attachments_)
    { }
    ~PayloadData() { delete decoded.load(std::memory_order_relaxed); }
    Q_DISABLE_COPY_MOVE(PayloadData)

    const QCborArray &array() const;
    QCborValue at(qsizetype index) const;
    qsizetype count() const;

    const QByteArray json;
    const QList<QByteArray> attachments;

private:
    std::optional<QCborArray> decode() const;
    std::optional<QCborValue> scalarAt(qsizetype index) const;

    // Copies of a payload may live in several threads: each may decode, one result is kept.
    mutable std::atomic<const QCborArray *> decoded = nullptr;
    mutable std::atomic<qsizetype> scannedCount = -1;
};

std::optional<QCborArray> PayloadData::decode() const
{
    JsonToCbor reader(json, JsonScan::MaxDepth);
    if (!attachments.isEmpty())
        reader.setAttachments(attachments);
    return reader.parseList();
}

const QCborArray &PayloadData::array() const
{
    const QCborArray *current = decoded.load(std::memory_order_acquire);
    if (current)
        return *current;
    std::optional<QCborArray> array = decode();
    if (!array)
        qCWarning(lcServer, "Payload: the text is no list of JSON values");
    auto mine = std::make_unique<const QCborArray>(std::move(array).value_or(QCborArray()));
    if (decoded.compare_exchange_strong(current, mine.get(), std::memory_order_acq_rel))
        return *mine.release();
    return *current;
}

// Most arguments are strings and numbers near the beginning of the text: these are read from where
// they are, several times faster than by decoding all. Null where that does not work.
std::optional<QCborValue> PayloadData::scalarAt(qsizetype index) const
{
    constexpr qsizetype farAway = 512;
    JsonReader reader(json, JsonScan::MaxDepth);
    for (qsizetype i = 0; i < index; ++i) {
        if (!reader.skipValue() || !reader.skip(',') || reader.position() > farAway)
            return {};
    }
    const std::optional<JsonReader::Span> span = reader.skipValue();
    return span ? reader.scalarAt(*span) : std::nullopt;
}

QCborValue PayloadData::at(qsizetype index) const
{
    if (!decoded.load(std::memory_order_acquire)) {
        if (const std::optional<QCborValue> scalar = scalarAt(index))
            return *scalar;
    }
    return array().at(index);
}

static qsizetype countValues(const QByteArray &json)
{
    JsonReader reader(json, JsonScan::MaxDepth);
    if (reader.atEnd())
        return 0;
    qsizetype count = 0;
    do {
        if (!reader.skipValue())
            return 0;
        ++count;
    } while (reader.skip(','));
    return reader.atEnd() ? count : 0;
}

qsizetype PayloadData::count() const
{
    if (const QCborArray *array = decoded.load(std::memory_order_acquire))
        return array->size();
    qsizetype count = scannedCount.load(std::memory_order_relaxed);
    if (count < 0) {
        count = countValues(json);
        scannedCount.store(count, std::memory_order_relaxed);
    }
    return count;
}

/*!
    \class QSocketIo::Payload
    \inmodule QSocketIo
    \brief The arguments of an event or of an acknowledgement.

    A payload keeps what the wire carries, JSON text and binary attachments beside it, and decodes
    it when a value is first asked for. Passing it on, to other clients or to other servers, decodes
    nothing.

    \code
    socket->onAny(this, [](const QString &event, const QSocketIo::Payload &payload) {
        if (const std::optional<QString> text = payload.value<QString>(0))
            qInfo() << event << *text;
    });

    const QSocketIo::Payload payload = QSocketIo::Payload::of("tick", 42, QByteArray("\x01\x02", 2));
    io.emitEvent("news", payload); // with these three arguments
    \endcode

    It can be read as a whole, too, and be made of what is there already:

    \code
    socket->on("import", this, [](const QSocketIo::Payload &payload) {
        if (payload.isEmpty() || payload.count() > 2)
            return;
        const QCborValue first = payload.at(0); // undefined where it is missing
        const QCborArray &all = payload.toCborArray(); // attachments are byte strings
        const QVariantList forQml = payload.toVariantList();
        const QJsonArray withoutBinary = payload.toJsonArray();
        if (payload.hasAttachments())
            qInfo() << payload.json() << "with" << payload.attachments().size() << "attachments";
    });
    const auto text = QSocketIo::Payload::fromJson(R"("tick",42)");
    const auto array = QSocketIo::Payload::fromCborArray({"tick", 42});
    const auto list = QSocketIo::Payload::fromVariantList({QStringLiteral("tick"), 42});
    \endcode

    Values are read in their exact type: a number is never a string, QByteArray is always binary and
    QString always text. Integers are exact within 64 bits (JavaScript rounds beyond 2\sup{53}), the
    keys of objects keep their order in CBOR types, and of a repeated key the last value counts.

    \section1 Thread affinity
    Payload is an implicitly shared value, and copies of it may be used in several threads at a
    time, although they share the decoded values.

    \sa PayloadTraits
*/

/*! Creates a payload without arguments. */
Payload::Payload() = default;
Payload::Payload(const Payload &other) = default;
Payload::Payload(Payload &&other) noexcept = default;
Payload &Payload::operator=(const Payload &other) = default;
Payload &Payload::operator=(Payload &&other) noexcept = default;
Payload::~Payload() = default;

/*! \fn template<typename... Args> Payload Payload::of(const Args &...args)
    Returns a payload of \a args, each converted by its PayloadTraits. A Payload among them stands
    for all of its arguments. */

/*! Returns a payload of \a json, which must be valid JSON values separated by commas, as between
    the brackets of an array. If there are \a attachments, objects such as
    \c{{"_placeholder":true,"num":0}} stand for them. The text is kept, not copied.

    Text that turns out to be malformed is taken for no arguments, with a warning. */
Payload Payload::fromJson(const QByteArray &json, const QList<QByteArray> &attachments)
{
    Payload payload;
    if (!json.isEmpty() || !attachments.isEmpty())
        payload.d = new PayloadData(json, attachments);
    return payload;
}

/*! Returns a payload whose arguments are the elements of \a array. Byte strings become
    attachments; see JsonWriter::cbor() for the rest. */
Payload Payload::fromCborArray(const QCborArray &array)
{
    JsonWriter writer;
    for (const QCborValue &value : array)
        writer.cbor(value);
    return writer.takePayload();
}

/*! Returns a payload whose arguments are the elements of \a list; see JsonWriter::variant() for the
    types that there may be. */
Payload Payload::fromVariantList(const QVariantList &list)
{
    JsonWriter writer;
    for (const QVariant &value : list)
        writer.variant(value);
    return writer.takePayload();
}

/*! Returns whether there are no arguments. */
bool Payload::isEmpty() const
{
    return count() == 0;
}

/*! Returns the number of arguments. It checks the text, but decodes nothing. */
qsizetype Payload::count() const
{
    return d ? d->count() : 0;
}

/*! Returns the argument at \a index, counted from 0, or an undefined value where there is none. */
QCborValue Payload::at(qsizetype index) const
{
    return d && index >= 0 ? d->at(index) : QCborValue(QCborValue::Undefined);
}

/*! \fn template<typename T> std::optional<T> Payload::value(qsizetype index) const
    Returns the argument at \a index as \c T, or \c nullopt where it is missing or not of the type
    that PayloadTraits<T> expects. */

/*! Returns all arguments; attachments are byte strings. The reference is valid as long as this
    payload or a copy of it. */
const QCborArray &Payload::toCborArray() const
{
    static const QCborArray none;
    return d ? d->array() : none;
}

/*! Returns all arguments. JSON types cannot hold binary data: attachments become base64url text,
    and the keys of objects are sorted.

    \sa toCborArray()
*/
QJsonArray Payload::toJsonArray() const
{
    return toCborArray().toJsonArray();
}

/*! Returns all arguments. Attachments become QByteArray. QML can call this, too:

    \badcode
    socket.eventReceived.connect((event, payload) => console.log(event, payload.toVariantList()))
    \endcode */
QVariantList Payload::toVariantList() const
{
    return toCborArray().toVariantList();
}

/*! Returns the text as it is on the wire: values separated by commas, with placeholders for the
    attachments(). */
QByteArray Payload::json() const
{
    return d ? d->json : QByteArray();
}

/*! Returns the attachments, in the order of their numbers. */
const QList<QByteArray> &Payload::attachments() const
{
    static const QList<QByteArray> none;
    return d ? d->attachments : none;
}

/*! \fn bool Payload::hasAttachments() const
    Returns whether there are attachments. */

/*! \fn bool Payload::operator==(const Payload &a, const Payload &b)
    Returns whether \a a and \a b have equal arguments, however they are written. */

// The same text may be written in several ways, but the same writing is the same text.
bool operator==(const Payload &a, const Payload &b)
{
    if (a.d == b.d)
        return true;
    if (a.attachments() == b.attachments() && a.json() == b.json())
        return true;
    return a.toCborArray() == b.toCborArray();
}

/*! \fn QDebug Payload::operator<<(QDebug debug, const Payload &payload)
    Writes the text of \a payload and the number of its attachments to \a debug, and returns that. */
QDebug operator<<(QDebug debug, const Payload &payload)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QSocketIo::Payload([" << payload.json().constData() << ']';
    if (payload.hasAttachments())
        debug << ", attachments: " << payload.attachments().size();
    return debug << ')';
}

} // namespace QSocketIo
