// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_IDGENERATOR_H
#define QSOCKETIO_ENGINEIO_IDGENERATOR_H

#include "../core/global.h"

#include <QtCore/QString>

namespace QSocketIo {

// Makes ids of 20 characters that are safe in URLs: 96 random bits that nobody can guess and 24
// bits of a counter, which keep the ids of one generator apart whatever the random bits are.
class QSOCKETIO_AUTOTEST_EXPORT IdGenerator
{
public:
    [[nodiscard]] QString next();

private:
    quint32 m_counter = 0;
};

} // namespace QSocketIo

#endif
