// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADCONVERSIONS_H
#define QSOCKETIO_CORE_PAYLOADCONVERSIONS_H

#include "global.h"

#include "payloadmismatch.h"

#include <QtCore/QByteArray>
#include <QtCore/QCborValue>
#include <QtCore/QDateTime>
#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <QtCore/QUuid>
#include <QtCore/QVariant>

#include <optional>

namespace QSocketIo {

class JsonWriter;

// What the PayloadTraits of the library's own types have in common, kept out of the headers. Not
// for use outside of the library.
namespace PayloadPrivate {

[[nodiscard]] QSOCKETIO_EXPORT std::optional<qint64> readInteger(const QCborValue &value,
                                                                 qint64 minimum, qint64 maximum);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<quint64> readUnsigned(const QCborValue &value,
                                                                   quint64 maximum);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QString> readString(const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QByteArray> readBinary(const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QDateTime> readDateTime(const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QDate> readDate(const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QTime> readTime(const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QUrl> readUrl(const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QUuid> readUuid(const QCborValue &value);

// Invalid ones become null, as in JavaScript.
QSOCKETIO_EXPORT void writeDateTime(JsonWriter &writer, const QDateTime &value);
QSOCKETIO_EXPORT void writeDate(JsonWriter &writer, QDate value);
QSOCKETIO_EXPORT void writeTime(JsonWriter &writer, QTime value);
QSOCKETIO_EXPORT void writeUrl(JsonWriter &writer, const QUrl &value);
QSOCKETIO_EXPORT void writeUuid(JsonWriter &writer, const QUuid &value);

// type: an enumeration. By its key where Q_ENUM or Q_ENUM_NS declares one, else as a number.
QSOCKETIO_EXPORT void writeEnum(JsonWriter &writer, QMetaType type, qint64 value);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<qint64> readEnum(QMetaType type,
                                                              const QCborValue &value);
[[nodiscard]] QSOCKETIO_EXPORT QString enumTypeName(QMetaType type);

// gadget: an instance of what metaObject describes. Reading leaves alone what the object lacks.
QSOCKETIO_EXPORT void writeGadget(JsonWriter &writer, const QMetaObject &metaObject,
                                  const void *gadget);
[[nodiscard]] QSOCKETIO_EXPORT bool readGadget(const QCborValue &value,
                                               const QMetaObject &metaObject, void *gadget);
// Empty: it can be read.
[[nodiscard]] QSOCKETIO_EXPORT std::optional<Mismatch>
gadgetMismatch(const QCborValue &value, const QMetaObject &metaObject);
[[nodiscard]] QSOCKETIO_EXPORT QString gadgetTypeName(const QMetaObject &metaObject);

// The double with the fewest digits that is nearest to value: 0.1 for 0.1f.
[[nodiscard]] QSOCKETIO_EXPORT double shortest(float value);

// The wording of payloadTypeName().
[[nodiscard]] QSOCKETIO_EXPORT QString integerTypeName(qint64 minimum, qint64 maximum);
[[nodiscard]] QSOCKETIO_EXPORT QString unsignedTypeName(quint64 maximum);
[[nodiscard]] QSOCKETIO_EXPORT QString arrayTypeName(const QString &element);
[[nodiscard]] QSOCKETIO_EXPORT QString mapTypeName(const QString &element);
[[nodiscard]] QSOCKETIO_EXPORT QString tupleTypeName(const QStringList &elements);
[[nodiscard]] QSOCKETIO_EXPORT QString optionalTypeName(const QString &value);
[[nodiscard]] QSOCKETIO_EXPORT QString fallbackTypeName(QMetaType type);

// A value of a type known at run time only. Where the type is QVariant, it is the result itself.
[[nodiscard]] QSOCKETIO_EXPORT std::optional<QVariant> readVariant(const QCborValue &value,
                                                                   QMetaType type);
[[nodiscard]] QSOCKETIO_EXPORT std::optional<Mismatch> variantMismatch(const QCborValue &value,
                                                                       QMetaType type);
[[nodiscard]] QSOCKETIO_EXPORT QString variantTypeName(QMetaType type);
// Whether there are values that readVariant() makes of this type, or JsonWriter::variant() writes.
[[nodiscard]] QSOCKETIO_EXPORT bool isReadable(QMetaType type);
[[nodiscard]] QSOCKETIO_EXPORT bool isWritable(QMetaType type);

} // namespace PayloadPrivate
} // namespace QSocketIo

#endif
