// SPDX-License-Identifier: MIT
#include "payloadconversions.h"

#include "jsonwriter.h"

#include <QtCore/QCborMap>
#include <QtCore/QMetaProperty>

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

// An invalid date or time is written as null, and what has been written can be read.
static bool isInvalidTime(const QCborValue &member, QMetaType type)
{
    return member.isNull()
        && (type.id() == QMetaType::QDateTime || type.id() == QMetaType::QDate
            || type.id() == QMetaType::QTime);
}

static std::optional<QVariant> readMember(const QCborValue &member, QMetaType type)
{
    return isInvalidTime(member, type) ? QVariant(type) : readVariant(member, type);
}

bool readGadget(const QCborValue &value, const QMetaObject &metaObject, void *gadget)
{
    if (!value.isMap())
        return false;
    const QCborMap map = value.toMap();
    for (int i = 0; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        if (!property.isWritable())
            continue;
        const QCborValue member = map.value(QLatin1StringView(property.name()));
        if (member.isUndefined()) {
            if (property.isRequired())
                return false;
            continue;
        }
        const std::optional<QVariant> converted = readMember(member, property.metaType());
        if (!converted || !property.writeOnGadget(gadget, *converted))
            return false;
    }
    return true;
}

std::optional<Mismatch> gadgetMismatch(const QCborValue &value, const QMetaObject &metaObject)
{
    if (!value.isMap())
        return Mismatch{QString(), gadgetTypeName(metaObject), value};
    const QCborMap map = value.toMap();
    for (int i = 0; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        const QLatin1StringView name(property.name());
        const QCborValue member = map.value(name);
        const QMetaType type = property.metaType();
        if (!property.isWritable() || (member.isUndefined() && !property.isRequired())
            || isInvalidTime(member, type))
            continue;
        if (member.isUndefined())
            return inMember(name, {QString(), variantTypeName(type), member});
        if (std::optional<Mismatch> found = variantMismatch(member, type))
            return inMember(name, *std::move(found));
    }
    return {};
}

QString gadgetTypeName(const QMetaObject &metaObject)
{
    QLatin1StringView name(metaObject.className());
    const qsizetype colons = name.lastIndexOf(QLatin1StringView("::"));
    if (colons >= 0)
        name = name.sliced(colons + 2);
    return QLatin1StringView("an object (") + name + QLatin1Char(')');
}

} // namespace QSocketIo::PayloadPrivate
