// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOAD_H
#define QSOCKETIO_CORE_PAYLOAD_H

#include "global.h"
#include "jsonwriter.h"
#include "payloadtraits.h"

#include <QtCore/QCborArray>
#include <QtCore/QExplicitlySharedDataPointer>
#include <QtCore/QJsonArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QVariant>

#include <optional>
#include <type_traits>

namespace QSocketIo {

class PayloadData;

// The arguments of an event or acknowledgement: the wire's text and the attachments beside it,
// decoded on first access. Forwarding a payload never decodes it.
class QSOCKETIO_EXPORT Payload
{
    Q_GADGET
public:
    Payload();
    Payload(const Payload &other);
    Payload(Payload &&other) noexcept;
    Payload &operator=(const Payload &other);
    Payload &operator=(Payload &&other) noexcept;
    ~Payload();
    void swap(Payload &other) noexcept { d.swap(other.d); }

    // A payload of these arguments, each converted by its PayloadTraits.
    template<typename... Args>
    [[nodiscard]] static Payload of(const Args &...args)
    {
        JsonWriter writer;
        (PayloadTraits<std::decay_t<const Args &>>::write(writer, args), ...);
        return writer.takePayload();
    }
    // json: comma-separated JSON values, valid, as between the brackets of an array. It is kept,
    // not copied; placeholders refer to attachments.
    [[nodiscard]] static Payload fromJson(const QByteArray &json,
                                          const QList<QByteArray> &attachments = {});
    [[nodiscard]] static Payload fromCborArray(const QCborArray &array);
    [[nodiscard]] static Payload fromVariantList(const QVariantList &list);

    [[nodiscard]] bool isEmpty() const; // no arguments
    [[nodiscard]] qsizetype count() const;
    [[nodiscard]] QCborValue at(qsizetype index) const; // undefined where there is none
    // nullopt where the argument is missing or of another type.
    template<typename T>
    [[nodiscard]] std::optional<T> value(qsizetype index) const
    {
        return PayloadTraits<T>::read(at(index));
    }

    [[nodiscard]] const QCborArray &toCborArray() const; // attachments as byte strings
    [[nodiscard]] QJsonArray toJsonArray() const; // attachments as base64 text: use the others
    [[nodiscard]] Q_INVOKABLE QVariantList toVariantList() const;

    // As on the wire: comma-separated values, with placeholders for the attachments.
    [[nodiscard]] QByteArray json() const;
    [[nodiscard]] const QList<QByteArray> &attachments() const;
    [[nodiscard]] bool hasAttachments() const { return !attachments().isEmpty(); }

    friend QSOCKETIO_EXPORT bool operator==(const Payload &a, const Payload &b); // by value
    friend QSOCKETIO_EXPORT QDebug operator<<(QDebug debug, const Payload &payload);

private:
    QExplicitlySharedDataPointer<PayloadData> d; // null: no arguments
};

} // namespace QSocketIo

Q_DECLARE_SHARED(QSocketIo::Payload)
Q_DECLARE_METATYPE(QSocketIo::Payload)

#endif
