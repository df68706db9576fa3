// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_KEYCHAINBACKEND_H
#define QSIOADMIN_PROFILES_KEYCHAINBACKEND_H

#include <QtCore/QString>

#include <functional>

namespace QsioAdmin {

// The system's keychain, seen by KeychainSecretStore. An answer may come late or never: whoever
// asks has a timeout, and the answer is taken once.
class KeychainBackend
{
public:
    enum class Result { Done, NotFound, Failed };
    using Answer = std::function<void(Result result, const QString &secret)>;

    virtual ~KeychainBackend() = default;
    virtual void read(const QString &key, const Answer &answer) = 0;
    virtual void write(const QString &key, const QString &secret, const Answer &answer) = 0;
    virtual void remove(const QString &key, const Answer &answer) = 0;
};

} // namespace QsioAdmin

#endif
