// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_EXPOSEDOBJECT_P_H
#define QSOCKETIO_SERVER_EXPOSEDOBJECT_P_H

#include "exposedmethod_p.h"
#include "exposeoptions.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>

#include <memory>
#include <vector>

namespace QSocketIo {

// An object and those of its methods that clients may call, by name.
class ExposedObject
{
public:
    // Null, with a warning that names the caller, where the object does not live in owner's thread,
    // has nothing to expose, or options name what cannot be exposed.
    [[nodiscard]] static std::shared_ptr<const ExposedObject>
    make(const QObject *owner, QObject *object, const ExposeOptions &options, const char *caller);

    [[nodiscard]] bool isAlive() const { return !m_object.isNull(); }
    [[nodiscard]] QList<QByteArray> names() const { return m_methods.keys(); }
    [[nodiscard]] bool has(const QByteArray &name) const { return m_methods.contains(name); }
    // Calls the method of that name which fits the arguments. An error where none does.
    [[nodiscard]] Error call(const QByteArray &name, const Payload &payload, Socket *caller,
                             const Ack &ack) const;

private:
    using Overloads = std::vector<ExposedMethod>;

    explicit ExposedObject(QObject *object)
        : m_object(object)
    { }
    [[nodiscard]] int firstMethod(const ExposeOptions &options) const;
    void addMethods(int first, const QStringList &names);
    void add(const QMetaMethod &method, bool isNamed);

    QPointer<QObject> m_object;
    QHash<QByteArray, Overloads> m_methods;
};

} // namespace QSocketIo

#endif
