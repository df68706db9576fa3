// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTRAITS_CONTAINERS_H
#define QSOCKETIO_CORE_PAYLOADTRAITS_CONTAINERS_H

#include "payloadtraits_primary.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QSet>

#include <array>
#include <list>
#include <map>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace QSocketIo {

namespace PayloadPrivate {

template<typename T>
struct Sequence
{
    using Value = typename T::value_type;

    static void write(JsonWriter &writer, const T &container)
    {
        writer.beginArray();
        for (const auto &value : container)
            PayloadTraits<Value>::write(writer, value);
        writer.endArray();
    }
    static std::optional<T> read(const QCborValue &value)
    {
        if (!value.isArray())
            return {};
        T result;
        const QCborArray array = value.toArray();
        if constexpr (requires { result.reserve(array.size()); })
            result.reserve(array.size());
        for (const QCborValue &element : array) {
            std::optional<Value> converted = PayloadTraits<Value>::read(element);
            if (!converted)
                return {};
            if constexpr (requires { result.push_back(std::move(*converted)); })
                result.push_back(std::move(*converted));
            else
                result.insert(std::move(*converted));
        }
        return result;
    }
    static QString expected() { return arrayTypeName(payloadTypeName<Value>()); }
    static std::optional<Mismatch> mismatch(const QCborValue &value)
    {
        if (!value.isArray())
            return Mismatch{QString(), expected(), value};
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (std::optional<Mismatch> found = mismatchOf<Value>(array.at(i)))
                return inElement(i, *std::move(found));
        }
        return {};
    }
};

inline QString toKey(const QString &key, QString *)
{
    return key;
}
inline std::string toKey(const QString &key, std::string *)
{
    return key.toStdString();
}

template<typename T>
concept StringKey = std::same_as<T, QString> || std::same_as<T, std::string>;

template<typename T>
struct Association
{
    using Key = typename T::key_type;
    using Value = typename T::mapped_type;

    static void write(JsonWriter &writer, const T &container)
    {
        writer.beginObject();
        for (auto it = container.begin(); it != container.end(); ++it) {
            if constexpr (requires { it.key(); }) {
                writer.key(it.key());
                PayloadTraits<Value>::write(writer, it.value());
            } else {
                writer.key(it->first);
                PayloadTraits<Value>::write(writer, it->second);
            }
        }
        writer.endObject();
    }
    static std::optional<T> read(const QCborValue &value)
    {
        if (!value.isMap())
            return {};
        T result;
        const QCborMap map = value.toMap();
        for (auto it = map.cbegin(); it != map.cend(); ++it) {
            std::optional<Value> converted = PayloadTraits<Value>::read(it.value());
            if (!converted)
                return {};
            result[toKey(it.key().toString(), static_cast<Key *>(nullptr))] = std::move(*converted);
        }
        return result;
    }
    static QString expected() { return mapTypeName(payloadTypeName<Value>()); }
    static std::optional<Mismatch> mismatch(const QCborValue &value)
    {
        if (!value.isMap())
            return Mismatch{QString(), expected(), value};
        const QCborMap map = value.toMap();
        for (auto it = map.cbegin(); it != map.cend(); ++it) {
            if (std::optional<Mismatch> found = mismatchOf<Value>(it.value()))
                return inMember(it.key().toString(), *std::move(found));
        }
        return {};
    }
};

// A fixed number of elements, each of its own type. Optional ones may be missing at the end.
template<typename T>
struct Tuple
{
    static constexpr std::size_t Size = std::tuple_size_v<T>;

    static void write(JsonWriter &writer, const T &tuple)
    {
        writer.beginArray();
        std::apply(
            [&writer](const auto &...values) {
                (PayloadTraits<std::decay_t<decltype(values)>>::write(writer, values), ...);
            },
            tuple);
        writer.endArray();
    }
    static std::optional<T> read(const QCborValue &value)
    {
        const QCborArray array = value.toArray();
        if (!value.isArray() || std::size_t(array.size()) > Size)
            return {};
        return readElements(array, std::make_index_sequence<Size>());
    }
    static QString expected()
    {
        return tupleTypeName(elementNames(std::make_index_sequence<Size>()));
    }
    static std::optional<Mismatch> mismatch(const QCborValue &value)
    {
        const QCborArray array = value.toArray();
        if (!value.isArray() || std::size_t(array.size()) > Size)
            return Mismatch{QString(), expected(), value};
        return firstMismatch(array, std::make_index_sequence<Size>());
    }

private:
    template<std::size_t... I>
    static std::optional<T> readElements([[maybe_unused]] const QCborArray &array,
                                         std::index_sequence<I...>)
    {
        [[maybe_unused]] std::tuple<std::optional<std::tuple_element_t<I, T>>...> values{
            PayloadTraits<std::tuple_element_t<I, T>>::read(array.at(I))...};
        if (!(std::get<I>(values).has_value() && ...))
            return {};
        return T{std::move(*std::get<I>(values))...};
    }
    template<std::size_t... I>
    static std::optional<Mismatch> firstMismatch([[maybe_unused]] const QCborArray &array,
                                                 std::index_sequence<I...>)
    {
        std::optional<Mismatch> result;
        const auto examine = [&]<typename Element>(qsizetype index, std::type_identity<Element>) {
            if (result)
                return;
            if (std::optional<Mismatch> found = mismatchOf<Element>(array.at(index)))
                result = inElement(index, *std::move(found));
        };
        (examine(I, std::type_identity<std::tuple_element_t<I, T>>()), ...);
        return result;
    }
    template<std::size_t... I>
    static QStringList elementNames(std::index_sequence<I...>)
    {
        return {payloadTypeName<std::tuple_element_t<I, T>>()...};
    }
};

} // namespace PayloadPrivate

template<typename T>
struct PayloadTraits<QList<T>> : PayloadPrivate::Sequence<QList<T>>
{ };
template<typename T>
struct PayloadTraits<QSet<T>> : PayloadPrivate::Sequence<QSet<T>>
{ };
template<typename T, typename Allocator>
struct PayloadTraits<std::vector<T, Allocator>>
    : PayloadPrivate::Sequence<std::vector<T, Allocator>>
{ };
template<typename T, typename Allocator>
struct PayloadTraits<std::list<T, Allocator>> : PayloadPrivate::Sequence<std::list<T, Allocator>>
{ };

template<typename T>
struct PayloadTraits<QMap<QString, T>> : PayloadPrivate::Association<QMap<QString, T>>
{ };
template<typename T>
struct PayloadTraits<QHash<QString, T>> : PayloadPrivate::Association<QHash<QString, T>>
{ };
template<PayloadPrivate::StringKey Key, typename T, typename... Rest>
struct PayloadTraits<std::map<Key, T, Rest...>>
    : PayloadPrivate::Association<std::map<Key, T, Rest...>>
{ };
template<PayloadPrivate::StringKey Key, typename T, typename... Rest>
struct PayloadTraits<std::unordered_map<Key, T, Rest...>>
    : PayloadPrivate::Association<std::unordered_map<Key, T, Rest...>>
{ };

template<typename... T>
struct PayloadTraits<std::tuple<T...>> : PayloadPrivate::Tuple<std::tuple<T...>>
{ };
template<typename A, typename B>
struct PayloadTraits<std::pair<A, B>> : PayloadPrivate::Tuple<std::pair<A, B>>
{ };
template<typename T, std::size_t N>
struct PayloadTraits<std::array<T, N>> : PayloadPrivate::Tuple<std::array<T, N>>
{ };

// null and undefined, which includes a missing argument, are nullopt.
template<typename T>
struct PayloadTraits<std::optional<T>>
{
    static void write(JsonWriter &writer, const std::optional<T> &value)
    {
        if (value)
            PayloadTraits<T>::write(writer, *value);
        else
            writer.null();
    }
    static std::optional<std::optional<T>> read(const QCborValue &value)
    {
        if (value.isNull() || value.isUndefined())
            return std::optional<T>();
        std::optional<T> result = PayloadTraits<T>::read(value);
        if (!result)
            return {};
        return std::optional<std::optional<T>>(std::move(result));
    }
    static QString expected() { return PayloadPrivate::optionalTypeName(payloadTypeName<T>()); }
    static std::optional<PayloadPrivate::Mismatch> mismatch(const QCborValue &value)
    {
        if (value.isNull() || value.isUndefined())
            return {};
        std::optional<PayloadPrivate::Mismatch> found = PayloadPrivate::mismatchOf<T>(value);
        if (found && found->path.isEmpty())
            found->expected = expected();
        return found;
    }
};

} // namespace QSocketIo

#endif
