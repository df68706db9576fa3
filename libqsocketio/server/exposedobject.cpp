// SPDX-License-Identifier: MIT
#include "exposedobject_p.h"

#include "../codec/packet_p.h"
#include "../core/logging_p.h"
#include "socket.h"

#include <QtCore/QSet>

#include <algorithm>

namespace QSocketIo {

namespace {

// By name, as Qt has no better mark: a capital after the Q. What QML derives from such a class at
// run time, "QObject_QML_0" or "Player_QMLTYPE_1", is the application's.
bool isLibraryClass(const QMetaObject *metaObject)
{
    QByteArrayView name = metaObject->className();
    if (name.startsWith("QSocketIo::"))
        return true;
    const qsizetype colons = name.lastIndexOf("::");
    if (colons >= 0)
        name = name.sliced(colons + 2);
    const bool isQt = name.size() > 1 && name[0] == 'Q' && name[1] >= 'A' && name[1] <= 'Z';
    return isQt && !name.toByteArray().contains("_QML");
}

bool isCallable(const QMetaMethod &method)
{
    return method.access() == QMetaMethod::Public
        && (method.methodType() == QMetaMethod::Slot || method.methodType() == QMetaMethod::Method);
}

} // namespace

std::shared_ptr<const ExposedObject> ExposedObject::make(const QObject *owner, QObject *object,
                                                         const ExposeOptions &options,
                                                         const char *caller)
{
    if (!object || object->thread() != owner->thread()) {
        qCWarning(lcServer, "%s: the object %s", caller,
                  object ? "lives in another thread" : "must not be null");
        return nullptr;
    }
    const char *const className = object->metaObject()->className();
    if (options.below && !object->metaObject()->inherits(options.below)) {
        qCWarning(lcServer, "%s: %s does not inherit %s", caller, className,
                  options.below->className());
        return nullptr;
    }
    const std::shared_ptr<ExposedObject> result(new ExposedObject(object));
    result->addMethods(result->firstMethod(options), options.methods);
    for (const QString &name : options.methods) {
        if (!result->has(name.toUtf8())) {
            qCWarning(lcServer, "%s: %s has no method \"%s\" to expose", caller, className,
                      qUtf8Printable(name));
            return nullptr;
        }
    }
    if (result->m_methods.isEmpty()) {
        qCWarning(lcServer, "%s: %s has no methods to expose", caller, className);
        return nullptr;
    }
    return result;
}

// QObject's own methods come before those of all other classes.
int ExposedObject::firstMethod(const ExposeOptions &options) const
{
    int first = QObject::staticMetaObject.methodCount();
    if (options.below)
        return std::max(first, options.below->methodCount());
    if (!options.methods.isEmpty())
        return first;
    const QMetaObject *metaObject = m_object->metaObject();
    first = metaObject->methodCount();
    for (; metaObject && !isLibraryClass(metaObject); metaObject = metaObject->superClass())
        first = metaObject->methodOffset();
    return first;
}

void ExposedObject::addMethods(int first, const QStringList &names)
{
    const QMetaObject *const metaObject = m_object->metaObject();
    QSet<QByteArray> overridden;
    std::vector<QMetaMethod> methods;
    for (int i = metaObject->methodCount() - 1; i >= first; --i) {
        const QMetaMethod method = metaObject->method(i);
        const QByteArray signature = method.methodSignature();
        if (overridden.contains(signature))
            continue; // hidden by a class below, perhaps to close it
        overridden.insert(signature);
        if (isCallable(method))
            methods.push_back(method);
    }
    std::for_each(methods.rbegin(), methods.rend(), [&](const QMetaMethod &method) {
        const bool isNamed = names.contains(QString::fromUtf8(method.name()));
        if (isNamed || names.isEmpty())
            add(method, isNamed);
    });
}

void ExposedObject::add(const QMetaMethod &method, bool isNamed)
{
    Error error(Error::Code::ReservedEventName, QStringLiteral("its name is that of no event"));
    // A copy: QMetaMethod's name points into the meta-object, and QML's may go before this does.
    const QByteArray name(method.name().constData());
    if (!isReservedEvent(name)) {
        const Result<ExposedMethod> exposed = ExposedMethod::make(method);
        error = exposed.error();
        if (exposed)
            m_methods[name].push_back(*exposed);
    }
    if (!error)
        return;
    // Not every public slot is meant for clients; one that the application names is.
    const QByteArray text = "expose: " + method.methodSignature() + " of "
        + m_object->metaObject()->className() + " is left out: " + error.message().toUtf8();
    if (isNamed)
        qCWarning(lcServer, "%s", text.constData());
    else
        qCDebug(lcServer, "%s", text.constData());
}

Error ExposedObject::call(const QByteArray &name, const Payload &payload, Socket *caller,
                          const Ack &ack) const
{
    if (!m_object)
        return {};
    const auto overloads = m_methods.constFind(name);
    if (overloads == m_methods.constEnd())
        return {};
    std::vector<const ExposedMethod *> candidates;
    for (const ExposedMethod &method : *overloads)
        candidates.push_back(&method);
    const qsizetype count = payload.count();
    std::stable_sort(candidates.begin(), candidates.end(), [count](const auto *a, const auto *b) {
        return a->rank(count) < b->rank(count);
    });
    Error first; // of the method that fits best
    for (const ExposedMethod *method : candidates) {
        Result<ExposedMethod::Arguments> arguments = method->convert(payload, caller, ack);
        if (arguments) {
            method->call(m_object, std::move(arguments).value(), caller, ack);
            return {};
        }
        if (!first)
            first = arguments.error();
    }
    return first;
}

} // namespace QSocketIo
