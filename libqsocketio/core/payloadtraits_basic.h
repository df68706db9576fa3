// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTRAITS_BASIC_H
#define QSOCKETIO_CORE_PAYLOADTRAITS_BASIC_H

#include "payloadtraits_primary.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QByteArrayView>
#include <QtCore/QStringBuilder>

#include <concepts>
#include <limits>
#include <string>
#include <string_view>
#include <variant>

namespace QSocketIo {

namespace PayloadPrivate {

// char is a number here; the wider characters are text and have no traits of their own.
template<typename T>
concept Integer
    = std::integral<T> && !std::same_as<
          T,
          bool> && !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template<typename T>
concept WriteOnlyText = std::same_as<T, const char *> || std::same_as<T, char *> || std::
    same_as<T, const char8_t *> || std::same_as<T, const char16_t *> || std::same_as<
        T, QLatin1StringView> || std::same_as<T, QStringView> || std::
        same_as<T, QUtf8StringView> || std::same_as<T, QAnyStringView> || std::same_as<
            T, std::string_view> || std::same_as<T, std::u16string_view>;

} // namespace PayloadPrivate

template<>
struct PayloadTraits<bool>
{
    static void write(JsonWriter &writer, bool value) { writer.boolean(value); }
    static std::optional<bool> read(const QCborValue &value)
    {
        return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
    }
    static QString expected() { return QStringLiteral("a boolean"); }
};

template<PayloadPrivate::Integer T>
struct PayloadTraits<T>
{
    using Limits = std::numeric_limits<T>;

    static void write(JsonWriter &writer, T value)
    {
        if constexpr (std::is_signed_v<T>)
            writer.integer(value);
        else
            writer.unsignedInteger(value);
    }
    static std::optional<T> read(const QCborValue &value)
    {
        if constexpr (std::is_signed_v<T>) {
            const auto number = PayloadPrivate::readInteger(value, Limits::min(), Limits::max());
            return number ? std::optional(T(*number)) : std::nullopt;
        } else {
            const auto number = PayloadPrivate::readUnsigned(value, Limits::max());
            return number ? std::optional(T(*number)) : std::nullopt;
        }
    }
    static QString expected()
    {
        if constexpr (std::is_signed_v<T>)
            return PayloadPrivate::integerTypeName(Limits::min(), Limits::max());
        else
            return PayloadPrivate::unsignedTypeName(Limits::max());
    }
};

template<std::floating_point T>
struct PayloadTraits<T>
{
    static void write(JsonWriter &writer, T value) { writer.number(double(value)); }
    static std::optional<T> read(const QCborValue &value)
    {
        if (!value.isInteger() && !value.isDouble())
            return {};
        return T(value.toDouble());
    }
    static QString expected() { return QStringLiteral("a number"); }
};

template<>
struct PayloadTraits<float>
{
    // Through double, 0.1f would be sent as 0.10000000149011612.
    static void write(JsonWriter &writer, float value)
    {
        writer.number(PayloadPrivate::shortest(value));
    }
    static std::optional<float> read(const QCborValue &value)
    {
        const std::optional<double> number = PayloadTraits<double>::read(value);
        return number ? std::optional(float(*number)) : std::nullopt;
    }
    static QString expected() { return PayloadTraits<double>::expected(); }
};

template<PayloadPrivate::WriteOnlyText T>
struct PayloadTraits<T>
{
    static void write(JsonWriter &writer, T value) { writer.string(value); }
};

template<>
struct PayloadTraits<QString>
{
    static void write(JsonWriter &writer, const QString &value) { writer.string(value); }
    static std::optional<QString> read(const QCborValue &value)
    {
        return PayloadPrivate::readString(value);
    }
    static QString expected() { return QStringLiteral("a string"); }
};

template<>
struct PayloadTraits<QChar>
{
    static void write(JsonWriter &writer, QChar value) { writer.string(value); }
    static std::optional<QChar> read(const QCborValue &value)
    {
        const std::optional<QString> text = PayloadPrivate::readString(value);
        return text && text->size() == 1 ? std::optional(text->front()) : std::nullopt;
    }
    static QString expected() { return QStringLiteral("a string of one character"); }
};

template<>
struct PayloadTraits<std::string>
{
    static void write(JsonWriter &writer, const std::string &value) { writer.string(value); }
    static std::optional<std::string> read(const QCborValue &value)
    {
        const std::optional<QString> text = PayloadPrivate::readString(value);
        return text ? std::optional(text->toStdString()) : std::nullopt;
    }
    static QString expected() { return PayloadTraits<QString>::expected(); }
};

// QString + QString where QT_USE_QSTRINGBUILDER is defined.
template<typename A, typename B>
struct PayloadTraits<QStringBuilder<A, B>>
{
    using Result = typename QStringBuilder<A, B>::ConvertTo;

    static void write(JsonWriter &writer, const QStringBuilder<A, B> &value)
    {
        PayloadTraits<Result>::write(writer, Result(value));
    }
};

// Binary, always: text is QString's.
template<>
struct PayloadTraits<QByteArray>
{
    static void write(JsonWriter &writer, const QByteArray &value) { writer.binary(value); }
    static std::optional<QByteArray> read(const QCborValue &value)
    {
        return PayloadPrivate::readBinary(value);
    }
    static QString expected() { return QStringLiteral("binary data"); }
};

template<>
struct PayloadTraits<QByteArrayView>
{
    static void write(JsonWriter &writer, QByteArrayView value)
    {
        writer.binary(value.toByteArray());
    }
};

template<>
struct PayloadTraits<std::nullptr_t>
{
    static void write(JsonWriter &writer, std::nullptr_t) { writer.null(); }
    static std::optional<std::nullptr_t> read(const QCborValue &value)
    {
        return value.isNull() || value.isUndefined() ? std::optional(nullptr) : std::nullopt;
    }
    static QString expected() { return QStringLiteral("null"); }
};

template<>
struct PayloadTraits<std::monostate>
{
    static void write(JsonWriter &writer, std::monostate) { writer.null(); }
    static std::optional<std::monostate> read(const QCborValue &value)
    {
        if (!value.isNull() && !value.isUndefined())
            return {};
        return std::monostate();
    }
    static QString expected() { return QStringLiteral("null"); }
};

} // namespace QSocketIo

#endif
