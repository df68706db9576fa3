// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_PROFILE_H
#define QSIOADMIN_PROFILES_PROFILE_H

#include "core/connectionsettings.h"

#include <QtCore/QJsonObject>
#include <QtCore/QList>

#include <optional>

namespace QsioAdmin {

// A server to come back to: how to reach it, and how it is shown. A profile never has secrets: they
// are in a SecretStore, by the profile's id.
struct Profile
{
    QString id; // never changes
    QString name;
    QString group; // empty: none
    QString color; // as #rrggbb; empty: none
    ConnectionSettings settings; // without the secrets; isReadOnly locks the profile
    bool connectsAutomatically = false; // with the program

    [[nodiscard]] static Profile create(); // with an id of its own
    [[nodiscard]] QString displayName() const; // the host where there is no name
    // A wrong command costs more there: it has to be confirmed by typing.
    [[nodiscard]] bool isRed() const;
    // What has to be mended before it can be used, in plain words; empty: nothing.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] QJsonObject toJson() const;
    // Null: it is no profile. What is missing or of the wrong type has its default.
    [[nodiscard]] static std::optional<Profile> fromJson(const QJsonObject &json);

    friend bool operator==(const Profile &a, const Profile &b) { return a.toJson() == b.toJson(); }
};

} // namespace QsioAdmin

#endif
