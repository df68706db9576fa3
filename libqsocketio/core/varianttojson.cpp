// SPDX-License-Identifier: MIT
#include "varianttojson_p.h"

#include "jsonwriter.h"
#include "logging_p.h"
#include "payload.h"
#include "payloadconversions.h"
#include "runtimetraits_p.h"

#include <QtCore/QAssociativeIterable>
#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QSequentialIterable>

namespace QSocketIo {

// The payload of a variant whose type is known: a reference instead of a copy.
template<typename T>
static const T &as(const QVariant &value)
{
    return *static_cast<const T *>(value.constData());
}

void VariantToJson::write(const QVariant &value)
{
    if (tryWrite(value))
        return;
    qCWarning(lcServer, "JsonWriter: a value of type %s cannot be sent and becomes null",
              value.metaType().name());
    m_writer->null();
}

bool VariantToJson::tryWrite(const QVariant &value)
{
    if (writeBasic(value) || writeText(value) || writeTree(value))
        return true;
    if (!m_writer->enter())
        return true; // it is null, and there has been a warning
    const bool written = writeNested(value);
    m_writer->leave();
    return written;
}

bool VariantToJson::writeBasic(const QVariant &value)
{
    switch (value.metaType().id()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        m_writer->null();
        return true;
    case QMetaType::Bool:
        m_writer->boolean(value.toBool());
        return true;
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::LongLong:
        m_writer->integer(value.toLongLong());
        return true;
    case QMetaType::ULong:
    case QMetaType::ULongLong:
        m_writer->unsignedInteger(value.toULongLong());
        return true;
    case QMetaType::Float:
        m_writer->number(PayloadPrivate::shortest(as<float>(value)));
        return true;
    case QMetaType::Double:
        m_writer->number(value.toDouble());
        return true;
    case QMetaType::QByteArray:
        m_writer->binary(as<QByteArray>(value));
        return true;
    }
    return false;
}

bool VariantToJson::writeText(const QVariant &value)
{
    switch (value.metaType().id()) {
    case QMetaType::QString:
        m_writer->string(as<QString>(value));
        return true;
    case QMetaType::QChar:
        m_writer->string(as<QChar>(value));
        return true;
    case QMetaType::QDateTime:
        PayloadPrivate::writeDateTime(*m_writer, as<QDateTime>(value));
        return true;
    case QMetaType::QDate:
        PayloadPrivate::writeDate(*m_writer, as<QDate>(value));
        return true;
    case QMetaType::QTime:
        PayloadPrivate::writeTime(*m_writer, as<QTime>(value));
        return true;
    case QMetaType::QUrl:
        PayloadPrivate::writeUrl(*m_writer, as<QUrl>(value));
        return true;
    case QMetaType::QUuid:
        PayloadPrivate::writeUuid(*m_writer, as<QUuid>(value));
        return true;
    case QMetaType::QRegularExpression:
        m_writer->string(as<QRegularExpression>(value).pattern());
        return true;
    }
    return false;
}

bool VariantToJson::writeTree(const QVariant &value)
{
    switch (value.metaType().id()) {
    case QMetaType::QJsonValue:
        m_writer->json(as<QJsonValue>(value));
        return true;
    case QMetaType::QJsonObject:
        m_writer->json(as<QJsonObject>(value));
        return true;
    case QMetaType::QJsonArray:
        m_writer->json(as<QJsonArray>(value));
        return true;
    case QMetaType::QJsonDocument:
        PayloadTraits<QJsonDocument>::write(*m_writer, as<QJsonDocument>(value));
        return true;
    case QMetaType::QCborValue:
        m_writer->cbor(as<QCborValue>(value));
        return true;
    case QMetaType::QCborMap:
        m_writer->cbor(as<QCborMap>(value));
        return true;
    case QMetaType::QCborArray:
        m_writer->cbor(as<QCborArray>(value));
        return true;
    }
    if (value.metaType() != QMetaType::fromType<Payload>())
        return false;
    m_writer->beginArray();
    m_writer->payload(as<Payload>(value));
    m_writer->endArray();
    return true;
}

template<typename Map>
void VariantToJson::writeMap(const Map &map)
{
    m_writer->beginObject();
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        m_writer->key(it.key());
        write(it.value());
    }
    m_writer->endObject();
}

template<typename List>
void VariantToJson::writeList(const List &list)
{
    m_writer->beginArray();
    for (const auto &element : list)
        write(element);
    m_writer->endArray();
}

bool VariantToJson::writeRegistered(const QVariant &value)
{
    const PayloadPrivate::RuntimeTraits *const traits
        = PayloadPrivate::registeredTraits(value.metaType());
    if (!traits || !traits->write)
        return false;
    traits->write(*m_writer, value.constData());
    return true;
}

// Types that convert to maps or lists, such as the QJSValue in which a function in QML returns an
// object or an array. Of the two conversions one is empty; where both are, nothing tells which.
bool VariantToJson::writeConverted(const QVariant &value)
{
    const QMetaType type = value.metaType();
    QVariantMap map;
    const bool isMap
        = QMetaType::hasRegisteredConverterFunction(type, QMetaType::fromType<QVariantMap>())
        && QMetaType::convert(type, value.constData(), QMetaType::fromType<QVariantMap>(), &map);
    QVariantList list;
    const bool isList = map.isEmpty()
        && QMetaType::hasRegisteredConverterFunction(type, QMetaType::fromType<QVariantList>())
        && QMetaType::convert(type, value.constData(), QMetaType::fromType<QVariantList>(), &list);
    if (isList)
        writeList(list);
    else if (isMap)
        writeMap(map);
    return isList || isMap;
}

bool VariantToJson::writeNested(const QVariant &value)
{
    const QMetaType type = value.metaType();
    if (type.id() == QMetaType::QVariantMap)
        writeMap(as<QVariantMap>(value));
    else if (type.id() == QMetaType::QVariantHash)
        writeMap(as<QVariantHash>(value));
    else if (type.id() == QMetaType::QVariantList)
        writeList(as<QVariantList>(value));
    else if (writeRegistered(value))
        return true;
    else if (type.flags() & QMetaType::IsEnumeration)
        writeEnum(value);
    else if (type.flags() & QMetaType::IsGadget)
        PayloadPrivate::writeGadget(*m_writer, *type.metaObject(), value.constData());
    else if (value.canView<QAssociativeIterable>())
        writeAssociation(value);
    else if (value.canView<QSequentialIterable>())
        writeSequence(value);
    else if (QMetaType::hasRegisteredConverterFunction(type, QMetaType::fromType<QString>()))
        m_writer->string(value.toString());
    else
        return writeConverted(value);
    return true;
}

void VariantToJson::writeEnum(const QVariant &value)
{
    const bool isUnsigned = value.metaType().flags() & QMetaType::IsUnsignedEnumeration;
    const void *const data = value.constData();
    qint64 number = 0;
    switch (value.metaType().sizeOf()) {
    case 1:
        number = isUnsigned ? qint64(as<quint8>(value)) : as<qint8>(value);
        break;
    case 2:
        number = isUnsigned ? qint64(as<quint16>(value)) : as<qint16>(value);
        break;
    case 4:
        number = isUnsigned ? qint64(as<quint32>(value)) : as<qint32>(value);
        break;
    default:
        number = *static_cast<const qint64 *>(data);
        break;
    }
    PayloadPrivate::writeEnum(*m_writer, value.metaType(), number);
}

void VariantToJson::writeSequence(const QVariant &value)
{
    writeList(value.value<QSequentialIterable>());
}

void VariantToJson::writeAssociation(const QVariant &value)
{
    const QAssociativeIterable association = value.value<QAssociativeIterable>();
    m_writer->beginObject();
    for (auto it = association.constBegin(); it != association.constEnd(); ++it) {
        m_writer->key(it.key().toString());
        write(it.value());
    }
    m_writer->endObject();
}

} // namespace QSocketIo
