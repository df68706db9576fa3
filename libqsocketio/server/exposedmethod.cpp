// SPDX-License-Identifier: MIT
#include "exposedmethod_p.h"

#include "../core/eventhandler.h"
#include "../core/runtimetraits_p.h"
#include "socket.h"

#include <QtCore/QStringBuilder>

#include <algorithm>

namespace QSocketIo {

namespace {

constexpr std::size_t MaxParameters = 10; // of QMetaMethod::invoke()

bool isVariant(QMetaType type)
{
    return type == QMetaType::fromType<QVariant>();
}

// Where a method finds an argument, or leaves what it returns.
void *storage(QVariant &value, QMetaType type)
{
    return isVariant(type) ? &value : value.data();
}

Error mismatch(const QCborValue &value, qsizetype index, QMetaType type)
{
    const auto found = PayloadPrivate::variantMismatch(value, type);
    return Internal::wrongArgument(index,
                                   found.value_or(PayloadPrivate::Mismatch{
                                       QString(), PayloadPrivate::variantTypeName(type), value}));
}

Error notSupported(const QString &message)
{
    return Error(Error::Code::NotSupported, message);
}

} // namespace

ExposedMethod::Kind ExposedMethod::kindOf(QMetaType type)
{
    if (type == QMetaType::fromType<Payload>())
        return Kind::Rest;
    if (type == QMetaType::fromType<Socket *>())
        return Kind::Caller;
    if (type == QMetaType::fromType<Ack>())
        return Kind::Answer;
    return Kind::Value;
}

bool ExposedMethod::has(Kind kind) const
{
    return std::any_of(m_parameters.begin(), m_parameters.end(),
                       [kind](const Parameter &parameter) { return parameter.kind == kind; });
}

Result<ExposedMethod> ExposedMethod::make(const QMetaMethod &method)
{
    ExposedMethod result;
    result.m_method = method;
    result.m_returnType = method.returnMetaType();
    const QList<QByteArray> typeNames = method.parameterTypes();
    for (int i = 0; i < method.parameterCount(); ++i) {
        const QMetaType type = method.parameterMetaType(i);
        result.m_parameters.push_back({kindOf(type), type, typeNames.at(i)});
        if (kindOf(type) == Kind::Value)
            ++result.m_valueCount;
    }
    const Error error = result.check();
    if (error)
        return error;
    return result;
}

Error ExposedMethod::check() const
{
    if (m_parameters.size() > MaxParameters)
        return notSupported(QStringLiteral("it has more than %1 parameters").arg(MaxParameters));
    bool isRest = false;
    for (const Parameter &parameter : m_parameters) {
        if (parameter.kind == Kind::Value && !PayloadPrivate::isReadable(parameter.type))
            return notSupported(QLatin1StringView("a parameter of type ")
                                % QLatin1StringView(parameter.typeName)
                                % QLatin1StringView(" cannot come from a client"));
        if (isRest && (parameter.kind == Kind::Value || parameter.kind == Kind::Rest))
            return notSupported(QStringLiteral("a Payload takes all arguments that are left"));
        isRest = isRest || parameter.kind == Kind::Rest;
    }
    if (m_returnType == QMetaType::fromType<void>())
        return {};
    if (has(Kind::Answer))
        return notSupported(
            QStringLiteral("a method answers by its Ack or by what it returns, not both"));
    if (!PayloadPrivate::isAnswer(m_returnType))
        return notSupported(QLatin1StringView("what it returns, ")
                            % QLatin1StringView(m_method.typeName())
                            % QLatin1StringView(", cannot be sent"));
    return {};
}

std::tuple<int, int> ExposedMethod::rank(qsizetype count) const
{
    const int difference = int(count) - m_valueCount;
    if (difference < 0)
        return {3, -difference};
    if (has(Kind::Rest))
        return {1, difference};
    return {difference == 0 ? 0 : 2, difference};
}

Result<ExposedMethod::Arguments> ExposedMethod::convert(const Payload &payload, Socket *caller,
                                                        const Ack &ack) const
{
    Arguments arguments;
    arguments.reserve(m_parameters.size());
    qsizetype index = 0;
    for (const Parameter &parameter : m_parameters) {
        switch (parameter.kind) {
        case Kind::Value: {
            const QCborValue value = payload.at(index);
            std::optional<QVariant> converted = PayloadPrivate::readVariant(value, parameter.type);
            if (!converted)
                return mismatch(value, index, parameter.type);
            arguments.push_back(*std::move(converted));
            ++index;
            break;
        }
        case Kind::Rest:
            arguments.push_back(QVariant::fromValue(Internal::remainingArguments(payload, index)));
            break;
        case Kind::Caller:
            arguments.push_back(QVariant::fromValue(caller));
            break;
        case Kind::Answer:
            arguments.push_back(QVariant::fromValue(ack));
            break;
        }
    }
    return arguments;
}

void ExposedMethod::call(QObject *object, Arguments arguments, Socket *caller, const Ack &ack) const
{
    std::array<QGenericArgument, MaxParameters> generic;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Parameter &parameter = m_parameters[i];
        generic[i] = QGenericArgument(parameter.typeName.constData(),
                                      storage(arguments[i], parameter.type));
    }
    const bool isVoid = m_returnType == QMetaType::fromType<void>();
    QVariant returned = isVoid || isVariant(m_returnType) ? QVariant() : QVariant(m_returnType);
    const QGenericReturnArgument result = isVoid
        ? QGenericReturnArgument()
        : QGenericReturnArgument(m_method.typeName(), storage(returned, m_returnType));
    const QPointer<Socket> context(caller);
    const auto &[a, b, c, d, e, f, g, h, i, j] = generic;
    m_method.invoke(object, Qt::DirectConnection, result, a, b, c, d, e, f, g, h, i, j);
    if (!ack.isWanted() || has(Kind::Answer) || !context)
        return;
    if (!isVoid)
        PayloadPrivate::answerByType(ack, m_returnType, storage(returned, m_returnType), context);
    else if (!ack.isReplied())
        ack();
}

} // namespace QSocketIo
