// SPDX-License-Identifier: MIT
#include "payloadtypes.h"

#include "runtimetraits_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QReadWriteLock>

#include <memory>
#include <unordered_map>

namespace QSocketIo {

/*!
    \fn template<typename T> void QSocketIo::registerPayloadType()
    \relates QSocketIo::PayloadTraits
    Makes \c T and QList<T> known where types are known at run time only: as the type of a gadget's property,
    inside a QVariant, as a parameter of the functions of an exposed object, and as what they
    return, be it as \c T, \c{QFuture<T>} or, with \c{registerPayloadType<Result<T>>()}, as a
    Result that may fail.

    \code
    QSocketIo::registerPayloadType<std::tuple<int, QString>>(); // or what has PayloadTraits of yours
    QSocketIo::registerPayloadType<std::optional<int>>();
    QSocketIo::registerPayloadType<QSocketIo::Result<QString>>();
    \endcode

    The types that are known without it: bool and the numbers, QString, QByteArray, the QJson and
    QCbor types, dates and times, QUrl, QUuid, QVariant, its lists and maps, enumerations, gadgets,
    and the containers of these that Qt can iterate over at run time. Of these, QFuture is known for
    bool, int, qint64, double, QString, QByteArray, QStringList, the QJson and QCbor types,
    QVariant, its lists and maps, Payload, and void.

    It may be called in any thread, any number of times, before the type is first used.

    \sa Socket::expose()
*/

namespace PayloadPrivate {

namespace {

// Entries are never removed: registeredTraits() hands out their addresses.
class Registry
{
public:
    Registry();

    void add(QMetaType type, const RuntimeTraits &traits)
    {
        const QWriteLocker locker(&m_lock);
        m_traits.try_emplace(type.id(), traits);
    }
    const RuntimeTraits *find(QMetaType type)
    {
        const QReadLocker locker(&m_lock);
        const auto found = m_traits.find(type.id());
        return found == m_traits.end() ? nullptr : &found->second;
    }

private:
    template<typename... T>
    void addFutures()
    {
        (add(QMetaType::fromType<QFuture<T>>(), makeRuntimeTraits<QFuture<T>>()), ...);
    }

    QReadWriteLock m_lock;
    std::unordered_map<int, RuntimeTraits> m_traits;
};

Registry::Registry()
{
    addFutures<void, bool, int, qint64, double, QString, QByteArray, QStringList>();
    addFutures<QJsonValue, QJsonObject, QJsonArray, QCborValue, QCborMap, QCborArray>();
    addFutures<QVariant, QVariantList, QVariantMap, Payload>();
}

Registry &registry()
{
    static Registry instance;
    return instance;
}

} // namespace

void registerRuntimeTraits(QMetaType type, const RuntimeTraits &traits)
{
    registry().add(type, traits);
}

const RuntimeTraits *registeredTraits(QMetaType type)
{
    return registry().find(type);
}

bool isAnswer(QMetaType type)
{
    const RuntimeTraits *const traits = registeredTraits(type);
    if (traits)
        return traits->answer;
    return type == QMetaType::fromType<Payload>() || isWritable(type);
}

void answerByType(const Ack &ack, QMetaType type, const void *value, QObject *context)
{
    const RuntimeTraits *const traits = registeredTraits(type);
    if (traits) {
        traits->answer(ack, value, context);
    } else if (type == QMetaType::fromType<Payload>()) {
        ack.reply(*static_cast<const Payload *>(value));
    } else if (type == QMetaType::fromType<QVariant>()) {
        ack(*static_cast<const QVariant *>(value));
    } else {
        ack(QVariant(type, value));
    }
}

} // namespace PayloadPrivate
} // namespace QSocketIo
