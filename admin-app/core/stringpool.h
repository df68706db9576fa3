// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_STRINGPOOL_H
#define QSIOADMIN_CORE_STRINGPOOL_H

#include <QtCore/QByteArray>
#include <QtCore/QSet>

namespace QsioAdmin {

// Makes equal texts share their bytes: a hundred thousand sockets have a handful of namespaces,
// rooms and transports. What nobody uses any longer is forgotten now and then, so that a pool does
// not grow with every room there has ever been.
//
// A pool belongs to one thread. The texts that it hands out may go to any.
class StringPool
{
public:
    [[nodiscard]] QByteArray intern(QByteArrayView text);
    [[nodiscard]] qsizetype size() const { return m_texts.size(); }

private:
    void purge();

    QSet<QByteArray> m_texts;
    qsizetype m_purgeAt = 4096;
};

} // namespace QsioAdmin

#endif
