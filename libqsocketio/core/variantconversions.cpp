// SPDX-License-Identifier: MIT
#include "payload.h"
#include "payloadconversions.h"
#include "runtimetraits_p.h"
#include "varianttojson_p.h"

#include <QtCore/QAssociativeIterable>
#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMetaAssociation>
#include <QtCore/QMetaSequence>
#include <QtCore/QSequentialIterable>

#include <limits>

namespace QSocketIo::PayloadPrivate {

template<typename T>
static constexpr RuntimeTraits traits = makeRuntimeTraits<T>();

static const RuntimeTraits *builtInTraits(int typeId)
{
    switch (typeId) {
    case QMetaType::Bool:
        return &traits<bool>;
    case QMetaType::Char:
        return &traits<char>;
    case QMetaType::SChar:
        return &traits<signed char>;
    case QMetaType::UChar:
        return &traits<uchar>;
    case QMetaType::Short:
        return &traits<short>;
    case QMetaType::UShort:
        return &traits<ushort>;
    case QMetaType::Int:
        return &traits<int>;
    case QMetaType::UInt:
        return &traits<uint>;
    case QMetaType::Long:
        return &traits<long>;
    case QMetaType::ULong:
        return &traits<ulong>;
    case QMetaType::LongLong:
        return &traits<qlonglong>;
    case QMetaType::ULongLong:
        return &traits<qulonglong>;
    case QMetaType::Float:
        return &traits<float>;
    case QMetaType::Double:
        return &traits<double>;
    case QMetaType::QChar:
        return &traits<QChar>;
    case QMetaType::QString:
        return &traits<QString>;
    case QMetaType::QByteArray:
        return &traits<QByteArray>;
    case QMetaType::QDateTime:
        return &traits<QDateTime>;
    case QMetaType::QDate:
        return &traits<QDate>;
    case QMetaType::QTime:
        return &traits<QTime>;
    case QMetaType::QUrl:
        return &traits<QUrl>;
    case QMetaType::QUuid:
        return &traits<QUuid>;
    case QMetaType::QStringList:
        return &traits<QStringList>;
    case QMetaType::QByteArrayList:
        return &traits<QByteArrayList>;
    case QMetaType::QVariantList:
        return &traits<QVariantList>;
    case QMetaType::QVariantMap:
        return &traits<QVariantMap>;
    case QMetaType::QVariantHash:
        return &traits<QVariantHash>;
    case QMetaType::QJsonValue:
        return &traits<QJsonValue>;
    case QMetaType::QJsonObject:
        return &traits<QJsonObject>;
    case QMetaType::QJsonArray:
        return &traits<QJsonArray>;
    case QMetaType::QJsonDocument:
        return &traits<QJsonDocument>;
    case QMetaType::QCborValue:
        return &traits<QCborValue>;
    case QMetaType::QCborMap:
        return &traits<QCborMap>;
    case QMetaType::QCborArray:
        return &traits<QCborArray>;
    }
    return nullptr;
}

// What PayloadTraits know of the type, by the library or by registerPayloadType().
static const RuntimeTraits *traitsOf(QMetaType type)
{
    const RuntimeTraits *const builtIn = builtInTraits(type.id());
    return builtIn ? builtIn : registeredTraits(type);
}

template<typename T>
static bool store(QVariant &result, qint64 number)
{
    if (!std::in_range<T>(number))
        return false;
    *static_cast<T *>(result.data()) = T(number);
    return true;
}

static bool storeEnum(QVariant &result, qint64 number)
{
    const bool isUnsigned = result.metaType().flags() & QMetaType::IsUnsignedEnumeration;
    switch (result.metaType().sizeOf()) {
    case 1:
        return isUnsigned ? store<quint8>(result, number) : store<qint8>(result, number);
    case 2:
        return isUnsigned ? store<quint16>(result, number) : store<qint16>(result, number);
    case 4:
        return isUnsigned ? store<quint32>(result, number) : store<qint32>(result, number);
    default:
        return isUnsigned ? store<quint64>(result, number) : store<qint64>(result, number);
    }
}

static std::optional<QVariant> readEnumVariant(const QCborValue &value, QMetaType type)
{
    const std::optional<qint64> number = readEnum(type, value);
    QVariant result(type);
    if (!number || !storeEnum(result, *number))
        return {};
    return result;
}

// The kinds of containers that can be filled at run time.
static std::optional<QMetaSequence> sequenceOf(QMetaType type)
{
    QVariant container(type);
    if (!container.canView<QSequentialIterable>())
        return {};
    const QMetaSequence sequence = container.view<QSequentialIterable>().metaContainer();
    return sequence.canAddValue() ? std::optional(sequence) : std::nullopt;
}

static std::optional<QMetaAssociation> associationOf(QMetaType type)
{
    QVariant container(type);
    if (!container.canView<QAssociativeIterable>())
        return {};
    const QMetaAssociation association = container.view<QAssociativeIterable>().metaContainer();
    if (association.keyMetaType() != QMetaType::fromType<QString>()
        || !association.canSetMappedAtKey())
        return {};
    return association;
}

static const void *dataOf(const QVariant &value, QMetaType type)
{
    return type == QMetaType::fromType<QVariant>() ? &value : value.constData();
}

static std::optional<QVariant> readSequence(const QCborValue &value, QMetaType type)
{
    const std::optional<QMetaSequence> sequence = sequenceOf(type);
    if (!value.isArray() || !sequence)
        return {};
    QVariant result(type);
    const QMetaType elementType = sequence->valueMetaType();
    const QCborArray array = value.toArray();
    for (const QCborValue &element : array) {
        const std::optional<QVariant> converted = readVariant(element, elementType);
        if (!converted)
            return {};
        sequence->addValue(result.data(), dataOf(*converted, elementType));
    }
    return result;
}

static std::optional<QVariant> readAssociation(const QCborValue &value, QMetaType type)
{
    const std::optional<QMetaAssociation> association = associationOf(type);
    if (!value.isMap() || !association)
        return {};
    QVariant result(type);
    const QMetaType mappedType = association->mappedMetaType();
    const QCborMap map = value.toMap();
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        const std::optional<QVariant> converted = readVariant(it.value(), mappedType);
        if (!converted)
            return {};
        const QString key = it.key().toString();
        association->setMappedAtKey(result.data(), &key, dataOf(*converted, mappedType));
    }
    return result;
}

// Types for which the application has registered a converter from a basic type.
static bool hasConverter(const QCborValue &value, QMetaType type)
{
    return QMetaType::hasRegisteredConverterFunction(value.toVariant().metaType(), type);
}

static std::optional<QVariant> readConverted(const QCborValue &value, QMetaType type)
{
    QVariant result = value.toVariant();
    return result.convert(type) ? std::optional(result) : std::nullopt;
}

static bool isGadget(QMetaType type)
{
    return type.flags() & QMetaType::IsGadget && type != QMetaType::fromType<Payload>();
}

std::optional<QVariant> readVariant(const QCborValue &value, QMetaType type)
{
    if (type == QMetaType::fromType<QVariant>())
        return PayloadTraits<QVariant>::read(value);
    if (const RuntimeTraits *const known = traitsOf(type))
        return known->read ? known->read(value) : std::nullopt;
    if (type.flags() & QMetaType::IsEnumeration)
        return readEnumVariant(value, type);
    if (hasConverter(value, type))
        return readConverted(value, type);
    if (isGadget(type)) {
        QVariant result(type);
        return readGadget(value, *type.metaObject(), result.data()) ? std::optional(result)
                                                                    : std::nullopt;
    }
    return value.isMap() ? readAssociation(value, type) : readSequence(value, type);
}

static std::optional<Mismatch> sequenceMismatch(const QCborArray &array, QMetaType elementType)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (std::optional<Mismatch> found = variantMismatch(array.at(i), elementType))
            return inElement(i, *std::move(found));
    }
    return {};
}

static std::optional<Mismatch> associationMismatch(const QCborMap &map, QMetaType mappedType)
{
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        if (std::optional<Mismatch> found = variantMismatch(it.value(), mappedType))
            return inMember(it.key().toString(), *std::move(found));
    }
    return {};
}

// Looks into gadgets and containers instead of reading them, so that each part of a value is read
// once, however deep it is.
std::optional<Mismatch> variantMismatch(const QCborValue &value, QMetaType type)
{
    const RuntimeTraits *const known = traitsOf(type);
    if (known && known->mismatch)
        return known->mismatch(value);
    if (!known && !hasConverter(value, type)) {
        if (isGadget(type))
            return gadgetMismatch(value, *type.metaObject());
        const std::optional<QMetaAssociation> association = associationOf(type);
        if (association && value.isMap())
            return associationMismatch(value.toMap(), association->mappedMetaType());
        const std::optional<QMetaSequence> sequence = sequenceOf(type);
        if (sequence && value.isArray())
            return sequenceMismatch(value.toArray(), sequence->valueMetaType());
    }
    if (readVariant(value, type))
        return {};
    return Mismatch{QString(), variantTypeName(type), value};
}

QString variantTypeName(QMetaType type)
{
    if (type == QMetaType::fromType<QVariant>())
        return payloadTypeName<QVariant>();
    const RuntimeTraits *const known = traitsOf(type);
    if (known && known->expected)
        return known->expected();
    if (type.flags() & QMetaType::IsEnumeration)
        return enumTypeName(type);
    if (isGadget(type))
        return gadgetTypeName(*type.metaObject());
    if (const auto association = associationOf(type))
        return mapTypeName(variantTypeName(association->mappedMetaType()));
    if (const auto sequence = sequenceOf(type))
        return arrayTypeName(variantTypeName(sequence->valueMetaType()));
    return fallbackTypeName(type);
}

static bool hasConverterFromBasicType(QMetaType type)
{
    for (int basic : {QMetaType::QString, QMetaType::LongLong, QMetaType::Double, QMetaType::Bool,
                      QMetaType::QByteArray, QMetaType::QVariantMap, QMetaType::QVariantList}) {
        if (QMetaType::hasRegisteredConverterFunction(QMetaType(basic), type))
            return true;
    }
    return false;
}

bool isReadable(QMetaType type)
{
    if (!type.isValid() || type == QMetaType::fromType<QVariant>())
        return type.isValid();
    if (const RuntimeTraits *const known = traitsOf(type))
        return known->read;
    if (type.flags() & QMetaType::IsEnumeration || isGadget(type))
        return true;
    if (const auto association = associationOf(type))
        return isReadable(association->mappedMetaType());
    if (const auto sequence = sequenceOf(type))
        return isReadable(sequence->valueMetaType());
    return hasConverterFromBasicType(type);
}

bool isWritable(QMetaType type)
{
    JsonWriter scratch;
    return type == QMetaType::fromType<QVariant>()
        || (type.isValid() && VariantToJson(&scratch).tryWrite(QVariant(type)));
}

} // namespace QSocketIo::PayloadPrivate
