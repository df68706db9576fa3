// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_EXPOSEDMETHOD_P_H
#define QSOCKETIO_SERVER_EXPOSEDMETHOD_P_H

#include "../core/ack.h"
#include "../core/payload.h"
#include "../core/result.h"

#include <QtCore/QMetaMethod>
#include <QtCore/QVariant>

#include <array>
#include <tuple>
#include <vector>

namespace QSocketIo {

class Socket;

// A method that answers an event: what its parameters are made of, and how it is called.
class ExposedMethod
{
public:
    using Arguments = std::vector<QVariant>;

    // An error where a parameter cannot come from a client, or what it returns cannot go to one.
    [[nodiscard]] static Result<ExposedMethod> make(const QMetaMethod &method);

    // How well it fits that many arguments, best first: it takes as many, takes any number, takes
    // fewer (the others are ignored), takes more.
    [[nodiscard]] std::tuple<int, int> rank(qsizetype count) const;
    // An error where an argument is missing or of another type.
    [[nodiscard]] Result<Arguments> convert(const Payload &payload, Socket *caller,
                                            const Ack &ack) const;
    void call(QObject *object, Arguments arguments, Socket *caller, const Ack &ack) const;

private:
    enum class Kind { Value, Rest, Caller, Answer };
    struct Parameter
    {
        Kind kind = Kind::Value;
        QMetaType type;
        QByteArray typeName;
    };

    [[nodiscard]] static Kind kindOf(QMetaType type);
    [[nodiscard]] bool has(Kind kind) const;
    [[nodiscard]] Error check() const;

    QMetaMethod m_method;
    QMetaType m_returnType;
    std::vector<Parameter> m_parameters;
    int m_valueCount = 0;
};

} // namespace QSocketIo

#endif
