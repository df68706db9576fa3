// SPDX-License-Identifier: MIT
#include "logincredentials_p.h"

namespace QSocketIo {

// Half of a surrogate pair would become a question mark in UTF-8, and match one.
static std::optional<QString> textOf(const QCborMap &auth, QLatin1String key, qsizetype maxLength)
{
    const QCborValue value = auth.value(key);
    if (!value.isString())
        return {};
    const QString text = value.toString();
    if (text.size() > maxLength || !text.isValidUtf16())
        return {};
    return text;
}

LoginCredentials LoginCredentials::of(const QCborMap &auth)
{
    LoginCredentials credentials;
    credentials.sessionId = textOf(auth, QLatin1String("sessionId"), maxSessionIdLength);
    if (credentials.sessionId && credentials.sessionId->isEmpty())
        credentials.sessionId.reset();
    const auto username = textOf(auth, QLatin1String("username"), maxUsernameLength);
    const auto password = textOf(auth, QLatin1String("password"), maxPasswordBytes);
    if (username && password && password->toUtf8().size() <= maxPasswordBytes)
        credentials.password = Password{*username, *password};
    return credentials;
}

} // namespace QSocketIo
