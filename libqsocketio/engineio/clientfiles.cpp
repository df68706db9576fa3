// SPDX-License-Identifier: MIT
#include "clientfiles_p.h"

#include "../net/frontdoor_p.h"
#include "clientfilecache_p.h"
#include "cors_p.h"
#include "engine.h"
#include "engine_p.h"
#include "enginecall_p.h"
#include "exchangeguard_p.h"

namespace QSocketIo {

#if !defined(QSOCKETIO_CLIENT_VERSION)
#define QSOCKETIO_CLIENT_VERSION ""
#endif

bool ClientFiles::areAvailable()
{
    return !version().isEmpty();
}

QByteArray ClientFiles::version()
{
    return QByteArrayLiteral(QSOCKETIO_CLIENT_VERSION);
}

ClientFiles::ClientFiles(Engine *engine, const QString &path)
    : m_engine(engine->d)
    , m_folder(path.toUtf8() + '/')
    , m_cache(std::make_shared<ClientFileCache>())
{
    engine->d->frontDoor->prependHandler(this);
}

ClientFiles::~ClientFiles()
{
    const auto engine = m_engine.lock();
    if (engine && engine->q)
        engine->frontDoor->removeHandler(this);
}

bool ClientFiles::handles(const HttpRequest &request, bool isUpgrade) const
{
    const QByteArray path = request.path();
    return !isUpgrade && areAvailable() && path.startsWith(m_folder)
        && ClientFileCache::contains(QByteArrayView(path).sliced(m_folder.size()));
}

static HttpResponse answerTo(const HttpRequest &request, const QByteArray &name,
                             ClientFileCache *cache)
{
    const QByteArray tag = '"' + ClientFiles::version() + '"';
    const QByteArray known = request.header("If-None-Match");
    HttpResponse response;
    if (known == tag || known == "W/" + tag) {
        response.status = 304;
        response.omitContentHeaders = true;
        return response;
    }
    const ContentEncoding wanted = negotiateContentEncoding(
        request.headers().combinedValue("Accept-Encoding"),
        {ContentEncoding::Brotli, ContentEncoding::Gzip, ContentEncoding::Deflate});
    const auto [bytes, encoding] = cache->body(name, wanted);
    response.body = bytes;
    response.headers.set("Cache-Control", "public, max-age=0");
    response.headers.set("Content-Type",
                         name.endsWith(".map") ? "application/json; charset=utf-8"
                                               : "application/javascript; charset=utf-8");
    response.headers.set("ETag", tag);
    if (encoding != ContentEncoding::Identity)
        response.headers.set("Content-Encoding", contentEncodingName(encoding).toByteArray());
    return response;
}

void ClientFiles::handle(HttpExchange *exchange)
{
    const auto engine = m_engine.lock(); // which has called
    const EngineCall call(engine.get());
    ExchangeGuard guard(exchange);
    const HttpRequest request = exchange->request();
    const QByteArray name = request.path().sliced(m_folder.size());
    const auto cache = m_cache;
    HttpHeaders corsFields;
    const CorsOptions &cors = engine->options.cors;
    // A predicate is the application's code: this may be gone behind it.
    if (cors.isEnabled() && Cors::apply(cors, request, &corsFields) == Cors::Outcome::Answer)
        return guard.respondStatus(cors.optionsSuccessStatus, corsFields);
    HttpResponse response = answerTo(request, name, cache.get());
    for (const HttpHeaders::Field &field : corsFields.fields())
        response.headers.append(field.name, field.value);
    guard.respond(response);
}

} // namespace QSocketIo
