// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_PASSWORD_H
#define QSIOADMIN_CLI_PASSWORD_H

#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

struct CommandLine;

// The password of the command line's user: from a file, the standard input, the environment, or
// the person at the terminal, who types it unseen. Null where there is none; message says why.
[[nodiscard]] std::optional<QString> findPassword(const CommandLine &line, QString *message);

} // namespace QsioAdmin

#endif
