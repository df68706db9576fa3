// SPDX-License-Identifier: MIT
#include "cors_p.h"

#include "verification_p.h"

#include <algorithm>

namespace QSocketIo {

static void addVary(HttpHeaders *headers, const QByteArray &name)
{
    const QByteArray before = headers->value("Vary");
    headers->set("Vary", before.isEmpty() ? name : before + ", " + name);
}

static bool answersEverybody(const CorsOptions &options)
{
    if (options.originPredicate || options.reflectOrigin)
        return false;
    return options.origins.contains(QLatin1String("*"));
}

static bool matches(const CorsOptions &options, const QString &origin)
{
    if (options.originPredicate || options.reflectOrigin)
        return true; // a predicate has said so already
    return options.origins.contains(origin)
        || std::any_of(options.originPatterns.cbegin(), options.originPatterns.cend(),
                       [&origin](const QRegularExpression &pattern) {
                           return pattern.match(origin).hasMatch();
                       });
}

static void addOrigin(const CorsOptions &options, const QByteArray &origin, HttpHeaders *headers)
{
    static const auto AllowOrigin = QByteArrayLiteral("Access-Control-Allow-Origin");
    if (answersEverybody(options)) {
        headers->set(AllowOrigin, "*");
        return;
    }
    const bool isFixed = !options.originPredicate && !options.reflectOrigin
        && options.origins.size() == 1 && options.originPatterns.isEmpty();
    if (isFixed)
        headers->set(AllowOrigin, options.origins.constFirst().toUtf8());
    else if (!origin.isEmpty() && Verification::isValidOrigin(origin)
             && matches(options, QString::fromUtf8(origin)))
        headers->set(AllowOrigin, origin);
    addVary(headers, "Origin");
}

static void addList(HttpHeaders *headers, const QByteArray &name, const QStringList &values)
{
    if (!values.isEmpty())
        headers->set(name, values.join(QLatin1Char(',')).toUtf8());
}

static void addPreflightFields(const CorsOptions &options, const HttpRequest &request,
                               HttpHeaders *headers)
{
    addList(headers, "Access-Control-Allow-Methods", options.methods);
    if (options.allowedHeaders.isEmpty()) {
        addVary(headers, "Access-Control-Request-Headers");
        const QByteArray asked = request.header("Access-Control-Request-Headers");
        if (!asked.isEmpty())
            headers->set("Access-Control-Allow-Headers", asked);
    } else {
        addList(headers, "Access-Control-Allow-Headers", options.allowedHeaders);
    }
    if (options.maxAge)
        headers->set("Access-Control-Max-Age", QByteArray::number(qint64(options.maxAge->count())));
}

Cors::Outcome Cors::apply(const CorsOptions &options, const HttpRequest &request,
                          HttpHeaders *headers)
{
    const QByteArray origin = request.header("Origin");
    if (options.originPredicate && !options.originPredicate(QString::fromUtf8(origin)))
        return Outcome::Continue;

    const bool isPreflight = request.method() == "OPTIONS";
    addOrigin(options, origin, headers);
    if (options.credentials)
        headers->set("Access-Control-Allow-Credentials", "true");
    if (isPreflight)
        addPreflightFields(options, request, headers);
    addList(headers, "Access-Control-Expose-Headers", options.exposedHeaders);
    return isPreflight && !options.preflightContinue ? Outcome::Answer : Outcome::Continue;
}

} // namespace QSocketIo
