// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_RUNTIMETRAITS_P_H
#define QSOCKETIO_CORE_RUNTIMETRAITS_P_H

#include "payloadtypes.h"

namespace QSocketIo::PayloadPrivate {

// What registerPayloadType() was told of a type; null where nothing. Valid for ever.
[[nodiscard]] const RuntimeTraits *registeredTraits(QMetaType type);

// Acknowledges with a value of a type that isAnswer() accepts, at once or when a future is ready.
[[nodiscard]] bool isAnswer(QMetaType type);
void answerByType(const Ack &ack, QMetaType type, const void *value, QObject *context);

} // namespace QSocketIo::PayloadPrivate

#endif
