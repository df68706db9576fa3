// SPDX-License-Identifier: MIT
#include "stringpool.h"

namespace QsioAdmin {

QByteArray StringPool::intern(QByteArrayView text)
{
    if (text.isEmpty())
        return QByteArrayLiteral("");
    const auto it = m_texts.constFind(QByteArray::fromRawData(text.data(), text.size()));
    if (it != m_texts.cend())
        return *it;
    if (m_texts.size() >= m_purgeAt)
        purge();
    return *m_texts.insert(text.toByteArray());
}

void StringPool::purge()
{
    // Detached: the pool has the only copy, and nobody but the pool could make another.
    m_texts.removeIf([](const QByteArray &text) { return text.isDetached(); });
    m_purgeAt = qMax(qsizetype(4096), 2 * m_texts.size());
}

} // namespace QsioAdmin
