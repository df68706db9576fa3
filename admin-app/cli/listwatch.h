// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_LISTWATCH_H
#define QSIOADMIN_CLI_LISTWATCH_H

#include "commandline.h"

#include <QtCore/QHash>

namespace QsioAdmin {

class AdminStore;

// The lists of a command line, again and again: as text all of them where anything has changed, as
// NDJSON the rows that have.
class ListWatch
{
public:
    explicit ListWatch(const CommandLine &line);

    // What there is to print; empty: nothing has changed since the last time.
    [[nodiscard]] QByteArray next(const AdminStore &store);

private:
    [[nodiscard]] QByteArray changedRows(const AdminStore &store);

    const CommandLine m_line;
    QByteArray m_text; // that was printed last
    QHash<QString, QHash<QString, QByteArray>> m_rows; // by list and id
};

} // namespace QsioAdmin

#endif
