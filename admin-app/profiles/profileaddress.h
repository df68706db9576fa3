// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_PROFILEADDRESS_H
#define QSIOADMIN_PROFILES_PROFILEADDRESS_H

#include <QtCore/QString>
#include <QtCore/QUrl>

namespace QsioAdmin {

// What people paste as the address of a server, and what is meant by it.
struct ProfileAddress
{
    QUrl url; // http or https, without path, user and password; empty: see problem
    QString nsp; // a path that was the admin namespace; empty: none
    QString path; // a path that was Socket.IO's own; empty: none
    QString user;
    QString password; // a secret
    QString problem; // in plain words; empty: none

    [[nodiscard]] bool isValid() const { return problem.isEmpty(); }
    [[nodiscard]] static ProfileAddress parse(const QString &text);
};

} // namespace QsioAdmin

#endif
