// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_GLOBAL_H
#define QSOCKETIO_CORE_GLOBAL_H

#include <QtCore/qglobal.h>

#if defined(QSOCKETIO_STATIC)
#define QSOCKETIO_EXPORT
#elif defined(QSOCKETIO_BUILD_LIB)
#define QSOCKETIO_EXPORT Q_DECL_EXPORT
#else
#define QSOCKETIO_EXPORT Q_DECL_IMPORT
#endif

// Private classes are exported only where the unit tests are built.
#if defined(QSOCKETIO_BUILD_AUTOTESTS)
#define QSOCKETIO_AUTOTEST_EXPORT QSOCKETIO_EXPORT
#else
#define QSOCKETIO_AUTOTEST_EXPORT
#endif

// Private classes that the library's optional components link.
#define QSOCKETIO_COMPONENT_EXPORT QSOCKETIO_EXPORT

#endif
