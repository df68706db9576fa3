// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_QTKEYCHAINBACKEND_H
#define QSIOADMIN_PROFILES_QTKEYCHAINBACKEND_H

#include "keychainbackend.h"

#include <QtCore/QObject>

namespace QsioAdmin {

// The keychain through QtKeychain; never its fallback of a plain file.
class QtKeychainBackend : public KeychainBackend
{
public:
    void read(const QString &key, const Answer &answer) override;
    void write(const QString &key, const QString &secret, const Answer &answer) override;
    void remove(const QString &key, const Answer &answer) override;

private:
    QObject m_context; // answers end with it; the jobs delete themselves
};

} // namespace QsioAdmin

#endif
