// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_PASSWORD_H
#define QSIOADMIN_CLI_PASSWORD_H

#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

struct CommandLine;
struct ConnectionSettings;

// The password of the command line's user: from a file, the standard input, the environment, or
// the person at the terminal, who types it unseen. Null where there is none; message says why.
[[nodiscard]] std::optional<QString> findPassword(const CommandLine &line, QString *message);

// Password and session, where there is a file for it. With a session that is kept nobody is asked
// for a password: it is there for the case that the session is no good.
[[nodiscard]] bool findSecrets(const CommandLine &line, ConnectionSettings *settings,
                               QString *message);

} // namespace QsioAdmin

#endif
