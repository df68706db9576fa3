// SPDX-License-Identifier: MIT
#include "sessionfile.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace QsioAdmin {

constexpr qint64 maxLength = 1'000;

SessionFile::SessionFile(const QString &fileName)
    : m_fileName(fileName)
{ }

QString SessionFile::read() const
{
    QFile file(m_fileName);
    if (m_fileName.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readLine(maxLength)).trimmed();
}

bool SessionFile::write(const QString &sessionId) const
{
    if (m_fileName.isEmpty())
        return true;
    if (sessionId.isEmpty())
        return !QFile::exists(m_fileName) || QFile::remove(m_fileName);
    QSaveFile file(m_fileName);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFileDevice::ReadOwner
                        | QFileDevice::WriteOwner); // before there is anything
    return file.write(sessionId.toUtf8() + '\n') > 0 && file.commit();
}

} // namespace QsioAdmin
