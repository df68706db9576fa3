// SPDX-License-Identifier: MIT
#include "payloadmismatch.h"

#include <QtCore/QStringBuilder>

namespace QSocketIo::PayloadPrivate {

// The peer chooses the keys of objects, and the message of an error need not carry a megabyte.
static QString shortened(const QString &name)
{
    constexpr qsizetype longest = 64;
    return name.size() <= longest ? name : name.first(longest) % QStringLiteral("...");
}

Mismatch inMember(const QString &name, Mismatch mismatch)
{
    mismatch.path.prepend(QLatin1Char('.') % shortened(name));
    return mismatch;
}

Mismatch inElement(qsizetype index, Mismatch mismatch)
{
    mismatch.path.prepend(QLatin1Char('[') % QString::number(index) % QLatin1Char(']'));
    return mismatch;
}

} // namespace QSocketIo::PayloadPrivate
