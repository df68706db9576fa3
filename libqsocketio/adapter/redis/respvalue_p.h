// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_RESPVALUE_P_H
#define QSOCKETIO_ADAPTER_REDIS_RESPVALUE_P_H

#include "redisglobal.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace QSocketIo {

// What Redis says, in either version of its protocol.
struct RespValue
{
    enum class Type {
        Null,
        Boolean, // integer: 0 or 1
        Integer,
        Double,
        String, // simple, bulk and verbatim strings, big numbers
        Error, // bytes: its code and text
        Array, // and sets
        Map, // elements: keys and values in turn
        Push, // out of band, in RESP3
        Oversized // a string that was thrown away because of the limits
    };

    Type type = Type::Null;
    qint64 integer = 0;
    double real = 0;
    QByteArray bytes = {};
    QList<RespValue> elements = {};

    [[nodiscard]] bool isNull() const { return type == Type::Null; }
    [[nodiscard]] bool isError() const { return type == Type::Error; }
    [[nodiscard]] bool isString() const { return type == Type::String; }
    // Of an array, a push or a map; empty beyond their end.
    [[nodiscard]] QByteArray stringAt(qsizetype index) const
    {
        return index < elements.size() ? elements.at(index).bytes : QByteArray();
    }
};

} // namespace QSocketIo

#endif
