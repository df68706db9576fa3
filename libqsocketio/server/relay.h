// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_RELAY_H
#define QSOCKETIO_SERVER_RELAY_H

#include "../core/callabletraits.h"
#include "../core/global.h"
#include "../core/payload.h"
#include "relaytarget.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace QSocketIo {

namespace Internal {

// What is called for each signal.
class QSOCKETIO_EXPORT Relay
{
public:
    // owner: what relay() was called on. Empty, with a warning, where there cannot be a relay.
    [[nodiscard]] static std::optional<Relay> make(const QObject *owner, const QObject *sender,
                                                   const RelayTarget &target, QAnyStringView event);

    // The receiver of the connection, and what ends the connection with owner or target where Qt
    // does not because of its receiver.
    [[nodiscard]] QObject *receiver(QObject *owner) const;
    QMetaObject::Connection bind(QObject *owner, const QMetaObject::Connection &connection) const;
    [[nodiscard]] static bool canGet(const QObject *owner, const QObject *sender);

    [[nodiscard]] bool hasAudience() const { return m_target.hasAudience(); }
    template<typename... Args>
    void operator()(const Args &...args) const
    {
        if (hasAudience())
            m_target.emitPayload(QUtf8StringView(m_event), Payload::of(args...));
    }

private:
    Relay(const RelayTarget &target, const QByteArray &event)
        : m_target(target)
        , m_event(event)
    { }

    RelayTarget m_target;
    QByteArray m_event;
};

// The last parameter of signals that only their class can emit. It is private to that class and
// never has a value: its name is all there is to tell it by.
template<typename T>
constexpr bool isPrivateSignalMark()
{
    return std::is_empty_v<
               T> && std::string_view(Q_FUNC_INFO).find("::QPrivateSignal") != std::string_view::npos;
}

template<typename... Args>
constexpr std::size_t argumentCount(const std::tuple<Args...> *)
{
    return sizeof...(Args) - (std::size_t(isPrivateSignalMark<Args>()) + ... + 0);
}

template<typename Arguments, std::size_t... I>
auto relayFunction(const Relay &relay, std::index_sequence<I...>)
{
    return [relay](const std::tuple_element_t<I, Arguments> &...args) { relay(args...); };
}

} // namespace Internal

// relay(), the same for server, namespace and socket. Derived is a QObject.
template<typename Derived>
class RelayVerbs
{
public:
    // The signal's arguments become the event's.
    template<typename Sender, typename Signal>
    QMetaObject::Connection relay(const Sender *sender, Signal signal, const RelayTarget &target,
                                  QAnyStringView event)
    {
        static_assert(std::is_member_function_pointer_v<Signal>,
                      "QSocketIo: relay() takes a pointer to a signal, such as &Sensor::changed");
        using Arguments = typename Internal::CallableTraits<Signal>::Arguments;
        constexpr std::size_t count
            = Internal::argumentCount(static_cast<const Arguments *>(nullptr));
        QObject *const owner = static_cast<Derived *>(this);
        const auto relay = Internal::Relay::make(owner, sender, target, event);
        if (!relay)
            return {};
        return relay->bind(owner,
                           QObject::connect(sender, signal, relay->receiver(owner),
                                            Internal::relayFunction<Arguments>(
                                                *relay, std::make_index_sequence<count>())));
    }

    // What the getter returns becomes the event's argument: for the notify signals of properties.
#ifdef Q_QDOC
    template<typename Sender, typename Signal, typename Getter>
    QMetaObject::Connection relay(const Sender *sender, Signal signal, Getter getter,
                                  const RelayTarget &target, QAnyStringView event);
#else
    template<typename Sender, typename Signal, typename Getter>
    requires std::is_member_function_pointer_v<Getter> QMetaObject::Connection
    relay(const Sender *sender, Signal signal, Getter getter, const RelayTarget &target,
          QAnyStringView event)
    {
        QObject *const owner = static_cast<Derived *>(this);
        const auto relay = Internal::Relay::make(owner, sender, target, event);
        if (!relay || !Internal::Relay::canGet(owner, sender))
            return {};
        const auto get = [relay = *relay, sender, getter,
                          alive = QPointer<QObject>(const_cast<Sender *>(sender))] {
            if (alive && relay.hasAudience())
                relay((sender->*getter)());
        };
        return relay->bind(owner, QObject::connect(sender, signal, relay->receiver(owner), get));
    }
#endif

protected:
    RelayVerbs() = default;
    ~RelayVerbs() = default;
};

} // namespace QSocketIo

#endif
