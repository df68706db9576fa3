// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTRAITS_H
#define QSOCKETIO_CORE_PAYLOADTRAITS_H

#include "payloadtraits_basic.h"
#include "payloadtraits_containers.h"
#include "payloadtraits_objects.h"
#include "payloadtraits_primary.h"

#endif
