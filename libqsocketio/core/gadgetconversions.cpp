// SPDX-License-Identifier: MIT
#include "payloadconversions.h"

#include "jsonwriter.h"
#include "payload.h"

#include <QtCore/QAssociativeIterable>
#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMetaProperty>
#include <QtCore/QSequentialIterable>

#include <limits>

namespace QSocketIo::PayloadPrivate {

void writeGadget(JsonWriter &writer, const QMetaObject &metaObject, const void *gadget)
{
    writer.beginObject();
    for (int i = 0; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        if (!property.isReadable() || !property.isStored())
            continue;
        writer.key(QUtf8StringView(property.name()));
        writer.variant(property.readOnGadget(gadget));
    }
    writer.endObject();
}

bool readGadget(const QCborValue &value, const QMetaObject &metaObject, void *gadget)
{
    if (!value.isMap())
        return false;
    const QCborMap map = value.toMap();
    for (int i = 0; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        const QCborValue member = map.value(QLatin1StringView(property.name()));
        if (member.isUndefined() || !property.isWritable())
            continue;
        const std::optional<QVariant> converted = readVariant(member, property.metaType());
        if (!converted || !property.writeOnGadget(gadget, *converted))
            return false;
    }
    return true;
}

QString gadgetTypeName(const QMetaObject &metaObject)
{
    QLatin1StringView name(metaObject.className());
    const qsizetype colons = name.lastIndexOf(QLatin1StringView("::"));
    if (colons >= 0)
        name = name.sliced(colons + 2);
    return QLatin1StringView("an object (") + name + QLatin1Char(')');
}

template<typename T>
static std::optional<QVariant> read(const QCborValue &value)
{
    std::optional<T> result = PayloadTraits<T>::read(value);
    return result ? std::optional(QVariant::fromValue(std::move(*result))) : std::nullopt;
}

using Reader = std::optional<QVariant> (*)(const QCborValue &value);

static Reader readerOf(int typeId)
{
    switch (typeId) {
    case QMetaType::Bool:
        return &read<bool>;
    case QMetaType::Char:
        return &read<char>;
    case QMetaType::SChar:
        return &read<signed char>;
    case QMetaType::UChar:
        return &read<uchar>;
    case QMetaType::Short:
        return &read<short>;
    case QMetaType::UShort:
        return &read<ushort>;
    case QMetaType::Int:
        return &read<int>;
    case QMetaType::UInt:
        return &read<uint>;
    case QMetaType::Long:
        return &read<long>;
    case QMetaType::ULong:
        return &read<ulong>;
    case QMetaType::LongLong:
        return &read<qlonglong>;
    case QMetaType::ULongLong:
        return &read<qulonglong>;
    case QMetaType::Float:
        return &read<float>;
    case QMetaType::Double:
        return &read<double>;
    case QMetaType::QChar:
        return &read<QChar>;
    case QMetaType::QString:
        return &read<QString>;
    case QMetaType::QByteArray:
        return &read<QByteArray>;
    case QMetaType::QDateTime:
        return &read<QDateTime>;
    case QMetaType::QDate:
        return &read<QDate>;
    case QMetaType::QTime:
        return &read<QTime>;
    case QMetaType::QUrl:
        return &read<QUrl>;
    case QMetaType::QUuid:
        return &read<QUuid>;
    case QMetaType::QStringList:
        return &read<QStringList>;
    case QMetaType::QByteArrayList:
        return &read<QByteArrayList>;
    case QMetaType::QVariantList:
        return &read<QVariantList>;
    case QMetaType::QVariantMap:
        return &read<QVariantMap>;
    case QMetaType::QVariantHash:
        return &read<QVariantHash>;
    case QMetaType::QJsonValue:
        return &read<QJsonValue>;
    case QMetaType::QJsonObject:
        return &read<QJsonObject>;
    case QMetaType::QJsonArray:
        return &read<QJsonArray>;
    case QMetaType::QJsonDocument:
        return &read<QJsonDocument>;
    case QMetaType::QCborValue:
        return &read<QCborValue>;
    case QMetaType::QCborMap:
        return &read<QCborMap>;
    case QMetaType::QCborArray:
        return &read<QCborArray>;
    }
    return nullptr;
}

static std::optional<QVariant> readEnumVariant(const QCborValue &value, QMetaType type)
{
    const std::optional<qint64> number = readEnum(type, value);
    if (!number)
        return {};
    QVariant result(type);
    switch (type.sizeOf()) {
    case 1:
        *static_cast<qint8 *>(result.data()) = qint8(*number);
        break;
    case 2:
        *static_cast<qint16 *>(result.data()) = qint16(*number);
        break;
    case 4:
        *static_cast<qint32 *>(result.data()) = qint32(*number);
        break;
    default:
        *static_cast<qint64 *>(result.data()) = *number;
        break;
    }
    return result;
}

static std::optional<QVariant> readSequence(const QCborValue &value, QMetaType type)
{
    QVariant result(type);
    if (!value.isArray() || !result.canView<QSequentialIterable>())
        return {};
    QSequentialIterable sequence = result.view<QSequentialIterable>();
    const QMetaSequence metaSequence = sequence.metaContainer();
    const QMetaType elementType = metaSequence.valueMetaType();
    if (!metaSequence.canAddValue())
        return {};
    const QCborArray array = value.toArray();
    for (const QCborValue &element : array) {
        const std::optional<QVariant> converted = readVariant(element, elementType);
        if (!converted)
            return {};
        const bool isVariant = elementType == QMetaType::fromType<QVariant>();
        metaSequence.addValue(result.data(), isVariant ? &*converted : converted->constData());
    }
    return result;
}

static std::optional<QVariant> readAssociation(const QCborValue &value, QMetaType type)
{
    QVariant result(type);
    if (!value.isMap() || !result.canView<QAssociativeIterable>())
        return {};
    QAssociativeIterable association = result.view<QAssociativeIterable>();
    const QMetaAssociation meta = association.metaContainer();
    if (meta.keyMetaType() != QMetaType::fromType<QString>() || !meta.canSetMappedAtKey())
        return {};
    const QMetaType mappedType = meta.mappedMetaType();
    const QCborMap map = value.toMap();
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        const std::optional<QVariant> converted = readVariant(it.value(), mappedType);
        if (!converted)
            return {};
        const QString key = it.key().toString();
        const bool isVariant = mappedType == QMetaType::fromType<QVariant>();
        meta.setMappedAtKey(result.data(), &key, isVariant ? &*converted : converted->constData());
    }
    return result;
}

// Types for which the application has registered a converter from a basic type.
static std::optional<QVariant> readConverted(const QCborValue &value, QMetaType type)
{
    QVariant result = value.toVariant();
    if (!QMetaType::hasRegisteredConverterFunction(result.metaType(), type)
        || !result.convert(type))
        return {};
    return result;
}

std::optional<QVariant> readVariant(const QCborValue &value, QMetaType type)
{
    if (type == QMetaType::fromType<QVariant>())
        return PayloadTraits<QVariant>::read(value);
    if (const Reader reader = readerOf(type.id()))
        return reader(value);
    if (type.flags() & QMetaType::IsEnumeration)
        return readEnumVariant(value, type);
    if (QMetaType::hasRegisteredConverterFunction(value.toVariant().metaType(), type))
        return readConverted(value, type);
    if (type.flags() & QMetaType::IsGadget) {
        QVariant result(type);
        return readGadget(value, *type.metaObject(), result.data()) ? std::optional(result)
                                                                    : std::nullopt;
    }
    return value.isMap() ? readAssociation(value, type) : readSequence(value, type);
}

} // namespace QSocketIo::PayloadPrivate
