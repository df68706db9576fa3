// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_CLIENTFILECACHE_H
#define QSOCKETIO_ENGINEIO_CLIENTFILECACHE_H

#include "../codec/contentencoding_p.h"
#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <map>
#include <utility>

namespace QSocketIo {

// The client's files, each compressed once for each encoding that was asked for.
class QSOCKETIO_AUTOTEST_EXPORT ClientFileCache
{
public:
    struct Body
    {
        QByteArray bytes;
        ContentEncoding encoding = ContentEncoding::Identity; // as wanted, or this one
    };

    // Exactly the names that the reference serves.
    [[nodiscard]] static bool contains(QByteArrayView name);
    [[nodiscard]] Body body(const QByteArray &name, ContentEncoding encoding);

private:
    [[nodiscard]] QByteArray identity(const QByteArray &name);

    std::map<std::pair<QByteArray, ContentEncoding>, QByteArray> m_bodies;
};

} // namespace QSocketIo

#endif
