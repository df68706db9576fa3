// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_HTTPREPLY_H
#define QSOCKETIO_ENGINEIO_HTTPREPLY_H

#include "../core/global.h"
#include "../core/httpheaders.h"

#include <memory>

namespace QSocketIo {

class EngineRequest;

// A middleware's hand on the answer to a request. Copies share it.
class QSOCKETIO_EXPORT HttpReply
{
public:
    HttpReply(const HttpReply &other);
    HttpReply(HttpReply &&other) noexcept;
    HttpReply &operator=(const HttpReply &other);
    HttpReply &operator=(HttpReply &&other) noexcept;
    ~HttpReply();
    void swap(HttpReply &other) noexcept { d.swap(other.d); }

    // The client still waits, and nobody has answered yet.
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool isUpgrade() const; // the request wants a WebSocket

    // Fields of the answer, whoever gives it.
    [[nodiscard]] const HttpHeaders &headers() const;
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    bool setHeader(const QByteArray &name, const QByteArray &value);
    bool addHeader(const QByteArray &name, const QByteArray &value);
    void removeHeader(QByteArrayView name);

    // Answers instead of the engine.
    void end(int status = 200, const QByteArray &body = {});

private:
    friend class EnginePrivate;
    explicit HttpReply(const std::shared_ptr<EngineRequest> &request);

    std::shared_ptr<EngineRequest> d;
};

} // namespace QSocketIo

Q_DECLARE_SHARED(QSocketIo::HttpReply)

#endif
