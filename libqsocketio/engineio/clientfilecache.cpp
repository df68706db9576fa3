// SPDX-License-Identifier: MIT
#include "clientfilecache_p.h"

#include <QtCore/QFile>

#include <algorithm>
#include <array>

// A static library's resources register themselves only where somebody asks them to.
static void registerFiles()
{
#if defined(QSOCKETIO_CLIENT_VERSION)
    Q_INIT_RESOURCE(qsocketio_client);
#endif
}

namespace QSocketIo {

bool ClientFileCache::contains(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 8> names = {"socket.io.js",
                                                            "socket.io.js.map",
                                                            "socket.io.min.js",
                                                            "socket.io.min.js.map",
                                                            "socket.io.esm.min.js",
                                                            "socket.io.esm.min.js.map",
                                                            "socket.io.msgpack.min.js",
                                                            "socket.io.msgpack.min.js.map"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

QByteArray ClientFileCache::identity(const QByteArray &name)
{
    registerFiles();
    QFile file(QStringLiteral(":/qsocketio/client/") + QString::fromLatin1(name));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

ClientFileCache::Body ClientFileCache::body(const QByteArray &name, ContentEncoding encoding)
{
    QByteArray &bytes = m_bodies[{name, encoding}];
    if (bytes.isNull() && encoding == ContentEncoding::Identity)
        bytes = identity(name);
    else if (bytes.isNull())
        bytes = compressContent(identity(name), encoding); // quickly: the event loop waits
    if (bytes.isNull() && encoding != ContentEncoding::Identity) // out of memory
        return body(name, ContentEncoding::Identity);
    return {bytes, encoding};
}

} // namespace QSocketIo
