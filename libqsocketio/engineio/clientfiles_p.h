// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_CLIENTFILES_H
#define QSOCKETIO_ENGINEIO_CLIENTFILES_H

#include "../core/global.h"
#include "../net/httpexchange_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>

namespace QSocketIo {

class ClientFileCache;
class Engine;
class EnginePrivate;

// Serves the JavaScript client that was built into the library, before the engine below the same
// path gets to see a request.
class QSOCKETIO_AUTOTEST_EXPORT ClientFiles final : private HttpHandler
{
public:
    // Whether this build has them at all, and of which version.
    [[nodiscard]] static bool areAvailable();
    [[nodiscard]] static QByteArray version();

    // path: without a slash at its end. Serves until it is destroyed, at the engine's doors.
    ClientFiles(Engine *engine, const QString &path);
    ~ClientFiles() override;
    Q_DISABLE_COPY_MOVE(ClientFiles)

private:
    bool handles(const HttpRequest &request, bool isUpgrade) const override;
    void handle(HttpExchange *exchange) override;

    const std::weak_ptr<EnginePrivate> m_engine;
    const QByteArray m_folder; // the path with its slash
    const std::shared_ptr<ClientFileCache> m_cache;
};

} // namespace QSocketIo

#endif
