// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SESSIONFILE_H
#define QSIOADMIN_CORE_SESSIONFILE_H

#include <QtCore/QString>

namespace QsioAdmin {

// A file with the id of a session, for programs that log in often. Whoever has the id can log in:
// nobody else may read the file.
class SessionFile
{
public:
    explicit SessionFile(const QString &fileName); // empty: there is none

    [[nodiscard]] QString read() const; // empty: there is no session
    // Empty: the session is no good any longer. False: it could not be kept.
    bool write(const QString &sessionId) const;

private:
    const QString m_fileName;
};

} // namespace QsioAdmin

#endif
